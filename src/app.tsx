import type { FastifyInstance } from 'fastify';
import { readFeed } from './adapters/open-referral/read-feed.ts';
import { clientNotices } from './adapters/fhir/clients/messages.ts';
import { clientRoutes } from './adapters/fhir/clients/route.ts';
import { fhirRoutes } from './adapters/fhir/routes.ts';
import { postNotice } from './adapters/fhir/subscription/post-notice.ts';
import { createSubscriptionSender, type SubscriptionSender } from './adapters/fhir/subscription/sender.ts';
import { openReferralRoutes } from './adapters/open-referral/routes.ts';
import { importDirectory } from './modules/community/index.ts';
import { Page, renderPage } from './design/index.ts';
import { hasRole, isPartner, type Role } from './kernel/actor.ts';
import type { Module } from './module.ts';
import { jobChannel, publicChannel } from './platform/database/changes.ts';
import { allPlaces } from './platform/http/places.ts';
import type { Frame, RouteContext } from './platform/http/routes.ts';
import { createServer, type FramePage } from './platform/http/server.tsx';
import { healthRoutes } from './platform/http/health.ts';
import { ThreadRegistry } from './thread/kinds.ts';

/** Those who meet people: they begin their day with what waits for them. */
const helpers: readonly Role[] = ['link-worker', 'practitioner', 'editor'];

function navigationOf(frame: Frame, url: string): { text: string; href: string; current: boolean }[] {
  const { place, actor } = frame;
  if (place === undefined) return [];
  const home = `/${place.slug}`;
  const links = [
    ...(hasRole(actor, ...helpers) ? [{ text: 'Today', href: `${home}/today` }] : []),
    ...(hasRole(actor, ...helpers) ? [{ text: 'People', href: `${home}/people` }] : []),
    ...(hasRole(actor, 'resident') ? [{ text: 'My plan', href: `${home}/me` }] : []),
    { text: 'Home', href: home },
    { text: 'Conversations', href: `${home}/conversations` },
    { text: 'Priorities', href: `${home}/priorities` },
    { text: 'Commitments', href: `${home}/commitments` },
    { text: 'Plans', href: `${home}/plans` },
    { text: 'Meetings', href: `${home}/meetings` },
    { text: 'Community', href: `${home}/community` },
    { text: 'Measures', href: `${home}/measures` },
    { text: 'Learning', href: `${home}/learning` },
    { text: 'Partners', href: `${home}/partners` },
    ...(isPartner(actor) ? [{ text: 'Loose ends', href: `${home}/loose-ends` }] : []),
    ...(hasRole(actor, 'administrator') ? [{ text: 'Administration', href: `${home}/admin` }] : []),
  ];
  const path = url.split('?')[0] ?? '';
  return links.map((link) => ({ ...link, current: link.href === home ? path === home : path.startsWith(link.href) }));
}

function framePage(context: RouteContext, notices: ReadonlyMap<string, string>, list: readonly Module[]): FramePage {
  return (answer, frame, { url, notice }) => {
    const { page } = answer;
    const { place, actor } = frame;
    const home = place === undefined ? '/' : `/${place.slug}`;
    return renderPage(
      <Page
        title={page.title}
        place={place === undefined ? undefined : { name: place.name, href: home, accent: place.accent }}
        navigation={navigationOf(frame, url)}
        account={
          actor.kind === 'anonymous'
            ? undefined
            : { name: actor.name, signOutAction: '/sign-out', links: [{ text: 'Your account', href: '/account' }] }
        }
        signInHref={`/sign-in?next=${encodeURIComponent(url.split('?')[0] ?? '/')}`}
        back={page.back}
        search={place === undefined ? undefined : { action: `${home}/search`, value: page.searched }}
        demo={place?.isDemo}
        guide={
          place === undefined ? undefined : list.map((one) => one.guide?.(place, url)).find((one) => one !== undefined)
        }
        notice={notice === undefined ? undefined : notices.get(notice)}
        errors={page.errors?.map((error) => ({
          text: error.text,
          ...(error.field === undefined ? {} : { href: `#${error.field}` }),
        }))}
        quickExit={page.personal}
        footerLinks={[
          { text: 'All places', href: '/' },
          { text: 'About Common Thread', href: '/about' },
          { text: 'Accessibility', href: '/accessibility' },
          { text: 'Privacy', href: '/privacy' },
        ]}
        assets={context.assets}
        width={page.width}
        live={page.live}
      >
        {page.body}
      </Page>,
    );
  };
}

/** What tells other systems that something changed. */
export function createNotices(context: RouteContext): SubscriptionSender {
  return createSubscriptionSender(context, postNotice);
}

/** The map of the service: every module, in the order in which they may know of each other. */
export async function createApp(
  context: RouteContext,
  modules: (registry: ThreadRegistry) => Module[],
): Promise<FastifyInstance> {
  const registry = new ThreadRegistry();
  const list = modules(registry);
  for (const module of list) module.thread?.(registry);
  const notices = new Map([
    ...list.flatMap((module) => Object.entries(module.notices ?? {})),
    ...Object.entries(clientNotices),
  ]);
  const app = await createServer(context, framePage(context, notices, list));
  healthRoutes(app, context);
  for (const module of list) module.routes(app, context);
  openReferralRoutes(app, context);
  importDirectory(readFeed)({ app, context });
  fhirRoutes(app, context);
  clientRoutes(app, context);

  const refreshPlaces = async (): Promise<void> =>
    context.places.replace(await context.db.read({ role: 'thread_public' }, allPlaces));
  await refreshPlaces();
  const stopListening = [
    await context.db.listen(publicChannel, (place) => {
      context.cache.forget(place === '' ? undefined : place);
      if (place === '' || context.places.byId(place) === undefined) void refreshPlaces().catch(() => {});
    }),
    await context.db.listen(jobChannel, () => context.wake('jobs')),
  ];
  app.addHook('onClose', async () => {
    for (const stop of stopListening) await stop();
  });
  return app;
}
