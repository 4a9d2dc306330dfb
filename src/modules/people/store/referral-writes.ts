import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { queueJob } from '../../../platform/jobs/jobs.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { gathers } from '../../../platform/database/gathered.ts';
import { addRow, preparedChange } from '../../../platform/database/prepared.ts';
import { addCard, link } from '../../../thread/store/write.ts';
import {
  decideMove,
  isEnded,
  silenceAfter,
  type MoveCommand,
  type MoveRefusal,
  type ReferralMove,
  type ReferralReason,
  type ReferralStatus,
  type Side,
} from '../domain/referral.ts';
import { addDays, daysBetween, type LocalDate } from '../../../lib/dates.ts';
import { londonInstant } from '../../../lib/london-time.ts';
import type { SafeContact, WayGiven } from '../domain/words.ts';
import { authorColumns, dayOf, type EditRefusal, type PeopleDoing } from './doing.ts';
import { markLinkUsed } from './answer-links.ts';
import { countReferralsJob, isCounted, monthOf } from './referral-counts.ts';
import { goalsByIds } from './goals.ts';
import { addOffer, type OpenTo, type ReferTo } from './offers.ts';
import { addReferralEvent, tellOfReferral } from './referral-events.ts';
import { referralById, type ReferralScope, type SeenReferral, type Urgency } from './referrals.ts';
import { addDecisions, refoldFor } from './sharing.ts';

/** What is asked, for whom, of whom. The name of whoever asks comes from the sign-in. */
export type NewReferral = {
  to: ReferTo | OpenTo;
  goal: Uuid | undefined;
  reason: string;
  accessNeeds: string;
  risks: string;
  safeContact: SafeContact;
  safeContactNote: string;
  urgency: Urgency;
  scope: ReferralScope;
  permissionHow: WayGiven;
  permissionOn: LocalDate;
  phone: string;
  /** The ended referral from which it goes on. */
  reopens?: Uuid | undefined;
  /** Its id, where another system knows what is asked by one already. */
  id?: Uuid | undefined;
  /** Where it is not the worker who writes: the person, somebody for them with how they stand to them, or a practice. */
  askedBy?:
    | { kind: 'self' | 'on-behalf'; name: string; relation: string }
    | { kind: 'partner'; name: string }
    | undefined;
};
export type ReferralRefusal = EditRefusal | MoveRefusal | 'referral/goal-gone' | 'referral/claimed';

const categoriesOfScope = {
  answer: [],
  deliver: ['identity', 'needs'],
  'share-plan': ['identity', 'circle', 'plan', 'needs'],
} as const satisfies Record<ReferralScope, readonly string[]>;

/**
 * Sends a referral: with what the person allowed for it, on the thread beside the goal that it serves. It opens nothing
 * of the person before the group has said yes. `goOn` is given what was sent and is not waited for, by whoever waits for it before
 * anything counts, and has asked for the count (`countLater`) already: it is all sent in one turn.
 */
export async function sendReferral(
  trx: Trx,
  doing: PeopleDoing,
  person: Uuid,
  referral: NewReferral,
  goOn?: (sent: Promise<unknown>) => void,
): Promise<Result<{ id: Uuid }, ReferralRefusal>> {
  const place = doing.place.id;
  if (referral.goal !== undefined && (await goalsByIds(trx, place, [referral.goal])).length === 0)
    return fail('referral/goal-gone');
  const id = referral.id ?? doing.newId();
  const made = { id, person };
  const { to } = referral;
  const card = {
    kind: 'referral',
    id,
    title: `Referral: ${'open' in to ? to.needKind : to.name}`.slice(0, 200),
    summary: '',
    address: `/${doing.place.slug}/referrals/${id}`,
    visibility: 'personal',
    about: { person, category: 'referral', authorOrg: doing.by.organisation },
  } as const;
  // What is asked in one turn is done in its order, and travels together.
  const sent = Promise.all([
    addReferral(trx, doing, made, referral),
    'open' in to ? undefined : permitFor(trx, doing, made, referral, to.organisation),
    addReferralEvent(trx, doing, made, { kind: 'created', by: 'requester', to: 'requested' }),
    addCard(trx, place, card, doing.now),
    tellOfReferral(trx, doing, made, 'people/referral-sent', 'A referral was sent'),
    chaseLater(trx, doing, { id, sentOn: dayOf(doing), urgency: referral.urgency }),
    goOn === undefined ? countLater(trx, doing) : undefined,
  ]);
  if (goOn === undefined) await sent;
  else goOn(sent);
  if ('open' in to) await addOffer(trx, doing, made, to, referral);
  if (referral.goal !== undefined) {
    const by = { account: doing.by.account, now: doing.now };
    const goal = { kind: 'goal', id: referral.goal } as const;
    if (!(await link(trx, place, goal, 'supported-by', { kind: 'referral', id }, by)))
      throw new Error('the goal of a referral is not on the thread');
  }
  return ok({ id });
}

async function addReferral(
  trx: Trx,
  doing: PeopleDoing,
  { id, person }: { id: Uuid; person: Uuid },
  referral: NewReferral,
): Promise<void> {
  await addRow(trx, 'referral', {
    place_id: doing.place.id,
    id,
    person_id: person,
    requested_by: referral.askedBy?.kind ?? 'partner',
    on_behalf_relation: referral.askedBy?.kind === 'on-behalf' ? referral.askedBy.relation : '',
    requester_name: (referral.askedBy?.name ?? doing.by.name).slice(0, 120),
    requester_phone: referral.phone,
    permission_how: referral.permissionHow,
    permission_on: referral.permissionOn,
    ...toColumns(referral.to),
    reopens_id: referral.reopens ?? null,
    goal_id: referral.goal ?? null,
    reason: referral.reason,
    access_needs: referral.accessNeeds,
    no_known_risks: referral.risks === '',
    risks: referral.risks,
    safe_contact: referral.safeContact,
    safe_contact_note: referral.safeContactNote,
    urgency: referral.urgency,
    scope: referral.scope,
    status: 'requested',
    sent_at: doing.now,
    ...authorColumns(doing),
    created_at: doing.now,
  });
}

/** What the person allowed those who are asked: it opens nothing before they have said yes. */
async function permitFor(
  trx: Trx,
  doing: PeopleDoing,
  made: { id: Uuid; person: Uuid },
  referral: NewReferral,
  organisation: Uuid,
): Promise<void> {
  const permit = {
    effect: 'permit',
    organisation,
    account: undefined,
    basis: 'consent',
    how: referral.permissionHow,
    reason: '',
  } as const;
  const decisions = categoriesOfScope[referral.scope].map((category) => ({ ...permit, category }));
  await Promise.all([
    addDecisions(trx, doing, made.person, decisions, made.id),
    refoldFor(trx, made.person, organisation),
  ]);
}

function toColumns(to: ReferTo | OpenTo) {
  if ('open' in to)
    return { to_kind: 'open', to_name: to.needKind, need_kind: to.needKind, may_offer_openly: true } as const;
  return {
    to_kind: to.service === undefined ? 'organisation' : 'service',
    service_id: to.service ?? null,
    organisation_id: to.organisation,
    to_name: to.name,
  } as const;
}

const told: Partial<Record<ReferralStatus, string>> = {
  accepted: 'A referral was answered: yes',
  rejected: 'A referral was answered: they could not help',
  'in-progress': 'Help began after a referral',
  'on-hold': 'Help after a referral waits',
  completed: 'Help after a referral was given',
  failed: 'Help after a referral ended',
  cancelled: 'A referral was taken back',
};

function actorOf(move: ReferralMove): 'requester' | 'performer' | 'person' | 'system' {
  switch (move) {
    case 'withdraw':
      return 'person';
    case 'no-reply':
      return 'system';
    case 'cancel':
    case 'mistake':
      return 'requester';
    default:
      return 'performer';
  }
}

type MoveColumns = [
  status: ReferralStatus,
  reason: ReferralReason | undefined,
  note: string,
  reviewOn: LocalDate | undefined,
  output: string | undefined,
  answeredAt: Date | undefined,
  closedAt: Date | undefined,
];
const moveRow = preparedChange((db, place: Uuid, id: Uuid, from: number, version: number, ...to: MoveColumns) => {
  const [status, reason, status_note, reviewOn, output, answeredAt, closedAt] = to;
  return db
    .updateTable('referral')
    .set({
      status,
      status_reason: reason ?? null,
      status_note,
      review_on: reviewOn ?? null,
      ...(output === undefined ? {} : { output }),
      ...(answeredAt === undefined ? {} : { answered_at: answeredAt }),
      ...(closedAt === undefined ? {} : { closed_at: closedAt }),
      version,
    })
    .where('place_id', '=', place)
    .where('id', '=', id)
    .where('version', '=', from);
});

/** Moves a referral on. What it opens follows in the same transaction. */
export async function moveReferral(
  trx: Trx,
  doing: PeopleDoing,
  id: Uuid,
  asked: {
    version: number;
    command: MoveCommand;
    sides: ReadonlySet<Side>;
    /** Who it is by, where it is not the organisation of whoever writes. */
    organisation?: Uuid | undefined;
    /** The link by which it is answered without an account: it answers once. */
    link?: Uuid | undefined;
    /** The referral, where this transaction has read it already. */
    known?: SeenReferral | undefined;
    /** The whole transaction is undone where the move is refused: what follows is sent with the move. */
    isUndoneWhereRefused?: boolean | undefined;
  },
): Promise<Result<SeenReferral, ReferralRefusal>> {
  const place = doing.place.id;
  const before = asked.known ?? (await referralById(trx, place, id));
  if (before === undefined) return fail('people/gone');
  const decided = decideMove(before.status, asked.command, { sides: asked.sides, today: dayOf(doing) });
  if (!decided.ok) return decided;
  const { status, reason, note, output, reviewOn } = decided.value;
  const isAnswer = before.status === 'requested' && (status === 'accepted' || status === 'rejected');
  const answeredAt = isAnswer ? doing.now : undefined;
  const closedAt = isEnded(status) ? doing.now : undefined;
  const words = [status, reason, note, reviewOn, output, answeredAt, closedAt] as const;
  const isGathered = gathers(trx, 'move', id, before.person, before.status, asked.version, ...words);
  const moving = isGathered ? Promise.resolve(1) : moveRow(trx, place, id, asked.version, asked.version + 1, ...words);
  moving.catch(() => {});
  if (asked.isUndoneWhereRefused !== true && (await moving) === 0) return fail('people/changed-meanwhile');
  if (asked.link !== undefined) await markLinkUsed(trx, place, asked.link, doing.now);
  const { move } = asked.command;
  const sentence = told[status];
  await Promise.all([
    addReferralEvent(trx, doing, before, {
      kind: 'moved',
      by: actorOf(move),
      organisation: asked.organisation,
      from: before.status,
      to: status,
      reason,
      note: output ?? note,
    }),
    sentence === undefined ? undefined : tellOfReferral(trx, doing, before, 'people/referral-moved', sentence),
    countLater(trx, doing),
    settleReferral(trx, doing, id),
    endOffer(trx, doing, id),
  ]);
  if ((await moving) === 0) return fail('people/changed-meanwhile');
  return ok({ ...before, status });
}

/** Says more about a referral without moving it: what was done so far, where it stands in their own words, a note. */
export async function sayMore(
  trx: Trx,
  doing: PeopleDoing,
  referral: { id: Uuid; person: Uuid; version: number },
  more: { businessStatus: string; note: string; output: string | undefined; side: 'requester' | 'performer' },
): Promise<Result<undefined, EditRefusal>> {
  const done = await trx
    .updateTable('referral')
    .set({
      business_status: more.businessStatus,
      status_note: more.note,
      ...(more.output === undefined ? {} : { output: more.output }),
      version: referral.version + 1,
    })
    .where('place_id', '=', doing.place.id)
    .where('id', '=', referral.id)
    .where('version', '=', referral.version)
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0) return fail('people/changed-meanwhile');
  const note = (more.output ?? more.note).slice(0, 2_000);
  await addReferralEvent(trx, doing, referral, { kind: 'note', by: more.side, note });
  return ok(undefined);
}

/** Brings what a referral opens in line with how it stands. */
async function settleReferral(trx: Trx, doing: PeopleDoing, id: Uuid): Promise<void> {
  const relationship = doing.newId();
  if (gathers(trx, 'settle', id, relationship, doing.now)) return;
  await sql`select thread.settle_referral(${id}::uuid, ${relationship}::uuid, ${doing.now}::timestamptz)`.execute(trx);
}

/** Ends the open offer of a referral that is no longer open, where it had one. */
async function endOffer(trx: Trx, doing: PeopleDoing, id: Uuid): Promise<void> {
  if (gathers(trx, 'end-offer', id)) return;
  await sql`select thread.end_offer(${id}::uuid, ${doing.now}::timestamptz)`.execute(trx);
}

/**
 * Takes an open referral for the writer's organisation, which it was offered to. The first wins in the database; to everybody
 * else it is gone.
 */
export async function claimReferral(
  trx: Trx,
  doing: PeopleDoing,
  id: Uuid,
): Promise<Result<undefined, 'referral/claimed'>> {
  const claimed = await sql<{ taken: boolean }>`
    select thread.claim_referral(${id}::uuid, ${doing.now}::timestamptz) as taken`.execute(trx);
  if (claimed.rows[0]?.taken !== true) return fail('referral/claimed');
  const referral = await referralById(trx, doing.place.id, id);
  if (referral === undefined) throw new Error('a claimed referral is not there for those who claimed it');
  const event = { kind: 'claimed', by: 'performer', from: 'requested', to: 'accepted' } as const;
  await addReferralEvent(trx, doing, referral, event);
  await tellOfReferral(trx, doing, referral, 'people/referral-moved', 'A referral was answered: yes');
  await countLater(trx, doing);
  await settleReferral(trx, doing, id);
  return ok(undefined);
}

/** Notes that those who asked have read what came of it: until then it stands on their list. */
export async function readOutcome(
  trx: Trx,
  doing: PeopleDoing,
  referral: { id: Uuid; person: Uuid },
): Promise<Result<undefined, EditRefusal>> {
  const done = await trx
    .updateTable('referral')
    .set({ outcome_read_at: doing.now })
    .where('place_id', '=', doing.place.id)
    .where('id', '=', referral.id)
    .where('closed_at', 'is not', null)
    .where('status', '<>', 'entered-in-error')
    .where('outcome_read_at', 'is', null)
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0) return fail('people/changed-meanwhile');
  await addReferralEvent(trx, doing, referral, { kind: 'outcome-read', by: 'requester' });
  return ok(undefined);
}

export const chaseReferralJob = 'people/chase-referral';

/** Asks for a look at a referral on the day on which silence leads to something. */
export async function chaseLater(
  trx: Trx,
  doing: PeopleDoing,
  referral: { id: Uuid; sentOn: LocalDate; urgency: Urgency },
): Promise<void> {
  const { id, sentOn, urgency } = referral;
  const { next } = silenceAfter(urgency, daysBetween(sentOn, dayOf(doing)));
  if (next === undefined) return;
  const job = {
    place: doing.place.id,
    kind: chaseReferralJob,
    dedupeKey: `${id}/${next}`,
    subject: id,
    runAfter: londonInstant(addDays(sentOn, next), { hour: 8, minute: 0 }),
  };
  await queueJob(trx, job, doing.now, doing.newId);
}

/** Asks for the count of the month, unless it was made already: it is made once. */
export async function countLater(trx: Trx, doing: PeopleDoing): Promise<void> {
  if (await isCounted(trx, doing.place.id, dayOf(doing))) return;
  const job = { place: doing.place.id, kind: countReferralsJob, dedupeKey: monthOf(dayOf(doing)) };
  await queueJob(trx, job, doing.now, doing.newId);
}
