// The shapes of `workshop.json`: the half day in which fifty people of Wrenmouth met. Everything in it is invented.

import type { OfferNeed, StepOutcome, SupportKind } from '../../src/modules/conversation/domain/exercise.ts';

/** A partner that was asked to come. `people` is null where it has not answered, 0 where it does not come. */
export type DemoInvited = {
  organisation: string;
  sector: string | null;
  asked: string;
  people: number | null;
  vision: string;
  challenges: string;
  opportunities: string;
};
/** A group of people who should be heard; how many there are by a measure of the place, or by a figure with its source. */
export type DemoInvitedGroup = {
  label: string;
  sector: string | null;
  asked: string;
  measure: string | null;
  percent: number | null;
  source: string;
  coming: number;
};
export type DemoTheme = {
  label: string;
  priority: string;
  statements: string[];
  draft: string;
  critique: string;
  revised: string;
  minorityView: string;
};
export type DemoGivenSupport = {
  what: string;
  kind: SupportKind | 'worry';
  ring: number;
  member: number;
  table: number;
};
export type DemoFamilyStep = {
  agency: string;
  member: number;
  isTold: boolean;
  hasContact: boolean;
  isShared: boolean;
  waitDays: number;
  outcome: StepOutcome;
  isSpared: boolean;
};
/** What an organisation offered, and what became of it: a commitment, or a question to the board. */
export type DemoOffer = {
  organisation: string;
  who: string;
  what: string;
  firstStep: string;
  member: number;
  byDay: number;
  needs: OfferNeed;
  pence: number | null;
  commitment: string | null;
  agendaItem: string | null;
};
export type DemoWorkshop = {
  template: string;
  /** Words with how many people said each, in the round that begins. */
  words: Record<string, number>;
  /** What dots were given to, with how many people gave one. */
  dots: { option: string; people: number }[];
  /** How many people showed 0, 1, … 5 fingers at the end. */
  fingers: number[];
  invited: DemoInvited[];
  groups: DemoInvitedGroup[];
  /** Statements that say what another says already. */
  saidAgain: { body: string; statement: string }[];
  themes: DemoTheme[];
  family: string;
  priority: string;
  supports: DemoGivenSupport[];
  steps: DemoFamilyStep[];
  offers: DemoOffer[];
};
