import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { createApp } from '../../src/app.tsx';
import { readConfig } from '../../src/config/config.ts';
import { newUuid, type Uuid } from '../../src/kernel/ids.ts';
import type { Role } from '../../src/kernel/actor.ts';
import type { Module } from '../../src/module.ts';
import { createAccount } from '../../src/platform/auth/accounts.ts';
import { createAuth, type Auth } from '../../src/platform/auth/auth.ts';
import { signInModule } from '../../src/platform/auth/module.ts';
import type { Database } from '../../src/platform/database/database.ts';
import { allPlaces, Places } from '../../src/platform/http/places.ts';
import { PublicCache } from '../../src/platform/http/public-cache.ts';
import type { RouteContext } from '../../src/platform/http/routes.ts';
import { createLog } from '../../src/platform/log.ts';
import { withRollback } from './database.ts';
import { PageView } from './html.ts';

type Answer = PageView & { location: string | undefined; response: LightMyRequestResponse };

/** A browser: it keeps its cookies and sends forms from our own pages. */
export class Browser {
  readonly #app: FastifyInstance;
  readonly cookies = new Map<string, string>();

  constructor(app: FastifyInstance) {
    this.#app = app;
  }

  async #send(
    method: 'GET' | 'POST',
    url: string,
    payload?: string | Record<string, unknown>,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await this.#app.inject({
      method,
      url,
      headers: { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:3000', ...headers },
      cookies: Object.fromEntries(this.cookies),
      ...(payload === undefined ? {} : { payload }),
    });
    for (const { name, value, maxAge } of response.cookies) {
      if (maxAge === 0) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const { location } = response.headers;
    return Object.assign(new PageView(response.body, response.statusCode), {
      location: typeof location === 'string' ? location : undefined,
      response,
    });
  }

  async get(url: string): Promise<Answer> {
    return await this.#send('GET', url);
  }
  async post(url: string, form: Record<string, string> = {}, headers: Record<string, string> = {}): Promise<Answer> {
    return await this.#send('POST', url, new URLSearchParams(form).toString(), {
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    });
  }
  async postJson(url: string, body: Record<string, unknown>): Promise<Answer> {
    return await this.#send('POST', url, body);
  }
}

export type SignInWorld = {
  db: Database;
  auth: Auth;
  context: RouteContext;
  app: FastifyInstance;
  browser: () => Browser;
  /** A browser in which the person is signed in. */
  signedIn: (email: string) => Promise<Browser>;
  place: { id: Uuid; slug: string; name: string };
  addPlace: (slug: string, isDemo: boolean) => Promise<Uuid>;
  person: (email: string, role?: Role, place?: Uuid) => Promise<Uuid>;
  lines: string[];
  wait: (seconds: number) => void;
};

export const testPassword = 'correct horse battery';

/** Runs `test` against the pages of sign-in with real sessions; everything it does is rolled back. */
export async function withSignIn<T>(
  options: { demo?: boolean; modules?: (auth: Auth) => Module[] },
  test: (world: SignInWorld) => Promise<T>,
): Promise<T> {
  return await withRollback(async (db) => {
    let now = new Date();
    const read = readConfig({ NODE_ENV: 'test' });
    if (!read.ok) throw new Error(read.error.join());
    const lines: string[] = [];
    const log = createLog(
      'debug',
      () => now,
      (line) => lines.push(line),
    );
    const clock = { now: () => now };
    const config = read.value;
    const auth = createAuth({
      config,
      db,
      clock,
      newId: newUuid,
      log,
      secret: 'a secret that only the tests know of',
    });
    const context: RouteContext = {
      config,
      db,
      clock,
      newId: newUuid,
      log,
      cache: new PublicCache(),
      places: new Places(),
      assets: {
        css: '/assets/main.css',
        js: '/assets/main.js',
        room: { css: '/assets/room.css', js: '/assets/room.js' },
      },
      findSession: auth.findSession,
      wake: () => {},
    };
    async function addPlace(slug: string, isDemo: boolean): Promise<Uuid> {
      const id = newUuid();
      await db.write({ role: 'thread_service', job: 'seed', place: id }, async (trx) => {
        await trx
          .insertInto('place')
          .values({ id, slug, name: slug, tier: 'place', is_demo: isDemo, created_at: now })
          .execute();
      });
      context.places.replace(await db.read({ role: 'thread_public' }, allPlaces));
      return id;
    }
    const place = await addPlace('testbourne', options.demo === true);
    const app = await createApp(context, () => [
      signInModule(auth, () => undefined),
      ...(options.modules?.(auth) ?? []),
    ]);
    try {
      return await test({
        db,
        auth,
        context,
        app,
        lines,
        addPlace,
        place: { id: place, slug: 'testbourne', name: 'testbourne' },
        browser: () => new Browser(app),
        async signedIn(email) {
          const browser = new Browser(app);
          await browser.post('/sign-in', { email, password: testPassword });
          return browser;
        },
        async person(email, role, at = place) {
          const { id } = await createAccount(
            db,
            auth,
            { name: email.split('@')[0] ?? '', email, password: testPassword },
            now,
          );
          if (role !== undefined)
            await db.write({ role: 'thread_service', job: 'seed', place: at }, async (trx) => {
              await trx
                .insertInto('membership')
                .values({
                  place_id: at,
                  id: newUuid(),
                  account_id: id,
                  role,
                  starts_on: '2026-01-01',
                  created_at: now,
                })
                .execute();
            });
          return id;
        },
        wait(seconds) {
          now = new Date(now.getTime() + seconds * 1_000);
        },
      });
    } finally {
      await app.close();
    }
  });
}
