import type { FormView } from '../../../lib/form-reader.ts';
import { redirect, type Answer } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import {
  doingOf,
  isThemselves,
  pageOf,
  personalPage,
  personOf,
  personParams,
  recorders,
  withPerson,
  type Wiring,
} from '../requests.ts';
import { startFamily as start } from '../store/families.ts';
import { familyBody, parseFamily } from './form.ts';
import { StartFamilyPage } from './page.tsx';

const adding = '/:place/people/:id/families/new';

async function show(request: PlaceRequest<{ id: string }>, form: FormView): Promise<Answer> {
  const { place } = request;
  const { person } = await withPerson(request, { route: adding, writes: 'circle' }, async (_trx, one) => {
    if (isThemselves(request, one)) throw notFound();
    return {};
  });
  return personalPage({
    title: 'Household or family',
    back: { text: 'Back', href: pageOf(request, person) },
    errors: form.problems,
    body: (
      <StartFamilyPage form={form} action={`/${place.slug}/people/${person.id}/families`} called={person.knownAs} />
    ),
  });
}

/** Beginning a household or family with somebody who has a record. */
export function startFamily({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: adding,
    ability: recorders,
    purpose: 'direct-support',
    params: personParams,
    handle: async (request) => await show(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/people/:id/families',
    ability: recorders,
    purpose: 'direct-support',
    params: personParams,
    body: familyBody,
    handle: async (request) => {
      const { body: typed, scope, place, context } = request;
      const person = await personOf(request, 'circle');
      // Nobody begins a family around themselves: a colleague does.
      if (isThemselves(request, person)) throw notFound();
      const parsed = parseFamily(typed);
      if (!parsed.ok) return await show(request, { typed, problems: parsed.error });
      const { id } = await context.db.write(
        scope,
        async (trx) => await start(trx, doingOf(request), { ...parsed.value, person: person.id }),
      );
      return redirect(`/${place.slug}/people/families/${id}`, 'family-started');
    },
  });
}
