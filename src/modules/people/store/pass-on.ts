import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { londonInstant } from '../../../lib/london-time.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { authorColumns, type PeopleDoing } from './doing.ts';

type Worker = { account: Uuid; name: string };
/** Who passes whom on to whom, and until when. */
type Passing = {
  id: Uuid;
  organisation: Uuid;
  from: Worker;
  to: Worker;
  backOn: LocalDate | undefined;
  people: readonly { person: Uuid; moved: boolean }[];
};

/** Those of a list whom `from` still leads for the organisation, as far as this reader may know them. */
async function stillLed(
  trx: Trx,
  place: Uuid,
  led: { organisation: Uuid; by: Uuid; people: readonly Uuid[] },
): Promise<Uuid[]> {
  if (led.people.length === 0) return [];
  const rows = await trx
    .selectFrom('person')
    .select('id')
    .where('place_id', '=', place)
    .where('id', 'in', [...led.people])
    .where('lead_account_id', '=', led.by)
    .where('lead_organisation_id', '=', led.organisation)
    .execute();
  return rows.map((row) => row.id);
}

/** Says who leads from now on. The relationship before is kept with its end, and access is folded again. */
async function leadFromNow(
  trx: Trx,
  doing: PeopleDoing,
  organisation: Uuid,
  people: readonly Uuid[],
  to: Worker,
): Promise<void> {
  const place = doing.place.id;
  const ids = [...people];
  await trx
    .updateTable('person')
    .set({ lead_account_id: to.account })
    .where('place_id', '=', place)
    .where('id', 'in', ids)
    .execute();
  await trx
    .updateTable('person_relationship')
    .set({ until_at: doing.now })
    .where('place_id', '=', place)
    .where('person_id', 'in', ids)
    .where('organisation_id', '=', organisation)
    .where('kind', '=', 'lead')
    .where('until_at', 'is', null)
    .execute();
  await trx
    .insertInto('person_relationship')
    .values(
      ids.map((person) => ({
        place_id: place,
        id: doing.newId(),
        person_id: person,
        organisation_id: organisation,
        account_id: to.account,
        worker_name: to.name,
        kind: 'lead',
        scope: 'full',
        from_at: doing.now,
        ...authorColumns(doing),
      })),
    )
    .execute();
  await sql`select thread.refold_access(x.id) from unnest(${ids}::uuid[]) as x (id)`.execute(trx);
}

/** Moves open tasks and appointments to come from one worker to another. @returns how many of each, by person. */
async function moveWork(
  trx: Trx,
  doing: PeopleDoing,
  move: { organisation: Uuid; people: readonly Uuid[]; from: Uuid; to: Worker; until: Date | undefined },
): Promise<{ tasks: Map<Uuid, number>; appointments: Map<Uuid, number> }> {
  const place = doing.place.id;
  const tasks = await trx
    .updateTable('work_task')
    .set((eb) => ({ for_account: move.to.account, for_name: move.to.name, version: eb('version', '+', 1) }))
    .where('place_id', '=', place)
    .where('person_id', 'in', [...move.people])
    .where('author_org', '=', move.organisation)
    .where('for_account', '=', move.from)
    .where('status', 'in', ['offered', 'open'])
    .returning('person_id')
    .execute();
  let query = trx
    .updateTable('appointment')
    .set((eb) => ({ with_account: move.to.account, with_name: move.to.name, version: eb('version', '+', 1) }))
    .where('place_id', '=', place)
    .where('person_id', 'in', [...move.people])
    .where('author_org', '=', move.organisation)
    .where('with_account', '=', move.from)
    .where('status', '=', 'planned')
    .where('starts_at', '>', doing.now);
  if (move.until !== undefined) query = query.where('starts_at', '<', move.until);
  const appointments = await query.returning('person_id').execute();
  const counted = (rows: readonly { person_id: string }[]): Map<Uuid, number> =>
    new Map([...Map.groupBy(rows, (row) => row.person_id)].map(([person, list]) => [person, list.length]));
  return { tasks: counted(tasks), appointments: counted(appointments) };
}

/** Referrals that the worker before sent and that still run: they stay the organisation's own, and are named. */
async function runningReferrals(
  trx: Trx,
  place: Uuid,
  people: readonly Uuid[],
  account: Uuid,
): Promise<Map<Uuid, number>> {
  const rows = await trx
    .selectFrom('referral')
    .select((eb) => ['person_id', eb.fn.countAll<number>().as('count')])
    .where('place_id', '=', place)
    .where('person_id', 'in', [...people])
    .where('author_account', '=', account)
    .where('status', 'in', ['requested', 'accepted', 'in-progress', 'on-hold'])
    .groupBy('person_id')
    .execute();
  return new Map(rows.map((row) => [row.person_id, row.count]));
}

/** Passes everybody of a handover on to the colleague who has just said yes, and writes down what moved with each. */
export async function passOn(trx: Trx, doing: PeopleDoing, handover: Passing): Promise<void> {
  const place = doing.place.id;
  const { organisation, from, to } = handover;
  const asked = { organisation, by: from.account, people: handover.people.map((one) => one.person) };
  const people = await stillLed(trx, place, asked);
  if (people.length === 0) return;
  const referrals = await runningReferrals(trx, place, people, from.account);
  const until = handover.backOn === undefined ? undefined : londonInstant(handover.backOn, { hour: 0, minute: 0 });
  const moved = await moveWork(trx, doing, { organisation, people, from: from.account, to, until });
  await leadFromNow(trx, doing, organisation, people, to);
  const counts = (of: ReadonlyMap<Uuid, number>): number[] => people.map((person) => of.get(person) ?? 0);
  await sql`
    update handover_person h set moved_at = ${doing.now}, tasks = x.tasks, appointments = x.appointments, referrals = x.referrals
      from unnest(${people}::uuid[], ${counts(moved.tasks)}::integer[], ${counts(moved.appointments)}::integer[], ${counts(referrals)}::integer[])
        as x (person_id, tasks, appointments, referrals)
     where h.place_id = ${place} and h.handover_id = ${handover.id} and h.person_id = x.person_id`.execute(trx);
}

/** Those of a list who did not, meanwhile, refuse a worker by name. */
async function willing(trx: Trx, place: Uuid, people: readonly Uuid[], account: Uuid): Promise<Uuid[]> {
  if (people.length === 0) return [];
  const result = await sql<{ id: string }>`
    select x.id from unnest(${[...people]}::uuid[]) as x (id)
     where not exists (select 1 from access_denial d where d.place_id = ${place} and d.person_id = x.id
       and d.account_id = ${account}::uuid and d.valid @> now())`.execute(trx);
  return result.rows.map((row) => row.id);
}

/** Gives back whoever is still with the colleague, with what is open of them; whoever refused the worker by then stays. */
export async function giveBack(trx: Trx, doing: PeopleDoing, handover: Passing): Promise<void> {
  const place = doing.place.id;
  const { organisation, from, to } = handover;
  const went = handover.people.filter((one) => one.moved).map((one) => one.person);
  const led = await stillLed(trx, place, { organisation, by: to.account, people: went });
  const people = await willing(trx, place, led, from.account);
  if (people.length === 0) return;
  await moveWork(trx, doing, { organisation, people, from: to.account, to: from, until: undefined });
  await leadFromNow(trx, doing, organisation, people, from);
  await trx
    .updateTable('handover_person')
    .set({ back_at: doing.now })
    .where('place_id', '=', place)
    .where('handover_id', '=', handover.id)
    .where('person_id', 'in', people)
    .execute();
}

/** Whom a handover moved, and how each may be told. For the job of the service alone. */
export async function peopleToTell(trx: Trx, place: Uuid, handover: Uuid) {
  const rows = await trx
    .selectFrom('handover_person as h')
    .innerJoin('person as p', (join) => join.onRef('p.place_id', '=', 'h.place_id').onRef('p.id', '=', 'h.person_id'))
    .select(['p.id', 'p.safe_contact', 'p.safe_mode', 'p.email', 'p.account_id'])
    .where('h.place_id', '=', place)
    .where('h.handover_id', '=', handover)
    .where('h.moved_at', 'is not', null)
    .orderBy('p.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    email: row.email,
    safeContact: row.safe_contact as 'any' | 'only-this-way' | 'through-somebody',
    safeMode: row.safe_mode,
    hasPage: row.account_id !== null,
  }));
}
