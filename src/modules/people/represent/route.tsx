import type { Uuid } from '../../../kernel/ids.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import type { FormView } from '../../../lib/form-reader.ts';
import type { Result } from '../../../lib/result.ts';
import { redirect, type Answer } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { denyBody, parseDeny, parsePermit, parseWithdraw, permitBody, withdrawBody } from '../decide-sharing/form.ts';
import type { Decision } from '../domain/consent.ts';
import { formMessages, refusalSentence } from '../messages.ts';
import { loadRecord, loadSharing } from '../parts/load-record.ts';
import { shownReview } from '../parts/plan.tsx';
import { noteLook, personalPage, personParams, placeParams, refuse, type Wiring } from '../requests.ts';
import type { PeopleDoing } from '../store/doing.ts';
import { particularsOf } from '../store/particulars.ts';
import { partnersOf } from '../store/organisations.ts';
import { peopleByIds, personById, type Person } from '../store/people.ts';
import { mattersDecided, representedPeople } from '../store/representatives.ts';
import { decideSharing, isNamedHere, withdrawDecision } from '../store/sharing.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { RepresentedPage, RepresentingPage } from './page.tsx';

type Asked = PlaceRequest<{ id: string }>;
const path = '/:place/representing/:id';

/** A representative writes for no organisation, whatever else they are. */
function actingFor(request: PlaceRequest): PeopleDoing {
  const { actor, place, now, context } = request;
  const account = actor.kind === 'member' ? actor.account : undefined;
  const name = actor.kind === 'member' ? actor.name : '';
  return { place, by: { account, organisation: undefined, name }, now, newId: context.newId };
}

/** The person for whom this account acts. @throws not found for everybody else. */
async function represented(trx: Trx, place: Uuid, id: Uuid): Promise<Person> {
  const person = (await representedPeople(trx)).includes(id) ? await personById(trx, place, id) : undefined;
  if (person === undefined) throw notFound();
  return person;
}

async function show(request: Asked, form: FormView): Promise<Answer> {
  const { context, scope, place, params, now } = request;
  const loaded = await context.db.write(scope, async (trx) => {
    const person = await represented(trx, place.id, params.id);
    const matters = (await mattersDecided(trx)).filter((one) => one.person === person.id).map((one) => one.matter);
    await noteLook(trx, request, path, [person]);
    const record = await loadRecord(trx, place.id, person.id);
    return {
      person,
      matters,
      // While the person hides who helps them, no organisation is named to others either.
      record: { ...record, reviews: record.reviews.map((one) => shownReview(one, person.safeMode)) },
      sharing: await loadSharing(trx, place.id, person.id),
      particulars: await particularsOf(trx, place.id, person.id),
      organisations: await partnersOf(trx, place.id),
    };
  });
  const home = `/${place.slug}`;
  return personalPage({
    title: 'For whom you act',
    back: { text: 'For whom you act', href: `${home}/representing` },
    errors: form.problems,
    body: (
      <RepresentedPage
        {...loaded}
        called={loaded.person.knownAs}
        isOwn={false}
        home={home}
        forms={`${home}/representing/${loaded.person.id}`}
        today={todayInLondon(now)}
        can={new Set()}
        known={new Set()}
        opensMore={false}
        action={`${home}/representing/${loaded.person.id}`}
        form={form}
      />
    ),
  });
}

async function deciding(request: Asked, parsed: Result<Decision, { field: string; text: string }[]>, field: string) {
  const { context, scope, place, params, body } = request;
  const typed = body as FormView['typed'];
  if (!parsed.ok) return await show(request, { typed, problems: parsed.error });
  const decision = parsed.value;
  const done = await context.db.write(scope, async (trx) => {
    await represented(trx, place.id, params.id);
    if (!(await mattersDecided(trx)).some((one) => one.person === params.id && one.matter === 'sharing'))
      throw notFound();
    const { organisation, account } = decision;
    if (organisation !== undefined && !(await isNamedHere(trx, place.id, { organisation, account }))) return undefined;
    return await decideSharing(trx, actingFor(request), params.id, decision);
  });
  if (done === undefined) return await show(request, { typed, problems: [{ field, text: formMessages.permitWho }] });
  if (!done.ok) return await show(request, { typed, problems: [{ field, text: refusalSentence(done.error) }] });
  return redirect(
    `/${place.slug}/representing/${params.id}`,
    decision.effect === 'permit' ? 'sharing-permitted' : 'sharing-denied',
  );
}

/** Acting for somebody: seeing what that needs, and deciding who may see what where they do not decide alone. */
export function represent({ app, context }: Wiring): void {
  const common = { ability: 'here', purpose: 'direct-support' } as const;
  placeRoute(app, context, {
    ...common,
    method: 'GET',
    path: '/:place/representing',
    params: placeParams,
    query: querySchema({}),
    handle: async (request) => {
      const { context, scope, place } = request;
      const people = await context.db.write(scope, async (trx) => {
        const found = await peopleByIds(trx, place.id, await representedPeople(trx));
        const decided = await mattersDecided(trx);
        await noteLook(trx, request, '/:place/representing', found);
        return found.map((person) => ({
          person,
          matters: decided.filter((one) => one.person === person.id).map((one) => one.matter),
        }));
      });
      return personalPage({
        title: 'For whom you act',
        back: { text: 'Home', href: `/${place.slug}` },
        body: <RepresentingPage people={people} home={`/${place.slug}`} />,
      });
    },
  });
  placeRoute(app, context, {
    ...common,
    method: 'GET',
    path,
    params: personParams,
    query: querySchema({}),
    handle: async (request) => await show(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    ...common,
    method: 'POST',
    path: `${path}/permit`,
    params: personParams,
    body: permitBody,
    handle: async (request) => await deciding(request, parsePermit(request.body, true), 'permit-who'),
  });
  placeRoute(app, context, {
    ...common,
    method: 'POST',
    path: `${path}/deny`,
    params: personParams,
    body: denyBody,
    handle: async (request) => await deciding(request, parseDeny(request.body, true), 'deny-who'),
  });
  placeRoute(app, context, {
    ...common,
    method: 'POST',
    path: `${path}/withdraw`,
    params: personParams,
    body: withdrawBody,
    handle: async (request) => {
      const { context, scope, place, params, body } = request;
      const asked = parseWithdraw(body, true);
      if (asked === undefined) return refuse('people/gone');
      const done = await context.db.write(scope, async (trx) => {
        await represented(trx, place.id, params.id);
        return await withdrawDecision(trx, actingFor(request), params.id, asked.decision, asked.how);
      });
      if (!done.ok) return refuse(done.error);
      return redirect(`/${place.slug}/representing/${params.id}`, 'sharing-withdrawn');
    },
  });
}
