import { notFound } from '../../../platform/http/errors.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { comparePlans } from '../domain/plan-version.ts';
import { shownReview } from '../parts/plan.tsx';
import { isThemselves, itemParams, pageOf, personalPage, withPerson, writers, type Wiring } from '../requests.ts';
import { reviewsOf } from '../store/plan-reviews.ts';
import { planAt } from '../store/plan-versions.ts';
import { PlanVersionPage } from './page.tsx';

/** A plan as it was agreed or looked at, compared with the one before and with today's. */
export function showPlanVersion({ app, context }: Wiring): void {
  const path = '/:place/people/:id/plan/reviews/:item';
  placeRoute(app, context, {
    method: 'GET',
    path,
    ability: writers,
    purpose: 'direct-support',
    params: itemParams,
    handle: async (request) => {
      const { place, params, now } = request;
      const loaded = await withPerson(request, { route: path }, async (trx) => {
        const reviews = await reviewsOf(trx, place.id, params.id);
        const at = reviews.findIndex((one) => one.id === params.item);
        const [review, before] = [reviews[at], reviews[at + 1]];
        if (at < 0 || review === undefined) throw notFound();
        const items = await planAt(trx, place.id, params.id, review.at);
        return {
          review,
          items,
          before:
            before === undefined
              ? undefined
              : {
                  heldOn: before.heldOn,
                  changes: comparePlans(await planAt(trx, place.id, params.id, before.at), items),
                },
          sinceThen: comparePlans(items, await planAt(trx, place.id, params.id, now)),
        };
      });
      const { person } = loaded;
      const isOwn = isThemselves(request, person);
      return personalPage({
        title: 'An earlier plan',
        back: { text: 'Back', href: pageOf(request, person) },
        body: <PlanVersionPage {...loaded} review={shownReview(loaded.review, isOwn && person.safeMode)} />,
      });
    },
  });
}
