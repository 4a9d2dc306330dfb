import { Type } from 'typebox';
import { todayInLondon } from '../../../lib/dates.ts';
import type { FormView } from '../../../lib/form-reader.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { redirect, type Answer } from '../../../platform/http/answers.ts';
import { idParam, querySchema, slugParam } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { refusalSentence } from '../messages.ts';
import { itemsOf } from '../parts/items.ts';
import { loadRecord } from '../parts/load-record.ts';
import { doingOf, needMine, personalPage, placeParams, refuse, type Wiring } from '../requests.ts';
import { askCorrection, withdrawCorrection } from '../store/corrections.ts';
import { particularsOf } from '../store/particulars.ts';
import { correctionBody, parseCorrection, valueOfItem } from './form.ts';
import { AskCorrectionPage, CorrectionsPage } from './page.tsx';

async function load(trx: Trx, request: PlaceRequest) {
  const { place } = request;
  const person = await needMine(trx, request);
  const [record, particulars] = await Promise.all([
    loadRecord(trx, place.id, person.id),
    particularsOf(trx, place.id, person.id),
  ]);
  return { person, record, items: itemsOf(person.id, record, particulars !== undefined) };
}

async function showForm(request: PlaceRequest, form: FormView, about?: string, status?: 409): Promise<Answer> {
  const { place, scope, context, now } = request;
  const loaded = await context.db.read(scope, async (trx) => await load(trx, request));
  const chosen = loaded.items.find((one) => one.id === about);
  const home = `/${place.slug}`;
  return personalPage(
    {
      title: 'Something is not right',
      back: { text: 'Back', href: `${home}/me` },
      errors: form.problems,
      body: (
        <AskCorrectionPage
          {...loaded}
          form={chosen === undefined ? form : { ...form, typed: { ...form.typed, about: valueOfItem(chosen) } }}
          home={home}
          today={todayInLondon(now)}
        />
      ),
    },
    status,
  );
}

/** Saying that something written about oneself is not right, and reading what became of it. */
export function askCorrections({ app, context }: Wiring): void {
  const common = { ability: 'here', purpose: 'direct-support' } as const;
  placeRoute(app, context, {
    ...common,
    method: 'GET',
    path: '/:place/me/corrections',
    params: placeParams,
    query: querySchema({}),
    handle: async (request) => {
      const { place, scope, context, now } = request;
      const loaded = await context.db.read(scope, async (trx) => await load(trx, request));
      const home = `/${place.slug}`;
      // While things are hidden no organisation is named.
      const corrections = loaded.record.corrections.map((one) =>
        loaded.person.safeMode ? { ...one, answeredBy: undefined, byWord: undefined } : one,
      );
      return personalPage({
        title: 'What you said is not right',
        back: { text: 'Back', href: `${home}/me` },
        body: <CorrectionsPage items={loaded.items} corrections={corrections} home={home} today={todayInLondon(now)} />,
      });
    },
  });
  placeRoute(app, context, {
    ...common,
    method: 'GET',
    path: '/:place/me/corrections/new',
    params: placeParams,
    query: querySchema({ about: Type.Optional(idParam()) }),
    handle: async (request) => await showForm(request, { typed: {}, problems: [] }, request.query.about),
  });
  placeRoute(app, context, {
    ...common,
    method: 'POST',
    path: '/:place/me/corrections',
    params: placeParams,
    body: correctionBody,
    handle: async (request) => {
      const { body: typed, scope, place, context } = request;
      const { person, items } = await context.db.read(scope, async (trx) => await load(trx, request));
      const parsed = parseCorrection(typed, items);
      if (!parsed.ok) return await showForm(request, { typed, problems: parsed.error });
      const done = await context.db.write(
        scope,
        async (trx) => await askCorrection(trx, doingOf(request, person), person.id, parsed.value),
      );
      if (done.ok) return redirect(`/${place.slug}/me/corrections`, 'correction-asked');
      const problems = [{ field: 'about', text: refusalSentence(done.error) }];
      return await showForm(request, { typed, problems }, undefined, 409);
    },
  });
  placeRoute(app, context, {
    ...common,
    method: 'POST',
    path: '/:place/me/corrections/:item/withdraw',
    params: Type.Object({ place: slugParam(), item: idParam() }),
    handle: async (request) => {
      const { scope, place, params, context } = request;
      const isDone = await context.db.write(scope, async (trx) => {
        const person = await needMine(trx, request);
        return await withdrawCorrection(trx, doingOf(request, person), person.id, params.item);
      });
      if (!isDone) refuse('people/changed-meanwhile');
      return redirect(`/${place.slug}/me/corrections`, 'correction-withdrawn');
    },
  });
}
