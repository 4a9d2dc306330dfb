import { textAt, type Json, type JsonObject } from '../core/json.ts';
import type { Reply } from '../http/reply.ts';
import type { Kind, Stored, Work } from '../resources/kind.ts';
import { readSearch, type Asked } from '../search/parse.ts';
import { onlyElements, runSearch, type Cursor, type Kinds } from '../search/run.ts';
import type { Seal } from '../search/seal.ts';
import { searchAtOnce, type Asking } from './as-sent.ts';

type Words = readonly (readonly [string, string])[];
type Page = { words: [string, string][]; cursor: Cursor };

function entryOf(work: Work, one: Stored, resource: JsonObject, mode: 'match' | 'include'): Json {
  return {
    fullUrl: `${work.base}/${textAt(resource, 'resourceType') ?? ''}/${one.id}`,
    resource,
    search: { mode },
  };
}

/** What a bundle says before its entries: how many there are, where they are known, and the addresses of this page and the next. */
function headOf(
  base: string,
  asked: Asked,
  found: { matches: number; total: number | undefined; next: Cursor | undefined; isFirst: boolean },
  options: { seal: Seal | undefined; isQuiet: boolean },
): JsonObject {
  const { seal, isQuiet } = options;
  const { matches, total, next, isFirst } = found;
  const isPlain = isQuiet || asked.used.length === 0;
  const links: Json[] = [
    { relation: 'self', url: isPlain ? base : `${base}?${new URLSearchParams(asked.used).toString()}` },
  ];
  if (next !== undefined && seal !== undefined)
    links.push({
      relation: 'next',
      url: `${base}?_page=${seal.close({ words: asked.used, cursor: next } satisfies Page)}`,
    });
  const isAll = next === undefined && isFirst;
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    ...(total === undefined && !isAll ? {} : { total: total ?? matches }),
    link: links,
  };
}

/** The first page of a search that is answered by one statement; undefined where it has to be asked in full. */
export async function searchFirst(
  asking: Asking,
  kinds: Kinds,
  kind: Kind,
  words: Words,
  options: { isStrict: boolean; seal: Seal | undefined; wasPosted: boolean },
): Promise<Reply | undefined> {
  if (words.some(([name]) => name === '_page')) return undefined;
  const asked = readSearch(kinds, kind, words, options.isStrict);
  const page = await searchAtOnce(asking, kind, asked);
  if (page === undefined) return undefined;
  const { entries, matches, next } = page;
  const found = { matches, total: undefined, next, isFirst: true };
  const { seal, wasPosted } = options;
  const head = JSON.stringify(headOf(`${asking.base}/${kind.type}`, asked, found, { seal, isQuiet: wasPosted }));
  const text = entries.length === 0 ? head : `${head.slice(0, -1)},"entry":[${entries.join(',')}]}`;
  return { status: 200, headers: {}, body: undefined, text };
}

/**
 * A page of a search. The address of the next is sealed: what was searched for never stands in an address that we make,
 * and is the same whether it was asked in an address or in a body.
 */
export async function search(
  work: Work,
  kinds: Kinds,
  kind: Kind,
  words: Words,
  options: { isStrict: boolean; seal: Seal | undefined; wasPosted?: boolean },
): Promise<Reply> {
  const { seal } = options;
  const sealed = words.find(([name]) => name === '_page')?.[1];
  const page = sealed === undefined || seal === undefined ? undefined : (seal.open(sealed) as Page);
  const asked = readSearch(kinds, kind, page?.words ?? words, options.isStrict);
  const { matches, included, total, next } = await runSearch(work, kinds, kind, asked, page?.cursor);
  const entry = [
    ...matches.map((one) => entryOf(work, one, onlyElements(one.resource, asked.elements), 'match')),
    ...included.map((one) => entryOf(work, one, one.resource, 'include')),
  ];
  const isFirst = page === undefined;
  const head = headOf(
    `${work.base}/${kind.type}`,
    asked,
    { matches: matches.length, total, next, isFirst },
    { seal, isQuiet: options.wasPosted === true || !isFirst },
  );
  return { status: 200, headers: {}, body: { ...head, ...(entry.length === 0 ? {} : { entry }) } };
}
