import type { FormView } from '../../../lib/form-reader.ts';
import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { approvers, doingOf, placeParams, refuse, type Wiring } from '../requests.ts';
import { addSynonym, removeSynonym, synonymsOfPlace } from '../store/synonyms.ts';
import { parseWords, wordsBody } from './form.ts';
import { KeepWordsPage } from './page.tsx';

async function show({ place, scope, context }: PlaceRequest, form: FormView): Promise<Answer> {
  const words = await context.db.read(scope, (trx) => synonymsOfPlace(trx, place.id));
  return page({
    title: 'Words that mean the same here',
    back: { text: 'All services', href: `/${place.slug}/community` },
    errors: form.problems,
    body: <KeepWordsPage action={`/${place.slug}/community/words`} words={words} form={form} />,
  });
}

/** The words that a place takes for each other in its search, kept by those who approve its services. */
export function keepWords({ app, context }: Wiring): void {
  const path = '/:place/community/words';
  const shared = { ability: approvers, params: placeParams } as const;
  placeRoute(app, context, {
    ...shared,
    method: 'GET',
    path,
    query: querySchema({}),
    handle: async (request) => await show(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    ...shared,
    method: 'POST',
    path,
    body: wordsBody,
    handle: async (request) => {
      const parsed = parseWords(request.body);
      if (!parsed.ok) return await show(request, { typed: request.body, problems: parsed.error });
      const done = await request.context.db.write(request.scope, (trx) =>
        addSynonym(trx, doingOf(request), parsed.value),
      );
      return done.ok ? redirect(`/${request.place.slug}/community/words`, 'word-kept') : refuse(done.error);
    },
  });
  placeRoute(app, context, {
    ...shared,
    method: 'POST',
    path: `${path}/remove`,
    body: wordsBody,
    handle: async (request) => {
      const { word = '', means = '' } = request.body;
      const done = await request.context.db.write(request.scope, (trx) =>
        removeSynonym(trx, doingOf(request), { word, means }),
      );
      return done.ok ? redirect(`/${request.place.slug}/community/words`, 'word-dropped') : refuse(done.error);
    },
  });
}
