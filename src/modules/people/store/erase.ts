import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import { addMonths, compareDates, todayInLondon, type LocalDate } from '../../../lib/dates.ts';
import { londonInstant } from '../../../lib/london-time.ts';
import { recordAudit } from '../../../platform/audit/audit.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { queueJob } from '../../../platform/jobs/jobs.ts';
import { answerDue } from '../domain/correction.ts';
import { isPastRetention, yearsAfterContact } from '../domain/retention.ts';
import { erasureById } from './erasures.ts';

export const offerRetentionJob = 'people/offer-retention';
/** How many records are offered at most each month. */
const mostOffered = 200;

type Doing = { place: Uuid; now: Date; newId: () => Uuid };

async function factsOf(trx: Trx, place: Uuid, person: Uuid) {
  const result = await sql<{ born_on: string | null; last_contact: Date }>`
    select born_on, thread.last_contact(id) as last_contact from person where place_id = ${place} and id = ${person}`.execute(
    trx,
  );
  const row = result.rows[0];
  if (row === undefined) return undefined;
  return { bornOn: (row.born_on as LocalDate | null) ?? undefined, lastContact: todayInLondon(row.last_contact) };
}

/**
 * Does what was granted, on its day or after it. Nothing happens where it was taken back, was done before, or is not yet
 * due. Before a record may be forgotten by the rule, the safeguarding team keeps what was passed on to it. In a service's
 * transaction.
 */
export async function eraseGranted(trx: Trx, doing: Doing, id: Uuid): Promise<number> {
  const { place, now } = doing;
  const request = await erasureById(trx, place, id);
  const today = todayInLondon(now);
  const decided = request?.decided;
  if (request === undefined || decided?.eraseOn === undefined) return 0;
  if (request.withdrawnAt !== undefined || request.erasedAt !== undefined) return 0;
  if (compareDates(decided.eraseOn, today) > 0) return 0;
  const { subject, person } = request;
  if (subject.kind !== 'everything') {
    const done = await sql<{ count: number }>`
      select thread.erase_item(${place}::uuid, ${person}::uuid, ${subject.kind}, ${subject.id}::uuid, ${now}::timestamptz) as count`.execute(
      trx,
    );
    await trx
      .updateTable('erasure_request')
      .set({ words: '', erased_at: now })
      .where('place_id', '=', place)
      .where('id', '=', id)
      .execute();
    return done.rows[0]?.count ?? 0;
  }
  const facts = await factsOf(trx, place, person);
  if (facts === undefined) return 0;
  const row = await trx
    .selectFrom('erasure_request')
    .select('decided_by')
    .where('place_id', '=', place)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const keepsConcerns = !isPastRetention(facts, today);
  const done = await sql<{ count: number }>`
    select thread.erase_person(${place}::uuid, ${person}::uuid, ${request.askedBy}, ${todayInLondon(request.askedAt)}::date,
      ${row.decided_by}::uuid, ${keepsConcerns}, ${now}::timestamptz) as count`.execute(trx);
  await recordAudit(
    trx,
    { place, account: undefined, action: 'erasure/done', kind: 'person', id: person },
    now,
    doing.newId,
  );
  return done.rows[0]?.count ?? 0;
}

/**
 * Offers records that were kept for as long as the rule says to the officer, for a decision. It destroys nothing. What
 * waits, was granted, or is to be looked at again on a later day is not offered again. In a service's transaction.
 */
export async function offerRetention(trx: Trx, doing: Doing): Promise<number> {
  const { place, now, newId } = doing;
  const today = todayInLondon(now);
  const before = londonInstant(addMonths(today, -yearsAfterContact * 12), { hour: 0, minute: 0 });
  const rows = await sql<{ id: Uuid; born_on: string | null; last_contact: Date }>`
    select c.id, c.born_on, c.last_contact from (
      select p.id, p.born_on, thread.last_contact(p.id) as last_contact from person p
       where p.place_id = ${place} and p.created_at < ${before}
         and not exists (select 1 from erasure_request q where q.place_id = p.place_id and q.person_id = p.id and q.kind is null
           and q.withdrawn_at is null and (q.outcome is null or q.outcome = 'granted' or q.review_on > ${today}::date))) c
     where c.last_contact < ${before} order by c.last_contact, c.id`.execute(trx);
  let offered = 0;
  for (const row of rows.rows) {
    const facts = {
      bornOn: (row.born_on as LocalDate | null) ?? undefined,
      lastContact: todayInLondon(row.last_contact),
    };
    if (!isPastRetention(facts, today) || offered === mostOffered) continue;
    await trx
      .insertInto('erasure_request')
      .values({
        place_id: place,
        id: newId(),
        person_id: row.id,
        asked_by: 'retention',
        asked_at: now,
        due_on: answerDue(today),
      })
      .execute();
    offered += 1;
  }
  return offered;
}

/** Asks for the next look at what was kept long enough, on the first of next month. One such job waits at a time. */
export async function offerRetentionLater(trx: Trx, doing: Doing): Promise<void> {
  const { place, now, newId } = doing;
  const first = `${addMonths(todayInLondon(now), 1).slice(0, 7)}-01` as LocalDate;
  const runAfter = londonInstant(first, { hour: 2, minute: 0 });
  await queueJob(trx, { place, kind: offerRetentionJob, dedupeKey: 'monthly', runAfter }, now, newId);
}
