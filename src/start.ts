import type { FastifyInstance } from 'fastify';
import type { Config } from './config/config.ts';
import { sessionSecret } from './config/secrets.ts';
import { createApp, createNotices } from './app.tsx';
import { newUuid } from './kernel/ids.ts';
import type { Assets } from './design/index.ts';
import { jobHandlers, modules } from './modules.ts';
import type { Opened } from './open.ts';
import { createAuth, type Auth } from './platform/auth/auth.ts';
import { systemClock } from './platform/clock.ts';
import { Places } from './platform/http/places.ts';
import { PublicCache } from './platform/http/public-cache.ts';
import type { RouteContext } from './platform/http/routes.ts';
import { createJobRunner } from './platform/jobs/jobs.ts';
import { keepTidy } from './platform/database/upkeep.ts';
import { errorFields, type Log } from './platform/log.ts';
import { createMailSender } from './platform/mail/sender.ts';

/** A service that is put together and not yet listening. */
export type Service = {
  app: FastifyInstance;
  context: RouteContext;
  auth: Auth;
  start: () => Promise<string>;
  stop: () => Promise<void>;
};

const dayMs = 86_400_000;

/** The composition root: everything is made here, once, and handed on. */
export async function createService(config: Config, opened: Opened, assets: Assets, log: Log): Promise<Service> {
  const { db } = opened;
  const clock = systemClock();
  const auth = createAuth({ config, db, clock, newId: newUuid, log, secret: sessionSecret(config) });
  const background = { config, db, clock, newId: newUuid, log };
  const jobs = createJobRunner(background, jobHandlers);
  const mail = createMailSender(background);
  const context: RouteContext = {
    ...background,
    cache: new PublicCache(),
    places: new Places(),
    assets,
    findSession: async (headers, place) => await auth.findSession(headers, place),
    wake: (what) => (what === 'jobs' ? jobs.wake() : mail.wake()),
  };
  const untidy = (error: unknown): void => log.warn('the database could not be tidied', errorFields(error));
  const notices = createNotices(context);
  let daily: NodeJS.Timeout | undefined;
  const app = await createApp(context, (registry) => modules(registry, auth));
  return {
    app,
    context,
    auth,
    async start() {
      await keepTidy(db.source);
      daily = setInterval(() => void keepTidy(db.source).catch(untidy), dayMs).unref();
      jobs.start();
      await mail.start();
      notices.start();
      return await app.listen({ host: config.host, port: config.port });
    },
    async stop() {
      clearInterval(daily);
      await app.close();
      await jobs.stop();
      await mail.stop();
      await notices.stop();
      await opened.close();
    },
  };
}
