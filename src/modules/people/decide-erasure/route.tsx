import { formatDate, todayInLondon } from '../../../lib/dates.ts';
import { versionOf, type FormView } from '../../../lib/form-reader.ts';
import { redirect, type Answer } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { theirKindWords } from '../domain/correction.ts';
import { subjectWords } from '../ask-erasure/page.tsx';
import { refusalSentence } from '../messages.ts';
import { itemsOf } from '../parts/items.ts';
import { loadRecord } from '../parts/load-record.ts';
import {
  doingOf,
  helpers,
  itemParams,
  noteLookAt,
  personalPage,
  personParams,
  placeParams,
  withPerson,
  type Wiring,
} from '../requests.ts';
import {
  decideErasure,
  erasureById,
  personOfErasure,
  stonesOf,
  wholeErasures,
  type SeenErasure,
} from '../store/erasures.ts';
import { writableCategories } from '../store/sharing.ts';
import { decisionBody, parseDecision } from './form.ts';
import { askedBy, DecideErasurePage, ErasuresPage, wholeFacts } from './page.tsx';

const mostInList = 100;
const onePath = '/:place/erasure/:id';
const itemPath = '/:place/people/:id/erasure/:item';

/** Whether the reader wrote the request down for somebody: then somebody else decides. */
function isWriter({ actor }: PlaceRequest, asked: SeenErasure): boolean {
  return actor.kind === 'member' && asked.writer === actor.account;
}

/** A whole record: for whoever decides about it. */
async function showWhole(request: PlaceRequest<{ id: string }>, form: FormView, status?: 409): Promise<Answer> {
  const { context, scope, place, params, now } = request;
  const { asked, person } = await context.db.write(scope, async (trx) => {
    const found = await erasureById(trx, place.id, params.id);
    const whom = found === undefined ? undefined : await personOfErasure(trx, found.id);
    if (found === undefined || whom === undefined) throw notFound();
    await noteLookAt(trx, request, onePath, [whom.id]);
    return { asked: found, person: whom };
  });
  const today = todayInLondon(now);
  return personalPage(
    {
      title: 'A request to be forgotten',
      back: { text: 'Requests to be forgotten', href: `/${place.slug}/erasure` },
      errors: form.problems,
      body: (
        <DecideErasurePage
          request={asked}
          about={wholeFacts(asked, person, today)}
          title="A request to be forgotten"
          form={form}
          action={`/${place.slug}/erasure/${asked.id}`}
          mayDecide
          isWriter={isWriter(request, asked)}
          today={today}
        />
      ),
    },
    status,
  );
}

/** One item: for those who keep the record. */
async function showItem(
  request: PlaceRequest<{ id: string; item: string }>,
  form: FormView,
  status?: 409,
): Promise<Answer> {
  const { place, params, now } = request;
  const { asked, person, items, writable } = await withPerson(request, { route: itemPath }, async (trx) => ({
    asked: await erasureById(trx, place.id, params.item),
    items: itemsOf(params.id, await loadRecord(trx, place.id, params.id), false),
    writable: await writableCategories(trx, params.id),
  }));
  if (asked?.person !== person.id || asked.category === undefined) throw notFound();
  return personalPage(
    {
      title: 'A request to erase something',
      back: { text: 'Today', href: `/${place.slug}/today` },
      errors: form.problems,
      body: (
        <DecideErasurePage
          request={asked}
          about={[
            { key: 'Who', value: person.name },
            { key: 'What', value: subjectWords(asked, items, theirKindWords) },
            ...(asked.byWord === undefined ? [] : [{ key: 'Asked by', value: askedBy(asked) }]),
            { key: 'Answer due by', value: formatDate(asked.dueOn) },
          ]}
          title="A request to erase something"
          form={form}
          action={`/${place.slug}/people/${person.id}/erasure/${asked.id}`}
          mayDecide={writable.includes(asked.category)}
          isWriter={isWriter(request, asked)}
          today={todayInLondon(now)}
        />
      ),
    },
    status,
  );
}

/** Deciding about what somebody wants to be erased: whole records by the officer, items by those who keep the record. */
export function decideErasures({ app, context }: Wiring): void {
  const officer = { ability: 'partner', purpose: 'direct-support' } as const;
  placeRoute(app, context, {
    ...officer,
    method: 'GET',
    path: '/:place/erasure',
    params: placeParams,
    query: querySchema({}),
    handle: async (request) => {
      const { context, scope, place, now } = request;
      const loaded = await context.db.write(scope, async (trx) => {
        const whole = await wholeErasures(trx, place.id, mostInList);
        const names = new Map<string, string>();
        const seen: string[] = [];
        for (const one of [...whole.open, ...whole.decided]) {
          const person = await personOfErasure(trx, one.id);
          if (person === undefined) continue;
          names.set(one.id, person.name);
          seen.push(person.id);
        }
        await noteLookAt(trx, request, '/:place/erasure', seen);
        return { ...whole, names, stones: await stonesOf(trx, place.id, mostInList) };
      });
      return personalPage({
        title: 'Requests to be forgotten',
        back: { text: 'Home', href: `/${place.slug}` },
        body: <ErasuresPage {...loaded} home={`/${place.slug}`} today={todayInLondon(now)} />,
      });
    },
  });
  placeRoute(app, context, {
    ...officer,
    method: 'GET',
    path: onePath,
    params: personParams,
    query: querySchema({}),
    handle: async (request) => await showWhole(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    ...officer,
    method: 'POST',
    path: onePath,
    params: personParams,
    body: decisionBody,
    handle: async (request) => {
      const { context, scope, place, params, body: typed, now } = request;
      const parsed = parseDecision(typed, todayInLondon(now));
      if (!parsed.ok) return await showWhole(request, { typed, problems: parsed.error });
      const done = await context.db.write(scope, async (trx) => {
        if ((await personOfErasure(trx, params.id)) === undefined) throw notFound();
        const version = versionOf(typed.version);
        return await decideErasure(trx, doingOf(request), { id: params.id, version }, parsed.value);
      });
      if (done.ok) return redirect(`/${place.slug}/erasure`, noticeOf(parsed.value.outcome));
      return await showWhole(
        request,
        { typed, problems: [{ field: 'reason', text: refusalSentence(done.error) }] },
        409,
      );
    },
  });
  const keeper = { ability: helpers, purpose: 'direct-support', params: itemParams } as const;
  placeRoute(app, context, {
    ...keeper,
    method: 'GET',
    path: itemPath,
    handle: async (request) => await showItem(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    ...keeper,
    method: 'POST',
    path: itemPath,
    body: decisionBody,
    handle: async (request) => {
      const { context, scope, place, params, body: typed, now } = request;
      const parsed = parseDecision(typed, todayInLondon(now));
      if (!parsed.ok) return await showItem(request, { typed, problems: parsed.error });
      const done = await context.db.write(scope, async (trx) => {
        const asked = await erasureById(trx, place.id, params.item);
        if (asked?.person !== params.id || asked.category === undefined) throw notFound();
        if (!(await writableCategories(trx, params.id)).includes(asked.category)) throw notFound();
        const version = versionOf(typed.version);
        return await decideErasure(trx, doingOf(request), { id: asked.id, version }, parsed.value);
      });
      if (done.ok) return redirect(`/${place.slug}/today`, noticeOf(parsed.value.outcome));
      return await showItem(
        request,
        { typed, problems: [{ field: 'reason', text: refusalSentence(done.error) }] },
        409,
      );
    },
  });
}

function noticeOf(outcome: string): string {
  return outcome === 'granted' ? 'erasure-granted' : 'erasure-kept';
}
