import { prepared, type Writer } from '../../../platform/database/prepared.ts';
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import type { Scope, Trx } from '../../../platform/database/database.ts';
import { requestCodeFrom, type CloseReason, type RequestSource } from '../domain/help-request.ts';
import { saysNoRisks } from '../domain/referral-letter.ts';
import type { SafeContact, WayGiven } from '../domain/words.ts';
import { chaseWaiting } from './chases.ts';
import { authorColumns, type EditRefusal, type PeopleDoing } from './doing.ts';
import { addReferralEvent } from './referral-events.ts';
import { moveReferral, sendReferral, type ReferralRefusal } from './referral-writes.ts';
import type { Urgency } from './referrals.ts';

/** A request for help as it was sent: before anybody has said who it is. */
export type NewHelpRequest = {
  /** Who takes it in; undefined is whoever can first. */
  organisation: Uuid | undefined;
  source: RequestSource;
  asker: { name: string; relation: string; organisation: string; contact: string };
  name: string;
  bornOn: LocalDate | undefined;
  nhsNumber: string | undefined;
  postcode: string;
  phone: string;
  email: string;
  reason: string;
  accessNeeds: string;
  /** As it was said; empty where nobody said anything, which is not that there are none. */
  risks: string;
  safeContact: SafeContact;
  safeContactNote: string;
  urgency: Urgency;
  permissionHow: WayGiven;
  permissionOn: LocalDate;
};
export type HelpRequest = NewHelpRequest & {
  id: Uuid;
  code: string;
  receivedAt: Date;
  status: 'waiting' | 'taken-in' | 'closed';
  referral: Uuid | undefined;
  version: number;
};

/** The scope of whoever sends a request without an account. */
export function helpRequestScope(place: Uuid): Scope {
  return { role: 'thread_service', job: 'help-request', place };
}

/** Keeps a request. @returns the code by which the sender can say that it arrived. */
export async function addHelpRequest(
  trx: Trx,
  doing: PeopleDoing,
  request: NewHelpRequest,
): Promise<{ id: Uuid; code: string }> {
  const id = doing.newId();
  const code = requestCodeFrom(randomBytes(8));
  await trx
    .insertInto('help_request')
    .values({
      place_id: doing.place.id,
      id,
      organisation_id: request.organisation ?? null,
      code,
      source: request.source,
      asker_name: request.asker.name,
      asker_relation: request.asker.relation,
      asker_organisation: request.asker.organisation,
      asker_contact: request.asker.contact,
      name: request.name,
      born_on: request.bornOn ?? null,
      nhs_number: request.nhsNumber ?? null,
      postcode: request.postcode,
      phone: request.phone,
      email: request.email,
      reason: request.reason,
      access_needs: request.accessNeeds,
      risks: request.risks,
      safe_contact: request.safeContact,
      safe_contact_note: request.safeContactNote,
      urgency: request.urgency,
      permission_how: request.permissionHow,
      permission_on: request.permissionOn,
      received_at: doing.now,
      ...authorColumns(doing),
    })
    .execute();
  const timing = { place: doing.place.id, now: doing.now, newId: doing.newId };
  const what = { kind: 'help-request', urgency: request.urgency } as const;
  await chaseWaiting(trx, timing, { id, since: doing.now, what }, 0);
  return { id, code };
}

function rowsOf(db: Writer, place: Uuid) {
  return db.selectFrom('help_request').selectAll().where('place_id', '=', place);
}
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number];

function toRequest(row: Row): HelpRequest {
  return {
    id: row.id,
    organisation: row.organisation_id ?? undefined,
    code: row.code,
    source: row.source as RequestSource,
    asker: {
      name: row.asker_name,
      relation: row.asker_relation,
      organisation: row.asker_organisation,
      contact: row.asker_contact,
    },
    name: row.name,
    bornOn: (row.born_on as LocalDate | null) ?? undefined,
    nhsNumber: row.nhs_number ?? undefined,
    postcode: row.postcode,
    phone: row.phone,
    email: row.email,
    reason: row.reason,
    accessNeeds: row.access_needs,
    risks: row.risks,
    safeContact: row.safe_contact as SafeContact,
    safeContactNote: row.safe_contact_note,
    urgency: row.urgency as Urgency,
    permissionHow: row.permission_how as WayGiven,
    permissionOn: row.permission_on as LocalDate,
    receivedAt: row.received_at,
    status: row.status as HelpRequest['status'],
    referral: row.referral_id ?? undefined,
    version: row.version,
  };
}

/** A request that this reader takes in, or took in. */
export async function helpRequestById(trx: Trx, place: Uuid, id: Uuid): Promise<HelpRequest | undefined> {
  const row = await rowsOf(trx, place).where('id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toRequest(row);
}

const waitingRows = prepared((db, place: Uuid, organisation: Uuid, limit: number) =>
  rowsOf(db, place)
    .where('organisation_id', '=', organisation)
    .where('status', '=', 'waiting')
    .orderBy('received_at')
    .orderBy('id')
    .limit(limit),
);

/** The requests that wait for an organisation, who has waited longest first. */
export async function waitingRequests(
  trx: Trx,
  place: Uuid,
  organisation: Uuid,
  limit: number,
): Promise<HelpRequest[]> {
  const rows = await waitingRows(trx, place, organisation, limit);
  return rows.map(toRequest);
}

/** A request that is open to whoever can first: no name and no words before it is taken. */
export type OpenRequest = { id: Uuid; receivedAt: Date; urgency: Urgency; source: RequestSource };

export async function openRequests(trx: Trx): Promise<OpenRequest[]> {
  const result = await sql<{ id: string; received_at: Date; urgency: Urgency; source: RequestSource }>`
    select id, received_at, urgency, source from thread.open_help_requests()`.execute(trx);
  return result.rows.map((row) => ({
    id: row.id,
    receivedAt: row.received_at,
    urgency: row.urgency,
    source: row.source,
  }));
}

/** Takes an open request for the reader's organisation. False where somebody was faster. */
export async function takeRequest(trx: Trx, id: Uuid): Promise<boolean> {
  const result = await sql<{ taken: boolean }>`select thread.take_help_request(${id}::uuid) as taken`.execute(trx);
  return result.rows[0]?.taken === true;
}

/** The organisations that take in requests for help, by name. */
export async function intakeOrganisations(trx: Trx): Promise<{ id: Uuid; name: string }[]> {
  const result = await sql<{ id: string; name: string }>`
    select organisation_id as id, name from thread.intake_organisations()`.execute(trx);
  return result.rows;
}

/** Who asked, in a line for the referral that it becomes. */
export function askerWords(request: Pick<HelpRequest, 'source' | 'asker'>): string {
  const { name, relation, organisation } = request.asker;
  switch (request.source) {
    case 'self':
      return 'The person themselves';
    case 'on-behalf':
      return `${name} (${relation})`;
    case 'practice':
      return organisation === '' ? name : `${name}, ${organisation}`;
  }
}

/** What a referral says of risks: that none are known only where somebody said so. */
function risksOf(said: string): string {
  if (saysNoRisks(said)) return '';
  return said === '' ? 'Nobody was asked about risks: ask before a visit.' : said;
}

/**
 * Takes a person in who asked for help: with a referral to the organisation that took the request, accepted at once, on the
 * thread of the person. Nothing of what was sent is typed again.
 */
export async function takeIn(
  trx: Trx,
  doing: PeopleDoing,
  id: Uuid,
  person: Uuid,
): Promise<Result<{ referral: Uuid }, ReferralRefusal>> {
  const request = await helpRequestById(trx, doing.place.id, id);
  if (request === undefined || request.organisation === undefined) return fail('people/gone');
  if (request.status !== 'waiting') return fail('people/changed-meanwhile');
  const sent = await sendReferral(trx, doing, person, {
    to: { organisation: request.organisation, service: undefined, name: 'Request for help' },
    askedBy:
      request.source === 'practice'
        ? { kind: 'partner', name: askerWords(request) }
        : { kind: request.source, name: askerWords(request), relation: request.asker.relation },
    goal: undefined,
    reason: request.reason,
    accessNeeds: request.accessNeeds,
    risks: risksOf(request.risks),
    safeContact: request.safeContact,
    safeContactNote: request.safeContactNote,
    urgency: request.urgency,
    scope: 'deliver',
    permissionHow: request.permissionHow,
    permissionOn: request.permissionOn,
    phone: request.asker.contact.slice(0, 40),
  });
  if (!sent.ok) return sent;
  const referral = { id: sent.value.id, person };
  const answer = request.asker.contact === '' ? '' : `. The answer goes to: ${request.asker.contact}`;
  const note = `Asked with the code ${request.code}${answer}`;
  await addReferralEvent(trx, doing, referral, { kind: 'note', by: 'requester', note });
  const accepted = await moveReferral(trx, doing, referral.id, {
    version: 1,
    command: { move: 'accept', note: '' },
    sides: new Set(['performer'] as const),
  });
  if (!accepted.ok) return accepted;
  const settled = await settle(trx, doing, request, {
    status: 'taken-in',
    person_id: person,
    referral_id: referral.id,
  });
  return settled.ok ? ok({ referral: referral.id }) : settled;
}

/** Ends a request of which nobody is taken in, with the reason. */
export async function closeRequest(
  trx: Trx,
  doing: PeopleDoing,
  request: Pick<HelpRequest, 'id' | 'version'>,
  close: { reason: CloseReason; note: string },
): Promise<Result<undefined, EditRefusal>> {
  return await settle(trx, doing, request, { status: 'closed', close_reason: close.reason, close_note: close.note });
}

async function settle(
  trx: Trx,
  doing: PeopleDoing,
  request: Pick<HelpRequest, 'id' | 'version'>,
  change: Partial<Row>,
): Promise<Result<undefined, EditRefusal>> {
  const done = await trx
    .updateTable('help_request')
    .set({ ...change, settled_at: doing.now, version: request.version + 1 })
    .where('place_id', '=', doing.place.id)
    .where('id', '=', request.id)
    .where('status', '=', 'waiting')
    .where('version', '=', request.version)
    .executeTakeFirst();
  return Number(done.numUpdatedRows) === 0 ? fail('people/changed-meanwhile') : ok(undefined);
}
