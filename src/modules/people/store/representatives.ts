import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import { recordAudit } from '../../../platform/audit/audit.ts';
import { prepared } from '../../../platform/database/prepared.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { Authority, Matter } from '../domain/representation.ts';
import { authorColumns, type PeopleDoing } from './doing.ts';

/** Somebody who acts for a person, as they were written down. */
export type Representative = {
  id: Uuid;
  name: string;
  authority: Authority;
  matters: Matter[];
  evidence: string;
  from: Date;
  until: Date | undefined;
  isLinked: boolean;
  suspended: { at: Date; reason: string } | undefined;
};

async function audit(trx: Trx, doing: PeopleDoing, person: Uuid, action: string): Promise<void> {
  const entry = { place: doing.place.id, account: doing.by.account, action, kind: 'person', id: person };
  await recordAudit(trx, entry, doing.now, doing.newId);
}

/** Writes down who acts for a person, once the evidence was seen. */
export async function addRepresentative(
  trx: Trx,
  doing: PeopleDoing,
  person: Uuid,
  given: Pick<Representative, 'name' | 'authority' | 'matters' | 'evidence' | 'until'>,
): Promise<Uuid> {
  const id = doing.newId();
  await trx
    .insertInto('representative')
    .values({
      place_id: doing.place.id,
      id,
      person_id: person,
      name: given.name,
      kind: given.authority,
      matters: [...given.matters],
      evidence: given.evidence,
      from_at: doing.now,
      until_at: given.until ?? null,
      ...authorColumns(doing),
    })
    .execute();
  await audit(trx, doing, person, 'representative/added');
  return id;
}

/** Ends an authority, or suspends it at once because the person may be under pressure. */
export async function stopRepresentative(
  trx: Trx,
  doing: PeopleDoing,
  person: Uuid,
  id: Uuid,
  how: { kind: 'end' } | { kind: 'suspend'; reason: string },
): Promise<boolean> {
  const done = await trx
    .updateTable('representative')
    .set(
      how.kind === 'end'
        ? { until_at: sql<Date>`greatest(from_at, ${doing.now})` }
        : { suspended_at: doing.now, suspended_reason: how.reason },
    )
    .where('place_id', '=', doing.place.id)
    .where('person_id', '=', person)
    .where('id', '=', id)
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0) return false;
  await audit(trx, doing, person, how.kind === 'end' ? 'representative/ended' : 'representative/suspended');
  return true;
}

const representativeRows = prepared((db, place: Uuid, person: Uuid) =>
  db
    .selectFrom('representative')
    .selectAll()
    .where('place_id', '=', place)
    .where('person_id', '=', person)
    .orderBy('from_at', 'desc')
    .orderBy('id'),
);

/** Who acts for a person, now and before: for those who lead, and for the person. */
export async function representativesOf(trx: Trx, place: Uuid, person: Uuid): Promise<Representative[]> {
  const rows = await representativeRows(trx, place, person);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    authority: row.kind as Authority,
    matters: row.matters as Matter[],
    evidence: row.evidence,
    from: row.from_at,
    until: row.until_at ?? undefined,
    isLinked: row.account_id !== null,
    suspended: row.suspended_at === null ? undefined : { at: row.suspended_at, reason: row.suspended_reason },
  }));
}

/** Whether a person decides a matter themselves, as it was found. */
export type CapacityFinding = { matter: Matter; decides: boolean; reason: string; assessedBy: string; at: Date };

/** Writes down what was found, for one matter, from now on. Earlier findings stay in the record. */
export async function addFinding(
  trx: Trx,
  doing: PeopleDoing,
  person: Uuid,
  finding: Omit<CapacityFinding, 'at'>,
): Promise<void> {
  await trx
    .insertInto('capacity_finding')
    .values({
      place_id: doing.place.id,
      id: doing.newId(),
      person_id: person,
      matter: finding.matter,
      decides: finding.decides,
      reason: finding.reason,
      assessed_by: finding.assessedBy,
      from_at: doing.now,
      ...authorColumns(doing),
    })
    .execute();
  await audit(trx, doing, person, 'capacity/found');
}

const findingRows = prepared((db, place: Uuid, person: Uuid) =>
  db
    .selectFrom('capacity_finding')
    .select(['matter', 'decides', 'reason', 'assessed_by', 'from_at'])
    .where('place_id', '=', place)
    .where('person_id', '=', person)
    .orderBy('from_at', 'desc')
    .orderBy('id', 'desc'),
);

export async function findingsOf(trx: Trx, place: Uuid, person: Uuid): Promise<CapacityFinding[]> {
  const rows = await findingRows(trx, place, person);
  return rows.map((row) => ({
    matter: row.matter as Matter,
    decides: row.decides,
    reason: row.reason,
    assessedBy: row.assessed_by,
    at: row.from_at,
  }));
}

/** In which matters this account may decide for which people, as the database sees it now. */
export async function mattersDecided(trx: Trx): Promise<{ person: Uuid; matter: Matter }[]> {
  const result = await sql<{ key: string }>`select unnest(thread.represented_matters()) as key order by 1`.execute(trx);
  return result.rows.map((row) => {
    const [person = '', matter = ''] = row.key.split('/');
    return { person, matter: matter as Matter };
  });
}

/** Whom this account represents, as far as it may know of them. */
export async function representedPeople(trx: Trx): Promise<Uuid[]> {
  const result = await sql<{ person: string }>`
    select distinct split_part(k.key, '/', 1) as person from unnest(thread.represented_keys()) as k (key)
     where split_part(k.key, '/', 2) = 'identity' order by 1`.execute(trx);
  return result.rows.map((row) => row.person);
}
