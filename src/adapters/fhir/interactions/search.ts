import { textAt, type Json, type JsonObject } from '../core/json.ts';
import type { Reply } from '../http/reply.ts';
import type { Kind, Stored, Work } from '../resources/kind.ts';
import { readSearch } from '../search/parse.ts';
import { onlyElements, runSearch, type Cursor, type Kinds } from '../search/run.ts';
import type { Seal } from '../search/seal.ts';

type Words = readonly (readonly [string, string])[];
type Page = { words: [string, string][]; cursor: Cursor };

function entryOf(work: Work, one: Stored, resource: JsonObject, mode: 'match' | 'include'): Json {
  return {
    fullUrl: `${work.base}/${textAt(resource, 'resourceType') ?? ''}/${one.id}`,
    resource,
    search: { mode },
  };
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
  const here = `${work.base}/${kind.type}`;
  const isQuiet = options.wasPosted === true || page !== undefined;
  const self = isQuiet
    ? here
    : `${here}${asked.used.length === 0 ? '' : `?${new URLSearchParams(asked.used).toString()}`}`;
  const links: Json[] = [{ relation: 'self', url: self }];
  if (next !== undefined && seal !== undefined)
    links.push({
      relation: 'next',
      url: `${here}?_page=${seal.close({ words: asked.used, cursor: next } satisfies Page)}`,
    });
  const entry = [
    ...matches.map((one) => entryOf(work, one, onlyElements(one.resource, asked.elements), 'match')),
    ...included.map((one) => entryOf(work, one, one.resource, 'include')),
  ];
  const isAll = next === undefined && page === undefined;
  const body: JsonObject = {
    resourceType: 'Bundle',
    type: 'searchset',
    ...(total === undefined && !isAll ? {} : { total: total ?? matches.length }),
    link: links,
    ...(entry.length === 0 ? {} : { entry }),
  };
  return { status: 200, headers: {}, body };
}
