import { todayInLondon } from '../../../lib/dates.ts';
import { moved, page } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { isPlanner, slugParams, type Wiring } from '../requests.ts';
import { standingsOf } from '../standings.ts';
import { commitmentsWhere } from '../store/commitments.ts';
import { findPlan, partiesOf, priorityIdsIn } from '../store/plans.ts';
import { prioritiesOf } from '../store/priorities.ts';
import { PlanPage } from './page.tsx';

/** A plan, for everyone; a draft for partners. */
export function showPlan({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/plans/:slug',
    ability: 'anyone',
    params: slugParams,
    query: querySchema({}),
    cached: true,
    handle: async ({ params, place, scope, actor, now, context }) => {
      const home = `/${place.slug}`;
      const today = todayInLondon(now);
      const loaded = await context.db.read(scope, async (trx) => {
        const found = await findPlan(trx, place.id, params.slug);
        if (found.kind === 'moved') return { movedTo: found.slug };
        if (found.kind === 'none') throw notFound();
        const plan = found.record;
        const priorities = await prioritiesOf(trx, place.id, await priorityIdsIn(trx, place.id, plan.id));
        const standings = await standingsOf(trx, place.id, priorities, today);
        return {
          plan,
          parties: await partiesOf(trx, place.id, plan.id),
          priorities: priorities.map((one) => ({
            ...one,
            standing: standings.get(one.id) ?? { text: '', tone: 'plain' as const },
          })),
          commitments: await commitmentsWhere(trx, place.id, { plan: plan.id, limit: 500 }, today),
        };
      });
      if ('movedTo' in loaded) return moved(`${home}/plans/${loaded.movedTo}`);
      return page({
        title: loaded.plan.title,
        back: { text: 'All plans', href: `${home}/plans` },
        body: <PlanPage {...loaded} home={home} today={today} can={{ edit: isPlanner(actor) }} />,
      });
    },
  });
}
