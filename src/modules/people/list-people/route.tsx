import { Type } from 'typebox';
import { hasRole } from '../../../kernel/actor.ts';
import type { FormView } from '../../../lib/form-reader.ts';
import type { Answer } from '../../../platform/http/answers.ts';
import { formSchema, idParam, querySchema, textField } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { formMessages } from '../messages.ts';
import { beginNote, helpers, othersAmong, personalPage, placeParams, recorders, type Wiring } from '../requests.ts';
import { caseload, findPeople, personById, type Person } from '../store/people.ts';
import { PeoplePage } from './page.tsx';

const pageSize = 50;

function show(
  request: PlaceRequest,
  route: string,
  people: readonly Person[],
  options: { form?: FormView; isSearch?: boolean; more?: string | undefined } = {},
): Answer {
  const { place, actor } = request;
  const form = options.form ?? { typed: {}, problems: [] };
  return {
    ...personalPage({
      title: 'People',
      back: { text: 'Today', href: `/${place.slug}/today` },
      errors: form.problems,
      body: (
        <PeoplePage
          people={people}
          home={`/${place.slug}`}
          form={form}
          isSearch={options.isSearch === true}
          more={options.more}
          can={{ add: hasRole(actor, ...recorders) }}
        />
      ),
    }),
    meanwhile: beginNote(request, route, othersAmong(request, people)),
  };
}

/** The people whom this reader may see, 50 a page. Whoever stands on the page has been looked at. */
export function listPeople({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/people',
    ability: helpers,
    purpose: 'direct-support',
    params: placeParams,
    query: querySchema({ after: Type.Optional(idParam()) }),
    handle: async (request) => {
      const { place, scope, query, context } = request;
      const found = await context.db.read(scope, async (trx) => {
        const last = query.after === undefined ? undefined : await personById(trx, place.id, query.after);
        return await caseload(trx, place.id, { limit: pageSize + 1, after: last });
      });
      const next = found.length > pageSize ? found[pageSize - 1] : undefined;
      return show(request, '/:place/people', found.slice(0, pageSize), {
        more: next === undefined ? undefined : `/${place.slug}/people?after=${next.id}`,
      });
    },
  });
  // What was looked for stands in no address, no history and no log.
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/people/search',
    ability: helpers,
    purpose: 'direct-support',
    params: placeParams,
    body: formSchema({ find: textField(200) }),
    handle: async (request) => {
      const { place, scope, body: typed, context } = request;
      const words = (typed.find ?? '').trim();
      if (words === '')
        return show(request, '/:place/people/search', [], {
          form: { typed, problems: [{ field: 'find', text: formMessages.search }] },
        });
      const found = await context.db.read(scope, async (trx) => await findPeople(trx, place.id, words, pageSize));
      return show(request, '/:place/people/search', found, { form: { typed, problems: [] }, isSearch: true });
    },
  });
}
