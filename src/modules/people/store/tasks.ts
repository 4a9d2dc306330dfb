import { sql } from 'kysely';
import type { PersonCategory } from '../../../kernel/helping.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import { compareDates, type LocalDate } from '../../../lib/dates.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { prepared, type Writer } from '../../../platform/database/prepared.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { beginTask, decideTask, type TaskCommand, type TaskRefusal, type TaskStatus } from '../domain/work-task.ts';
import { dayOf, type EditRefusal, type PeopleDoing } from './doing.ts';

/** A task as the organisation that keeps it sees it. */
export type SeenTask = {
  id: Uuid;
  person: Uuid;
  category: PersonCategory;
  what: string;
  for: Uuid;
  forName: string;
  by: LocalDate;
  status: TaskStatus;
  doneOn: LocalDate | undefined;
  outcome: string;
  author: Uuid | undefined;
  authorName: string;
  version: number;
};
export type NewTask = {
  category: PersonCategory;
  what: string;
  for: { account: Uuid; name: string };
  by: LocalDate;
};

/** The columns of a task, as a row or as JSON of one. */
export type TaskRow = {
  id: string;
  person_id: string;
  category: string;
  what: string;
  for_account: string;
  for_name: string;
  by_on: string;
  status: string;
  done_on: string | null;
  outcome: string;
  author_account: string | null;
  author_name: string;
  version: number;
};

export function toTask(row: TaskRow): SeenTask {
  return {
    id: row.id,
    person: row.person_id,
    category: row.category as PersonCategory,
    what: row.what,
    for: row.for_account,
    forName: row.for_name,
    by: row.by_on as LocalDate,
    status: row.status as TaskStatus,
    doneOn: (row.done_on as LocalDate | null) ?? undefined,
    outcome: row.outcome,
    author: row.author_account ?? undefined,
    authorName: row.author_name,
    version: row.version,
  };
}

function rowsOf(db: Writer, place: Uuid) {
  return db.selectFrom('work_task as t').selectAll('t').where('t.place_id', '=', place);
}

/** The tasks of one's own organisation about a person, the next first. */
export async function tasksOf(trx: Trx, place: Uuid, person: Uuid): Promise<SeenTask[]> {
  const query = rowsOf(trx, place).where('t.person_id', '=', person).orderBy('t.by_on', 'desc').orderBy('t.id', 'desc');
  return (await query.limit(200).execute()).map(toTask);
}

/** One of them. */
export async function taskById(trx: Trx, place: Uuid, person: Uuid, id: Uuid): Promise<SeenTask | undefined> {
  const row = await rowsOf(trx, place).where('t.person_id', '=', person).where('t.id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toTask(row);
}

const taskRows = prepared((db, place: Uuid, account: Uuid, until: LocalDate, limit: number) =>
  rowsOf(db, place)
    .where((eb) =>
      eb.or([
        eb.and([
          eb('t.for_account', '=', account),
          eb('t.status', 'in', ['offered', 'open']),
          eb.or([eb('t.status', '=', 'offered'), eb('t.by_on', '<=', until)]),
        ]),
        eb.and([eb('t.author_account', '=', account), eb('t.status', '=', 'declined')]),
      ]),
    )
    .orderBy('t.by_on')
    .orderBy('t.id')
    .limit(limit),
);

/**
 * What waits for one worker up to a day: offered to them, theirs to do, or theirs and refused by a colleague, who has to be
 * asked no more.
 */
export async function tasksFor(
  trx: Trx,
  place: Uuid,
  account: Uuid,
  until: LocalDate,
  limit: number,
): Promise<SeenTask[]> {
  const rows = await taskRows(trx, place, account, until, limit);
  return rows.map(toTask);
}

/** Colleagues to whom a task about a person can be offered: nobody whom they refused by name. */
export async function colleaguesFor(trx: Trx, person: Uuid): Promise<{ account: Uuid; name: string }[]> {
  const result = await sql<{ account_id: string; name: string }>`
    select c.account_id, c.name from thread.colleagues_for(${person}::uuid) c`.execute(trx);
  return result.rows.map((row) => ({ account: row.account_id, name: row.name }));
}

/** Writes a task down: one's own is to be done, a colleague's is offered. */
export async function addTask(
  trx: Trx,
  doing: PeopleDoing,
  person: Uuid,
  task: NewTask,
): Promise<Result<{ id: Uuid }, TaskRefusal | 'people/gone'>> {
  const { organisation, account, name } = doing.by;
  if (organisation === undefined) return fail('people/gone');
  if (compareDates(task.by, dayOf(doing)) < 0) return fail('task/due-in-past');
  const id = doing.newId();
  await trx
    .insertInto('work_task')
    .values({
      place_id: doing.place.id,
      id,
      person_id: person,
      category: task.category,
      what: task.what,
      for_account: task.for.account,
      for_name: task.for.name.slice(0, 120),
      by_on: task.by,
      status: beginTask({ by: account, for: task.for.account }),
      author_org: organisation,
      author_account: account ?? null,
      author_name: name.slice(0, 120),
      created_at: doing.now,
    })
    .execute();
  return ok({ id });
}

/** A task that the service asks of somebody, once for each `once`. In a service's transaction. */
export async function askOnce(
  trx: Trx,
  doing: PeopleDoing,
  person: Uuid,
  task: NewTask & { organisation: Uuid; once: string },
): Promise<boolean> {
  const done = await trx
    .insertInto('work_task')
    .values({
      place_id: doing.place.id,
      id: doing.newId(),
      person_id: person,
      category: task.category,
      what: task.what,
      for_account: task.for.account,
      for_name: task.for.name.slice(0, 120),
      by_on: task.by,
      status: 'open',
      once: task.once,
      author_org: task.organisation,
      author_name: 'This service',
      created_at: doing.now,
    })
    .onConflict((conflict) => conflict.columns(['place_id', 'once']).doNothing())
    .executeTakeFirst();
  return Number(done.numInsertedOrUpdatedRows ?? 0) > 0;
}

/** Answers, ends or drops a task, as far as whoever says so may. */
export async function moveTask(
  trx: Trx,
  doing: PeopleDoing,
  task: SeenTask,
  asked: { version: number; command: TaskCommand },
): Promise<Result<TaskStatus, TaskRefusal | EditRefusal>> {
  const decided = decideTask(task, asked.command, { account: doing.by.account, today: dayOf(doing) });
  if (!decided.ok) return decided;
  const { status, doneOn, words } = decided.value;
  const done = await trx
    .updateTable('work_task')
    .set({ status, done_on: doneOn ?? null, outcome: words, answered_at: doing.now, version: asked.version + 1 })
    .where('place_id', '=', doing.place.id)
    .where('person_id', '=', task.person)
    .where('id', '=', task.id)
    .where('version', '=', asked.version)
    .executeTakeFirst();
  return Number(done.numUpdatedRows) === 0 ? fail('people/changed-meanwhile') : ok(status);
}
