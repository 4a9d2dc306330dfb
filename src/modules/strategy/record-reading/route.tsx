import { todayInLondon } from '../../../lib/dates.ts';
import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import type { FormView } from '../../../lib/form-reader.ts';
import { doingOf, idParams, measurers, refuse, type Wiring } from '../requests.ts';
import { outcomesByIds, recordReading as record } from '../store/outcomes.ts';
import { priorityById } from '../store/priorities.ts';
import { parseReading, readingBody } from './form.ts';
import { RecordReadingPage } from './page.tsx';

async function show(request: PlaceRequest<{ id: string }>, form: FormView): Promise<Answer> {
  const { place, scope, params, context } = request;
  const { outcome, priority } = await context.db.read(scope, async (trx) => {
    const [outcome] = await outcomesByIds(trx, place.id, [params.id]);
    const priority = outcome === undefined ? undefined : await priorityById(trx, place.id, outcome.priorityId);
    if (outcome === undefined || priority === undefined) throw notFound();
    return { outcome, priority };
  });
  return page({
    title: 'Record a figure',
    back: { text: 'Back to the priority', href: `/${place.slug}/priorities/${priority.slug}` },
    errors: form.problems,
    body: <RecordReadingPage outcome={outcome} action={`/${place.slug}/outcomes/${outcome.id}/readings`} form={form} />,
  });
}

/** Recording what was measured for an outcome. */
export function recordReading({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/outcomes/:id/readings/new',
    ability: measurers,
    params: idParams,
    handle: async (request) => await show(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/outcomes/:id/readings',
    ability: measurers,
    params: idParams,
    body: readingBody,
    handle: async (request) => {
      const { place, scope, params, body: typed, now, context } = request;
      const parsed = parseReading(typed, todayInLondon(now));
      if (!parsed.ok) return await show(request, { typed, problems: parsed.error });
      const input = { outcomeId: params.id, ...parsed.value };
      const done = await context.db.write(scope, (trx) => record(trx, doingOf(request), input));
      if (!done.ok) return refuse(done.error);
      const { slug } = done.value.priority;
      return redirect(`/${place.slug}/priorities/${slug}`, 'reading-recorded');
    },
  });
}
