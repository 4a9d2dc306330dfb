import type { DemoAppointment, DemoAsked, DemoHandover, DemoTask } from '../../demo/wrenmouth/work-types.ts';
import type { Wrenmouth } from '../../demo/wrenmouth/types.ts';
import type { Uuid } from '../kernel/ids.ts';
import { londonInstant } from '../lib/london-time.ts';
import {
  addAppointment,
  addNote,
  addTask,
  answerHandover,
  askCorrection,
  appointmentById,
  handoverById,
  moveTask,
  offerHandover,
  setHours,
  settleAppointment,
  taskById,
  wordsOfAll,
  type PeopleDoing,
} from '../modules/people/index.ts';
import type { Trx } from '../platform/database/database.ts';
import { dateAt, found, must, type Seeding } from './seeding.ts';

type Making = {
  trx: Trx;
  seeding: Seeding;
  /** People already made, by slug. */
  people: ReadonlyMap<string, Uuid>;
  workingAs: (worker: string, days: number) => PeopleDoing;
};

function workerOf(doing: PeopleDoing): { account: Uuid; name: string } {
  const { account, name } = doing.by;
  if (account === undefined) throw new Error('a worker of the demo has no account');
  return { account, name };
}

async function seedTask(making: Making, one: DemoTask): Promise<void> {
  const { trx, seeding, people } = making;
  const person = found(people, one.person);
  const doing = making.workingAs(one.by, Math.min(one.byDay, 0) - 2);
  const colleague = workerOf(making.workingAs(one.for, 0));
  const task = { category: 'plan', what: one.what, for: colleague, by: dateAt(seeding, one.byDay) } as const;
  const { id } = must(await addTask(trx, doing, person, task), one.what);
  if (!one.isDone) return;
  const added = await taskById(trx, doing.place.id, person, id);
  if (added === undefined) return;
  const at = making.workingAs(one.for, one.byDay);
  const command = { kind: 'done', on: dateAt(seeding, one.byDay), words: '' } as const;
  must(await moveTask(trx, at, added, { version: 1, command }), one.what);
}

async function seedAppointment(making: Making, one: DemoAppointment): Promise<void> {
  const { trx, seeding, people } = making;
  const person = found(people, one.person);
  const doing = making.workingAs(one.worker, one.madeDay);
  const { account, name } = workerOf(doing);
  const appointment = {
    category: one.category,
    startsAt: londonInstant(dateAt(seeding, one.day), { hour: one.hour, minute: 0 }),
    minutes: one.minutes,
    where: one.where,
    withAccount: account,
    withName: name,
    about: one.about,
    remind: one.remind,
  };
  const { id } = must(await addAppointment(trx, doing, person, appointment), one.about);
  if (one.outcome === null) return;
  const added = await appointmentById(trx, doing.place.id, person, id);
  if (added === undefined) return;
  const said = { version: 1, outcome: one.outcome, reason: one.reason ?? undefined, note: '' };
  must(await settleAppointment(trx, making.workingAs(one.worker, one.day + 1), added, said), one.about);
}

async function seedHandover(making: Making, one: DemoHandover): Promise<void> {
  const { trx, seeding, people } = making;
  const from = making.workingAs(one.from, one.day);
  const to = making.workingAs(one.to, Math.min(0, one.day + 1));
  const offer = {
    from: workerOf(from),
    to: workerOf(to),
    kind: one.kind,
    backOn: one.backDay === null ? undefined : dateAt(seeding, one.backDay),
    note: one.note,
    people: one.people.map((person) => found(people, person)),
  };
  const { id } = must(
    await offerHandover(trx, from, offer, { colleagues: new Set([offer.to.account]), refused: new Set() }),
    one.note,
  );
  const handover = await handoverById(trx, from.place.id, id);
  if (handover === undefined || !one.isAccepted) return;
  must(await answerHandover(trx, to, handover, { version: 1, answer: 'accept', words: '' }), one.note);
}

async function seedAsked(making: Making, one: DemoAsked): Promise<void> {
  const person = found(making.people, one.person);
  const doing = making.workingAs(one.worker, one.day);
  const strengths = await wordsOfAll(making.trx, doing.place.id, [person], 'strength');
  const record = strengths.find((each) => each.words === one.strength)?.id;
  if (record === undefined) throw new Error(`${one.person} has no strength “${one.strength}”`);
  const asked = { kind: 'strength', record, words: one.words, keepsBeside: true } as const;
  must(await askCorrection(making.trx, doing, person, asked), one.words);
}

/** Makes what the workers of the demo noted, are to do and have planned. In a service's transaction in their place. */
export async function seedWork(making: Making, data: Wrenmouth): Promise<void> {
  const { trx, seeding, people } = making;
  const { work } = data;
  for (const { person, worker, day, ...note } of work.notes) {
    const doing = making.workingAs(worker, day);
    const written = { ...note, happenedOn: dateAt(seeding, day) };
    must(await addNote(trx, doing, found(people, person), written), person);
  }
  for (const one of work.tasks) await seedTask(making, one);
  for (const one of work.appointments) await seedAppointment(making, one);
  for (const one of work.handovers) await seedHandover(making, one);
  for (const one of work.asked) await seedAsked(making, one);
  for (const { worker, hours, room } of work.hours) {
    const { place, by, now } = making.workingAs(worker, 0);
    if (by.account === undefined || by.organisation === undefined) continue;
    const whose = { place: place.id, organisation: by.organisation, account: by.account, now };
    await setHours(trx, whose, { hours, room });
  }
}
