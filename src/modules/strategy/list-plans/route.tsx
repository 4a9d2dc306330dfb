import { todayInLondon } from '../../../lib/dates.ts';
import { page } from '../../../platform/http/answers.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { isPlanner, placeParams, type Wiring } from '../requests.ts';
import { allPlans } from '../store/plans.ts';
import { PlansPage } from './page.tsx';

/** The plans of a place, for everyone; drafts for partners. */
export function listPlans({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/plans',
    ability: 'anyone',
    params: placeParams,
    query: querySchema({}),
    cached: true,
    handle: async ({ place, scope, actor, now, context }) => {
      const plans = await context.db.read(scope, (trx) => allPlans(trx, place.id));
      return page({
        title: 'Plans',
        body: (
          <PlansPage
            placeName={place.name}
            home={`/${place.slug}`}
            plans={plans}
            today={todayInLondon(now)}
            can={{ create: isPlanner(actor) }}
          />
        ),
      });
    },
  });
}
