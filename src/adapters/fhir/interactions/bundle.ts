import { gatherNext } from '../../../platform/database/gathered.ts';
import { isObject, textAt, type Json, type JsonObject } from '../core/json.ts';
import { FhirError, outcome, problem } from '../core/outcome.ts';
import type { Headers } from '../http/negotiate.ts';
import type { Reply } from '../http/reply.ts';
import type { Work } from '../resources/kind.ts';
import type { Kinds } from '../search/run.ts';
import { kindFor } from './checked.ts';
import { conditionalUpdate, create, matchesOf } from './create.ts';
import { read, remove, update } from './instance.ts';
import { search } from './search.ts';

const mostEntries = 100;
const verbs = ['DELETE', 'POST', 'PUT', 'GET'] as const;
type Verb = (typeof verbs)[number];

/** One thing that a bundle asks for, and where its answer stands. */
type Entry = {
  index: number;
  path: string;
  fullUrl: string | undefined;
  verb: Verb;
  url: string;
  resource: JsonObject | undefined;
  ifMatch: string;
  ifNoneExist: string;
  ifNoneMatch: string;
};

function readEntries(bundle: JsonObject): Entry[] {
  const { entry = [] } = bundle;
  if (!Array.isArray(entry)) throw new FhirError(400, [problem('structure', 'This must be a list.', 'Bundle.entry')]);
  if (entry.length > mostEntries)
    throw new FhirError(413, [problem('too-long', `A bundle holds at most ${mostEntries} entries.`, 'Bundle.entry')]);
  return entry.map((one, index) => {
    const path = `Bundle.entry[${index}]`;
    const request = isObject(one) ? one['request'] : undefined;
    const verb = verbs.find((word) => word === textAt(request, 'method'));
    const url = textAt(request, 'url');
    if (verb === undefined || url === undefined || url.length > 2_000)
      throw new FhirError(400, [
        problem('required', 'An entry says what is to be done, and where.', `${path}.request`),
      ]);
    const resource = isObject(one) && isObject(one['resource']) ? one['resource'] : undefined;
    if ((verb === 'POST' && !/_search|\$/.test(url)) || verb === 'PUT')
      if (resource === undefined)
        throw new FhirError(400, [problem('required', 'This entry needs a resource.', `${path}.resource`)]);
    return {
      index,
      path,
      fullUrl: textAt(one, 'fullUrl'),
      verb,
      url,
      resource,
      ifMatch: textAt(request, 'ifMatch') ?? '',
      ifNoneExist: textAt(request, 'ifNoneExist') ?? '',
      ifNoneMatch: textAt(request, 'ifNoneMatch') ?? '',
    };
  });
}

/** Every text in a resource, changed by `change`; names stay. */
function mapped(value: Json, change: (text: string) => string, depth = 0): Json {
  if (depth > 40) throw new FhirError(400, [problem('too-costly', 'This is nested deeper than is read here.')]);
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((one) => mapped(one, change, depth + 1));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, mapped(one, change, depth + 1)]));
}

function textsOf(value: Json, found: Set<string>, depth = 0): Set<string> {
  if (depth > 40) throw new FhirError(400, [problem('too-costly', 'This is nested deeper than is read here.')]);
  if (typeof value === 'string') found.add(value);
  else if (Array.isArray(value)) for (const one of value) textsOf(one, found, depth + 1);
  else if (isObject(value)) for (const one of Object.values(value)) textsOf(one, found, depth + 1);
  return found;
}

/** Those that others lead to come first: only then is their id known. @throws 422 where they lead round in a circle. */
function inOrder(entries: readonly Entry[]): Entry[] {
  const byUrl = new Map(entries.filter((one) => one.fullUrl !== undefined).map((one) => [one.fullUrl, one]));
  const needs = new Map(
    entries.map((one) => {
      const texts = one.resource === undefined ? new Set<string>() : textsOf(one.resource, new Set());
      const others = [...texts].map((text) => byUrl.get(text)).filter((other) => other !== undefined && other !== one);
      return [one, new Set(others.filter((other) => other?.verb === 'POST' || other?.verb === 'PUT'))];
    }),
  );
  const ordered: Entry[] = [];
  let waiting = [...entries].sort((a, b) => verbs.indexOf(a.verb) - verbs.indexOf(b.verb));
  while (waiting.length > 0) {
    const next = waiting.find((one) =>
      [...(needs.get(one) ?? [])].every((other) => other !== undefined && ordered.includes(other)),
    );
    if (next === undefined)
      throw new FhirError(422, [problem('invariant', 'These entries lead to each other in a circle.', 'Bundle.entry')]);
    ordered.push(next);
    waiting = waiting.filter((one) => one !== next);
  }
  return ordered;
}

async function perform(work: Work, kinds: Kinds, entry: Entry, resource: JsonObject): Promise<Reply & { id?: string }> {
  const [path = '', words = ''] = entry.url.replace(`${work.base}/`, '').replace(/^\//, '').split('?');
  const [type = '', id] = path.split('/');
  const headers: Headers = entry.ifNoneMatch === '' ? {} : { 'if-none-match': entry.ifNoneMatch };
  switch (entry.verb) {
    case 'POST':
      return await create(work, kinds, kindFor(kinds, work, type, 'c'), resource, {
        ifNoneExist: entry.ifNoneExist,
        headers,
      });
    case 'PUT': {
      const kind = kindFor(kinds, work, type, 'u');
      if (id === undefined)
        return await conditionalUpdate(work, kinds, kind, resource, { words, ifMatch: entry.ifMatch, headers });
      return await update(work, kind, id, resource, { ifMatch: entry.ifMatch, headers });
    }
    case 'DELETE':
      return await remove(work, kindFor(kinds, work, type, 'd'), id ?? '', entry.ifMatch);
    case 'GET': {
      if (id !== undefined) return await read(work, kindFor(kinds, work, type, 'r'), id, headers);
      return await search(work, kinds, kindFor(kinds, work, type, 's'), [...new URLSearchParams(words)], {
        isStrict: false,
        seal: undefined,
      });
    }
  }
}

function answered(reply: Reply): JsonObject {
  const { etag, location } = reply.headers;
  return {
    ...(reply.body === undefined ? {} : { resource: reply.body }),
    response: {
      status: String(reply.status),
      ...(location === undefined ? {} : { location }),
      ...(etag === undefined ? {} : { etag }),
      ...(reply.headers['last-modified'] === undefined
        ? {}
        : { lastModified: new Date(reply.headers['last-modified']).toISOString() }),
    },
  };
}

/** References by search (`Patient?identifier=…`) lead to the one that fits. */
async function withFound(work: Work, kinds: Kinds, entry: Entry, resource: JsonObject): Promise<JsonObject> {
  const asked = [...textsOf(resource, new Set())].filter((text) => /^[A-Z][A-Za-z]+\?[\w-]+=/.test(text));
  const found = new Map<string, string>();
  for (const text of asked.slice(0, 20)) {
    const [type = '', words = ''] = text.split('?');
    if (!kinds.has(type)) continue;
    const [match, another] = await matchesOf(work, kinds, kindFor(kinds, work, type, 's'), words);
    if (match === undefined || another !== undefined)
      throw new FhirError(412, [
        problem('multiple-matches', 'A reference by search leads to exactly one.', entry.path),
      ]);
    found.set(text, `${type}/${match.id}`);
  }
  return found.size === 0 ? resource : (mapped(resource, (text) => found.get(text) ?? text) as JsonObject);
}

/** All of it or nothing: whatever is refused ends the transaction that the caller holds. */
export async function transaction(work: Work, kinds: Kinds, bundle: JsonObject): Promise<Reply> {
  const entries = readEntries(bundle);
  const answers: JsonObject[] = [];
  const known = new Map<string, string>();
  for (const [index, entry] of inOrder(entries).entries()) {
    if (index > 0) gatherNext(work.trx);
    const resource =
      entry.resource === undefined ? {} : (mapped(entry.resource, (text) => known.get(text) ?? text) as JsonObject);
    try {
      const reply = await perform(work, kinds, entry, await withFound(work, kinds, entry, resource));
      answers[entry.index] = answered(reply);
      const type = textAt(resource, 'resourceType') ?? '';
      const id = reply.id ?? (entry.verb === 'PUT' ? textAt(resource, 'id') : undefined);
      if (entry.fullUrl !== undefined && id !== undefined) known.set(entry.fullUrl, `${type}/${id}`);
    } catch (error) {
      if (!(error instanceof FhirError)) throw error;
      const status = error.status === 404 || error.status === 405 ? 422 : error.status;
      throw new FhirError(
        status,
        error.issues.map((one) => ({
          ...one,
          path: one.path === undefined ? entry.path : `${entry.path}.resource.${one.path}`,
        })),
      );
    }
  }
  return { status: 200, headers: {}, body: { resourceType: 'Bundle', type: 'transaction-response', entry: answers } };
}

/** Each by itself: what is refused undoes no other. */
export async function batch(
  bundle: JsonObject,
  each: (work: (inner: Work, kinds: Kinds) => Promise<Reply>) => Promise<Reply>,
): Promise<Reply> {
  const answers: JsonObject[] = [];
  for (const entry of readEntries(bundle)) {
    try {
      const reply = await each(async (work, kinds) => {
        return await perform(work, kinds, entry, await withFound(work, kinds, entry, entry.resource ?? {}));
      });
      answers.push(answered(reply));
    } catch (error) {
      if (!(error instanceof FhirError)) throw error;
      answers.push({ response: { status: String(error.status), outcome: outcome(error.issues) } });
    }
  }
  return { status: 200, headers: {}, body: { resourceType: 'Bundle', type: 'batch-response', entry: answers } };
}
