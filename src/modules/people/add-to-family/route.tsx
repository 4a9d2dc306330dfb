import { isUuid, type Uuid } from '../../../kernel/ids.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import { FormReader, typedText, type FormView } from '../../../lib/form-reader.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { redirect, type Answer } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { familyParams, needWritableFamily, withFamily } from '../family-requests.ts';
import { matchBody, parseSought } from '../match-person/form.ts';
import { lookFor } from '../match-person/route.tsx';
import { refusalSentence } from '../messages.ts';
import { doingOf, noteLook, personalPage, recorders, refuse, type Wiring } from '../requests.ts';
import { readRelation } from '../start-family/form.ts';
import { circlesOf } from '../store/circle.ts';
import { addMember } from '../store/families.ts';
import { peopleByIds, personById, type Person } from '../store/people.ts';
import { writableAmong } from '../store/sharing.ts';
import { AddMemberPage, FindMemberPage, WhichMemberPage } from './page.tsx';

const finding = '/:place/people/families/:id/members/new';
const addBody = formSchema({ person: textField(40), relation: textField(400), sure: textField(10) });
type Asked = PlaceRequest<{ id: Uuid }>;

function addressOf({ place, params }: Asked): string {
  return `/${place.slug}/people/families/${params.id}`;
}

/** Those of the circles of a family who have a record that the reader may see and do not belong to it yet. */
async function nearOf(trx: Trx, request: Asked, members: readonly Person[]): Promise<Person[]> {
  const place = request.place.id;
  const inside = new Set(members.map((one) => one.id));
  // In safe mode nobody is proposed from a circle: it may be whom they are afraid of.
  const open = members.filter((one) => !one.safeMode).map((one) => one.id);
  const ties = await circlesOf(trx, place, open);
  const ids = [...new Set(ties.flatMap((tie) => tie.otherPerson ?? []))].filter((id) => !inside.has(id));
  const near = await peopleByIds(trx, place, ids);
  await noteLook(trx, request, finding, near);
  return near.toSorted((a, b) => a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1));
}

async function showFind(request: Asked, form: FormView): Promise<Answer> {
  const { near } = await withFamily(request, finding, async (trx, members) => ({
    near: await nearOf(
      trx,
      request,
      members.map((one) => one.person),
    ),
  }));
  const address = addressOf(request);
  return personalPage({
    title: 'Who else belongs to it?',
    back: { text: 'Back', href: address },
    errors: form.problems,
    body: (
      <FindMemberPage
        form={form}
        action={`${address}/members/new`}
        add={`${address}/members`}
        home={`/${request.place.slug}`}
        near={near}
      />
    ),
  });
}

async function showAdd(request: Asked, person: Person, form: FormView): Promise<Answer> {
  const address = addressOf(request);
  await withFamily(request, finding, async (trx) => {
    await noteLook(trx, request, finding, [person]);
    return {};
  });
  return personalPage({
    title: 'Add to the family',
    back: { text: 'Back', href: `${address}/members/new` },
    errors: form.problems,
    body: <AddMemberPage form={form} action={`${address}/members`} person={person} />,
  });
}

/** Adding somebody to a family: found among those whom the reader may see, and never without being asked which it is. */
export function addToFamily({ app, context }: Wiring): void {
  const common = { ability: recorders, purpose: 'direct-support', params: familyParams } as const;
  placeRoute(app, context, {
    ...common,
    path: finding,
    method: 'GET',
    handle: async (request) => await showFind(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    ...common,
    path: finding,
    method: 'POST',
    body: matchBody,
    handle: async (request) => {
      const { body: typed, scope, now, context, place, params } = request;
      const parsed = parseSought(typed, todayInLondon(now));
      if (!parsed.ok) return await showFind(request, { typed, problems: parsed.error });
      const found = await context.db.write(scope, async (trx) => {
        const members = await needWritableFamily(trx, place.id, params.id);
        const inside = new Set(members.map((one) => one.person.id));
        const looked = await lookFor(trx, request, finding, parsed.value);
        return { ...looked, candidates: looked.candidates.filter((one) => !inside.has(one.person.id)) };
      });
      const address = addressOf(request);
      return personalPage({
        title: 'Is it one of them?',
        back: { text: 'Back', href: address },
        body: (
          <WhichMemberPage
            {...found}
            form={{ typed, problems: [] }}
            add={`${address}/members`}
            again={`${address}/members/new`}
            home={`/${place.slug}`}
          />
        ),
      });
    },
  });
  placeRoute(app, context, {
    ...common,
    path: '/:place/people/families/:id/members',
    method: 'POST',
    body: addBody,
    handle: async (request) => {
      const { body: typed, scope, place, params, context } = request;
      const id = typedText(typed, 'person');
      const person = await context.db.read(scope, async (trx) => {
        await needWritableFamily(trx, place.id, params.id);
        // Only somebody whom the writer may see and whose circle they may write: nothing is learned by trying ids.
        const found = isUuid(id) ? await personById(trx, place.id, id) : undefined;
        const writable = found === undefined ? undefined : await writableAmong(trx, [found.id], ['circle']);
        return writable?.size === 1 ? found : undefined;
      });
      if (person === undefined) throw notFound();
      const form = new FormReader(typed);
      const relation = readRelation(form);
      if (form.problems.length > 0 || typed.sure !== 'yes')
        return await showAdd(request, person, { typed, problems: form.problems });
      const done = await context.db.write(
        scope,
        async (trx) => await addMember(trx, doingOf(request), params.id, { person: person.id, relation }),
      );
      if (done.ok) return redirect(addressOf(request), 'family-added');
      if (done.error === 'people/gone' || done.error === 'people/changed-meanwhile') return refuse(done.error);
      return await showAdd(request, person, {
        typed,
        problems: [{ field: 'relation', text: refusalSentence(done.error) }],
      });
    },
  });
}
