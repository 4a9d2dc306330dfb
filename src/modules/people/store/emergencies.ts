import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { recordAudit } from '../../../platform/audit/audit.ts';
import { prepared, type Writer } from '../../../platform/database/prepared.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { queueJob } from '../../../platform/jobs/jobs.ts';
import type { EmergencyKind, Finding } from '../domain/emergency.ts';
import type { PeopleDoing } from './doing.ts';

export const tellOfEmergencyJob = 'people/tell-of-emergency';

/** Whose record is asked for, by what the worker knows of them, and why. */
export type AskedEmergency = {
  name: string;
  nhsNumber: string | undefined;
  bornOn: LocalDate;
  kind: EmergencyKind;
  reason: string;
  /** Why the person is not told at once; empty when they are. */
  heldReason: string;
};

/**
 * Opens a record for an hour to the worker who asks. Undefined when nobody has these details or this worker must not
 * know: the two look the same, and both are audited.
 */
export async function openEmergency(trx: Trx, doing: PeopleDoing, asked: AskedEmergency): Promise<Uuid | undefined> {
  const id = doing.newId();
  const result = await sql<{ person: string | null }>`
    select thread.open_emergency(${id}::uuid, ${asked.name}, ${asked.nhsNumber ?? null}, ${asked.bornOn}::date, ${asked.kind},
      ${asked.reason}, ${asked.heldReason}, ${doing.now}::timestamptz) as person`.execute(trx);
  const person = result.rows[0]?.person ?? undefined;
  const action = person === undefined ? 'emergency/nobody-found' : 'emergency/opened';
  const place = doing.place.id;
  await recordAudit(trx, { place, account: doing.by.account, action, kind: 'emergency', id }, doing.now, doing.newId);
  if (person !== undefined)
    await queueJob(trx, { kind: tellOfEmergencyJob, place, dedupeKey: id, subject: id }, doing.now, doing.newId);
  return person;
}

/** Ends one's own access before the hour is over. */
export async function closeEmergency(trx: Trx, doing: PeopleDoing, person: Uuid): Promise<void> {
  await sql`select thread.close_emergency(${person}::uuid, ${doing.now}::timestamptz)`.execute(trx);
}

/** Says afterwards whether it was right, and whether the person is told. False when it is not for this account to say. */
export async function reviewEmergency(
  trx: Trx,
  doing: PeopleDoing,
  id: Uuid,
  review: { finding: Finding; note: string; heldReason: string },
): Promise<boolean> {
  const result = await sql<{ done: boolean }>`
    select thread.review_emergency(${id}::uuid, ${review.finding}, ${review.note}, ${review.heldReason}, ${doing.now}::timestamptz) as done`.execute(
    trx,
  );
  const isDone = result.rows[0]?.done === true;
  const place = doing.place.id;
  if (isDone) {
    const entry = { place, account: doing.by.account, action: 'emergency/reviewed', kind: 'emergency', id };
    await recordAudit(trx, entry, doing.now, doing.newId);
  }
  return isDone;
}

/** One use of emergency access, as those may read it who lead, oversee, or used it. */
export type SeenEmergency = {
  id: Uuid;
  person: Uuid;
  organisation: string;
  account: Uuid;
  workerName: string;
  kind: EmergencyKind;
  reason: string;
  from: Date;
  until: Date;
  heldReason: string;
  review: { at: Date; finding: Finding; note: string } | undefined;
};

function rowsOf(db: Writer, place: Uuid) {
  return db
    .selectFrom('emergency_access as e')
    .innerJoin('organisation as o', 'o.id', 'e.organisation_id')
    .selectAll('e')
    .select('o.name as organisation')
    .where('e.place_id', '=', place);
}
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number];

function toEmergency(row: Row): SeenEmergency {
  return {
    id: row.id,
    person: row.person_id,
    organisation: row.organisation,
    account: row.account_id,
    workerName: row.worker_name,
    kind: row.kind as EmergencyKind,
    reason: row.reason,
    from: row.from_at,
    until: row.until_at,
    heldReason: row.is_held ? row.held_reason : '',
    review:
      row.reviewed_at === null
        ? undefined
        : { at: row.reviewed_at, finding: row.finding as Finding, note: row.review_note },
  };
}

/** Those that nobody has reviewed, the oldest first, and those that somebody has, the newest first. */
export async function emergenciesHere(
  trx: Trx,
  place: Uuid,
  limit: number,
): Promise<{ open: SeenEmergency[]; reviewed: SeenEmergency[] }> {
  const open = rowsOf(trx, place).where('e.reviewed_at', 'is', null).orderBy('e.from_at').orderBy('e.id');
  const done = rowsOf(trx, place).where('e.reviewed_at', 'is not', null).orderBy('e.from_at', 'desc').orderBy('e.id');
  const [first, second] = await Promise.all([open.limit(limit).execute(), done.limit(limit).execute()]);
  return { open: first.map(toEmergency), reviewed: second.map(toEmergency) };
}

export async function emergencyById(trx: Trx, place: Uuid, id: Uuid): Promise<SeenEmergency | undefined> {
  const row = await rowsOf(trx, place).where('e.id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toEmergency(row);
}

/** The worker's own access to a person's record, while it lasts. */
export async function runningEmergency(
  trx: Trx,
  place: Uuid,
  person: Uuid,
  account: Uuid,
  now: Date,
): Promise<SeenEmergency | undefined> {
  const row = await rowsOf(trx, place)
    .where('e.person_id', '=', person)
    .where('e.account_id', '=', account)
    .where('e.until_at', '>', now)
    .orderBy('e.until_at', 'desc')
    .executeTakeFirst();
  return row === undefined ? undefined : toEmergency(row);
}

const emergencyRows = prepared((db, place: Uuid, person: Uuid) =>
  rowsOf(db, place).where('e.person_id', '=', person).orderBy('e.from_at', 'desc').limit(50),
);

/** When a record was opened in an emergency, as the person themselves may read it. */
export async function emergenciesAbout(trx: Trx, place: Uuid, person: Uuid): Promise<SeenEmergency[]> {
  const rows = await emergencyRows(trx, place, person);
  return rows.map(toEmergency);
}

/** Whether this account reviews emergency access here. */
export async function oversees(trx: Trx): Promise<boolean> {
  const result = await sql<{ yes: boolean }>`select thread.oversees() as yes`.execute(trx);
  return result.rows[0]?.yes === true;
}

/** Where letters about one use of emergency access go. For the job of the service. */
export async function mailboxesOfEmergency(
  trx: Trx,
  place: Uuid,
  id: Uuid,
): Promise<{ lead: string[]; reviewers: string[]; person: string | undefined } | undefined> {
  const row = await trx
    .selectFrom('emergency_access as e')
    .innerJoin('person as p', (join) => join.onRef('p.place_id', '=', 'e.place_id').onRef('p.id', '=', 'e.person_id'))
    .leftJoin('account as own', (join) => join.onRef('own.id', '=', 'p.account_id').on('own.disabled_at', 'is', null))
    .select([
      'e.account_id',
      'e.is_held',
      'p.lead_account_id',
      'p.lead_organisation_id',
      'p.safe_mode',
      'p.safe_contact',
    ])
    .select('own.email')
    .where('e.place_id', '=', place)
    .where('e.id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const today = sql<string>`current_date`;
  const members = trx
    .selectFrom('membership as m')
    .innerJoin('account as a', 'a.id', 'm.account_id')
    .select(['a.id', 'a.email'])
    .distinct()
    .where('m.place_id', '=', place)
    .where('a.disabled_at', 'is', null)
    .where('m.starts_on', '<=', today)
    .where((eb) => eb.or([eb('m.ends_on', 'is', null), eb('m.ends_on', '>=', today)]));
  const leading =
    row.lead_organisation_id === null
      ? []
      : await members
          .where('m.organisation_id', '=', row.lead_organisation_id)
          .where('m.role', 'in', ['link-worker', 'practitioner'])
          .execute();
  const guardians = (
    await sql<{ id: string; email: string }>`
      select a.id, a.email from thread.duty_holders() h join account a on a.id = h.account_id
       where h.duty = 'caldicott-guardian'`.execute(trx)
  ).rows;
  const reviewers = guardians.length > 0 ? guardians : await members.where('m.role', '=', 'administrator').execute();
  const lead = leading.filter((one) => one.id === row.lead_account_id);
  const mailOf = (some: typeof leading): string[] =>
    some.filter((one) => one.id !== row.account_id).map((one) => one.email);
  return {
    // Without one worker who leads, everybody of the organisation that does is told.
    lead: mailOf(lead.length > 0 ? lead : leading),
    reviewers: mailOf(reviewers),
    person: row.is_held || row.safe_mode || row.safe_contact !== 'any' ? undefined : (row.email ?? undefined),
  };
}
