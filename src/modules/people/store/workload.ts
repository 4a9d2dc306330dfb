import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { waitingDays, type WaitedTooLong, type WaitingKind } from '../domain/waiting.ts';
import type { Workload } from '../domain/workload.ts';

/** What each worker of the organisation does, in counts: everybody for those who coordinate it, else oneself alone. */
export async function workloadHere(trx: Trx, now: Date): Promise<Workload[]> {
  const result = await sql<{
    account_id: string;
    name: string;
    people: number;
    tasks: number;
    overdue: number;
    unanswered: number;
    this_week: number;
    hours: string | null;
    room: number | null;
    away_until: string | null;
  }>`select * from thread.workload(${todayInLondon(now)}::date, ${now}::timestamptz)`.execute(trx);
  return result.rows.map((row) => ({
    account: row.account_id,
    name: row.name,
    people: row.people,
    tasks: row.tasks,
    overdue: row.overdue,
    unanswered: row.unanswered,
    thisWeek: row.this_week,
    hours: row.hours === null ? undefined : Number(row.hours),
    room: row.room ?? undefined,
    awayUntil: row.away_until ?? undefined,
  }));
}

/** Whether this account coordinates the organisation for which it is here. */
export async function isCoordinator(trx: Trx): Promise<boolean> {
  const result = await sql<{ yes: boolean | null }>`select thread.coordinates() as yes`.execute(trx);
  return result.rows[0]?.yes === true;
}

/** Writes down how many hours a week somebody works and for how many people they have room. */
export async function setHours(
  trx: Trx,
  worker: { place: Uuid; organisation: Uuid; account: Uuid; now: Date },
  said: { hours: number | undefined; room: number | undefined },
): Promise<void> {
  const values = { hours: said.hours?.toString() ?? null, room: said.room ?? null, said_at: worker.now };
  await trx
    .insertInto('worker_hours')
    .values({
      place_id: worker.place,
      organisation_id: worker.organisation,
      account_id: worker.account,
      ...values,
    })
    .onConflict((conflict) => conflict.columns(['place_id', 'organisation_id', 'account_id']).doUpdateSet(values))
    .execute();
}

const dayMs = 24 * 3_600_000;

/** How much has waited too long, as far as this account answers for it. */
export async function waitedTooLong(trx: Trx, now: Date): Promise<WaitedTooLong[]> {
  const before = (days: number): Date => new Date(now.getTime() - days * dayMs);
  const routine = before(waitingDays({ kind: 'help-request', urgency: 'routine' }, 'tell'));
  const urgent = before(waitingDays({ kind: 'help-request', urgency: 'urgent' }, 'tell'));
  const concern = before(waitingDays({ kind: 'concern' }, 'remind'));
  const result = await sql<{ kind: WaitingKind; waiting: number; since: Date }>`
    select * from thread.waited_too_long(${routine}::timestamptz, ${urgent}::timestamptz, ${concern}::timestamptz)`.execute(
    trx,
  );
  return result.rows.map((row) => ({ kind: row.kind, waiting: row.waiting, since: todayInLondon(row.since) }));
}
