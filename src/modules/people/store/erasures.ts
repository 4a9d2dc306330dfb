import { sql } from 'kysely';
import type { PersonCategory } from '../../../kernel/helping.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import { todayInLondon, type LocalDate } from '../../../lib/dates.ts';
import { londonInstant } from '../../../lib/london-time.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { recordAudit } from '../../../platform/audit/audit.ts';
import { prepared, type Writer } from '../../../platform/database/prepared.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { queueJob } from '../../../platform/jobs/jobs.ts';
import { answerDue } from '../domain/correction.ts';
import {
  categoryOfSubject,
  type ErasableKind,
  type ErasureOutcome,
  type ErasureSubject,
  type SettledErasure,
} from '../domain/erasure.ts';
import { askedAt, byWordOf, type ByWord } from './by-word.ts';
import { authorOfItem } from './corrections.ts';
import { authorColumns, dayOf, type EditRefusal, type PeopleDoing } from './doing.ts';

export const eraseJob = 'people/erase';

/** A request to erase something, and what was decided. */
export type SeenErasure = {
  id: Uuid;
  person: Uuid;
  askedBy: 'person' | 'retention';
  subject: ErasureSubject;
  category: PersonCategory | undefined;
  words: string;
  askedAt: Date;
  dueOn: LocalDate;
  decided:
    | {
        outcome: ErasureOutcome;
        reason: string;
        at: Date;
        eraseOn: LocalDate | undefined;
        reviewOn: LocalDate | undefined;
      }
    | undefined;
  byWord: ByWord | undefined;
  /** The account that wrote it down: somebody else decides. */
  writer: Uuid | undefined;
  withdrawnAt: Date | undefined;
  erasedAt: Date | undefined;
  version: number;
};
export type ErasureAskRefusal = EditRefusal | 'erasure/asked-already';

function query(db: Writer, place: Uuid) {
  return db
    .selectFrom('erasure_request as q')
    .leftJoin('organisation as w', 'w.id', 'q.author_org')
    .selectAll('q')
    .select('w.name as writer_name')
    .where('q.place_id', '=', place);
}

type Row = Awaited<ReturnType<ReturnType<typeof query>['executeTakeFirstOrThrow']>>;

function seen(row: Row): SeenErasure {
  return {
    id: row.id,
    person: row.person_id,
    askedBy: row.asked_by as SeenErasure['askedBy'],
    subject:
      row.kind === null || row.record_id === null
        ? { kind: 'everything' }
        : { kind: row.kind as ErasableKind, id: row.record_id },
    category: (row.category as PersonCategory | null) ?? undefined,
    words: row.words,
    askedAt: row.asked_at,
    dueOn: row.due_on as LocalDate,
    decided:
      row.outcome === null || row.decided_at === null
        ? undefined
        : {
            outcome: row.outcome as ErasureOutcome,
            reason: row.reason,
            at: row.decided_at,
            eraseOn: (row.erase_on as LocalDate | null) ?? undefined,
            reviewOn: (row.review_on as LocalDate | null) ?? undefined,
          },
    byWord: byWordOf(row),
    writer: (row.author_org === null ? undefined : row.author_account) ?? undefined,
    withdrawnAt: row.withdrawn_at ?? undefined,
    erasedAt: row.erased_at ?? undefined,
    version: row.version,
  };
}

/** Whether a request still leads to something: it waits for a decision, or was granted and is not done. */
export function isRunning(one: SeenErasure): boolean {
  return (
    one.withdrawnAt === undefined &&
    one.erasedAt === undefined &&
    (one.decided === undefined || one.decided.outcome === 'granted')
  );
}

/** Writes down that the person asks for something to be erased, or asked for it by word of mouth on an earlier day. */
export async function askErasure(
  trx: Trx,
  doing: PeopleDoing,
  person: Uuid,
  asked: { subject: ErasureSubject; words: string; saidOn?: LocalDate },
): Promise<Result<{ id: Uuid }, ErasureAskRefusal>> {
  const place = doing.place.id;
  const { subject, words } = asked;
  if (subject.kind !== 'everything') {
    const item = { kind: subject.kind, record: subject.id };
    if ((await authorOfItem(trx, place, person, item)) === undefined) return fail('people/gone');
  }
  const running = (await erasuresOf(trx, place, person)).filter((one) => isRunning(one));
  if (running.some((one) => isSame(one.subject, subject))) return fail('erasure/asked-already');
  const id = doing.newId();
  await trx
    .insertInto('erasure_request')
    .values({
      place_id: place,
      id,
      person_id: person,
      asked_by: 'person',
      kind: subject.kind === 'everything' ? null : subject.kind,
      record_id: subject.kind === 'everything' ? null : subject.id,
      category: categoryOfSubject(subject) ?? null,
      words,
      asked_at: askedAt(doing, asked.saidOn),
      due_on: answerDue(asked.saidOn ?? dayOf(doing)),
      ...authorColumns(doing),
    })
    .execute();
  await trace(trx, doing, 'erasure/asked', id);
  return ok({ id });
}

function isSame(a: ErasureSubject, b: ErasureSubject): boolean {
  return a.kind === 'everything' || b.kind === 'everything' ? a.kind === b.kind : a.id === b.id;
}

/** What was asked to be erased of a person, as far as this reader may know of it; the newest first. */
export async function erasuresOf(trx: Trx, place: Uuid, person: Uuid): Promise<SeenErasure[]> {
  const rows = await query(trx, place)
    .where('q.person_id', '=', person)
    .orderBy('q.asked_at', 'desc')
    .orderBy('q.id', 'desc')
    .limit(200)
    .execute();
  return rows.map(seen);
}

/** One request. */
export async function erasureById(trx: Trx, place: Uuid, id: Uuid): Promise<SeenErasure | undefined> {
  const row = await query(trx, place).where('q.id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : seen(row);
}

const waitingRows = prepared((db, place: Uuid, account: Uuid, limit: number) =>
  query(db, place)
    .where('q.withdrawn_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb.and([
          eb('q.kind', 'is not', null),
          eb('q.outcome', 'is', null),
          eb.or([eb('q.author_org', 'is', null), eb('q.author_account', 'is distinct from', account)]),
        ]),
        eb.and([eb('q.outcome', 'is not', null), eb('q.author_org', 'is not', null), eb('q.told_at', 'is', null)]),
      ]),
    )
    .where(sql<boolean>`thread.may_write(q.person_id, coalesce(q.category, 'identity'))`)
    .orderBy('q.due_on')
    .orderBy('q.id')
    .limit(limit),
);

/**
 * What waits for those who keep the record: items about which somebody else than who wrote it down decides, and decisions that
 * somebody without a sign-in is to be told. The one that is due first before the others.
 */
export async function erasuresWaiting(trx: Trx, place: Uuid, account: Uuid, limit: number): Promise<SeenErasure[]> {
  const rows = await waitingRows(trx, place, account, limit);
  return rows.map(seen);
}

/** Whole records that wait for the officer's decision, and what was decided before. Empty for everybody else. */
export async function wholeErasures(
  trx: Trx,
  place: Uuid,
  limit: number,
): Promise<{ open: SeenErasure[]; decided: SeenErasure[] }> {
  if (!(await decidesErasure(trx))) return { open: [], decided: [] };
  const whole = query(trx, place).where('q.kind', 'is', null).where('q.withdrawn_at', 'is', null).limit(limit);
  const [open, decided] = await Promise.all([
    whole.where('q.outcome', 'is', null).orderBy('q.due_on').orderBy('q.id').execute(),
    whole.where('q.outcome', 'is not', null).orderBy('q.decided_at', 'desc').orderBy('q.id').execute(),
  ]);
  return { open: open.map(seen), decided: decided.map(seen) };
}

/** Whether this account decides about whole records. */
export async function decidesErasure(trx: Trx): Promise<boolean> {
  const result = await sql<{ yes: boolean }>`select thread.decides_erasure() as yes`.execute(trx);
  return result.rows[0]?.yes === true;
}

/** Whom a request for a whole record is about, for whoever decides it. */
export type ErasurePerson = {
  id: Uuid;
  name: string;
  bornOn: LocalDate | undefined;
  lastContact: LocalDate;
  leadName: string | undefined;
};
export async function personOfErasure(trx: Trx, request: Uuid): Promise<ErasurePerson | undefined> {
  const result = await sql<{
    person_id: Uuid;
    name: string;
    born_on: string | null;
    last_contact: Date;
    lead_name: string | null;
  }>`select * from thread.erasure_subject(${request}::uuid)`.execute(trx);
  const row = result.rows[0];
  if (row === undefined) return undefined;
  return {
    id: row.person_id,
    name: row.name,
    bornOn: (row.born_on as LocalDate | null) ?? undefined,
    lastContact: todayInLondon(row.last_contact),
    leadName: row.lead_name ?? undefined,
  };
}

/** Decides a request. What was granted is done by a job on its day. */
export async function decideErasure(
  trx: Trx,
  doing: PeopleDoing,
  request: { id: Uuid; version: number },
  settled: SettledErasure,
): Promise<Result<undefined, EditRefusal>> {
  const place = doing.place.id;
  const done = await trx
    .updateTable('erasure_request')
    .set({
      outcome: settled.outcome,
      reason: settled.reason,
      decided_at: doing.now,
      decided_by: doing.by.account ?? null,
      erase_on: settled.eraseOn ?? null,
      review_on: settled.reviewOn ?? null,
      version: request.version + 1,
    })
    .where('place_id', '=', place)
    .where('id', '=', request.id)
    .where('version', '=', request.version)
    .where('outcome', 'is', null)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0) return fail('people/changed-meanwhile');
  await trace(trx, doing, `erasure/${settled.outcome}`, request.id);
  if (settled.eraseOn !== undefined) {
    const runAfter = londonInstant(settled.eraseOn, { hour: 3, minute: 0 });
    const job = { place, kind: eraseJob, dedupeKey: request.id, subject: request.id, runAfter };
    await queueJob(trx, job, doing.now, doing.newId);
  }
  return ok(undefined);
}

/** Takes one's own request back, as long as it is not done. */
export async function withdrawErasure(trx: Trx, doing: PeopleDoing, person: Uuid, id: Uuid): Promise<boolean> {
  const done = await trx
    .updateTable('erasure_request')
    .set((eb) => ({ withdrawn_at: doing.now, version: eb('version', '+', 1) }))
    .where('place_id', '=', doing.place.id)
    .where('person_id', '=', person)
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .where('erased_at', 'is', null)
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0) return false;
  await trace(trx, doing, 'erasure/withdrawn', id);
  return true;
}

/** A record that is no more: when it was erased and on whose wish; it names nobody. */
export type Stone = { id: Uuid; askedBy: 'person' | 'retention'; askedOn: LocalDate; erasedAt: Date; rows: number };
export async function stonesOf(trx: Trx, place: Uuid, limit: number): Promise<Stone[]> {
  const rows = await trx
    .selectFrom('erased_person')
    .select(['id', 'asked_by', 'asked_on', 'erased_at', 'row_count'])
    .where('place_id', '=', place)
    .orderBy('erased_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    askedBy: row.asked_by as Stone['askedBy'],
    askedOn: row.asked_on as LocalDate,
    erasedAt: row.erased_at,
    rows: row.row_count,
  }));
}

async function trace(trx: Trx, doing: PeopleDoing, action: string, id: Uuid): Promise<void> {
  const entry = { place: doing.place.id, account: doing.by.account, action, kind: 'erasure', id };
  await recordAudit(trx, entry, doing.now, doing.newId);
}
