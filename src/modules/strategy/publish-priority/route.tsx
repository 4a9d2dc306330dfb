import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { formSchema } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { needPriority } from '../find.ts';
import { refusalSentence } from '../messages.ts';
import { doingOf, planners, refuse, slugParams, type Wiring } from '../requests.ts';
import { outcomesOf } from '../store/outcomes.ts';
import { changePriorityStatus, countAnswers, evidenceOf } from '../store/priorities.ts';
import { StandingPage } from './page.tsx';

async function show(request: PlaceRequest<{ slug: string }>, problem?: string): Promise<Answer> {
  const { place, scope, params, context } = request;
  const here = `/${place.slug}/priorities/${params.slug}`;
  const props = await context.db.read(scope, async (trx) => {
    const priority = await needPriority(trx, place.id, params.slug);
    return {
      priority,
      answers: (await countAnswers(trx, place.id, [priority.id])).get(priority.id) ?? 0,
      evidence: (await evidenceOf(trx, place.id, priority.id)).length,
      outcomes: (await outcomesOf(trx, place.id, [priority.id])).length,
    };
  });
  return page({
    title: props.priority.status === 'published' ? 'Retire a priority' : 'Publish a priority',
    back: { text: 'Back to the priority', href: here },
    errors: problem === undefined ? [] : [{ text: problem }],
    body: <StandingPage {...props} here={here} />,
  });
}

/** Publishing and retiring a priority. */
export function publishPriority({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/priorities/:slug/standing',
    ability: planners,
    params: slugParams,
    handle: async (request) => await show(request),
  });
  for (const command of ['publish', 'retire'] as const) {
    placeRoute(app, context, {
      method: 'POST',
      path: `/:place/priorities/:slug/${command}`,
      ability: planners,
      params: slugParams,
      body: formSchema({}),
      handle: async (request) => {
        const { place, scope, params, context } = request;
        const done = await context.db.write(scope, async (trx) => {
          const priority = await needPriority(trx, place.id, params.slug);
          return await changePriorityStatus(trx, doingOf(request), priority.id, command);
        });
        if (done.ok)
          return redirect(
            `/${place.slug}/priorities/${params.slug}`,
            command === 'publish' ? 'priority-published' : 'priority-retired',
          );
        if (done.error === 'strategy/gone' || done.error === 'strategy/changed-meanwhile') return refuse(done.error);
        return await show(request, refusalSentence(done.error));
      },
    });
  }
}
