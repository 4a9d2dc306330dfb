import { sql } from 'kysely';
import type { PersonCategory } from '../../../kernel/helping.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import type { Trx } from '../../../platform/database/database.ts';
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

function rowsOf(trx: Trx, place: Uuid, kind: string) {
  return trx
    .selectFrom('fhir_part')
    .select(['record_id', 'person_id', 'version', 'bumps', 'content', 'at', 'author_org'])
    .where('place_id', '=', place)
    .where('kind', '=', kind);
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
  if (ids.length === 0) return new Map();
  const asked = rowsOf(trx, place, kind);
  const [only] = ids;
  const rows =
    ids.length === 1 && only !== undefined
      ? await asked.where('record_id', '=', only).orderBy('version', 'desc').limit(1).execute()
      : await asked
          .where('record_id', 'in', [...ids])
          .distinctOn('record_id')
          .orderBy('record_id')
          .orderBy('version', 'desc')
          .execute();
  return new Map(rows.filter((row) => row.content !== stone).map((row) => [row.record_id, toPart(row)]));
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
  let query = rowsOf(trx, place, kind).distinctOn('record_id').orderBy('record_id', 'desc').orderBy('version', 'desc');
  if (filter.people !== undefined) query = query.where('person_id', 'in', [...filter.people, noId]);
  if (filter.ids !== undefined) query = query.where('record_id', 'in', [...filter.ids, noId]);
  if (filter.after !== undefined) query = query.where('record_id', '<', filter.after);
  const latest = trx.selectFrom(query.as('latest')).selectAll().where('content', '<>', stone);
  return (await latest.orderBy('record_id', 'desc').limit(limit).execute()).map(toPart);
}

/** No list is empty in SQL: this id is nobody's. */
const noId = '00000000-0000-0000-0000-000000000000';

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
  const common = {
    place_id: place,
    kind: part.kind,
    record_id: part.id,
    version: part.version,
    person_id: part.person,
    category: part.category,
    author_org: client.organisation,
    author_account: client.account,
  };
  const tokens = [...new Set(part.tokens)];
  await Promise.all([
    trx
      .insertInto('fhir_part')
      .values({ ...common, bumps: part.bumps, content: JSON.stringify(part.content), at: now })
      .execute(),
    ...(tokens.length === 0
      ? []
      : [
          trx
            .insertInto('fhir_key')
            .values(tokens.map((token) => ({ ...common, token })))
            .execute(),
        ]),
  ]);
}

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

/** The records that carry a number of another system now. */
export async function recordsByToken(trx: Trx, place: Uuid, kind: string, token: string): Promise<Uuid[]> {
  const rows = await trx
    .selectFrom('fhir_key as k')
    .select('k.record_id')
    .distinct()
    .where('k.place_id', '=', place)
    .where('k.kind', '=', kind)
    .where('k.token', '=', token)
    .where((eb) =>
      eb(
        'k.version',
        '=',
        eb
          .selectFrom('fhir_part as p')
          .select(sql<number>`max(p.version)`.as('latest'))
          .where('p.place_id', '=', place)
          .where('p.kind', '=', kind)
          .whereRef('p.record_id', '=', 'k.record_id'),
      ),
    )
    .limit(50)
    .execute();
  return rows.map((row) => row.record_id);
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
