import { isUuid, type Uuid } from '../../../kernel/ids.ts';
import { compareDates, type LocalDate } from '../../../lib/dates.ts';
import { FormReader, typedList, typedText, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { formSchema, listField, textField } from '../../../platform/http/fields.ts';
import {
  offerNeeds,
  stepOutcomes,
  supportKinds,
  type OfferNeed,
  type StepOutcome,
  type SupportKind,
} from '../domain/exercise.ts';
import { dotsEach, type Comparison } from '../domain/rounds.ts';
import type { BlockKind } from '../domain/run-sheet.ts';
import { messages } from '../messages.ts';
import { notSaid } from '../parts/not-said.ts';
import type { BallotContent } from '../store/rooms.ts';

export const giveBody = formSchema({
  block: textField(40),
  sector: textField(40),
  word: textField(200),
  dot: listField(40, 4),
  first: textField(4),
  second: textField(4),
  prefer: textField(10),
  idea: textField(400),
  'first-step': textField(400),
  'scored-idea': textField(4),
  score: textField(4),
  fingers: textField(4),
  needed: textField(400),
  what: textField(400),
  kind: textField(20),
  ring: textField(4),
  member: textField(4),
  agency: textField(200),
  told: textField(4),
  contact: textField(4),
  shared: textField(4),
  wait: textField(6),
  outcome: textField(20),
  organisation: textField(40),
  who: textField(200),
  needs: textField(20),
  amount: textField(20),
  'by-day': textField(4),
  'by-month': textField(4),
  'by-year': textField(6),
});

export type Given =
  | { kind: 'ballot'; content: BallotContent }
  /** Somebody is in the room; `sector` is null for those who would rather not say, undefined where there are none. */
  | { kind: 'here'; sector: Uuid | null | undefined }
  | { kind: 'support'; what: string; support: SupportKind; ring: number; member: number }
  | {
      kind: 'step';
      agency: string;
      what: string;
      member: number;
      isTold: boolean;
      hasContact: boolean;
      isShared: boolean;
      waitDays: number;
      outcome: StepOutcome;
    }
  | {
      kind: 'offer';
      organisation: Uuid;
      who: string;
      what: string;
      firstStep: string;
      member: number;
      byOn: LocalDate;
      needs: OfferNeed;
      pence: number | undefined;
    };

/** What the reader of a round must know: what there is to choose from, what was given before, and the day. */
export type RoundFacts = {
  options: number;
  /** The ids of the sectors that people may say they are of. */
  sectors: readonly Uuid[];
  before: BallotContent;
  members: number;
  today: LocalDate;
};

function whole(typed: Typed, field: string, low: number, high: number): number | undefined {
  const text = typedText(typed, field).trim();
  const value = Number(text);
  return /^-?\d{1,4}$/.test(text) && value >= low && value <= high ? value : undefined;
}

/** −1 stands for the whole family. */
function readMember(form: FormReader, typed: Typed, members: number): number {
  const member = whole(typed, 'member', -1, members - 1);
  if (member === undefined) form.problem('member', messages.whomMissing);
  return member ?? -1;
}

function readBallot(form: FormReader, typed: Typed, kind: BlockKind, facts: RoundFacts): BallotContent {
  const { options, before } = facts;
  switch (kind) {
    case 'word':
      return { word: form.text('word', 'Your word', 40, messages.wordMissing) };
    case 'dots': {
      const chosen = [...new Set(typedList(typed, 'dot'))].map(Number);
      const isRight = chosen.every((at) => Number.isInteger(at) && at >= 0 && at < options);
      const most = dotsEach(options);
      if (!isRight || chosen.length === 0 || chosen.length > most) form.problem('dot', messages.dotsWrong(most));
      return { dots: chosen };
    }
    case 'pairs': {
      const [first, second] = [whole(typed, 'first', 0, options - 1), whole(typed, 'second', 0, options - 1)];
      const prefer = form.choice('prefer', ['first', 'second', 'neither'] as const, messages.stepMissing);
      if (first === undefined || second === undefined || first === second) {
        form.problem('prefer', messages.stepMissing);
        return before;
      }
      const winner = prefer === 'first' ? first : prefer === 'second' ? second : undefined;
      const isSame = (one: Comparison): boolean =>
        Math.min(one.first, one.second) === Math.min(first, second) &&
        Math.max(one.first, one.second) === Math.max(first, second);
      const others = (before.pairs ?? []).filter((one) => !isSame(one));
      return { pairs: [...others, { first, second, winner }].slice(-100) };
    }
    case 'fist': {
      const fingers = whole(typed, 'fingers', 0, 5);
      if (fingers === undefined) form.problem('fingers', messages.fingersMissing);
      const needed = form.text('needed', 'What it would need', 140);
      return { fingers: fingers ?? 0, ...(needed === '' ? {} : { needed }) };
    }
    default:
      form.problem('block', messages.nothingAsked);
      return {};
  }
}

/** In the round of 25/10 one first writes, then scores one idea after the other. */
function readIdea(form: FormReader, typed: Typed, isScoring: boolean, before: BallotContent): BallotContent {
  if (!isScoring)
    return {
      ...before,
      idea: form.text('idea', 'Your idea', 140, messages.ideaMissing),
      firstStep: form.text('first-step', 'The first step', 140, messages.firstStepMissing),
    };
  const [idea, score] = [whole(typed, 'scored-idea', 0, 999), whole(typed, 'score', 1, 5)];
  if (idea === undefined || score === undefined) {
    form.problem('score', messages.scoreMissing);
    return before;
  }
  const others = (before.scores ?? []).filter((one) => one.idea !== idea);
  return { ...before, scores: [...others, { idea, score }].slice(-5) };
}

function readHere(form: FormReader, typed: Typed, { sectors }: RoundFacts): Given {
  if (sectors.length === 0) return { kind: 'here', sector: undefined };
  const chosen = typedText(typed, 'sector');
  if (chosen === notSaid) return { kind: 'here', sector: null };
  if (!sectors.includes(chosen)) form.problem('sector', messages.sectorMissing);
  return { kind: 'here', sector: chosen };
}

function readSupport(form: FormReader, typed: Typed, facts: RoundFacts): Given {
  const ring = whole(typed, 'ring', 1, 3);
  const support = form.choice('kind', supportKinds, messages.supportKindMissing);
  if (ring === undefined) form.problem('ring', messages.ringMissing);
  return {
    kind: 'support',
    what: form.text('what', 'What it is', 140, messages.whatMissing),
    support: support ?? 'other',
    ring: ring ?? 1,
    member: readMember(form, typed, facts.members),
  };
}

function readStep(form: FormReader, typed: Typed, facts: RoundFacts): Given {
  const waitDays = typedText(typed, 'wait').trim() === '' ? 0 : whole(typed, 'wait', 0, 2_000);
  if (waitDays === undefined) form.problem('wait', messages.waitWrong);
  const outcome = form.choice('outcome', stepOutcomes, messages.outcomeMissing);
  const isYes = (field: string): boolean => typedText(typed, field) === 'yes';
  return {
    kind: 'step',
    agency: form.text('agency', 'The agency', 80, messages.agencyMissing),
    what: form.text('what', 'What happened', 140),
    member: readMember(form, typed, facts.members),
    isTold: isYes('told'),
    hasContact: isYes('contact'),
    isShared: isYes('shared'),
    waitDays: waitDays ?? 0,
    outcome: outcome ?? 'helped',
  };
}

function readOffer(form: FormReader, typed: Typed, facts: RoundFacts): Given | undefined {
  const organisation = typedText(typed, 'organisation');
  if (!isUuid(organisation)) form.problem('organisation', messages.organisationMissing);
  const what = form.text('what', 'What you offer', 140, messages.whatMissing);
  const firstStep = form.text('first-step', 'The first step', 140, messages.firstStepMissing);
  const needs = form.choice('needs', offerNeeds, messages.needsMissing);
  const byOn = form.date('by', 'The day it is due', true);
  if (byOn !== undefined && compareDates(byOn, facts.today) < 0) form.problem('by-day', messages.offerPast);
  const pounds = form.number('amount', 'The amount');
  if (pounds !== undefined && (pounds < 0 || pounds > 10_000_000)) form.problem('amount', messages.whatMissing);
  const member = readMember(form, typed, facts.members);
  const who = form.text('who', 'Who does it', 80);
  if (byOn === undefined || needs === undefined || !isUuid(organisation)) return undefined;
  const pence = needs === 'money' && pounds !== undefined ? Math.round(pounds * 100) : undefined;
  return { kind: 'offer', organisation, who, what, firstStep, member, byOn, needs, pence };
}

/** Reads what somebody gives in the block that is open. */
export function parseGiven(
  typed: Typed,
  kind: BlockKind,
  facts: RoundFacts & { isScoring: boolean },
): Result<Given, Problem[]> {
  const form = new FormReader(typed);
  const read = (): Given | undefined => {
    switch (kind) {
      case 'here':
        return readHere(form, typed, facts);
      case 'family-strengths':
        return readSupport(form, typed, facts);
      case 'family-handoffs':
        return readStep(form, typed, facts);
      case 'family-offers':
        return readOffer(form, typed, facts);
      case 'ideas':
        return { kind: 'ballot', content: readIdea(form, typed, facts.isScoring, facts.before) };
      default:
        return { kind: 'ballot', content: readBallot(form, typed, kind, facts) };
    }
  };
  const given = read();
  return given === undefined || form.problems.length > 0 ? fail(form.problems) : ok(given);
}
