import { todayInLondon } from '../../../lib/dates.ts';
import { typedDay, versionOf, type FormView } from '../../../lib/form-reader.ts';
import { redirect, type Answer } from '../../../platform/http/answers.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import type { Instrument } from '../domain/wellbeing.ts';
import {
  doingOf,
  itemParams,
  pageOf,
  personalPage,
  personOf,
  refuse,
  withPerson,
  writers,
  type Wiring,
} from '../requests.ts';
import { addWellbeing, removeWellbeing } from '../store/wellbeing.ts';
import { instrumentParams, parseWellbeing, removeBody, wellbeingBody } from './form.ts';
import { WellbeingPage } from './page.tsx';

const adding = '/:place/people/:id/wellbeing/:instrument/new';

async function show(request: PlaceRequest<{ id: string; instrument: Instrument }>, form: FormView): Promise<Answer> {
  const { place, params } = request;
  const { person } = await withPerson(request, { route: adding, writes: 'plan' }, async () => ({}));
  return personalPage({
    title: 'How somebody is',
    back: { text: 'Back', href: pageOf(request, person) },
    errors: form.problems,
    body: (
      <WellbeingPage
        form={form}
        action={`/${place.slug}/people/${person.id}/wellbeing/${params.instrument}`}
        instrument={params.instrument}
      />
    ),
  });
}

/** Writing down how somebody is, by their own figures. */
export function recordWellbeing({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: adding,
    ability: writers,
    purpose: 'direct-support',
    params: instrumentParams,
    handle: async (request) => await show(request, { typed: typedDay('on', todayInLondon(request.now)), problems: [] }),
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/people/:id/wellbeing/:instrument',
    ability: writers,
    purpose: 'direct-support',
    params: instrumentParams,
    body: wellbeingBody,
    handle: async (request) => {
      const { body: typed, scope, params, now, context } = request;
      const person = await personOf(request, 'plan');
      const parsed = parseWellbeing(params.instrument, typed, todayInLondon(now));
      if (!parsed.ok) return await show(request, { typed, problems: parsed.error });
      await context.db.write(
        scope,
        async (trx) => await addWellbeing(trx, doingOf(request, person), params.id, parsed.value),
      );
      return redirect(pageOf(request, person), 'wellbeing-added');
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/people/:id/wellbeing-readings/:item/remove',
    ability: writers,
    purpose: 'direct-support',
    params: itemParams,
    body: removeBody,
    handle: async (request) => {
      const { body: typed, scope, params, context } = request;
      const person = await personOf(request, 'plan');
      const reading = { id: params.item, version: versionOf(typed.version) };
      const done = await context.db.write(
        scope,
        async (trx) => await removeWellbeing(trx, doingOf(request, person), params.id, reading),
      );
      return done.ok ? redirect(pageOf(request, person), 'wellbeing-removed') : refuse(done.error);
    },
  });
}
