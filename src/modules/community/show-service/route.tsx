import { may, speaksFor } from '../../../kernel/actor.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import { moved, page } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { linksFrom } from '../../../thread/store/find.ts';
import { cardsOf } from '../../../thread/store/read.ts';
import { partnersOf } from '../../partnership/index.ts';
import { slugParams, type Wiring } from '../requests.ts';
import { helpOfServices } from '../store/help-counts.ts';
import { prioritiesOf } from '../store/priorities.ts';
import { serviceAt } from '../store/services.ts';
import { isWatching } from '../store/watches.ts';
import { ServicePage } from './page.tsx';

/** One service, for everyone: what was approved, and what its own people said with one tap. */
export function showService({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/community/services/:slug',
    ability: 'anyone',
    params: slugParams,
    query: querySchema({}),
    cached: true,
    handle: async ({ place, scope, params, actor, session, now, context }) => {
      const home = `/${place.slug}`;
      const loaded = await context.db.read(scope, async (trx) => {
        const found = await serviceAt(trx, place.id, params.slug);
        // What waits for its first approval has no page: its own people find it among their services.
        if (found.kind !== 'here' || !found.service.isApproved) return found;
        const links = await linksFrom(trx, place.id, 'service', [found.service.id], 'delivers');
        const commitments = await cardsOf(
          trx,
          place.id,
          links.map((one) => one.to),
        );
        const watches =
          session === undefined ? undefined : await isWatching(trx, place.id, found.service.id, session.account);
        const [help, partners, priorities] = await Promise.all([
          helpOfServices(trx, place.id, [found.service.id]),
          partnersOf(trx, place.id),
          prioritiesOf(
            trx,
            place.id,
            links.map((one) => one.to.id),
          ).then((refs) => cardsOf(trx, place.id, refs)),
        ]);
        const isPartner = partners.some((one) => one.id === found.service.organisation.id);
        return { ...found, commitments, priorities, watches, help: help.get(found.service.id), isPartner };
      });
      if (loaded.kind === 'moved') return moved(`${home}/community/services/${loaded.slug}`);
      if (loaded.kind === 'nowhere' || !('commitments' in loaded)) throw notFound();
      const { service, commitments } = loaded;
      return page({
        title: service.content.name,
        back: { text: 'All services', href: `${home}/community` },
        // Where an address is kept private, somebody may have to leave the page at once.
        personal: service.content.venue?.masked === true,
        body: (
          <ServicePage
            service={service}
            commitments={commitments}
            priorities={loaded.priorities}
            home={home}
            today={todayInLondon(now)}
            now={now}
            can={{ edit: speaksFor(actor, service.organisation.id), readNotes: may(actor, 'partner') }}
            watches={loaded.watches}
            help={loaded.help}
            isPartner={loaded.isPartner}
          />
        ),
      });
    },
  });
}
