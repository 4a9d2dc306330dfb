import { Type } from 'typebox';
import { todayInLondon } from '../../../lib/dates.ts';
import type { FormView, Typed } from '../../../lib/form-reader.ts';
import { recordAccesses } from '../../../platform/audit/audit.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { redirect, type Answer } from '../../../platform/http/answers.ts';
import { HttpError, notFound } from '../../../platform/http/errors.ts';
import { idParam, querySchema } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { typedOf } from '../edit-person/form.ts';
import { doingOf, helpers, noteLook, personalPage, personParams, placeParams, type Wiring } from '../requests.ts';
import {
  concernById,
  concernsHere,
  hasSafeguardingTeam,
  isSafeguarding,
  receiveConcern,
  sendConcern,
  type SeenConcern,
} from '../store/concerns.ts';
import { personById } from '../store/people.ts';
import { concernBody, parseConcern, parseReceived, receiveBody } from './form.ts';
import { ConcernPage, ConcernSentPage, ConcernsPage, OneConcernPage } from './page.tsx';

const mostInList = 50;
const path = '/:place/people/concern';

function showForm(request: PlaceRequest, form: FormView, hasTeam: boolean): Answer {
  const home = `/${request.place.slug}`;
  return personalPage({
    title: 'Pass a concern on',
    back: { text: 'People', href: `${home}/people` },
    errors: form.problems,
    body: <ConcernPage form={form} action={`${home}/people/concern`} hasTeam={hasTeam} />,
  });
}

/** What is known of the person whose page the worker came from: nothing, where they may not see it. */
async function knownOf(trx: Trx, request: PlaceRequest, id: string | undefined): Promise<Typed> {
  const person = id === undefined ? undefined : await personById(trx, request.place.id, id);
  if (person === undefined) return {};
  await noteLook(trx, request, path, [person]);
  const typed = typedOf(person);
  return {
    record: person.id,
    about: person.name,
    'born-day': typed['born-day'],
    'born-month': typed['born-month'],
    'born-year': typed['born-year'],
    contact: [person.phone, person.safeContactNote].filter((one) => one !== '').join(' · '),
  };
}

/** Those of the team who look at concerns leave their own trace, which the person does not read. */
async function noteConcerns(
  trx: Trx,
  request: PlaceRequest,
  seen: readonly SeenConcern[],
  route: string,
): Promise<void> {
  const { scope, place, now, context } = request;
  if (scope.role !== 'thread_member' || seen.length === 0) return;
  const look = { place: place.id, account: scope.account, organisation: scope.organisation, purpose: 'safeguarding' };
  await recordAccesses(
    trx,
    { ...look, route, kind: 'concern' },
    seen.map((one) => one.id),
    now,
    context.newId,
  );
}

async function showOne(request: PlaceRequest<{ id: string }>, form: FormView): Promise<Answer> {
  const { context, scope, place, params } = request;
  const one = await context.db.write(scope, async (trx) => {
    const found = await concernById(trx, place.id, params.id);
    if (found === undefined) throw notFound();
    await noteConcerns(trx, request, [found], '/:place/safeguarding/:id');
    return found;
  });
  const home = `/${place.slug}`;
  return personalPage({
    title: 'A concern',
    back: { text: 'Concerns', href: `${home}/safeguarding` },
    errors: form.problems,
    body: <OneConcernPage one={one} form={form} action={`${home}/safeguarding/${one.id}`} />,
  });
}

/** Passing a concern on to the safeguarding team of the place, and the team's own list. */
export function safeguardingConcern({ app, context }: Wiring): void {
  const sending = { ability: helpers, purpose: 'direct-support', params: placeParams } as const;
  placeRoute(app, context, {
    ...sending,
    method: 'GET',
    path,
    query: querySchema({ person: Type.Optional(idParam()) }),
    handle: async (request) => {
      const { context, scope, query } = request;
      const { typed, hasTeam } = await context.db.write(scope, async (trx) => ({
        typed: await knownOf(trx, request, query.person),
        hasTeam: await hasSafeguardingTeam(trx),
      }));
      return showForm(request, { typed, problems: [] }, hasTeam);
    },
  });
  placeRoute(app, context, {
    ...sending,
    method: 'POST',
    path,
    body: concernBody,
    handle: async (request) => {
      const { context, scope, body: typed, now, place } = request;
      const parsed = parseConcern(typed, todayInLondon(now));
      if (!parsed.ok) return showForm(request, { typed, problems: parsed.error }, true);
      const doing = doingOf(request);
      if (doing.by.organisation === undefined)
        throw new HttpError(
          'request/refused',
          'Your account is of no organisation here, so the team would not know from whom it comes. Ring them.',
        );
      const id = await context.db.write(scope, async (trx) => await sendConcern(trx, doing, parsed.value));
      if (id === undefined) return showForm(request, { typed, problems: [] }, false);
      return redirect(`/${place.slug}/people/concern/${id.slice(-8)}`);
    },
  });
  placeRoute(app, context, {
    ...sending,
    method: 'GET',
    path: '/:place/people/concern/:reference',
    params: Type.Object({ ...placeParams.properties, reference: Type.String({ pattern: '^[0-9a-f]{8}$' }) }),
    handle: async ({ place, params }) =>
      personalPage({
        title: 'Passed on',
        body: <ConcernSentPage reference={params.reference} home={`/${place.slug}`} />,
      }),
  });
  const receiving = { ability: 'partner', purpose: 'safeguarding' } as const;
  placeRoute(app, context, {
    ...receiving,
    method: 'GET',
    path: '/:place/safeguarding',
    params: placeParams,
    query: querySchema({}),
    handle: async (request) => {
      const { context, scope, place } = request;
      const loaded = await context.db.write(scope, async (trx) => {
        if (!(await isSafeguarding(trx))) throw notFound();
        const found = await concernsHere(trx, place.id, mostInList);
        await noteConcerns(trx, request, [...found.open, ...found.received], '/:place/safeguarding');
        return found;
      });
      return personalPage({
        title: 'Concerns',
        back: { text: 'Home', href: `/${place.slug}` },
        body: <ConcernsPage {...loaded} home={`/${place.slug}`} />,
      });
    },
  });
  placeRoute(app, context, {
    ...receiving,
    method: 'GET',
    path: '/:place/safeguarding/:id',
    params: personParams,
    handle: async (request) => await showOne(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    ...receiving,
    method: 'POST',
    path: '/:place/safeguarding/:id',
    params: personParams,
    body: receiveBody,
    handle: async (request) => {
      const { context, scope, params, place, body: typed } = request;
      const parsed = parseReceived(typed);
      if (!parsed.ok) return await showOne(request, { typed, problems: parsed.error });
      const isDone = await context.db.write(
        scope,
        async (trx) => await receiveConcern(trx, doingOf(request), params.id, parsed.value),
      );
      if (!isDone) throw notFound();
      return redirect(`/${place.slug}/safeguarding`, 'concern-received');
    },
  });
}
