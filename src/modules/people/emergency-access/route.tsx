import { helpingOf } from '../../../kernel/helping.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import type { FormView } from '../../../lib/form-reader.ts';
import { redirect, type Answer } from '../../../platform/http/answers.ts';
import { HttpError, notFound } from '../../../platform/http/errors.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { countUse } from '../../../platform/http/rate-limit.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { formMessages } from '../messages.ts';
import { loadRecord } from '../parts/load-record.ts';
import { doingOf, personalPage, personParams, placeParams, recorders, withPerson, type Wiring } from '../requests.ts';
import {
  closeEmergency,
  emergenciesHere,
  emergencyById,
  openEmergency,
  oversees,
  reviewEmergency,
  runningEmergency,
} from '../store/emergencies.ts';
import { personById } from '../store/people.ts';
import { emergencyBody, parseEmergency, parseReview, reviewBody } from './form.ts';
import { EmergenciesPage, EmergencyPage, EmergencyRecordPage, OpenEmergencyPage } from './page.tsx';

const mostInList = 50;
/** Enough for a bad night, too few to try names. */
const tries = { limit: 10, windowSeconds: 3_600 };

function accountOf(request: PlaceRequest): string {
  return request.actor.kind === 'member' ? request.actor.account : '';
}

function showForm(request: PlaceRequest, form: FormView): Answer {
  const home = `/${request.place.slug}`;
  return personalPage({
    title: 'Emergency access',
    back: { text: 'People', href: `${home}/people` },
    errors: form.problems,
    body: <OpenEmergencyPage form={form} action={`${home}/people/emergency`} home={home} />,
  });
}

async function showOne(request: PlaceRequest<{ id: string }>, form: FormView): Promise<Answer> {
  const { context, scope, place, params, now } = request;
  const home = `/${place.slug}`;
  const { one, reviews, isKnown } = await context.db.read(scope, async (trx) => {
    const found = await emergencyById(trx, place.id, params.id);
    if (found === undefined) throw notFound();
    const isKnown = (await personById(trx, place.id, found.person)) !== undefined;
    return { one: found, reviews: await oversees(trx), isKnown };
  });
  return personalPage({
    title: 'Emergency access',
    back: { text: 'Emergency access', href: `${home}/emergency-access` },
    errors: form.problems,
    body: (
      <EmergencyPage
        one={one}
        form={form}
        action={`${home}/emergency-access/${one.id}`}
        person={isKnown ? `${home}/people/${one.person}` : undefined}
        canReview={reviews && one.review === undefined && one.account !== accountOf(request)}
        today={todayInLondon(now)}
      />
    ),
  });
}

/** Opening a record in an emergency, reading it for an hour, and looking at it afterwards. */
export function emergencyAccess({ app, context }: Wiring): void {
  const opening = { ability: recorders, purpose: 'emergency' } as const;
  placeRoute(app, context, {
    ...opening,
    method: 'GET',
    path: '/:place/people/emergency',
    params: placeParams,
    handle: async (request) => showForm(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    ...opening,
    method: 'POST',
    path: '/:place/people/emergency',
    params: placeParams,
    body: emergencyBody,
    handle: async (request) => {
      const { context, scope, place, body: typed, now } = request;
      const parsed = parseEmergency(typed, todayInLondon(now));
      if (!parsed.ok) return showForm(request, { typed, problems: parsed.error });
      const counted = await countUse(context.db, `emergency/${place.id}/${accountOf(request)}`, tries, now);
      if (!counted.allowed)
        throw new HttpError(
          'request/too-many',
          'You have tried this too often within an hour. Call 999 if a life is in danger, or ring those who lead.',
        );
      const doing = doingOf(request);
      const person = await context.db.write(scope, async (trx) => await openEmergency(trx, doing, parsed.value));
      if (person === undefined)
        return showForm(request, { typed, problems: [{ field: 'name', text: formMessages.emergencyNobody }] });
      return redirect(`/${place.slug}/people/${person}/emergency`);
    },
  });
  const path = '/:place/people/:id/emergency';
  placeRoute(app, context, {
    ...opening,
    method: 'GET',
    path,
    params: personParams,
    handle: async (request) => {
      const { place, params, now } = request;
      const loaded = await withPerson(request, { route: path }, async (trx) => {
        const running = await runningEmergency(trx, place.id, params.id, accountOf(request), now);
        if (running === undefined) throw notFound();
        return { record: await loadRecord(trx, place.id, params.id), running };
      });
      return personalPage({
        title: 'Opened in an emergency',
        back: { text: 'People', href: `/${place.slug}/people` },
        body: (
          <EmergencyRecordPage
            {...loaded}
            called={loaded.person.knownAs}
            isOwn={false}
            home={`/${place.slug}`}
            forms={`/${place.slug}/people/${loaded.person.id}`}
            today={todayInLondon(now)}
            can={new Set()}
            known={new Set()}
          />
        ),
      });
    },
  });
  placeRoute(app, context, {
    ...opening,
    method: 'POST',
    path: '/:place/people/:id/emergency/end',
    params: personParams,
    handle: async (request) => {
      const { context, scope, params, place } = request;
      await context.db.write(scope, async (trx) => await closeEmergency(trx, doingOf(request), params.id));
      return redirect(`/${place.slug}/people`, 'emergency-ended');
    },
  });
  const looking = { ability: 'partner', purpose: 'direct-support' } as const;
  placeRoute(app, context, {
    ...looking,
    method: 'GET',
    path: '/:place/emergency-access',
    params: placeParams,
    query: querySchema({}),
    handle: async (request) => {
      const { context, scope, place, now, actor } = request;
      const home = `/${place.slug}`;
      const loaded = await context.db.read(scope, async (trx) => ({
        ...(await emergenciesHere(trx, place.id, mostInList)),
        reviews: await oversees(trx),
      }));
      const back =
        helpingOf(actor) === undefined ? { text: 'Home', href: home } : { text: 'People', href: `${home}/people` };
      return personalPage({
        title: 'Emergency access',
        back,
        body: <EmergenciesPage {...loaded} home={home} today={todayInLondon(now)} />,
      });
    },
  });
  placeRoute(app, context, {
    ...looking,
    method: 'GET',
    path: '/:place/emergency-access/:id',
    params: personParams,
    query: querySchema({}),
    handle: async (request) => await showOne(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    ...looking,
    method: 'POST',
    path: '/:place/emergency-access/:id',
    params: personParams,
    body: reviewBody,
    handle: async (request) => {
      const { context, scope, params, place, body: typed } = request;
      const parsed = parseReview(typed);
      if (!parsed.ok) return await showOne(request, { typed, problems: parsed.error });
      const isDone = await context.db.write(
        scope,
        async (trx) => await reviewEmergency(trx, doingOf(request), params.id, parsed.value),
      );
      if (!isDone) throw notFound();
      return redirect(`/${place.slug}/emergency-access`, 'emergency-reviewed');
    },
  });
}
