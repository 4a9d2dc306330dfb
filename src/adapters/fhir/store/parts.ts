import { sql } from 'kysely';
import type { PersonCategory } from '../../../kernel/helping.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { gathers } from '../../../platform/database/gathered.ts';
import { prepared, type Writer } from '../../../platform/database/prepared.ts';
import type { Client } from './clients.ts';
import { parseJson, type JsonObject } from '../core/json.ts';

/** A resource as a client sent it, without id and version. */
export type Part = {
  id: Uuid;
  person: Uuid;
  version: number;
  /** How many of the versions so far changed nothing in the record's own tables. */
  bumps: number;
  content: JsonObject;
  at: Date;
  authorOrg: Uuid | undefined;
};

/** The content of the last part of what was deleted: a stone. Nothing that is sent is so short. */
const stone = '{}';

function rowsIn(db: Writer, place: Uuid) {
  return db
    .selectFrom('fhir_part')
    .select(['kind', 'record_id', 'person_id', 'version', 'bumps', 'content', 'at', 'author_org'])
    .where('place_id', '=', place);
}

function rowsOf(db: Writer, place: Uuid, kind: string) {
  return rowsIn(db, place).where('kind', '=', kind);
}
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number];

function toPart(row: Row): Part {
  return {
    id: row.record_id,
    person: row.person_id,
    version: row.version,
    bumps: row.bumps,
    content: parseJson(row.content) as JsonObject,
    at: row.at,
    authorOrg: row.author_org ?? undefined,
  };
}

/** What was last sent of each of these records, by their ids. */
export async function partsOf(
  trx: Trx,
  place: Uuid,
  kind: string,
  ids: readonly Uuid[],
): Promise<ReadonlyMap<Uuid, Part>> {
  return (await partsOfKinds(trx, place, [kind], ids)).get(kind) ?? new Map<Uuid, Part>();
}

const latestRows = prepared((db, place: Uuid, kind: string, ids: readonly Uuid[]) =>
  ids.length === 1
    ? rowsOf(db, place, kind)
        .where('record_id', 'in', [...ids])
        .orderBy('version', 'desc')
        .limit(1)
    : rowsOf(db, place, kind)
        .where('record_id', 'in', [...ids])
        .distinctOn('record_id')
        .orderBy('record_id')
        .orderBy('version', 'desc'),
);
const latestOfKinds = prepared((db, place: Uuid, kinds: readonly string[], ids: readonly Uuid[]) =>
  rowsIn(db, place)
    .where('kind', 'in', [...kinds])
    .where('record_id', 'in', [...ids])
    .distinctOn(['kind', 'record_id'])
    .orderBy('kind')
    .orderBy('record_id')
    .orderBy('version', 'desc'),
);

/** The same of several types, by type and id: records of one id may stand behind resources of two. */
export async function partsOfKinds(
  trx: Trx,
  place: Uuid,
  kinds: readonly string[],
  ids: readonly Uuid[],
): Promise<ReadonlyMap<string, ReadonlyMap<Uuid, Part>>> {
  const found = new Map(kinds.map((kind) => [kind, new Map<Uuid, Part>()]));
  if (ids.length === 0) return found;
  for (const row of await latestAmong(trx, place, kinds, ids))
    if (row.content !== stone) found.get(row.kind)?.set(row.record_id, toPart(row));
  return found;
}

async function latestAmong(trx: Trx, place: Uuid, kinds: readonly string[], ids: readonly Uuid[]): Promise<Row[]> {
  const [kind] = kinds;
  if (kinds.length === 1 && kind !== undefined) return await latestRows(trx, place, kind, ids);
  return await latestOfKinds(trx, place, kinds, ids);
}

/** What was last sent of one record as each of several types, and as which of them it was deleted. */
export async function standingOfKinds(
  trx: Trx,
  place: Uuid,
  kinds: readonly string[],
  id: Uuid,
): Promise<{ parts: ReadonlyMap<string, Part>; deleted: ReadonlySet<string> }> {
  const rows = await latestOfKinds(trx, place, kinds, [id]);
  return {
    parts: new Map(rows.filter((row) => row.content !== stone).map((row) => [row.kind, toPart(row)])),
    deleted: new Set(rows.filter((row) => row.content === stone).map((row) => row.kind)),
  };
}

/** Everything that was ever sent of one record, the earliest first. */
export async function partsOfRecord(trx: Trx, place: Uuid, kind: string, id: Uuid): Promise<Part[]> {
  const rows = await rowsOf(trx, place, kind).where('record_id', '=', id).orderBy('version').execute();
  return rows.map(toPart);
}

/** Parts whose record has no table of its own yet, newest first: requests that nobody was asked yet. */
export async function partsAfter(
  trx: Trx,
  place: Uuid,
  kind: string,
  filter: { people: readonly Uuid[] | undefined; ids: readonly Uuid[] | undefined; after: Uuid | undefined },
  limit: number,
): Promise<Part[]> {
  const { people, ids, after } = filter;
  if (people?.length === 0 || ids?.length === 0) return [];
  return (await waitingRows(trx, place, kind, people, ids, after, limit)).map(toPart);
}

const waitingRows = prepared(
  (
    db,
    place: Uuid,
    kind: string,
    people: readonly Uuid[] | undefined,
    ids: readonly Uuid[] | undefined,
    after: Uuid | undefined,
    limit: number,
  ) => {
    let query = rowsOf(db, place, kind).distinctOn('record_id').orderBy('record_id', 'desc').orderBy('version', 'desc');
    if (people !== undefined) query = query.where('person_id', 'in', [...people]);
    if (ids !== undefined) query = query.where('record_id', 'in', [...ids]);
    if (after !== undefined) query = query.where('record_id', '<', after);
    const latest = db.selectFrom(query.as('latest')).selectAll().where('content', '<>', stone);
    return latest.orderBy('record_id', 'desc').limit(limit);
  },
);

/** No list is empty in SQL: this id is nobody's. */
const noId = '00000000-0000-0000-0000-000000000000';

/** A part as it is written. */
export type PartGiven = {
  kind: string;
  id: Uuid;
  version: number;
  person: Uuid;
  category: PersonCategory;
  organisation: Uuid;
  account: Uuid;
  bumps: number;
  content: string;
  at: Date;
  tokens: readonly string[];
};

/** Keeps a resource as it was sent, and the numbers by which its sender knows it. */
export async function addPart(
  trx: Trx,
  place: Uuid,
  client: Client,
  part: {
    kind: string;
    id: Uuid;
    person: Uuid;
    category: PersonCategory;
    version: number;
    bumps: number;
    content: JsonObject;
    tokens: readonly string[];
  },
  now: Date,
): Promise<void> {
  const { kind, id, version, person, category, bumps } = part;
  const { organisation, account } = client;
  const tokens = [...new Set(part.tokens)];
  const author = [organisation, account] as const;
  const content = JSON.stringify(part.content);
  const given = { kind, id, version, person, category, organisation, account, bumps, content, at: now, tokens };
  if (gathers(trx, 'part', given satisfies PartGiven)) return;
  await newPart(trx, place, kind, id, version, person, category, ...author, bumps, content, now, tokens);
}

type PartColumns = [Uuid, string, Uuid, number, Uuid, string, Uuid, Uuid, number, string, Date, readonly string[]];
const newPart = prepared((db, ...given: PartColumns) => {
  const [place_id, kind, record_id, version, person_id, category, author_org, author_account] = given;
  const columns = { place_id, kind, record_id, version, person_id, category, author_org, author_account };
  const [bumps, content, at, tokens] = given.slice(8) as [number, string, Date, readonly string[]];
  const part = db.insertInto('fhir_part').values({ ...columns, bumps, content, at });
  if (tokens.length === 0) return part;
  // Both in one statement: to set up a statement under row security costs as much as what it adds.
  const names = Object.keys(columns) as (keyof typeof columns)[];
  return db
    .with('part', () => part)
    .insertInto('fhir_key')
    .columns([...names, 'token'])
    .expression(
      sql`select ${place_id}::uuid, ${kind}::text, ${record_id}::uuid, ${version}::integer, ${person_id}::uuid, ${category}::text,
        ${author_org}::uuid, ${author_account}::uuid, t.token from unnest(${[...tokens]}::text[]) as t (token)`,
    );
});

/** Whether a record was there for this reader, and was deleted. */
export async function isDeleted(trx: Trx, place: Uuid, kind: string, id: Uuid): Promise<boolean> {
  const row = await rowsOf(trx, place, kind)
    .where('record_id', '=', id)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.content === stone;
}

/** Whether this client, and nobody else, wrote what there is of a record. */
export async function isOnlyBy(trx: Trx, place: Uuid, client: Client, kind: string, id: Uuid): Promise<boolean> {
  const rows = await trx
    .selectFrom('fhir_part')
    .select('author_account')
    .where('place_id', '=', place)
    .where('kind', '=', kind)
    .where('record_id', '=', id)
    .execute();
  return rows.length > 0 && rows.every((row) => row.author_account === client.account);
}

/** Whether anything that was sent about a person, and stands, names a record. */
export async function isReferredTo(
  trx: Trx,
  place: Uuid,
  person: Uuid,
  record: { kind: string; id: Uuid },
): Promise<boolean> {
  const rows = await trx
    .selectFrom('fhir_part as p')
    .select('p.record_id')
    .where('p.place_id', '=', place)
    .where('p.person_id', '=', person)
    .where((eb) => eb.not(eb.and([eb('p.kind', '=', record.kind), eb('p.record_id', '=', record.id)])))
    .where(sql<boolean>`position(${`${record.kind}/${record.id}`}::text in p.content) > 0`)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('fhir_part as later')
            .select('later.version')
            .where('later.place_id', '=', place)
            .whereRef('later.kind', '=', 'p.kind')
            .whereRef('later.record_id', '=', 'p.record_id')
            .whereRef('later.version', '>', 'p.version'),
        ),
      ),
    )
    .limit(1)
    .execute();
  return rows.length > 0;
}

/** Lays the stone of what was deleted. What was sent before stays beneath it. */
export async function layStone(
  trx: Trx,
  place: Uuid,
  client: Client,
  part: { kind: string; id: Uuid; person: Uuid; category: PersonCategory; version: number },
  now: Date,
): Promise<void> {
  await addPart(trx, place, client, { ...part, bumps: part.version, content: {}, tokens: [] }, now);
}

const keyRows = prepared((db, place: Uuid, kind: string, token: string) =>
  db
    .selectFrom('fhir_key')
    .select('record_id')
    .distinct()
    .where('place_id', '=', place)
    .where('kind', '=', kind)
    .where('token', '=', token)
    .orderBy('record_id', 'desc')
    .limit(50),
);

/** Records that carry a number of another system or did once, newest first: what they say now is compared afterwards. */
export async function recordsByToken(trx: Trx, place: Uuid, kind: string, token: string): Promise<Uuid[]> {
  return (await keyRows(trx, place, kind, token)).map((row) => row.record_id);
}

/** That something was sent: which version of which record, by whom and when. */
export type Sent = {
  kind: string;
  record: Uuid;
  version: number;
  person: Uuid;
  at: Date;
  organisation: Uuid | undefined;
  /** That it was deleted. */
  isEnd: boolean;
};

/** Everything that was sent about people, or of some records, newest first. */
export async function partsOfPeople(
  trx: Trx,
  place: Uuid,
  people: readonly Uuid[] | undefined,
  records?: readonly Uuid[],
): Promise<Sent[]> {
  let query = trx
    .selectFrom('fhir_part')
    .select(['kind', 'record_id', 'version', 'person_id', 'at', 'author_org'])
    .select(sql<boolean>`content = ${stone}`.as('is_end'))
    .where('place_id', '=', place);
  if (people !== undefined) query = query.where('person_id', 'in', [...people, noId]);
  if (records !== undefined) query = query.where('record_id', 'in', [...records, noId]);
  const rows = await query.orderBy('at', 'desc').limit(1_000).execute();
  return rows.map((row) => ({
    kind: row.kind,
    record: row.record_id,
    version: row.version,
    person: row.person_id,
    at: row.at,
    organisation: row.author_org ?? undefined,
    isEnd: row.is_end,
  }));
}
