import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { formSchema } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { needPlan } from '../find.ts';
import { refusalSentence } from '../messages.ts';
import { doingOf, planners, refuse, slugParams, type Wiring } from '../requests.ts';
import { changePlanStatus, partiesOf, priorityIdsIn } from '../store/plans.ts';
import { PlanStandingPage } from './page.tsx';

const noticeOf = { agree: 'plan-agreed', replace: 'plan-replaced', end: 'plan-ended' } as const;

async function show(request: PlaceRequest<{ slug: string }>, problem?: string): Promise<Answer> {
  const { place, scope, params, context } = request;
  const here = `/${place.slug}/plans/${params.slug}`;
  const props = await context.db.read(scope, async (trx) => {
    const plan = await needPlan(trx, place.id, params.slug);
    return {
      plan,
      parties: await partiesOf(trx, place.id, plan.id),
      priorities: (await priorityIdsIn(trx, place.id, plan.id)).length,
    };
  });
  return page({
    title: props.plan.status === 'draft' ? 'Agree a plan' : 'End or replace a plan',
    back: { text: 'Back to the plan', href: here },
    errors: problem === undefined ? [] : [{ text: problem }],
    body: <PlanStandingPage {...props} here={here} />,
  });
}

/** Agreeing, replacing and ending a plan. */
export function agreePlan({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/plans/:slug/standing',
    ability: planners,
    params: slugParams,
    handle: async (request) => await show(request),
  });
  for (const command of ['agree', 'replace', 'end'] as const) {
    placeRoute(app, context, {
      method: 'POST',
      path: `/:place/plans/:slug/${command}`,
      ability: planners,
      params: slugParams,
      body: formSchema({}),
      handle: async (request) => {
        const { place, scope, params, context } = request;
        const done = await context.db.write(scope, async (trx) => {
          const plan = await needPlan(trx, place.id, params.slug);
          return await changePlanStatus(trx, doingOf(request), plan.id, command);
        });
        if (done.ok) return redirect(`/${place.slug}/plans/${params.slug}`, noticeOf[command]);
        if (done.error === 'strategy/gone' || done.error === 'strategy/changed-meanwhile') return refuse(done.error);
        return await show(request, refusalSentence(done.error));
      },
    });
  }
}
