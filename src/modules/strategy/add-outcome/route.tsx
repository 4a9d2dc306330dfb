import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { needPriority } from '../find.ts';
import type { FormView } from '../../../lib/form-reader.ts';
import { doingOf, planners, refuse, slugParams, type Wiring } from '../requests.ts';
import { createOutcome } from '../store/outcomes.ts';
import { outcomeBody, parseOutcome } from './form.ts';
import { AddOutcomePage } from './page.tsx';

async function show(request: PlaceRequest<{ slug: string }>, form: FormView): Promise<Answer> {
  const { place, scope, params, context } = request;
  const here = `/${place.slug}/priorities/${params.slug}`;
  const priority = await context.db.read(scope, (trx) => needPriority(trx, place.id, params.slug));
  return page({
    title: 'Add an outcome',
    back: { text: 'Back to the priority', href: here },
    errors: form.problems,
    body: <AddOutcomePage title={priority.title} action={`${here}/outcomes`} form={form} />,
  });
}

/** Saying what should change under a priority, and how that is measured. */
export function addOutcome({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/priorities/:slug/outcomes/new',
    ability: planners,
    params: slugParams,
    handle: async (request) => await show(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/priorities/:slug/outcomes',
    ability: planners,
    params: slugParams,
    body: outcomeBody,
    handle: async (request) => {
      const { place, scope, params, body: typed, context } = request;
      const parsed = parseOutcome(typed);
      if (!parsed.ok) return await show(request, { typed, problems: parsed.error });
      const done = await context.db.write(scope, async (trx) => {
        const priority = await needPriority(trx, place.id, params.slug);
        return await createOutcome(trx, doingOf(request), { priorityId: priority.id, ...parsed.value });
      });
      return done.ok ? redirect(`/${place.slug}/priorities/${params.slug}`, 'outcome-added') : refuse(done.error);
    },
  });
}
