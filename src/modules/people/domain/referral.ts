import { addDays, compareDates, daysBetween, formatDate, type LocalDate } from '../../../lib/dates.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { plural } from '../../../lib/text.ts';
import type { Standing } from './plan-step.ts';

/** The states of a referral: those of the HL7 FHIR R4 Task; `received` and `ready` are not used. */
export const referralStatuses = [
  'draft',
  'requested',
  'accepted',
  'rejected',
  'in-progress',
  'on-hold',
  'completed',
  'failed',
  'cancelled',
  'entered-in-error',
] as const;
export type ReferralStatus = (typeof referralStatuses)[number];

/** Referrals in these states are over: nothing leaves them but `entered-in-error`. */
export const endedStatuses = ['rejected', 'completed', 'failed', 'cancelled', 'entered-in-error'] as const;
export function isEnded(status: ReferralStatus): boolean {
  return endedStatuses.some((one) => one === status);
}

/** Who moves a referral: those who asked, those who were asked, or the service for a person who withdraws or for silence. */
export type Side = 'requester' | 'performer' | 'system';

type Transition = { from: ReferralStatus | undefined; to: ReferralStatus; by: readonly Side[] };
const working = ['accepted', 'in-progress', 'on-hold'] as const;
const open = ['requested', ...working] as const;

/** Every move there is; whatever is not listed is refused. Source: HL7 SDOH Clinical Care (STU 3), referral state diagram. */
export const transitions: readonly Transition[] = [
  { from: undefined, to: 'draft', by: ['requester'] },
  { from: undefined, to: 'requested', by: ['requester'] },
  { from: 'draft', to: 'requested', by: ['requester'] },
  { from: 'requested', to: 'accepted', by: ['performer'] },
  { from: 'requested', to: 'rejected', by: ['performer'] },
  { from: 'accepted', to: 'in-progress', by: ['performer'] },
  { from: 'accepted', to: 'on-hold', by: ['performer'] },
  { from: 'in-progress', to: 'on-hold', by: ['performer'] },
  { from: 'on-hold', to: 'in-progress', by: ['performer'] },
  ...working.flatMap((from): Transition[] => [
    { from, to: 'completed', by: ['performer'] },
    { from, to: 'failed', by: ['performer'] },
  ]),
  ...open.map((from): Transition => ({ from, to: 'cancelled', by: ['requester', 'performer', 'system'] })),
  ...referralStatuses
    .filter((from) => from !== 'entered-in-error')
    .map((from): Transition => ({ from, to: 'entered-in-error', by: ['requester'] })),
];

/** Whether anybody of these sides may bring a referral from one state to another. */
export function mayMove(from: ReferralStatus | undefined, to: ReferralStatus, sides: ReadonlySet<Side>): boolean {
  return transitions.some((one) => one.from === from && one.to === to && one.by.some((side) => sides.has(side)));
}

/**
 * Whether those who asked may ask again: of what is over, but not of a mistake, nor once the person has died. What is over
 * never moves; a new referral goes on from it.
 */
export function mayReopen(status: ReferralStatus, reason: ReferralReason | undefined): boolean {
  return isEnded(status) && status !== 'entered-in-error' && reason !== 'person-died';
}

/** Why a referral was declined: what the group says. */
export const declineReasons = [
  'no-capacity',
  'waiting-list-closed',
  'outside-area',
  'outside-age',
  'outside-criteria',
  'needs-other-service',
  'not-enough-information',
  'duplicate',
  'person-already-known',
  'unsafe-to-proceed',
  'service-closed',
  'other',
] as const;
/** Why a referral ended without what was hoped for. */
export const endReasons = [
  'person-declined',
  'cannot-reach-person',
  'person-moved',
  'person-died',
  'no-capacity',
  'service-closed',
  'needs-other-service',
  'other',
] as const;
/** Why those who asked take it back. */
export const cancelReasons = [
  'person-withdrew',
  'person-declined',
  'person-moved',
  'person-died',
  'duplicate',
  'other',
] as const;
export type ReferralReason =
  | (typeof declineReasons)[number]
  | (typeof endReasons)[number]
  | (typeof cancelReasons)[number]
  | 'no-reply'
  | 'sent-in-error';

export const reasonWords: Readonly<Record<ReferralReason, string>> = {
  'no-capacity': 'There is no room just now',
  'waiting-list-closed': 'The waiting list is closed',
  'outside-area': 'The person lives outside the area',
  'outside-age': 'It is for another age',
  'outside-criteria': 'It is not for this kind of need',
  'needs-other-service': 'Something else would help more',
  'not-enough-information': 'We need to know more',
  duplicate: 'We were asked twice',
  'person-already-known': 'We know and help the person already',
  'unsafe-to-proceed': 'It would not be safe',
  'service-closed': 'It no longer runs',
  'person-declined': 'The person would rather not',
  'person-withdrew': 'The person took it back',
  'cannot-reach-person': 'The person could not be reached',
  'person-moved': 'The person has moved away',
  'person-died': 'The person has died',
  'no-reply': 'There was no answer',
  'sent-in-error': 'It was sent by mistake',
  other: 'Another reason',
};

/** What somebody can do with a referral. */
export const referralMoves = [
  'accept',
  'decline',
  'start',
  'resume',
  'finish',
  'hold',
  'stop',
  'cancel',
  'give-back',
  'withdraw',
  'no-reply',
  'mistake',
] as const;
export type ReferralMove = (typeof referralMoves)[number];

type MoveSpec = {
  to: ReferralStatus;
  /** Whose move it is in the transitions. */
  side: Side;
  reasons?: readonly ReferralReason[];
  needsOutput?: boolean;
  needsReview?: boolean;
};
const specs: Readonly<Record<ReferralMove, MoveSpec>> = {
  accept: { to: 'accepted', side: 'performer' },
  decline: { to: 'rejected', side: 'performer', reasons: declineReasons },
  start: { to: 'in-progress', side: 'performer' },
  hold: { to: 'on-hold', side: 'performer', needsReview: true },
  resume: { to: 'in-progress', side: 'performer' },
  finish: { to: 'completed', side: 'performer', needsOutput: true },
  stop: { to: 'failed', side: 'performer', reasons: endReasons },
  cancel: { to: 'cancelled', side: 'requester', reasons: cancelReasons },
  // Those who were asked take it off their list; on pages they say that it ended.
  'give-back': { to: 'cancelled', side: 'performer', reasons: cancelReasons },
  // The person ends it themselves: the service acts for them.
  withdraw: { to: 'cancelled', side: 'system' },
  'no-reply': { to: 'cancelled', side: 'system' },
  mistake: { to: 'entered-in-error', side: 'requester' },
};

/** Moves that are their own reason. */
const ownReasons: Partial<Record<ReferralMove, ReferralReason>> = {
  withdraw: 'person-withdrew',
  'no-reply': 'no-reply',
  mistake: 'sent-in-error',
};
/** Moves that no button offers: the service makes them when their time has come, or another system says so. */
const unoffered: ReadonlySet<ReferralMove> = new Set(['no-reply', 'give-back']);
/** The moves that somebody can ask for: their words stand in addresses. */
export const offeredMoves: readonly ReferralMove[] = referralMoves.filter((move) => !unoffered.has(move));

/** The reasons among which a move lets one choose; none where it needs none. */
export function reasonsFor(move: ReferralMove): readonly ReferralReason[] {
  return specs[move].reasons ?? [];
}
export function needsOutput(move: ReferralMove): boolean {
  return specs[move].needsOutput === true;
}
export function needsReview(move: ReferralMove): boolean {
  return specs[move].needsReview === true;
}

/** What somebody of these sides can do with a referral in this state, the likeliest first. */
export function movesFor(status: ReferralStatus, sides: ReadonlySet<Side>): ReferralMove[] {
  return possibleMoves(status, sides).filter((move) => !unoffered.has(move));
}

function possibleMoves(status: ReferralStatus, sides: ReadonlySet<Side>): ReferralMove[] {
  return referralMoves.filter((move) => {
    const { to, side } = specs[move];
    if (!sides.has(side)) return false;
    if (move === 'no-reply' && status !== 'requested') return false;
    if (move === 'start' && status !== 'accepted') return false;
    if (move === 'resume' && status !== 'on-hold') return false;
    return mayMove(status, to, new Set([side]));
  });
}

export type MoveCommand = {
  move: ReferralMove;
  reason?: ReferralReason | undefined;
  note: string;
  output?: string | undefined;
  reviewOn?: LocalDate | undefined;
};
export type MoveChange = {
  status: ReferralStatus;
  reason: ReferralReason | undefined;
  note: string;
  output: string | undefined;
  reviewOn: LocalDate | undefined;
};
export type MoveRefusal =
  | 'referral/not-now'
  | 'referral/reason-needed'
  | 'referral/note-needed'
  | 'referral/output-needed'
  | 'referral/review-needed';

/** Decides a move: from which state, by whom, with what is needed for it. */
export function decideMove(
  status: ReferralStatus,
  command: MoveCommand,
  facts: { sides: ReadonlySet<Side>; today: LocalDate },
): Result<MoveChange, MoveRefusal> {
  const { move } = command;
  if (!possibleMoves(status, facts.sides).includes(move)) return fail('referral/not-now');
  const spec = specs[move];
  const own = ownReasons[move];
  const reason = own ?? command.reason;
  if (spec.reasons !== undefined && (reason === undefined || !spec.reasons.includes(reason)))
    return fail('referral/reason-needed');
  if (needsWords(reason) && command.note === '') return fail('referral/note-needed');
  if (spec.needsOutput === true && (command.output ?? '') === '') return fail('referral/output-needed');
  if (spec.needsReview === true) {
    if (command.note === '') return fail('referral/note-needed');
    if (command.reviewOn === undefined || compareDates(command.reviewOn, facts.today) <= 0)
      return fail('referral/review-needed');
  }
  return ok({
    status: spec.to,
    reason: spec.reasons === undefined ? own : reason,
    note: command.note,
    output: spec.needsOutput === true ? command.output : undefined,
    reviewOn: spec.needsReview === true ? command.reviewOn : undefined,
  });
}

/** Reasons that say nothing without words: another reason, and what there is too little of. */
export function needsWords(reason: ReferralReason | undefined): boolean {
  return reason === 'other' || reason === 'not-enough-information';
}

/** What silence leads to: the group is reminded, whoever asked is told, and at last it ends without an answer. */
export const silenceLevels = ['remind', 'tell', 'end'] as const;
export type SilenceLevel = (typeof silenceLevels)[number];
const silence: Readonly<Record<'routine' | 'urgent', Readonly<Record<SilenceLevel, number>>>> = {
  routine: { remind: 5, tell: 10, end: 14 },
  urgent: { remind: 1, tell: 2, end: 3 },
};

/** Calendar days of silence after which a level is due. */
export function silenceDays(urgency: 'routine' | 'urgent', level: SilenceLevel): number {
  return silence[urgency][level];
}

/** What is due after so many days of silence, and after how many days something is due next. */
export function silenceAfter(
  urgency: 'routine' | 'urgent',
  days: number,
): { due: SilenceLevel | undefined; next: number | undefined } {
  const due = silenceLevels.findLast((level) => silenceDays(urgency, level) <= days);
  const next = silenceLevels.map((level) => silenceDays(urgency, level)).find((day) => day > days);
  return { due, next };
}

/** Days after which no answer is too long: five, or one where it is urgent. */
export function patience(urgency: 'routine' | 'urgent'): number {
  return silenceDays(urgency, 'remind');
}

/** For how many days a link answers a referral, from the day it was sent. */
export const linkDays = 14;

/** Where a referral stands, in words that say it whole. Silence is never the person's failure. */
export function referralStanding(
  referral: {
    status: ReferralStatus;
    urgency: 'routine' | 'urgent';
    reason: ReferralReason | undefined;
    sentOn: LocalDate | undefined;
    reviewOn: LocalDate | undefined;
  },
  today: LocalDate,
): Standing {
  switch (referral.status) {
    case 'draft':
      return { text: 'Not sent yet', tone: 'plain' };
    case 'requested': {
      const { sentOn } = referral;
      if (sentOn === undefined || compareDates(sentOn, today) >= 0)
        return { text: 'Sent today: no answer yet', tone: 'waiting' };
      const late = compareDates(addDays(sentOn, patience(referral.urgency)), today) <= 0;
      return { text: `No answer for ${plural(daysBetween(sentOn, today), 'day')}`, tone: late ? 'late' : 'waiting' };
    }
    case 'accepted':
      return { text: 'They said yes', tone: 'good' };
    case 'in-progress':
      return { text: 'They are helping', tone: 'good' };
    case 'on-hold': {
      const isLate = referral.reviewOn !== undefined && compareDates(referral.reviewOn, today) < 0;
      const until = referral.reviewOn === undefined ? '' : ` until ${formatDate(referral.reviewOn)}`;
      return { text: `Waiting${until}`, tone: isLate ? 'late' : 'waiting' };
    }
    case 'completed':
      return { text: 'Done', tone: 'good' };
    case 'rejected':
      return { text: 'They could not help', tone: 'ended' };
    case 'failed':
      return { text: 'Ended', tone: 'ended' };
    case 'cancelled':
      return {
        text:
          referral.reason === 'no-reply'
            ? 'They did not answer us'
            : referral.reason === 'person-withdrew'
              ? 'Taken back by the person'
              : 'Taken back',
        tone: 'ended',
      };
    case 'entered-in-error':
      return { text: 'Sent by mistake', tone: 'ended' };
  }
}
