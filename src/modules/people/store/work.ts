import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { toAppointment, type AppointmentRow, type SeenAppointment } from './appointments.ts';
import { toNote, type NoteRow, type SeenNote } from './notes.ts';
import { toTask, type SeenTask, type TaskRow } from './tasks.ts';

/** What a person's page shows of notes, tasks and appointments: the last few, and what is still to come. */
export type Work = { notes: SeenNote[]; tasks: SeenTask[]; appointments: SeenAppointment[] };

const few = 3;
const more = 6;

/** The latest notes, the open tasks and what is planned, in one statement: a person's page waits for it. */
export async function workOf(trx: Trx, place: Uuid, person: Uuid): Promise<Work> {
  const result = await sql<
    | { kind: 'note'; content: NoteRow }
    | { kind: 'task'; content: TaskRow }
    | { kind: 'appointment'; content: AppointmentRow }
  >`
    (select 'note' as kind, to_jsonb(n) || jsonb_build_object('organisation', o.name) as content
       from person_note n join organisation o on o.id = n.author_org
      where n.place_id = ${place} and n.person_id = ${person} and n.withdrawn_at is null
      order by n.happened_on desc, n.id desc limit ${few})
    union all
    (select 'task', to_jsonb(t) from work_task t
      where t.place_id = ${place} and t.person_id = ${person} and t.status in ('offered', 'open', 'declined')
      order by t.by_on, t.id limit ${more})
    union all
    (select 'appointment', to_jsonb(a) from appointment a
      where a.place_id = ${place} and a.person_id = ${person} and a.status = 'planned'
      order by a.starts_at, a.id limit ${more})`.execute(trx);
  const work: Work = { notes: [], tasks: [], appointments: [] };
  for (const row of result.rows) {
    if (row.kind === 'note') work.notes.push(toNote(row.content));
    else if (row.kind === 'task') work.tasks.push(toTask(row.content));
    else work.appointments.push(toAppointment(row.content));
  }
  return work;
}
