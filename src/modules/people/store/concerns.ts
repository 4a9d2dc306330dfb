import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { recordAudit } from '../../../platform/audit/audit.ts';
import { prepared, type Writer } from '../../../platform/database/prepared.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { queueJob } from '../../../platform/jobs/jobs.ts';
import type { LegalBasis } from '../domain/concern.ts';
import { chaseWaiting } from './chases.ts';
import type { PeopleDoing } from './doing.ts';

export const tellOfConcernJob = 'people/tell-of-concern';

/** What is passed on: the facts that are needed, on which law, and why. */
export type Concern = {
  /** The record that the sender looked at, where they had one open. */
  person: Uuid | undefined;
  about: string;
  bornOn: LocalDate | undefined;
  contact: string;
  words: string;
  legalBasis: LegalBasis;
  reason: string;
  /** Why the person is not told; empty when they are. */
  notToldReason: string;
};

/** Whether anybody here receives concerns. */
export async function hasSafeguardingTeam(trx: Trx): Promise<boolean> {
  const result = await sql<{ yes: boolean }>`select thread.has_safeguarding_team() as yes`.execute(trx);
  return result.rows[0]?.yes === true;
}

/** Passes a concern on to the safeguarding team of the place. Undefined when there is none. */
export async function sendConcern(trx: Trx, doing: PeopleDoing, concern: Concern): Promise<Uuid | undefined> {
  const id = doing.newId();
  const place = doing.place.id;
  const result = await sql<{ done: boolean }>`
    select thread.send_concern(${id}::uuid, ${concern.person ?? null}::uuid, ${concern.about}, ${concern.bornOn ?? null}::date, ${concern.contact},
      ${concern.words}, ${concern.legalBasis}, ${concern.reason}, ${concern.notToldReason}, ${doing.now}::timestamptz) as done`.execute(
    trx,
  );
  if (result.rows[0]?.done !== true) return undefined;
  await leaveTrace(trx, doing, id, 'concern/sent');
  return await tellLater(trx, { ...doing, id, place, what: 'sent' });
}

async function tellLater(
  trx: Trx,
  told: { id: Uuid; place: Uuid; what: 'sent' | 'received'; now: Date; newId: () => Uuid },
): Promise<Uuid> {
  const job = { kind: tellOfConcernJob, place: told.place, dedupeKey: `${told.id}/${told.what}`, subject: told.id };
  await queueJob(trx, job, told.now, told.newId);
  if (told.what === 'sent')
    await chaseWaiting(trx, told, { id: told.id, since: told.now, what: { kind: 'concern' } }, 0);
  return told.id;
}

/** The audit names the concern by its id, never the person. */
async function leaveTrace(trx: Trx, doing: PeopleDoing, id: Uuid, action: string): Promise<void> {
  const entry = { place: doing.place.id, account: doing.by.account, action, kind: 'concern', id };
  await recordAudit(trx, entry, doing.now, doing.newId);
}

/** Says that the team has it, with an answer for whoever sent it. False for everybody but the team. */
export async function receiveConcern(trx: Trx, doing: PeopleDoing, id: Uuid, answer: string): Promise<boolean> {
  const result = await sql<{ done: boolean }>`
    select thread.receive_concern(${id}::uuid, ${answer}, ${doing.now}::timestamptz) as done`.execute(trx);
  if (result.rows[0]?.done !== true) return false;
  await leaveTrace(trx, doing, id, 'concern/received');
  await tellLater(trx, { ...doing, id, place: doing.place.id, what: 'received' });
  return true;
}

/** A concern, as the team reads it. */
export type SeenConcern = Omit<Concern, 'person'> & {
  id: Uuid;
  from: { name: string; organisation: string };
  sentAt: Date;
  receivedAt: Date | undefined;
  answer: string;
};

function rowsOf(db: Writer, place: Uuid) {
  return db
    .selectFrom('safeguarding_concern as c')
    .innerJoin('organisation as o', 'o.id', 'c.author_org')
    .selectAll('c')
    .select('o.name as organisation')
    .where('c.place_id', '=', place);
}
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number];

function toConcern(row: Row): SeenConcern {
  return {
    id: row.id,
    about: row.about,
    bornOn: (row.born_on as LocalDate | null) ?? undefined,
    contact: row.contact,
    words: row.words,
    legalBasis: row.legal_basis as LegalBasis,
    reason: row.reason,
    notToldReason: row.not_told_reason,
    from: { name: row.author_name, organisation: row.organisation },
    sentAt: row.sent_at,
    receivedAt: row.received_at ?? undefined,
    answer: row.answer,
  };
}

/** What waits for the team, the oldest first, and what it has received, the newest first. Empty for everybody else. */
export async function concernsHere(
  trx: Trx,
  place: Uuid,
  limit: number,
): Promise<{ open: SeenConcern[]; received: SeenConcern[] }> {
  const open = rowsOf(trx, place).where('c.received_at', 'is', null).orderBy('c.sent_at').orderBy('c.id');
  const done = rowsOf(trx, place).where('c.received_at', 'is not', null).orderBy('c.sent_at', 'desc').orderBy('c.id');
  const [first, second] = await Promise.all([open.limit(limit).execute(), done.limit(limit).execute()]);
  return { open: first.map(toConcern), received: second.map(toConcern) };
}

export async function concernById(trx: Trx, place: Uuid, id: Uuid): Promise<SeenConcern | undefined> {
  const row = await rowsOf(trx, place).where('c.id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toConcern(row);
}

const toldRows = prepared((db, place: Uuid, person: Uuid) =>
  db
    .selectFrom('safeguarding_told')
    .select(['at', 'legal_basis'])
    .where('place_id', '=', place)
    .where('person_id', '=', person)
    .orderBy('at', 'desc'),
);

/** That concerns were passed on, as the person may read it. */
export async function concernsTold(
  trx: Trx,
  place: Uuid,
  person: Uuid,
): Promise<{ at: Date; legalBasis: LegalBasis }[]> {
  const rows = await toldRows(trx, place, person);
  return rows.map((row) => ({ at: row.at, legalBasis: row.legal_basis as LegalBasis }));
}

/** Whether this account is of the safeguarding team. */
export async function isSafeguarding(trx: Trx): Promise<boolean> {
  const result = await sql<{ yes: boolean }>`
    select thread.has_duty('safeguarding-lead', 'safeguarding-team') as yes`.execute(trx);
  return result.rows[0]?.yes === true;
}

/** To whom letters about a concern go: the team while it waits, but nobody whom the person refused by name; then the sender. */
export async function mailboxesOfConcern(
  trx: Trx,
  place: Uuid,
  id: Uuid,
): Promise<{ isReceived: boolean; to: string[] } | undefined> {
  const concern = await trx
    .selectFrom('safeguarding_concern as c')
    .innerJoin('account as a', 'a.id', 'c.author_account')
    .select(['c.person_id', 'c.received_at', 'a.email'])
    .where('c.place_id', '=', place)
    .where('c.id', '=', id)
    .executeTakeFirst();
  if (concern === undefined) return undefined;
  if (concern.received_at !== null) return { isReceived: true, to: [concern.email] };
  const team = await sql<{ email: string }>`
    select distinct a.email from thread.duty_holders() h join account a on a.id = h.account_id
     where h.duty in ('safeguarding-lead', 'safeguarding-team')
       and not exists (select 1 from access_denial d where d.place_id = ${place} and d.person_id = ${concern.person_id}::uuid
         and d.account_id = h.account_id and d.valid @> now())`.execute(trx);
  return { isReceived: false, to: team.rows.map((one) => one.email) };
}
