import { isUuid } from '../../../kernel/ids.ts';
import { allows } from '../access/scopes.ts';
import { isObject, textAt, type Json, type JsonObject } from '../core/json.ts';
import { FhirError, problem } from '../core/outcome.ts';
import type { Hints, Kind, Stored, Work } from '../resources/kind.ts';
import { fits, type Criterion } from './match.ts';
import { parameterOf, type Asked } from './parse.ts';
import { spanOfElement, valuesAt } from './values.ts';

export type Kinds = ReadonlyMap<string, Kind>;
/** Where a page ends: the last that was looked at, and by what it was sorted. */
export type Cursor = { id: string; key?: number | undefined };
export type Found = {
  matches: Stored[];
  included: Stored[];
  total: number | undefined;
  next: Cursor | undefined;
};

const batch = 100;
/** So many are looked through for one page; the next page goes on from there. */
const mostLookedThrough = 5_000;
/** So many are put into an order. */
const mostSorted = 1_000;

/** The id that a value of a reference names, where it is one of that type. */
export function lastId(value: string, type: string): string | undefined {
  const [, found, id] = /^(?:.*\/)?([A-Z][A-Za-z]+)\/([^/]+)$/.exec(value) ?? [undefined, type, value];
  return found === type && isUuid(id) ? id : undefined;
}

const peopleNames = new Set(['patient', 'subject', 'entity']);

/** What the database can be asked for by itself. Everything is compared again afterwards. */
function hintsOf(criteria: readonly Criterion[]): Hints {
  const hints: { -readonly [K in keyof Hints]: Hints[K] } = {};
  for (const { name, modifier, values, among, kind } of criteria) {
    if (modifier !== undefined || kind === undefined) continue;
    const ids = among === undefined ? values : [...among];
    if (name === '_id') hints.ids = [...values];
    else if (peopleNames.has(name) && ids.every((one) => lastId(one, 'Patient') !== undefined))
      hints.people = ids.map((one) => lastId(one, 'Patient') ?? '');
    else if (name === 'identifier' && values.length === 1 && /.\|./.test(values[0] ?? '')) [hints.token] = values;
    else if (name === 'owner' && ids.length === 1) hints.owner = lastId(ids[0] ?? '', 'Organization');
    else if (name === 'requester' && ids.length === 1) hints.requester = lastId(ids[0] ?? '', 'Organization');
    else if (name === 'focus' && ids.every((one) => lastId(one, 'ServiceRequest') !== undefined))
      hints.ids = ids.map((one) => lastId(one, 'ServiceRequest') ?? '');
    else if (name === 'status') hints.statuses = values.map((one) => one.split('|').at(-1) ?? '');
    else if (name === 'birthdate' && values.length === 1 && /^\d{4}-\d{2}-\d{2}$/.test(values[0] ?? ''))
      [hints.bornOn] = values;
    else if (name === 'date' && values.length === 1) hints.dates = [...(hints.dates ?? []), ...values];
  }
  return hints;
}

function keyOf(one: Stored, path: string): number {
  const [first] = valuesAt(one.resource, path);
  return (first === undefined ? undefined : spanOfElement(first))?.from ?? 0;
}

async function lookThrough(
  work: Work,
  kind: Kind,
  criteria: readonly Criterion[],
  after: string | undefined,
  enough: number,
  most: number,
): Promise<{ found: Stored[]; isWhole: boolean; last: string | undefined }> {
  const hints = hintsOf(criteria);
  const found: Stored[] = [];
  let last = after;
  let looked = 0;
  // What was looked through and did not fit was not seen by the client: only what it is shown counts as a look.
  const own = { ...work, looked: new Set<string>() };
  for (;;) {
    const size = Math.min(batch, Math.max(enough - found.length, 20));
    const some = await kind.find(own, hints, last, size);
    looked += some.length;
    for (const one of some) {
      last = one.id;
      if (criteria.every((criterion) => fits(one.resource, criterion))) found.push(one);
      if (found.length >= enough) return { found, isWhole: false, last };
    }
    if (some.length < size) return { found, isWhole: true, last };
    if (looked >= most) return { found, isWhole: false, last };
  }
}

async function resolveLinked(work: Work, kinds: Kinds, kind: Kind, asked: Asked): Promise<Criterion[]> {
  const more: Criterion[] = [];
  for (const linked of asked.linked) {
    const type = linked.way === 'chain' ? linked.target : linked.source;
    const other = kinds.get(type);
    const parameter = other === undefined ? undefined : parameterOf(other, linked.name);
    if (other === undefined || parameter === undefined || !allows(work.scopes, type, 's'))
      throw new FhirError(403, [problem('forbidden', `Your token does not search ${type}.`)]);
    const inner: Criterion = {
      name: linked.name,
      kind: parameter.kind,
      paths: parameter.paths,
      modifier: undefined,
      values: linked.values,
    };
    const { found } = await lookThrough(work, other, [inner], undefined, mostSorted, mostLookedThrough);
    if (linked.way === 'chain') {
      const among = new Set(found.map((one) => `${type}/${one.id}`));
      const name = Object.entries(kind.parameters).find(([, one]) => one === linked.parameter)?.[0] ?? '';
      more.push({ name, kind: 'reference', paths: linked.parameter.paths, modifier: undefined, values: [], among });
    } else {
      const by = other.parameters[linked.by];
      const ids = found
        .flatMap((one) => (by?.paths ?? []).flatMap((path) => valuesAt(one.resource, path)))
        .map((value) => lastId(textAt(value, 'reference') ?? '', kind.type))
        .filter((id) => id !== undefined);
      more.push({ name: '_id', kind: 'token', paths: ['id'], modifier: undefined, values: ids });
    }
  }
  return more;
}

function referencesOf(resource: JsonObject, paths: readonly string[]): { type: string; id: string }[] {
  return paths
    .flatMap((path) => valuesAt(resource, path))
    .map((value: Json) => /(?:^|\/)([A-Z][A-Za-z]+)\/([^/]+)$/.exec(textAt(value, 'reference') ?? ''))
    .filter((found) => found !== null)
    .map(([, type = '', id = '']) => ({ type, id }));
}

/** What the matches lead to, and what leads to them; each once, and only what the token lets the client read. */
async function around(
  work: Work,
  kinds: Kinds,
  kind: Kind,
  asked: Asked,
  matches: readonly Stored[],
): Promise<Stored[]> {
  const wanted = new Map<string, Set<string>>();
  for (const { source, name } of asked.includes) {
    if (source !== kind.type) continue;
    const parameter = kind.parameters[name];
    for (const one of matches)
      for (const { type, id } of referencesOf(one.resource, parameter?.paths ?? []))
        wanted.set(type, (wanted.get(type) ?? new Set()).add(id));
  }
  const known = new Set(matches.map((one) => `${kind.type}/${one.id}`));
  const found = new Map<string, Stored>();
  const keep = (type: string, list: readonly Stored[]): void => {
    for (const one of list) if (!known.has(`${type}/${one.id}`)) found.set(`${type}/${one.id}`, one);
  };
  for (const [type, ids] of wanted) {
    const other = kinds.get(type);
    if (other !== undefined && allows(work.scopes, type, 'r')) keep(type, await other.load(work, [...ids]));
  }
  for (const { source, name } of asked.revincludes) {
    const other = kinds.get(source);
    const parameter = other?.parameters[name];
    if (other === undefined || parameter === undefined || matches.length === 0 || !allows(work.scopes, source, 'r'))
      continue;
    const criterion: Criterion = {
      name,
      kind: 'reference',
      paths: parameter.paths,
      modifier: undefined,
      values: [],
      among: new Set(matches.map((one) => `${kind.type}/${one.id}`)),
    };
    const { found: list } = await lookThrough(work, other, [criterion], undefined, mostSorted, mostLookedThrough);
    for (const one of list) if (one.person !== undefined) work.looked.add(one.person);
    keep(source, list);
  }
  return [...found.values()];
}

/** Drafts have no table that could be asked in order: where they may be among the matches, all are looked through. */
function mayBeDraft(criteria: readonly Criterion[]): boolean {
  const status = criteria.find((one) => one.name === 'status' && one.modifier === undefined);
  return status === undefined || status.values.some((value) => value.endsWith('draft'));
}

/** Those that fit, in the order in which they last changed, read piece by piece. */
async function inOrderOfChange(
  work: Work,
  kind: Kind,
  criteria: readonly Criterion[],
  isDown: boolean,
  cursor: Cursor | undefined,
  enough: number,
): Promise<Stored[]> {
  const hints = hintsOf(criteria);
  const own = { ...work, looked: new Set<string>() };
  const found: Stored[] = [];
  let after = cursor === undefined ? undefined : { id: cursor.id, at: new Date(cursor.key ?? 0) };
  for (let looked = 0; looked < mostLookedThrough;) {
    const size = Math.min(batch, Math.max(enough - found.length, 20));
    const some = (await kind.findByChange?.(own, hints, { isDown, after }, size)) ?? [];
    looked += some.length;
    for (const one of some) {
      after = { id: one.id, at: one.at };
      if (criteria.every((criterion) => fits(one.resource, criterion))) found.push(one);
      if (found.length >= enough) return found;
    }
    if (some.length < size) return found;
  }
  throw new FhirError(422, [problem('too-costly', 'There are too many to look through: ask for fewer.')]);
}

/** When the latest of those changed that fit and have changed since a moment; undefined where none has. */
export async function changedSince(
  work: Work,
  kind: Kind,
  criteria: readonly Criterion[],
  since: Date,
): Promise<Date | undefined> {
  const cursor = { id: 'ffffffff-ffff-ffff-ffff-ffffffffffff', key: since.getTime() };
  const found = await inOrderOfChange(work, kind, criteria, false, cursor, batch);
  return found.at(-1)?.at;
}

/** The page of a search that begins after `cursor`. */
export async function runSearch(
  given: Work,
  kinds: Kinds,
  kind: Kind,
  asked: Asked,
  cursor: Cursor | undefined,
): Promise<Found> {
  const criteria = [...asked.criteria, ...(await resolveLinked(given, kinds, kind, asked))];
  const includes = asked.includes.length > 0;
  const work = includes ? { ...given, shared: { referrals: new Map(), parts: new Map() } } : given;
  if (asked.isCountOnly || asked.wantsTotal) {
    const all = await lookThrough(work, kind, criteria, undefined, mostLookedThrough, mostLookedThrough);
    if (!all.isWhole) throw new FhirError(422, [problem('too-costly', 'There are too many to count: ask for fewer.')]);
    if (asked.isCountOnly) return { matches: [], included: [], total: all.found.length, next: undefined };
    const page = await runSearch(work, kinds, kind, { ...asked, wantsTotal: false }, cursor);
    return { ...page, total: all.found.length };
  }
  const isAsFound = asked.sort === undefined || (asked.sort.path === 'id' && asked.sort.isDown);
  const page = isAsFound ? undefined : asked.sort;
  let matches: Stored[];
  let next: Cursor | undefined;
  if (page === undefined) {
    const { found, isWhole, last } = await lookThrough(
      work,
      kind,
      criteria,
      cursor?.id,
      asked.count + 1,
      mostLookedThrough,
    );
    matches = found.slice(0, asked.count);
    if (found.length > asked.count) next = { id: matches.at(-1)?.id ?? '' };
    else if (!isWhole && last !== undefined) next = { id: last };
  } else if (page.path === 'meta.lastUpdated' && kind.findByChange !== undefined && !mayBeDraft(criteria)) {
    const found = await inOrderOfChange(work, kind, criteria, page.isDown, cursor, asked.count + 1);
    matches = found.slice(0, asked.count);
    const end = matches.at(-1);
    if (found.length > asked.count && end !== undefined) next = { id: end.id, key: end.at.getTime() };
  } else {
    const { found, isWhole } = await lookThrough(work, kind, criteria, undefined, mostSorted + 1, mostLookedThrough);
    if (!isWhole || found.length > mostSorted)
      throw new FhirError(422, [problem('too-costly', 'There are too many to sort: ask for fewer.')]);
    const sign = page.isDown ? -1 : 1;
    const order = (a: Cursor, b: Cursor): number =>
      sign * ((a.key ?? 0) - (b.key ?? 0)) || sign * (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
    const keyed = found.map((one) => ({ one, id: one.id, key: keyOf(one, page.path) })).sort(order);
    const rest = cursor === undefined ? keyed : keyed.filter((one) => order(one, cursor) > 0);
    const shown = rest.slice(0, asked.count);
    matches = shown.map(({ one }) => one);
    const end = shown.at(-1);
    if (rest.length > shown.length && end !== undefined) next = { id: end.id, key: end.key };
  }
  for (const one of matches) if (one.person !== undefined) work.looked.add(one.person);
  return { matches, included: await around(work, kinds, kind, asked, matches), total: undefined, next };
}

/** A resource with those of its elements that were asked for, and what it must have. */
export function onlyElements(resource: JsonObject, elements: readonly string[]): JsonObject {
  if (elements.length === 0) return resource;
  const kept = new Set(['resourceType', 'id', 'meta', 'status', 'intent', 'subject', 'patient', ...elements]);
  const meta = isObject(resource['meta']) ? resource['meta'] : {};
  const subsetted = { system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'SUBSETTED' };
  return {
    ...Object.fromEntries(Object.entries(resource).filter(([name]) => kept.has(name.replace(/^_/, '')))),
    meta: { ...meta, tag: [subsetted] },
  };
}
