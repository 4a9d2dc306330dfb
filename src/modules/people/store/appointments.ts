import type { Uuid } from '../../../kernel/ids.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { prepared, type Writer } from '../../../platform/database/prepared.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { queueJob } from '../../../platform/jobs/jobs.ts';
import {
  reminderDue,
  settleAppointment,
  type Appointment,
  type AppointmentCategory,
  type AppointmentOutcome,
  type AppointmentRefusal,
  type AppointmentStatus,
  type MissedReason,
} from '../domain/appointment.ts';
import type { EditRefusal, PeopleDoing } from './doing.ts';
import { keepPersonalVersion } from './versions.ts';

export const remindAppointmentJob = 'people/remind-appointment';

/** An appointment as its reader may see it. */
export type SeenAppointment = Appointment & {
  id: Uuid;
  person: Uuid;
  status: AppointmentStatus;
  reason: MissedReason | undefined;
  note: string;
  author: Uuid;
  version: number;
};

/** The columns of an appointment, as a row or as JSON of one. */
export type AppointmentRow = {
  id: string;
  person_id: string;
  category: string;
  starts_at: Date | string;
  minutes: number;
  where_words: string;
  with_account: string | null;
  with_name: string;
  about: string;
  remind: boolean;
  status: string;
  reason: string | null;
  note: string;
  author_org: string;
  version: number;
};

export function toAppointment(row: AppointmentRow): SeenAppointment {
  return {
    id: row.id,
    person: row.person_id,
    category: row.category as AppointmentCategory,
    startsAt: new Date(row.starts_at),
    minutes: row.minutes,
    where: row.where_words,
    withAccount: row.with_account ?? undefined,
    withName: row.with_name,
    about: row.about,
    remind: row.remind,
    status: row.status as AppointmentStatus,
    reason: (row.reason as MissedReason | null) ?? undefined,
    note: row.note,
    author: row.author_org,
    version: row.version,
  };
}

function rowsOf(db: Writer, place: Uuid) {
  return db.selectFrom('appointment as a').selectAll('a').where('a.place_id', '=', place);
}

/** The appointments of a person, the latest first. */
export async function appointmentsOf(trx: Trx, place: Uuid, person: Uuid): Promise<SeenAppointment[]> {
  const query = rowsOf(trx, place).where('a.person_id', '=', person);
  const rows = await query.orderBy('a.starts_at', 'desc').orderBy('a.id', 'desc').limit(200).execute();
  return rows.map(toAppointment);
}

/** One of them. */
export async function appointmentById(
  trx: Trx,
  place: Uuid,
  person: Uuid,
  id: Uuid,
): Promise<SeenAppointment | undefined> {
  const row = await rowsOf(trx, place).where('a.person_id', '=', person).where('a.id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toAppointment(row);
}

const appointmentRows = prepared((db, place: Uuid, account: Uuid, until: Date, limit: number) =>
  rowsOf(db, place)
    .where('a.with_account', '=', account)
    .where('a.status', '=', 'planned')
    .where('a.starts_at', '<', until)
    .orderBy('a.starts_at')
    .orderBy('a.id')
    .limit(limit),
);

/** What a worker has planned up to an instant: also what is over and of which nobody has said how it went. */
export async function appointmentsUntil(
  trx: Trx,
  place: Uuid,
  account: Uuid,
  until: Date,
  limit: number,
): Promise<SeenAppointment[]> {
  const rows = await appointmentRows(trx, place, account, until, limit);
  return rows.map(toAppointment);
}

function columnsOf(one: Appointment) {
  return {
    category: one.category,
    starts_at: one.startsAt,
    minutes: one.minutes,
    where_words: one.where,
    with_account: one.withAccount ?? null,
    with_name: one.withName,
    about: one.about,
    remind: one.remind,
  };
}

/** Plans an appointment, and the reminder for it where somebody wants one. */
export async function addAppointment(
  trx: Trx,
  doing: PeopleDoing,
  person: Uuid,
  appointment: Appointment,
): Promise<Result<{ id: Uuid }, 'people/gone'>> {
  const { organisation, account } = doing.by;
  if (organisation === undefined) return fail('people/gone');
  const id = doing.newId();
  await trx
    .insertInto('appointment')
    .values({
      place_id: doing.place.id,
      id,
      person_id: person,
      ...columnsOf(appointment),
      author_org: organisation,
      author_account: account ?? null,
      created_at: doing.now,
    })
    .execute();
  await keep(trx, doing, person, { id, version: 1, category: appointment.category, content: appointment });
  await remindLater(trx, doing, id, appointment);
  return ok({ id });
}

type Change = Result<undefined, AppointmentRefusal | EditRefusal>;

/** Moves an appointment or says more of it. Its reminder is for the new time. */
export async function changeAppointment(
  trx: Trx,
  doing: PeopleDoing,
  before: SeenAppointment,
  change: { version: number; appointment: Appointment },
): Promise<Change> {
  if (before.status !== 'planned') return fail('appointment/over');
  const done = await save(trx, doing, before, change.version, columnsOf(change.appointment));
  if (!done.ok) return done;
  const { appointment } = change;
  const kept = { id: before.id, version: change.version + 1, category: appointment.category, content: appointment };
  await keep(trx, doing, before.person, kept);
  await remindLater(trx, doing, before.id, appointment);
  return done;
}

/** Says what came of it. */
export async function settle(
  trx: Trx,
  doing: PeopleDoing,
  before: SeenAppointment,
  said: { version: number; outcome: AppointmentOutcome; reason: MissedReason | undefined; note: string },
): Promise<Change> {
  const settled = settleAppointment(before, said, doing.now);
  if (!settled.ok) return settled;
  const { status, reason } = settled.value;
  const done = await save(trx, doing, before, said.version, { status, reason: reason ?? null, note: said.note });
  if (!done.ok) return done;
  const content = { ...appointmentOf(before), status, reason, note: said.note };
  const kept = { id: before.id, version: said.version + 1, category: before.category, content };
  await keep(trx, doing, before.person, kept);
  return done;
}

function appointmentOf(one: SeenAppointment): Appointment {
  const { category, startsAt, minutes, where, withAccount, withName, about, remind } = one;
  return { category, startsAt, minutes, where, withAccount, withName, about, remind };
}

async function save(
  trx: Trx,
  doing: PeopleDoing,
  before: SeenAppointment,
  version: number,
  columns: object,
): Promise<Change> {
  if (before.author !== doing.by.organisation) return fail('people/gone');
  const done = await trx
    .updateTable('appointment')
    .set({ ...columns, version: version + 1 })
    .where('place_id', '=', doing.place.id)
    .where('person_id', '=', before.person)
    .where('id', '=', before.id)
    .where('status', '=', 'planned')
    .where('version', '=', version)
    .executeTakeFirst();
  return Number(done.numUpdatedRows) === 0 ? fail('people/changed-meanwhile') : ok(undefined);
}

async function keep(
  trx: Trx,
  doing: PeopleDoing,
  person: Uuid,
  kept: { id: Uuid; version: number; category: AppointmentCategory; content: object },
): Promise<void> {
  await keepPersonalVersion(trx, doing, { kind: 'appointment', person, ...kept });
}

async function remindLater(trx: Trx, doing: PeopleDoing, id: Uuid, appointment: Appointment): Promise<void> {
  const due = reminderDue(appointment, doing.now);
  if (due === undefined) return;
  const job = {
    place: doing.place.id,
    kind: remindAppointmentJob,
    dedupeKey: `${id}/${appointment.startsAt.toISOString()}`,
    subject: id,
    runAfter: due,
  };
  await queueJob(trx, job, doing.now, doing.newId);
}

/** What a reminder needs to know. For the job of the service alone. */
export async function appointmentToRemind(trx: Trx, place: Uuid, id: Uuid) {
  const row = await trx
    .selectFrom('appointment as a')
    .innerJoin('person as p', (join) => join.onRef('p.place_id', '=', 'a.place_id').onRef('p.id', '=', 'a.person_id'))
    .leftJoin('account as w', 'w.id', 'a.with_account')
    .leftJoin('account as u', 'u.id', 'a.author_account')
    .selectAll('a')
    .select(['p.safe_contact', 'p.safe_mode', 'p.email', 'p.account_id', 'p.status as person_status'])
    .select(['w.name as with_worker', 'u.name as author_worker', 'a.author_account'])
    .where('a.place_id', '=', place)
    .where('a.id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const worker =
    row.with_account !== null && row.with_worker !== null
      ? { account: row.with_account, name: row.with_worker }
      : row.author_account !== null && row.author_worker !== null
        ? { account: row.author_account, name: row.author_worker }
        : undefined;
  return {
    appointment: toAppointment(row),
    worker,
    person: {
      safeContact: row.safe_contact as 'any' | 'only-this-way' | 'through-somebody',
      safeMode: row.safe_mode,
      email: row.email,
      hasPage: row.account_id !== null,
      isActive: row.person_status === 'active',
    },
  };
}

/** Notes that somebody was reminded of this time of an appointment. False where it was done before. */
export async function noteReminder(
  trx: Trx,
  doing: PeopleDoing,
  appointment: SeenAppointment,
  way: 'email' | 'worker',
): Promise<boolean> {
  const done = await trx
    .insertInto('appointment_reminder')
    .values({
      place_id: doing.place.id,
      appointment_id: appointment.id,
      starts_at: appointment.startsAt,
      person_id: appointment.person,
      way,
      at: doing.now,
    })
    .onConflict((conflict) => conflict.columns(['place_id', 'appointment_id', 'starts_at']).doNothing())
    .executeTakeFirst();
  return Number(done.numInsertedOrUpdatedRows ?? 0) > 0;
}
