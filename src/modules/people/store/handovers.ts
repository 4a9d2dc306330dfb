import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { londonInstant } from '../../../lib/london-time.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { recordAudit } from '../../../platform/audit/audit.ts';
import { prepared, type Writer } from '../../../platform/database/prepared.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { queueJob } from '../../../platform/jobs/jobs.ts';
import {
  checkOffer,
  decideHandover,
  type HandoverAnswer,
  type HandoverKind,
  type HandoverRefusal,
  type HandoverStatus,
} from '../domain/handover.ts';
import { dayOf, type EditRefusal, type PeopleDoing } from './doing.ts';
import { giveBack, passOn } from './pass-on.ts';
import { colleaguesFor } from './tasks.ts';

export const tellOfHandoverJob = 'people/tell-of-handover';
export const endHandoverJob = 'people/end-handover';

/** A handover, with those of its people whom this reader may know of. */
export type SeenHandover = {
  id: Uuid;
  organisation: Uuid;
  from: { account: Uuid; name: string };
  to: { account: Uuid; name: string };
  kind: HandoverKind;
  backOn: LocalDate | undefined;
  note: string;
  status: HandoverStatus;
  answer: string;
  offeredBy: Uuid;
  offeredAt: Date;
  answeredAt: Date | undefined;
  people: HandedPerson[];
  version: number;
};
/** One person of it: whether they moved, what moved with them, and whether they are back. */
export type HandedPerson = {
  person: Uuid;
  moved: boolean;
  tasks: number;
  appointments: number;
  referrals: number;
  back: boolean;
};

/** Whom a worker leads and what waits of each; `refuses` are those who must not be known to `to`. */
export type Ledger = { person: Uuid; name: string; tasks: number; appointments: number; referrals: number }[];

const mostPeople = 500;

/** The people whom a worker of this organisation leads, with what is open of each, by name. */
export async function ledBy(trx: Trx, place: Uuid, account: Uuid, now: Date): Promise<Ledger> {
  const result = await sql<{ id: string; name: string; tasks: number; appointments: number; referrals: number }>`
    select p.id, p.name,
      (select count(*) from work_task t where t.place_id = ${place} and t.person_id = p.id and t.for_account = ${account} and t.status in ('offered', 'open'))::integer as tasks,
      (select count(*) from appointment a where a.place_id = ${place} and a.person_id = p.id and a.with_account = ${account} and a.status = 'planned' and a.starts_at > ${now})::integer as appointments,
      (select count(*) from referral r where r.place_id = ${place} and r.person_id = p.id and r.author_account = ${account}
        and r.status in ('requested', 'accepted', 'in-progress', 'on-hold'))::integer as referrals
      from person p
     where p.place_id = ${place} and p.status = 'active' and p.lead_account_id = ${account}
       and p.lead_organisation_id = (select thread.helping_organisation())
     order by p.name, p.id limit ${mostPeople}`.execute(trx);
  return result.rows.map(({ id, ...row }) => ({ person: id, ...row }));
}

/** Those of a list who refused a colleague by name: they are not passed on to them. */
export async function refusing(trx: Trx, people: readonly Uuid[], account: Uuid): Promise<ReadonlySet<Uuid>> {
  if (people.length === 0) return new Set();
  const result = await sql<{ id: string }>`
    select x.id from unnest(${[...people]}::uuid[]) as x (id)
     where not exists (select 1 from thread.colleagues_for(x.id) c where c.account_id = ${account}::uuid)`.execute(trx);
  return new Set(result.rows.map((row) => row.id));
}

export type Offer = {
  from: { account: Uuid; name: string };
  to: { account: Uuid; name: string };
  kind: HandoverKind;
  backOn: LocalDate | undefined;
  note: string;
  people: readonly Uuid[];
};

/** Offers people to a colleague. Nothing moves before they say yes; whoever refused them by name stays where they are. */
export async function offerHandover(
  trx: Trx,
  doing: PeopleDoing,
  offer: Offer,
  known: { colleagues: ReadonlySet<Uuid>; refused: ReadonlySet<Uuid> },
): Promise<Result<{ id: Uuid }, HandoverRefusal | 'people/gone'>> {
  const { organisation, account } = doing.by;
  if (organisation === undefined || account === undefined) return fail('people/gone');
  const people = offer.people.filter((id) => !known.refused.has(id));
  const asked = { from: offer.from.account, to: offer.to.account, kind: offer.kind, backOn: offer.backOn, people };
  const refusal = checkOffer(asked, { colleagues: known.colleagues, today: dayOf(doing) });
  if (refusal !== undefined) return fail(refusal);
  const id = doing.newId();
  await trx
    .insertInto('handover')
    .values({
      place_id: doing.place.id,
      id,
      organisation_id: organisation,
      from_account: offer.from.account,
      from_name: offer.from.name.slice(0, 120),
      to_account: offer.to.account,
      to_name: offer.to.name.slice(0, 120),
      kind: offer.kind,
      back_on: offer.backOn ?? null,
      note: offer.note,
      offered_by: account,
      offered_at: doing.now,
    })
    .execute();
  await trx
    .insertInto('handover_person')
    .values(
      people.map((person) => ({
        place_id: doing.place.id,
        handover_id: id,
        person_id: person,
        organisation_id: organisation,
      })),
    )
    .execute();
  await audit(trx, doing, id, 'handover/offered');
  return ok({ id });
}

function rowsOf(db: Writer, place: Uuid) {
  return db.selectFrom('handover as h').selectAll('h').where('h.place_id', '=', place);
}
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number];

function toHandover(row: Row, people: HandedPerson[]): SeenHandover {
  return {
    id: row.id,
    organisation: row.organisation_id,
    from: { account: row.from_account, name: row.from_name },
    to: { account: row.to_account, name: row.to_name },
    kind: row.kind as HandoverKind,
    backOn: (row.back_on as LocalDate | null) ?? undefined,
    note: row.note,
    status: row.status as HandoverStatus,
    answer: row.answer,
    offeredBy: row.offered_by,
    offeredAt: row.offered_at,
    answeredAt: row.answered_at ?? undefined,
    people,
    version: row.version,
  };
}

async function withPeople(trx: Trx, place: Uuid, rows: readonly Row[]): Promise<SeenHandover[]> {
  if (rows.length === 0) return [];
  const people = await trx
    .selectFrom('handover_person')
    .selectAll()
    .where('place_id', '=', place)
    .where(
      'handover_id',
      'in',
      rows.map((row) => row.id),
    )
    .orderBy('person_id')
    .execute();
  const byHandover = Map.groupBy(people, (one) => one.handover_id);
  return rows.map((row) =>
    toHandover(
      row,
      (byHandover.get(row.id) ?? []).map((one) => ({
        person: one.person_id,
        moved: one.moved_at !== null,
        tasks: one.tasks,
        appointments: one.appointments,
        referrals: one.referrals,
        back: one.back_at !== null,
      })),
    ),
  );
}

/** A handover of one's own organisation. */
export async function handoverById(trx: Trx, place: Uuid, id: Uuid): Promise<SeenHandover | undefined> {
  const row = await rowsOf(trx, place).where('h.id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : (await withPeople(trx, place, [row]))[0];
}

/** The handovers to and from one worker, the newest first. */
export async function handoversOf(trx: Trx, place: Uuid, account: Uuid, limit: number): Promise<SeenHandover[]> {
  const rows = await rowsOf(trx, place)
    .where((eb) =>
      eb.or([eb('h.from_account', '=', account), eb('h.to_account', '=', account), eb('h.offered_by', '=', account)]),
    )
    .orderBy('h.offered_at', 'desc')
    .orderBy('h.id', 'desc')
    .limit(limit)
    .execute();
  return await withPeople(trx, place, rows);
}

const offeredRows = prepared((db, place: Uuid, account: Uuid) =>
  rowsOf(db, place)
    .where('h.to_account', '=', account)
    .where('h.status', '=', 'offered')
    .orderBy('h.offered_at')
    .limit(20),
);

/** Those that wait for a worker's answer, the oldest first. */
export async function handoversOffered(trx: Trx, place: Uuid, account: Uuid): Promise<SeenHandover[]> {
  const rows = await offeredRows(trx, place, account);
  return await withPeople(trx, place, rows);
}

/**
 * Answers a handover. With a yes everybody moves at once whom the colleague may know: who leads, open tasks, appointments to
 * come; the person is told by a job.
 */
export async function answerHandover(
  trx: Trx,
  doing: PeopleDoing,
  handover: SeenHandover,
  said: { version: number; answer: HandoverAnswer; words: string },
): Promise<Result<HandoverStatus, HandoverRefusal | EditRefusal>> {
  const { kind, from, to, offeredBy, status } = handover;
  const asked = { status, kind, from: from.account, to: to.account, offeredBy };
  const decided = decideHandover(asked, said, doing.by.account);
  if (!decided.ok) return decided;
  if (said.answer === 'end' && !(await isColleague(trx, from.account))) return fail('handover/left');
  const isAnswer = said.answer === 'accept' || said.answer === 'decline';
  const done = await trx
    .updateTable('handover')
    .set({
      status: decided.value,
      ...(isAnswer ? { answered_at: doing.now, answer: said.words } : {}),
      ...(said.answer === 'end' ? { ended_at: doing.now } : {}),
      version: said.version + 1,
    })
    .where('place_id', '=', doing.place.id)
    .where('id', '=', handover.id)
    .where('version', '=', said.version)
    .where('status', '=', status)
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0) return fail('people/changed-meanwhile');
  if (said.answer === 'accept') {
    await passOn(trx, doing, handover);
    const { id } = handover;
    const place = doing.place.id;
    await queueJob(trx, { place, kind: tellOfHandoverJob, dedupeKey: id, subject: id }, doing.now, doing.newId);
    if (handover.backOn !== undefined) {
      const runAfter = londonInstant(handover.backOn, { hour: 6, minute: 0 });
      await queueJob(
        trx,
        { place, kind: endHandoverJob, dedupeKey: id, subject: id, runAfter },
        doing.now,
        doing.newId,
      );
    }
  }
  if (said.answer === 'end') await giveBack(trx, doing, handover);
  await audit(trx, doing, handover.id, `handover/${decided.value}`);
  return ok(decided.value);
}

/**
 * Gives people back on the day that was agreed. Where the worker no longer works here, everybody stays with the colleague.
 * In a service's transaction.
 */
export async function endOnTheDay(trx: Trx, doing: PeopleDoing, id: Uuid): Promise<void> {
  const handover = await handoverById(trx, doing.place.id, id);
  if (handover?.status !== 'accepted' || handover.backOn === undefined || handover.backOn > dayOf(doing)) return;
  await trx
    .updateTable('handover')
    .set({ status: 'ended', ended_at: doing.now, version: handover.version + 1 })
    .where('place_id', '=', doing.place.id)
    .where('id', '=', id)
    .execute();
  if (await worksHere(trx, doing.place.id, handover.organisation, handover.from.account))
    await giveBack(trx, doing, handover);
}

/** Whether somebody still works for the organisation of whoever asks. */
async function isColleague(trx: Trx, account: Uuid): Promise<boolean> {
  const nobody = '00000000-0000-0000-0000-000000000000';
  return (await colleaguesFor(trx, nobody)).some((one) => one.account === account);
}

async function worksHere(trx: Trx, place: Uuid, organisation: Uuid, account: Uuid): Promise<boolean> {
  const result = await sql<{ yes: boolean }>`
    select exists (select 1 from membership m join account a on a.id = m.account_id and a.disabled_at is null
      where m.place_id = ${place} and m.organisation_id = ${organisation} and m.account_id = ${account}
        and m.role in ('link-worker', 'practitioner')
        and m.starts_on <= current_date and (m.ends_on is null or m.ends_on >= current_date)) as yes`.execute(trx);
  return result.rows[0]?.yes === true;
}

async function audit(trx: Trx, doing: PeopleDoing, id: Uuid, action: string): Promise<void> {
  const entry = { place: doing.place.id, account: doing.by.account, action, kind: 'handover', id };
  await recordAudit(trx, entry, doing.now, doing.newId);
}
