import { addDays, compareDates, formatDate, type LocalDate } from '../../../lib/dates.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';

/**
 * Where a step stands. It is offered by whoever would do it, and counts once the person has said yes. A step of somebody
 * else is a contribution: it is kept (`done`) or not.
 */
export type StepState =
  | { status: 'offered' | 'accepted' | 'declined' | 'not-kept' | 'ended' }
  | { status: 'done'; on: LocalDate };
/** What is said about a step; `words` are a few about how it ended. */
export type StepCommand =
  | { kind: 'accept' }
  | { kind: 'decline' }
  | { kind: 'done'; on: LocalDate; words?: string }
  | { kind: 'not-kept'; words: string }
  | { kind: 'end' };

/** What a step still waits for before it can be done. */
export const stepNeeds = ['nothing', 'agreement', 'money'] as const;
export type StepNeed = (typeof stepNeeds)[number];
export type StepRefusal =
  | 'step/already-answered'
  | 'step/not-accepted'
  | 'step/already-ended'
  | 'step/done-in-future'
  | 'step/own-not-kept'
  | 'step/why-needed'
  | 'step/strengths-first'
  | 'step/not-said-by-them';

/** Who would do a step. */
export type Doer =
  | { kind: 'person' }
  | { kind: 'circle'; member: string }
  | { kind: 'organisation'; organisation: string };

/**
 * Whether a step may be entered, and where it begins. Nobody is entered in their absence: somebody of the circle or
 * another organisation only when they said so themselves. Others contribute only once something is known of what the
 * person is good at or who supports them already, or while it is agreed who asks. What the person does themselves never
 * waits for that, nor does what cannot wait: food, warmth, safety.
 */
export function decideOffer(
  doer: Doer,
  facts: {
    supports: number;
    /** It is written down who will ask about strengths, by a day that has not passed. */
    isBeingAsked: boolean;
    isUrgent: boolean;
    saidSoThemselves: boolean;
    ownOrganisation: string | undefined;
    isPerson: boolean;
  },
): Result<StepState, StepRefusal> {
  if (doer.kind === 'person') return ok({ status: 'accepted' });
  if (facts.supports === 0 && !facts.isBeingAsked && !facts.isUrgent) return fail('step/strengths-first');
  const isOurs = doer.kind === 'organisation' && doer.organisation === facts.ownOrganisation;
  if (!isOurs && !facts.saidSoThemselves) return fail('step/not-said-by-them');
  // What the person enters themselves, they have said yes to.
  return ok({ status: facts.isPerson ? 'accepted' : 'offered' });
}

/** The next state of a step. What has ended stays as it is. */
export function decideStep(
  state: StepState,
  command: StepCommand,
  facts: { today: LocalDate; isPersonsOwn: boolean },
): Result<StepState, StepRefusal> {
  const { today } = facts;
  if (hasEnded(state)) return fail('step/already-ended');
  switch (command.kind) {
    case 'accept':
    case 'decline':
      if (state.status !== 'offered') return fail('step/already-answered');
      return ok({ status: command.kind === 'accept' ? 'accepted' : 'declined' });
    case 'done':
      if (state.status !== 'accepted') return fail('step/not-accepted');
      return compareDates(command.on, today) > 0 ? fail('step/done-in-future') : ok({ status: 'done', on: command.on });
    case 'not-kept':
      if (state.status !== 'accepted') return fail('step/not-accepted');
      // What somebody meant to do themselves is no promise: it is planned again, or no longer.
      if (facts.isPersonsOwn) return fail('step/own-not-kept');
      return command.words === '' ? fail('step/why-needed') : ok({ status: 'not-kept' });
    case 'end':
      return ok({ status: 'ended' });
  }
}

/** Whether a step has ended, one way or the other. */
export function hasEnded(state: StepState): boolean {
  return state.status !== 'offered' && state.status !== 'accepted';
}

export type Standing = { text: string; tone: 'good' | 'waiting' | 'late' | 'ended' | 'plain' };

/** Where a step stands today, in words that say it whole. */
export function stepStanding(state: StepState, by: LocalDate, today: LocalDate): Standing {
  switch (state.status) {
    case 'offered':
      return { text: 'Offered: waiting for a yes', tone: 'waiting' };
    case 'accepted':
      return compareDates(by, today) < 0
        ? { text: `Was due ${formatDate(by)}`, tone: 'late' }
        : { text: `By ${formatDate(by)}`, tone: 'plain' };
    case 'declined':
      return { text: 'No, thank you', tone: 'ended' };
    case 'done':
      return { text: `Done on ${formatDate(state.on)}`, tone: 'good' };
    case 'not-kept':
      return { text: 'It did not come about', tone: 'ended' };
    case 'ended':
      return { text: 'No longer planned', tone: 'ended' };
  }
}

/** Whether a step belongs on today's list: open, and due within a week or before. */
export function isDueSoon(state: StepState, by: LocalDate, today: LocalDate): boolean {
  return !hasEnded(state) && compareDates(by, addDays(today, 7)) <= 0;
}
