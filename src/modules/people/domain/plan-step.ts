import { addDays, compareDates, formatDate, type LocalDate } from '../../../lib/dates.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';

/** Where a step stands. It is offered by whoever would do it, and counts once the person has said yes. */
export type StepState = { status: 'offered' | 'accepted' | 'declined' | 'ended' } | { status: 'done'; on: LocalDate };
export type StepCommand = { kind: 'accept' } | { kind: 'decline' } | { kind: 'done'; on: LocalDate } | { kind: 'end' };
export type StepRefusal =
  | 'step/already-answered'
  | 'step/not-accepted'
  | 'step/already-ended'
  | 'step/done-in-future'
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
 * person is good at or who supports them already; what the person does themselves never waits for that.
 */
export function decideOffer(
  doer: Doer,
  facts: { supports: number; saidSoThemselves: boolean; ownOrganisation: string | undefined; isPerson: boolean },
): Result<StepState, StepRefusal> {
  if (doer.kind === 'person') return ok({ status: 'accepted' });
  if (facts.supports === 0) return fail('step/strengths-first');
  const isOurs = doer.kind === 'organisation' && doer.organisation === facts.ownOrganisation;
  if (!isOurs && !facts.saidSoThemselves) return fail('step/not-said-by-them');
  // What the person enters themselves, they have said yes to.
  return ok({ status: facts.isPerson ? 'accepted' : 'offered' });
}

/** The next state of a step. What has ended stays as it is. */
export function decideStep(state: StepState, command: StepCommand, today: LocalDate): Result<StepState, StepRefusal> {
  if (state.status === 'done' || state.status === 'declined' || state.status === 'ended')
    return fail('step/already-ended');
  switch (command.kind) {
    case 'accept':
    case 'decline':
      if (state.status !== 'offered') return fail('step/already-answered');
      return ok({ status: command.kind === 'accept' ? 'accepted' : 'declined' });
    case 'done':
      if (state.status !== 'accepted') return fail('step/not-accepted');
      return compareDates(command.on, today) > 0 ? fail('step/done-in-future') : ok({ status: 'done', on: command.on });
    case 'end':
      return ok({ status: 'ended' });
  }
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
    case 'ended':
      return { text: 'No longer planned', tone: 'ended' };
  }
}

/** Whether a step belongs on today's list: open, and due within a week or before. */
export function isDueSoon(state: StepState, by: LocalDate, today: LocalDate): boolean {
  return (state.status === 'offered' || state.status === 'accepted') && compareDates(by, addDays(today, 7)) <= 0;
}
