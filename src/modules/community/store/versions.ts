import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { ServiceContent, Venue } from '../domain/content.ts';
import type { VersionState } from '../domain/version.ts';

/** What an organisation's own people wrote at one time. It may hold a masked address: only they and approvers read it. */
export type Version = {
  id: Uuid;
  serviceId: Uuid;
  organisationId: Uuid;
  number: number;
  content: ServiceContent;
  state: VersionState;
  madeAt: Date;
  madeBy: Uuid | undefined;
};

function rowsOf(trx: Trx, place: Uuid) {
  return trx.selectFrom('service_version as v').selectAll('v').where('v.place_id', '=', place);
}
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number];

type Later = 'alert' | 'eligibility' | 'languages' | 'areas' | 'contact' | 'paidForBy';
type StoredVenue = Omit<Venue, 'access'> & Partial<Pick<Venue, 'access'>>;
/** What an older version may lack: it was written before anybody could say it. */
type StoredContent = Omit<ServiceContent, Later | 'venue'> &
  Partial<Pick<ServiceContent, Later>> & { venue?: StoredVenue };

/** JSON leaves out what is undefined: reading puts it back. */
export function contentOf(stored: unknown): ServiceContent {
  const read = stored as StoredContent;
  return {
    ...read,
    url: read.url,
    email: read.email,
    phone: read.phone,
    minimumAge: read.minimumAge,
    maximumAge: read.maximumAge,
    alert: read.alert ?? '',
    eligibility: read.eligibility ?? '',
    languages: read.languages ?? [],
    areas: read.areas ?? [],
    contact: read.contact ?? { name: '', title: '' },
    paidForBy: read.paidForBy ?? '',
    venue:
      read.venue === undefined
        ? undefined
        : { ...read.venue, stepFree: read.venue.stepFree, access: read.venue.access ?? [] },
    schedules: read.schedules.map((one) => ({
      ...one,
      opensAt: one.opensAt,
      closesAt: one.closesAt,
      from: one.from,
      to: one.to,
    })),
    delivers: read.delivers,
    listedFrom: read.listedFrom,
    listedTo: read.listedTo,
    reopensOn: read.reopensOn,
  };
}

function stateOf(row: Row): VersionState {
  switch (row.state) {
    case 'approved':
      return { state: 'approved' };
    case 'sent-back':
      return { state: 'sent-back', reason: row.reason ?? '' };
    case 'superseded':
      return { state: 'superseded' };
    default:
      return { state: 'waiting' };
  }
}

function toVersion(row: Row): Version {
  return {
    id: row.id,
    serviceId: row.service_id,
    organisationId: row.organisation_id,
    number: row.number,
    content: contentOf(row.content),
    state: stateOf(row),
    madeAt: row.made_at,
    madeBy: row.made_by ?? undefined,
  };
}

export async function versionById(trx: Trx, place: Uuid, id: Uuid): Promise<Version | undefined> {
  const row = await rowsOf(trx, place).where('v.id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toVersion(row);
}

/** The newest version of each service, whatever became of it. */
export async function newestVersions(trx: Trx, place: Uuid, services: readonly Uuid[]): Promise<Map<Uuid, Version>> {
  if (services.length === 0) return new Map();
  const rows = await rowsOf(trx, place)
    .distinctOn('v.service_id')
    .where('v.service_id', 'in', [...services])
    .orderBy('v.service_id')
    .orderBy('v.number', 'desc')
    .execute();
  return new Map(rows.map((row) => [row.service_id, toVersion(row)]));
}

/** The version that is public now. */
export async function approvedVersion(trx: Trx, place: Uuid, service: Uuid): Promise<Version | undefined> {
  const row = await rowsOf(trx, place)
    .where('v.service_id', '=', service)
    .where('v.state', '=', 'approved')
    .orderBy('v.number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? undefined : toVersion(row);
}

/** What is public of many services now, with a masked address, and whether a newer version waits. */
export async function approvedContents(
  trx: Trx,
  place: Uuid,
  services: readonly Uuid[],
): Promise<Map<Uuid, { content: ServiceContent; number: number; isWaiting: boolean }>> {
  if (services.length === 0) return new Map();
  const rows = await rowsOf(trx, place)
    .distinctOn('v.service_id')
    .select(
      sql<boolean>`exists (select 1 from service_version w where w.place_id = v.place_id and w.service_id = v.service_id and w.state = 'waiting')`.as(
        'is_waiting',
      ),
    )
    .where(sql<boolean>`v.service_id = any(${[...services]}::uuid[])`)
    .where('v.state', '=', 'approved')
    .orderBy('v.service_id')
    .orderBy('v.number', 'desc')
    .execute();
  return new Map(
    rows.map((row) => [
      row.service_id,
      { content: contentOf(row.content), number: row.number, isWaiting: row.is_waiting },
    ]),
  );
}

/** What waits for an approver, the longest first; only what the reader may see. At most 200. */
export async function waitingVersions(
  trx: Trx,
  place: Uuid,
  before?: Date,
): Promise<(Version & { organisationName: string; isNew: boolean })[]> {
  let query = rowsOf(trx, place)
    .innerJoin('organisation as o', 'o.id', 'v.organisation_id')
    .innerJoin('service as s', (join) => join.onRef('s.place_id', '=', 'v.place_id').onRef('s.id', '=', 'v.service_id'))
    .select(['o.name as organisation_name', 's.approved_at'])
    .where('v.state', '=', 'waiting')
    .orderBy('v.made_at')
    .orderBy('v.id')
    .limit(200);
  if (before !== undefined) query = query.where('v.made_at', '<', before);
  const rows = await query.execute();
  return rows.map((row) => ({
    ...toVersion(row),
    organisationName: row.organisation_name,
    isNew: row.approved_at === null,
  }));
}

/** Whether the reader of this transaction, who is signed in, decides what becomes public. */
export async function readerApproves(trx: Trx): Promise<boolean> {
  const result = await sql<{ approves: boolean }>`select thread.approves_services() as approves`.execute(trx);
  return result.rows[0]?.approves === true;
}

/** Whether the reader's role may ask for versions at all: those who have not signed in may not even ask. */
export async function readerAsksForVersions(trx: Trx): Promise<boolean> {
  const result = await sql<{
    asks: boolean;
  }>`select has_table_privilege(current_user, 'public.service_version', 'select') as asks`.execute(trx);
  return result.rows[0]?.asks === true;
}
