import { todayInLondon } from '../../../lib/dates.ts';
import { page } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { cardsOf } from '../../../thread/store/read.ts';
import { isCurrentListing } from '../domain/listing.ts';
import { idParams, type Wiring } from '../requests.ts';
import { helpOfServices } from '../store/help-counts.ts';
import { deliveringFor } from '../store/priorities.ts';
import { servicesByIds } from '../store/services.ts';
import { PriorityServicesPage } from './page.tsx';

/** What the community has for a priority: the services, the promises that they help to keep, and how many they reached. */
export function showPriorityServices({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/community/priorities/:id',
    ability: 'anyone',
    params: idParams,
    query: querySchema({}),
    cached: true,
    handle: async ({ place, scope, params, now, context }) => {
      const today = todayInLondon(now);
      const loaded = await context.db.read(scope, async (trx) => {
        const [priority] = await cardsOf(trx, place.id, [{ kind: 'priority', id: params.id }]);
        if (priority === undefined) return undefined;
        const delivering = await deliveringFor(trx, place.id, params.id);
        const ids = [...new Set(delivering.map((one) => one.service))];
        const [services, commitments, help] = await Promise.all([
          servicesByIds(trx, place.id, ids),
          cardsOf(
            trx,
            place.id,
            [...new Set(delivering.map((one) => one.commitment))].map((id) => ({ kind: 'commitment', id })),
          ),
          helpOfServices(trx, place.id, ids),
        ]);
        return { priority, delivering, services, commitments, help };
      });
      if (loaded === undefined) throw notFound();
      const shown = loaded.services.filter((one) => one.isApproved && isCurrentListing(one.content, today));
      const groups = loaded.commitments
        .map((commitment) => ({
          commitment,
          services: shown.filter((one) =>
            loaded.delivering.some((each) => each.service === one.id && each.commitment === commitment.id),
          ),
        }))
        .filter((group) => group.services.length > 0)
        .toSorted((a, b) => a.commitment.title.localeCompare(b.commitment.title));
      return page({
        title: `What is available for: ${loaded.priority.title}`,
        back: { text: 'The priority', href: loaded.priority.address },
        body: (
          <PriorityServicesPage
            priority={loaded.priority}
            groups={groups}
            help={loaded.help}
            home={`/${place.slug}`}
            today={today}
            now={now}
          />
        ),
      });
    },
  });
}
