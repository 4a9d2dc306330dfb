import type { MoneyRefusal } from './domain/money.ts';
import type { PlanRefusal } from './domain/plan.ts';
import type { ObjectionRefusal, PriorityRefusal } from './domain/priority.ts';
import type { AnswerRefusal, OfferRefusal } from './store/commitment-writes.ts';
import type { EditRefusal } from './store/priority-writes.ts';

/** Everything this module can refuse. */
export type StrategyRefusal =
  | AnswerRefusal
  | OfferRefusal
  | PlanRefusal
  | PriorityRefusal
  | ObjectionRefusal
  | EditRefusal
  | MoneyRefusal;

const sentences: Readonly<Record<StrategyRefusal, string>> = {
  'strategy/gone': 'This is no longer here, or you may not see it',
  'strategy/changed-meanwhile':
    'Somebody changed this while you were working. Your words are still below. Look at the page as it is now, then send the form again to put your words in place of theirs',
  'priority/no-grounds':
    'Say first where this priority comes from: choose a statement that it answers, or add evidence of need',
  'priority/not-draft': 'This priority is already published',
  'priority/not-published': 'Only a published priority can be retired',
  'priority/statement-gone': 'One of the statements you chose is no longer there. Choose again',
  'objection/reply-needed': 'Write a reply',
  'plan/no-parties': 'Choose the organisations that agree this plan before it is agreed',
  'plan/no-priorities': 'Choose the priorities that this plan is about before it is agreed',
  'plan/not-draft': 'This plan has already been agreed',
  'plan/not-agreed': 'Only an agreed plan can be ended or replaced',
  'commitment/not-yours': 'Only the people who would do it can answer or report for this commitment',
  'commitment/already-answered': 'This commitment has already been answered',
  'commitment/not-accepted': 'This commitment has not been accepted yet',
  'commitment/already-ended': 'This commitment has already ended',
  'commitment/reason-needed': 'Give a reason, so that others understand',
  'commitment/kept-in-future': 'The day it was kept must be today or in the past',
  'commitment/priority-gone': 'Choose a priority',
  'commitment/priority-retired': 'This is no longer a priority, so nothing new can be promised for it',
  'commitment/outcome-elsewhere': 'Choose an outcome of this priority',
  'commitment/plan-elsewhere': 'Choose a plan that has this priority in it',
  'commitment/not-a-partner': 'Choose an organisation that is a partner in this place',
  'commitment/payer-not-a-partner': 'Choose who pays from the partners in this place',
  'money/not-an-amount': 'Enter an amount of money, like 12,500 or 12,500.50',
  'money/too-much': 'The amount must be £1 billion or less',
};

/** The sentence that a person reads for a refusal. */
export function refusalSentence(refusal: StrategyRefusal): string {
  return sentences[refusal];
}

/** What a form says when something is missing or cannot be read. */
export const formMessages = {
  priorityTitle: 'Enter a title for the priority',
  planTitle: 'Enter a title for the plan',
  planKind: 'Choose what kind of plan this is',
  planPeriod: 'The plan must end after it starts',
  finding: 'Say what the evidence shows',
  source: 'Say where the evidence comes from',
  sourceAddress: 'The web address must start with https:// or http://',
  voiceWho: 'Say who it was, for example “Carers’ group”',
  voiceHow: 'Say how they shaped the priority',
  outcomeTitle: 'Say what should change',
  outcomeUnit: 'Say what is counted, for example “%” or “people”',
  outcomeBetter: 'Choose whether a higher or a lower figure is better',
  baselineDate: 'Give the day of the starting figure',
  baselineValue: 'Give the starting figure for this day',
  targetDate: 'Give the day by which the target should be reached',
  targetValue: 'Give the target for this day',
  targetAfter: 'The day of the target must be after the day of the starting figure',
  readingValue: 'Enter the figure that was measured',
  readingSource: 'Say where the figure comes from',
  readingFuture: 'The day it was measured must be today or in the past',
  objectionReason: 'Say why you object',
  objectionName: 'Say what we should call you, for example “A resident of the Quayside”',
  replyKind: 'Choose whether the priority stays or changes',
  commitmentTitle: 'Say what will be done',
  firstStep: 'Say what the first step is',
  who: 'Choose who would do this',
  volunteerName: 'Enter the name that people will see',
  asked: 'Choose the organisation you are asking',
  duePast: 'The day it is due must be today or later',
  pay: 'Choose who pays',
  payer: 'Choose the organisation that pays',
  answer: 'Choose whether you accept or decline',
  report: 'Choose what you want to report',
  note: 'Write what has happened',
} as const;

/** What the next page says once after something was done. */
export const notices: Readonly<Record<string, string>> = {
  'priority-drafted': 'The priority is saved as a draft. Only partners can see it.',
  'priority-saved': 'The priority is saved.',
  'priority-published': 'The priority is published. Everyone can see it.',
  'priority-retired': 'The priority is retired. Its page stays, so that people can see what was promised.',
  'evidence-added': 'The evidence is added.',
  'evidence-removed': 'The evidence is taken away.',
  'voice-added': 'Added to who shaped this priority.',
  'voice-removed': 'Taken away from who shaped this priority.',
  'outcome-added': 'The outcome is added.',
  'reading-recorded': 'The figure is recorded.',
  'objection-raised': 'Your objection is on the page of the priority. The planners have been asked to reply.',
  'objection-answered': 'Your reply is on the page of the priority.',
  'plan-drafted': 'The plan is saved as a draft. Only partners can see it.',
  'plan-saved': 'The plan is saved.',
  'plan-agreed': 'The plan is agreed. Everyone can see it.',
  'plan-replaced': 'The plan is marked as replaced by a later plan.',
  'plan-ended': 'The plan is ended.',
  'commitment-made': 'Thank you. The commitment is made.',
  'commitment-asked': 'The organisation has been asked. It holds only once they accept.',
  'commitment-accepted': 'Thank you. The commitment is accepted.',
  'commitment-declined': 'The commitment is declined, with your reason.',
  'commitment-kept': 'Thank you. The commitment is marked as kept.',
  'commitment-stopped': 'The commitment is stopped, with your reason.',
  'commitment-noted': 'Your note is added.',
};
