import type { JsonObject } from '../core/json.ts';
import { FhirError, problem } from '../core/outcome.ts';
import { readPrefer, type Headers } from '../http/negotiate.ts';
import { versionHeaders, written, type Reply } from '../http/reply.ts';
import { contentOf, stored, type Kind, type Stored, type Work } from '../resources/kind.ts';
import { readSearch } from '../search/parse.ts';
import { runSearch, type Kinds } from '../search/run.ts';
import { kindFor, needValid, notOffered } from './checked.ts';
import { update } from './instance.ts';

/** What fits the words of a search: at most two, for nobody needs to know of more. */
export async function matchesOf(work: Work, kinds: Kinds, kind: Kind, words: string): Promise<Stored[]> {
  const asked = readSearch(kinds, kind, [...new URLSearchParams(words)], true);
  if (asked.criteria.length === 0 && asked.linked.length === 0)
    throw new FhirError(412, [problem('value', 'Say by what it is to be found.')]);
  const { matches } = await runSearch(
    work,
    kinds,
    kind,
    { ...asked, count: 2, includes: [], revincludes: [] },
    undefined,
  );
  return matches;
}

function severalMatch(): FhirError {
  return new FhirError(412, [problem('multiple-matches', 'More than one record fits: say it more exactly.')]);
}

async function make(work: Work, kind: Kind, resource: JsonObject, headers: Headers): Promise<Reply & { id: string }> {
  if (kind.create === undefined) throw notOffered(kind.type, 'Create');
  const warnings = needValid(resource, kind.type);
  const id = await kind.create(work, resource);
  // What was made is as it was sent: it is kept whole, and begins at version 1.
  const [anew] = kind.isToldAnew === true ? await kind.load(work, [id]) : [];
  const made = anew ?? stored(kind.type, { id, version: 1, at: work.now, person: undefined }, contentOf(resource));
  const reply = written(work.base, kind.type, made, { status: 201, prefer: readPrefer(headers), warnings });
  return { ...reply, id };
}

/** Creates, unless something fits `ifNoneExist` already: of what the client may see, and of nothing else. */
export async function create(
  work: Work,
  kinds: Kinds,
  kind: Kind,
  resource: JsonObject,
  asked: { ifNoneExist: string; headers: Headers },
): Promise<Reply & { id: string }> {
  if (kind.create === undefined) throw notOffered(kind.type, 'Create');
  if (asked.ifNoneExist !== '') {
    needValid(resource, kind.type);
    kindFor(kinds, work, kind.type, 's');
    const matches = await matchesOf(work, kinds, kind, asked.ifNoneExist.replace(/^.*\?/, ''));
    const [match, another] = matches;
    if (another !== undefined) throw severalMatch();
    if (match !== undefined) {
      const { returns } = readPrefer(asked.headers);
      const headers = {
        ...versionHeaders(match),
        location: `${work.base}/${kind.type}/${match.id}/_history/${match.version}`,
      };
      return { status: 200, headers, body: returns === 'minimal' ? undefined : match.resource, id: match.id };
    }
  }
  return await make(work, kind, resource, asked.headers);
}

/** Updates what fits a search: none is created, one is changed, several are refused. */
export async function conditionalUpdate(
  work: Work,
  kinds: Kinds,
  kind: Kind,
  resource: JsonObject,
  asked: { words: string; ifMatch: string; headers: Headers },
): Promise<Reply & { id: string }> {
  kindFor(kinds, work, kind.type, 's');
  const [match, another] = await matchesOf(work, kinds, kind, asked.words);
  if (another !== undefined) throw severalMatch();
  if (match === undefined) {
    kindFor(kinds, work, kind.type, 'c');
    return await make(work, kind, resource, asked.headers);
  }
  if (resource['id'] !== undefined && resource['id'] !== match.id)
    throw new FhirError(400, [problem('value', 'The id is that of another record.', `${kind.type}.id`)]);
  const reply = await update(
    work,
    kind,
    match.id,
    { ...resource, id: match.id },
    { ifMatch: asked.ifMatch, headers: asked.headers },
  );
  return { ...reply, id: match.id };
}
