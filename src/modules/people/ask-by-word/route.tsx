import { todayInLondon } from '../../../lib/dates.ts';
import type { FormView } from '../../../lib/form-reader.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { redirect, type Answer } from '../../../platform/http/answers.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { refusalSentence } from '../messages.ts';
import { itemsOf } from '../parts/items.ts';
import { loadRecord } from '../parts/load-record.ts';
import {
  doingOf,
  helpers,
  itemParams,
  mayWrite,
  needOther,
  personalPage,
  personParams,
  refuse,
  withPerson,
  type Wiring,
} from '../requests.ts';
import { noteTold, withdrawByWord } from '../store/by-word.ts';
import { askCorrection } from '../store/corrections.ts';
import { askErasure, erasuresOf } from '../store/erasures.ts';
import { particularsOf } from '../store/particulars.ts';
import type { Person } from '../store/people.ts';
import { categoryOfKind } from '../domain/correction.ts';
import { askBody, kindOf, parseAsked, settleBody, typedOfNew } from './form.ts';
import { AskByWordPage } from './page.tsx';

const path = '/:place/people/:id/asked';
type Asked = PlaceRequest<{ id: string }>;

/** The record as its helper sees it, and what of it they may write down a wish about. */
async function load(trx: Trx, request: Asked, person: Person) {
  const { place } = request;
  await needOther(trx, request, person);
  const [record, particulars, erasures, can] = await Promise.all([
    loadRecord(trx, place.id, person.id),
    particularsOf(trx, place.id, person.id),
    erasuresOf(trx, place.id, person.id),
    mayWrite(trx, request, person),
  ]);
  const isLead = person.leadOrganisation !== undefined && person.leadOrganisation === doingOf(request).by.organisation;
  return {
    corrections: record.corrections,
    erasures,
    items: itemsOf(person.id, record, particulars !== undefined).filter((one) => can.has(categoryOfKind(one.kind))),
    mayWrite: can.size > 0,
    mayErase: isLead && can.has('identity') && !person.safeMode,
  };
}

async function show(request: Asked, form: FormView, status?: 409): Promise<Answer> {
  const { place, now } = request;
  const loaded = await withPerson(request, { route: path }, async (trx, person) => await load(trx, request, person));
  const forms = `/${place.slug}/people/${loaded.person.id}`;
  return personalPage(
    {
      title: 'What they ask about their record',
      back: { text: 'Support circle and plan', href: forms },
      errors: form.problems,
      body: <AskByWordPage {...loaded} form={form} forms={forms} today={todayInLondon(now)} />,
    },
    status,
  );
}

/** Writing down what somebody without a sign-in asks about their record, and telling them what became of it. */
export function askByWord({ app, context }: Wiring): void {
  const common = { ability: helpers, purpose: 'direct-support' } as const;
  placeRoute(app, context, {
    ...common,
    method: 'GET',
    path,
    params: personParams,
    handle: async (request) => await show(request, { typed: typedOfNew(todayInLondon(request.now)), problems: [] }),
  });
  placeRoute(app, context, {
    ...common,
    method: 'POST',
    path,
    params: personParams,
    body: askBody,
    handle: async (request) => {
      const { body: typed, scope, place, params, context, now } = request;
      const facts = await context.db.read(scope, async (trx) => {
        const person = await needOther(trx, request);
        return { person, ...(await load(trx, request, person)) };
      });
      if (!facts.mayWrite || facts.person.account !== undefined) return refuse('people/gone');
      const parsed = parseAsked(typed, { ...facts, today: todayInLondon(now) });
      if (!parsed.ok) return await show(request, { typed, problems: parsed.error });
      const asked = parsed.value;
      const done = await context.db.write(scope, async (trx) =>
        asked.wish === 'erasure'
          ? await askErasure(trx, doingOf(request), params.id, asked)
          : await askCorrection(trx, doingOf(request), params.id, { ...asked, ...asked.item }),
      );
      if (done.ok) return redirect(`/${place.slug}/people/${params.id}/asked`, 'asked-by-word');
      return await show(request, { typed, problems: [{ field: 'about', text: refusalSentence(done.error) }] }, 409);
    },
  });
  for (const [word, settle, notice] of [
    ['withdraw', withdrawByWord, 'taken-back-by-word'],
    ['told', noteTold, 'told-by-word'],
  ] as const)
    placeRoute(app, context, {
      ...common,
      method: 'POST',
      path: `/:place/people/:id/asked/:item/${word}`,
      params: itemParams,
      body: settleBody,
      handle: async (request) => {
        const { body: typed, scope, place, params, context } = request;
        const isDone = await context.db.write(scope, async (trx) => {
          await needOther(trx, request);
          return await settle(trx, doingOf(request), kindOf(typed), params.item);
        });
        if (!isDone) refuse('people/changed-meanwhile');
        return redirect(`/${place.slug}/people/${params.id}/asked`, notice);
      },
    });
}
