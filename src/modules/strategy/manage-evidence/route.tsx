import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { formSchema } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { needPriority } from '../find.ts';
import type { FormView } from '../../../lib/form-reader.ts';
import { doingOf, planners, slugAndIdParams, slugParams, type Wiring } from '../requests.ts';
import { addEvidence, evidenceOf, removeEvidence } from '../store/evidence.ts';
import { evidenceBody, parseEvidence } from './form.ts';
import { EvidencePage } from './page.tsx';

async function show(request: PlaceRequest<{ slug: string }>, form: FormView): Promise<Answer> {
  const { place, scope, params, context } = request;
  const here = `/${place.slug}/priorities/${params.slug}`;
  const { priority, evidence } = await context.db.read(scope, async (trx) => {
    const priority = await needPriority(trx, place.id, params.slug);
    return { priority, evidence: await evidenceOf(trx, place.id, priority.id) };
  });
  return page({
    title: 'Evidence of need',
    back: { text: 'Back to the priority', href: here },
    errors: form.problems,
    body: <EvidencePage title={priority.title} here={here} evidence={evidence} form={form} />,
  });
}

/** Adding and taking away what a priority rests on. */
export function manageEvidence({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/priorities/:slug/evidence',
    ability: planners,
    params: slugParams,
    handle: async (request) => await show(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/priorities/:slug/evidence',
    ability: planners,
    params: slugParams,
    body: evidenceBody,
    handle: async (request) => {
      const { place, scope, params, body: typed, context } = request;
      const parsed = parseEvidence(typed);
      if (!parsed.ok) return await show(request, { typed, problems: parsed.error });
      await context.db.write(scope, async (trx) => {
        const priority = await needPriority(trx, place.id, params.slug);
        await addEvidence(trx, doingOf(request), priority.id, parsed.value);
      });
      return redirect(`/${place.slug}/priorities/${params.slug}/evidence`, 'evidence-added');
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/priorities/:slug/evidence/:id/remove',
    ability: planners,
    params: slugAndIdParams,
    body: formSchema({}),
    handle: async (request) => {
      const { place, scope, params, context } = request;
      await context.db.write(scope, async (trx) => {
        const priority = await needPriority(trx, place.id, params.slug);
        await removeEvidence(trx, doingOf(request), priority.id, params.id);
      });
      return redirect(`/${place.slug}/priorities/${params.slug}/evidence`, 'evidence-removed');
    },
  });
}
