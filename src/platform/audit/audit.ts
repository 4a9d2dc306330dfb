import { sql, type CompiledQuery } from 'kysely';
import type { Uuid } from '../../kernel/ids.ts';
import type { LocalDate } from '../../lib/dates.ts';
import type { Trx } from '../database/database.ts';
import { addRow, prepared, written } from '../database/prepared.ts';

/** Something an administrator may have to account for later. `detail` holds ids and codes, never personal words. */
export type AuditEntry = {
  place: Uuid;
  /** Undefined for a job: nobody did it by hand. */
  account: Uuid | undefined;
  /** Such as `invitation/accepted`. */
  action: string;
  kind: string;
  id: Uuid;
  detail?: Readonly<Record<string, string | number | boolean | null>> | undefined;
};

/** Writes an audit row, in the transaction of what it tells of: the two happen together or not at all. */
export async function recordAudit(trx: Trx, entry: AuditEntry, now: Date, newId: () => Uuid): Promise<void> {
  await addRow(trx, 'audit_event', {
    place_id: entry.place,
    id: newId(),
    at: now,
    account_id: entry.account ?? null,
    action: entry.action,
    record_kind: entry.kind,
    record_id: entry.id,
    detail: JSON.stringify(entry.detail ?? {}),
  });
}

/**
 * Keeps what a record said, as its next version. Nothing that a person wrote is lost by an edit.
 * The numbers are counted over the versions that the reader may see, so only partners and jobs keep versions.
 */
export async function recordVersion(
  trx: Trx,
  version: { place: Uuid; account: Uuid | undefined; kind: string; id: Uuid; content: unknown },
  now: Date,
): Promise<number> {
  const { place, kind, id } = version;
  const row = await trx
    .insertInto('record_version')
    .values((eb) => ({
      place_id: place,
      kind,
      record_id: id,
      version: eb
        .selectFrom('record_version as earlier')
        .where('earlier.place_id', '=', place)
        .where('earlier.kind', '=', kind)
        .where('earlier.record_id', '=', id)
        .select(sql<number>`coalesce(max(earlier.version), 0) + 1`.as('next')),
      at: now,
      account_id: version.account ?? null,
      content: JSON.stringify(version.content),
    }))
    .returning('version')
    .executeTakeFirstOrThrow();
  return row.version;
}

/**
 * Keeps what a record said as the version that the record itself counts. Those who may not read versions, such as a
 * volunteer with a promise of their own, keep them too.
 */
export async function recordNumberedVersion(
  trx: Trx,
  version: { place: Uuid; account: Uuid | undefined; kind: string; id: Uuid; number: number; content: unknown },
  now: Date,
): Promise<void> {
  await trx
    .insertInto('record_version')
    .values({
      place_id: version.place,
      kind: version.kind,
      record_id: version.id,
      version: version.number,
      at: now,
      account_id: version.account ?? null,
      content: JSON.stringify(version.content),
    })
    .execute();
}

/** A look at a person's record. */
export type Access = {
  place: Uuid;
  /** Undefined where an organisation looked by a link, without an account. */
  account: Uuid | undefined;
  organisation: Uuid | undefined;
  purpose: string;
  /** The pattern of the address, never the address itself. */
  route: string;
  kind: string;
  id: Uuid | undefined;
};

/** Notes that somebody read a person's record: the person and the administrators can see it. */
export async function recordAccess(trx: Trx, access: Access, now: Date, newId: () => Uuid): Promise<void> {
  await recordAccesses(trx, access, [access.id], now, newId);
}

/** The same for several records at once: a list that was looked at is a look at everybody on it. */
export async function recordAccesses(
  trx: Trx,
  access: Omit<Access, 'id'>,
  ids: readonly (Uuid | undefined)[],
  now: Date,
  newId: () => Uuid,
): Promise<void> {
  if (ids.length > 0) await trx.executeQuery(accessStatement(access, ids, now, newId));
}

/**
 * The statement that notes looks at several records. It has one text however many they are, and the same plan: a list of
 * hundreds is looked at as often as a single record.
 */
export function accessStatement(
  access: Omit<Access, 'id'>,
  ids: readonly (Uuid | undefined)[],
  now: Date,
  newId: () => Uuid,
): CompiledQuery {
  const { place, account, organisation, purpose, route, kind } = access;
  return written(sql`
    insert into access_log (place_id, id, at, account_id, organisation_id, purpose, route, record_kind, record_id)
    select ${place}::uuid, l.id, ${now}::timestamptz, ${account ?? null}::uuid, ${organisation ?? null}::uuid,
           ${purpose}::text, ${route}::text, ${kind}::text, l.record_id
      from unnest(${ids.map(() => newId())}::uuid[], ${ids.map((id) => id ?? null)}::uuid[]) as l (id, record_id)`);
}

/** A look at a record, as the person it is about reads it: which organisation, why, when. Never which worker. */
export type SeenAccess = { at: Date; organisation: string | undefined; purpose: string; route: string };

/** Who looked at a record, newest first. The database shows it to the person and to administrators. */
export async function accessesTo(
  trx: Trx,
  place: Uuid,
  record: { kind: string; id: Uuid },
  limit: number,
): Promise<SeenAccess[]> {
  const rows = await trx
    .selectFrom('access_log as l')
    .leftJoin('organisation as o', 'o.id', 'l.organisation_id')
    .select(['l.at', 'o.name', 'l.purpose', 'l.route'])
    .where('l.place_id', '=', place)
    .where('l.record_kind', '=', record.kind)
    .where('l.record_id', '=', record.id)
    .orderBy('l.at', 'desc')
    .orderBy('l.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    at: row.at,
    organisation: row.name ?? undefined,
    purpose: row.purpose,
    route: row.route,
  }));
}

/** How often an organisation looked by one address on one day of Europe/London. */
export type AccessDay = { on: LocalDate; organisation: string | undefined; route: string; times: number };

const accessDayRows = prepared((db, place: Uuid, kind: string, record: Uuid, limit: number) =>
  db
    .selectFrom((eb) =>
      eb
        .selectFrom('access_log')
        .select(['at', 'organisation_id', 'route', sql<string>`(at at time zone 'Europe/London')::date`.as('on_day')])
        .where('place_id', '=', place)
        .where('record_kind', '=', kind)
        .where('record_id', '=', record)
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .as('l'),
    )
    .leftJoin('organisation as o', 'o.id', 'l.organisation_id')
    .select(['l.on_day', 'o.name', 'l.route', sql<number>`count(*)`.as('times')])
    .groupBy(['l.on_day', 'o.name', 'l.route'])
    .orderBy(sql`max(l.at)`, 'desc'),
);

/** The last `limit` looks at a record, counted by day, newest first. The database shows them as it shows each. */
export async function accessDaysOf(
  trx: Trx,
  place: Uuid,
  record: { kind: string; id: Uuid },
  limit: number,
): Promise<AccessDay[]> {
  const rows = await accessDayRows(trx, place, record.kind, record.id, limit);
  return rows.map(({ on_day: on, name, route, times }) => ({
    on: on as LocalDate,
    organisation: name ?? undefined,
    route,
    times,
  }));
}

/** A look of an organisation at a person, as its own programs read it: never which worker it was. */
export type OwnAccess = { id: Uuid; at: Date; person: Uuid; purpose: string; route: string };

/** Looks at people, newest first. The database shows a program those of its own organisation, at people whom it may know. */
export async function accessesOfOrganisation(
  trx: Trx,
  place: Uuid,
  filter: {
    ids?: readonly Uuid[] | undefined;
    people?: readonly Uuid[] | undefined;
    after?: Uuid | undefined;
    from?: Date | undefined;
    to?: Date | undefined;
  },
  limit: number,
): Promise<OwnAccess[]> {
  const { ids, people, after, from, to } = filter;
  if (ids?.length === 0 || people?.length === 0) return [];
  let query = trx
    .selectFrom('access_log')
    .select(['id', 'at', 'record_id', 'purpose', 'route'])
    .where('place_id', '=', place)
    .where('record_kind', '=', 'person')
    .where('record_id', 'is not', null);
  if (ids !== undefined) query = query.where('id', 'in', [...ids]);
  if (people !== undefined) query = query.where('record_id', 'in', [...people]);
  if (after !== undefined) query = query.where('id', '<', after);
  if (from !== undefined) query = query.where('at', '>=', from);
  if (to !== undefined) query = query.where('at', '<', to);
  const rows = await query.orderBy('id', 'desc').limit(limit).execute();
  return rows.flatMap(({ id, at, record_id: person, purpose, route }) =>
    person === null ? [] : [{ id, at, person, purpose, route }],
  );
}
