import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { needPriority } from '../find.ts';
import type { FormView } from '../../../lib/form-reader.ts';
import { doingOf, refuse, slugParams, type Wiring } from '../requests.ts';
import { raiseObjection as raise } from '../store/objections.ts';
import { objectionBody, parseObjection } from './form.ts';
import { RaiseObjectionPage } from './page.tsx';

async function show(request: PlaceRequest<{ slug: string }>, form: FormView): Promise<Answer> {
  const { place, scope, params, context } = request;
  const here = `/${place.slug}/priorities/${params.slug}`;
  const priority = await context.db.read(scope, (trx) => needPriority(trx, place.id, params.slug));
  return page({
    title: 'Say why you object',
    back: { text: 'Back to the priority', href: here },
    errors: form.problems,
    body: <RaiseObjectionPage title={priority.title} action={`${here}/objections`} form={form} />,
  });
}

/** Objecting to a priority: anybody who belongs to the place may. */
export function raiseObjection({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/priorities/:slug/objections/new',
    ability: 'here',
    params: slugParams,
    handle: async (request) => await show(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/priorities/:slug/objections',
    ability: 'here',
    params: slugParams,
    body: objectionBody,
    handle: async (request) => {
      const { place, scope, params, body: typed, context } = request;
      const parsed = parseObjection(typed);
      if (!parsed.ok) return await show(request, { typed, problems: parsed.error });
      const done = await context.db.write(scope, async (trx) => {
        const priority = await needPriority(trx, place.id, params.slug);
        return await raise(trx, doingOf(request), { priorityId: priority.id, ...parsed.value });
      });
      return done.ok ? redirect(`/${place.slug}/priorities/${params.slug}`, 'objection-raised') : refuse(done.error);
    },
  });
}
