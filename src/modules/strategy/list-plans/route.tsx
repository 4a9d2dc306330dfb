import { Type } from 'typebox';
import { todayInLondon } from '../../../lib/dates.ts';
import { page } from '../../../platform/http/answers.ts';
import { idParam, querySchema } from '../../../platform/http/fields.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { isPlanner, placeParams, type Wiring } from '../requests.ts';
import { plansAfter } from '../store/plans.ts';
import { PlansPage } from './page.tsx';

const onePage = 50;

/** The plans of a place, for everyone, 50 a page; drafts for partners. */
export function listPlans({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/plans',
    ability: 'anyone',
    params: placeParams,
    query: querySchema({ after: Type.Optional(idParam()) }),
    cached: true,
    handle: async ({ place, scope, query, actor, now, context }) => {
      const found = await context.db.read(scope, (trx) =>
        plansAfter(trx, place.id, { after: query.after, limit: onePage + 1 }),
      );
      const plans = found.slice(0, onePage);
      const last = found.length > onePage ? plans.at(-1) : undefined;
      return page({
        title: 'Plans',
        body: (
          <PlansPage
            placeName={place.name}
            home={`/${place.slug}`}
            plans={plans}
            nextHref={last === undefined ? undefined : `/${place.slug}/plans?after=${last.id}`}
            today={todayInLondon(now)}
            can={{ create: isPlanner(actor) }}
          />
        ),
      });
    },
  });
}
