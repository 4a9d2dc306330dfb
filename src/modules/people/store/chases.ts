import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import { addDays, todayInLondon } from '../../../lib/dates.ts';
import { londonInstant } from '../../../lib/london-time.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { queueJob } from '../../../platform/jobs/jobs.ts';
import { waitingAfter, type WaitingFor, type WaitingKind, type WaitingLevel } from '../domain/waiting.ts';

export const chaseRequestJob = 'people/chase-request';
export const chaseConcernJob = 'people/chase-concern';

type Timing = { place: Uuid; now: Date; newId: () => Uuid };

/** Asks for the next look at something that waits, on the morning of the day when the next level is due. */
export async function chaseWaiting(
  trx: Trx,
  timing: Timing,
  waiting: { id: Uuid; since: Date; what: WaitingFor },
  daysWaited: number,
): Promise<void> {
  const { next } = waitingAfter(waiting.what, daysWaited);
  if (next === undefined) return;
  const job = {
    place: timing.place,
    kind: waiting.what.kind === 'concern' ? chaseConcernJob : chaseRequestJob,
    dedupeKey: `${waiting.id}/${next}`,
    subject: waiting.id,
    runAfter: londonInstant(addDays(todayInLondon(waiting.since), next), { hour: 8, minute: 0 }),
  };
  await queueJob(trx, job, timing.now, timing.newId);
}

/** Notes that a level was come to. False where it was before: nobody is told twice. */
export async function chaseOnce(
  trx: Trx,
  timing: Timing,
  chase: { kind: WaitingKind; id: Uuid; level: WaitingLevel },
): Promise<boolean> {
  const done = await trx
    .insertInto('chase_done')
    .values({ place_id: timing.place, kind: chase.kind, record_id: chase.id, level: chase.level, at: timing.now })
    .onConflict((conflict) => conflict.columns(['place_id', 'kind', 'record_id', 'level']).doNothing())
    .executeTakeFirst();
  return Number(done.numInsertedOrUpdatedRows ?? 0) > 0;
}

/** A request for help that still waits, and for whom. For jobs of the service. */
export async function requestThatWaits(
  trx: Trx,
  place: Uuid,
  id: Uuid,
): Promise<{ since: Date; urgency: 'routine' | 'urgent'; organisation: Uuid | undefined } | undefined> {
  const row = await trx
    .selectFrom('help_request')
    .select(['received_at', 'urgency', 'organisation_id'])
    .where('place_id', '=', place)
    .where('id', '=', id)
    .where('status', '=', 'waiting')
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    since: row.received_at,
    urgency: row.urgency as 'routine' | 'urgent',
    organisation: row.organisation_id ?? undefined,
  };
}

/** A concern that nobody has received. For jobs of the service. */
export async function concernThatWaits(trx: Trx, place: Uuid, id: Uuid): Promise<{ since: Date } | undefined> {
  const row = await trx
    .selectFrom('safeguarding_concern')
    .select('sent_at')
    .where('place_id', '=', place)
    .where('id', '=', id)
    .where('received_at', 'is', null)
    .executeTakeFirst();
  return row === undefined ? undefined : { since: row.sent_at };
}

/**
 * Where letters about a waiting request go: first to those who begin records in the organisation, or in every organisation
 * that could take it; then to those who coordinate there, and to the administrators of the place where nobody does.
 */
export async function mailboxesOfRequest(
  trx: Trx,
  place: Uuid,
  request: { organisation: Uuid | undefined },
  level: WaitingLevel,
): Promise<string[]> {
  const mailboxes = async (roles: readonly string[], anywhere: boolean): Promise<string[]> => {
    const result = await sql<{ email: string }>`
      select distinct a.email from membership m join account a on a.id = m.account_id and a.disabled_at is null
       where m.place_id = ${place} and m.role = any (${[...roles]}::text[])
         and m.starts_on <= current_date and (m.ends_on is null or m.ends_on >= current_date)
         and (${anywhere} or m.organisation_id = ${request.organisation ?? null}::uuid
           or (${request.organisation === undefined} and m.organisation_id in (select i.organisation_id from thread.intake_organisations() i)))
       order by a.email`.execute(trx);
    return result.rows.map((row) => row.email);
  };
  if (level === 'remind') return await mailboxes(['link-worker', 'practitioner'], false);
  const coordinators = await mailboxes(['editor', 'programme-manager'], false);
  return coordinators.length > 0 ? coordinators : await mailboxes(['administrator'], true);
}

/**
 * Where the letter goes that a concern still waits: to the Caldicott guardian and the safeguarding lead, or the
 * administrators where the place has neither. Nobody whom the person refused by name hears of it.
 */
export async function mailboxesAboveConcern(trx: Trx, place: Uuid, id: Uuid): Promise<string[]> {
  const result = await sql<{ email: string; is_above: boolean }>`
    with person as (select c.person_id as id from safeguarding_concern c where c.place_id = ${place} and c.id = ${id}),
    asked as (
      select h.account_id, true as is_above from thread.duty_holders() h where h.duty in ('caldicott-guardian', 'safeguarding-lead')
      union
      select m.account_id, false from membership m where m.place_id = ${place} and m.role = 'administrator'
        and m.starts_on <= current_date and (m.ends_on is null or m.ends_on >= current_date)
    )
    select a.email, bool_or(x.is_above) as is_above from asked x join account a on a.id = x.account_id and a.disabled_at is null
     where not exists (select 1 from access_denial d, person p where d.place_id = ${place} and d.person_id = p.id
       and d.account_id = x.account_id and d.valid @> now())
     group by a.email order by a.email`.execute(trx);
  const above = result.rows.filter((row) => row.is_above);
  return (above.length > 0 ? above : result.rows).map((row) => row.email);
}
