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
import { askErasure, erasuresOf, withdrawErasure } from '../store/erasures.ts';
import { erasureBody, parseErasure } from './form.ts';
import { ErasurePage } from './page.tsx';

async function load(trx: Trx, request: PlaceRequest) {
  const { place } = request;
  const person = await needMine(trx, request);
  const [record, requests] = await Promise.all([
    loadRecord(trx, place.id, person.id),
    erasuresOf(trx, place.id, person.id),
  ]);
  return { person, requests, items: itemsOf(person.id, record, false) };
}

async function show(request: PlaceRequest, form: FormView, status?: 409): Promise<Answer> {
  const { place, scope, context, now } = request;
  const loaded = await context.db.read(scope, async (trx) => await load(trx, request));
  const home = `/${place.slug}`;
  return personalPage(
    {
      title: 'Erasing what is written about you',
      back: { text: 'Back', href: `${home}/me` },
      errors: form.problems,
      body: (
        <ErasurePage {...loaded} form={form} home={home} today={todayInLondon(now)} isHidden={loaded.person.safeMode} />
      ),
    },
    status,
  );
}

/** Asking for what is written about oneself to be erased. */
export function askErasures({ app, context }: Wiring): void {
  const common = { ability: 'here', purpose: 'direct-support' } as const;
  placeRoute(app, context, {
    ...common,
    method: 'GET',
    path: '/:place/me/erasure',
    params: placeParams,
    query: querySchema({}),
    handle: async (request) => await show(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    ...common,
    method: 'POST',
    path: '/:place/me/erasure',
    params: placeParams,
    body: erasureBody,
    handle: async (request) => {
      const { body: typed, scope, place, context } = request;
      const { person, items } = await context.db.read(scope, async (trx) => await load(trx, request));
      if (person.safeMode) return await show(request, { typed, problems: [] });
      const parsed = parseErasure(typed, items);
      if (!parsed.ok) return await show(request, { typed, problems: parsed.error });
      const done = await context.db.write(
        scope,
        async (trx) => await askErasure(trx, doingOf(request, person), person.id, parsed.value),
      );
      if (done.ok) return redirect(`/${place.slug}/me/erasure`, 'erasure-asked');
      return await show(request, { typed, problems: [{ field: 'what', text: refusalSentence(done.error) }] }, 409);
    },
  });
  placeRoute(app, context, {
    ...common,
    method: 'POST',
    path: '/:place/me/erasure/:item/withdraw',
    params: Type.Object({ place: slugParam(), item: idParam() }),
    handle: async (request) => {
      const { scope, place, params, context } = request;
      const isDone = await context.db.write(scope, async (trx) => {
        const person = await needMine(trx, request);
        return await withdrawErasure(trx, doingOf(request, person), person.id, params.item);
      });
      if (!isDone) refuse('people/changed-meanwhile');
      return redirect(`/${place.slug}/me/erasure`, 'erasure-withdrawn');
    },
  });
}
