// The shapes of `support.json`: people, their circles and plans. Days count from the first run. Everybody is invented.
import type { StepNeed } from '../../src/modules/people/domain/plan-step.ts';
import type {
  Care,
  CircleKind,
  Direction,
  FamilyKind,
  HelpKind,
  StrengthKind,
  TieQuality,
  TieStrength,
  WayGiven,
} from '../../src/modules/people/domain/words.ts';

export type DemoTie = {
  kind: CircleKind;
  name: string;
  ring: 1 | 2 | 3;
  gives: string;
  strength: TieStrength;
  direction: Direction;
  quality: TieQuality;
  care?: Care;
  help?: HelpKind;
  organisation: string | null;
  /** Somebody else of these data, who has a record of their own. */
  person: string | null;
};
export type DemoStep = {
  what: string;
  /** `person`, `circle:` with a name of the circle, or the slug of an organisation. */
  who: string;
  byDay: number;
  state: 'offered' | 'accepted' | 'done' | 'not-kept';
  doneDay: number | null;
  needs?: StepNeed;
  help?: HelpKind;
  /** Why it was not kept. */
  outcome?: string;
};
/** Something that somebody would like help with; what is urgent is food, warmth or safety. */
export type DemoNeed = { words: string; help: HelpKind; urgent?: boolean };
export type DemoReview = {
  day: number;
  how: WayGiven;
  words: string;
  changed: string;
  stops: string;
  nextDay: number;
};
export type DemoContingency = {
  trigger: string;
  signs: string;
  helps: string;
  /** A name of the circle. */
  call: string;
  callWords: string;
  avoid: string;
};
export type DemoGoal = {
  words: string;
  why: string;
  importance: number;
  /** Every figure given, from the first to the last; at most three. */
  progress: number[];
  /** Slug of a priority. */
  priority: string | null;
  steps: DemoStep[];
};
export type DemoSupported = {
  slug: string;
  name: string;
  knownAs: string;
  bornOn: string | null;
  /** Right in form, made up: they begin with 999. */
  nhsNumber: string | null;
  phone: string;
  postcode?: string;
  /** In their own words; empty where they were not asked. */
  gender?: string;
  ethnicity?: string;
  safeContact: 'any' | 'only-this-way' | 'through-somebody';
  safeContactNote: string;
  formatNeeds: string;
  language: string;
  interpreter: boolean;
  /** Slug of the demo person who signs in as them. */
  account: string | null;
  /** Slug of the worker who leads. */
  lead: string;
  sinceDay: number;
  mayKnow: 'partners' | 'only-us';
  mayPlan: 'partners' | 'only-us';
  /** Slug of a worker who must not know. */
  denies: string | null;
  helpedBy: { organisation: string; worker: string | null; scope: 'share-plan' | 'deliver' }[];
  matters: string[];
  strengths: [StrengthKind, string][];
  ties: DemoTie[];
  needs: DemoNeed[];
  goals: DemoGoal[];
  /** The first agrees the plan, the others look at it again. */
  reviews: DemoReview[];
  contingencies: DemoContingency[];
  /** The four answers of ONS4, by day. */
  wellbeing: { day: number; answers: number[] }[];
};
export type DemoSupport = {
  place: string;
  agreement: { name: string; lawfulBasis: string; startsDay: number; reviewDay: number; parties: string[] };
  people: DemoSupported[];
  /** Who is looked at together, by slug. */
  families: {
    kind: FamilyKind;
    lead: string;
    sinceDay: number;
    members: { person: string; relation: string }[];
  }[];
  /** What many more people are drawn from. */
  many: {
    seed: number;
    /** Every so many share their plan with partners; of those every so many work with the surgery; and so on. */
    sharedEvery: number;
    surgeryEvery: number;
    withoutGoalEvery: number;
    names: string[];
    /** What so many of ten of them would like help with. */
    needs: { help: HelpKind; words: string; outOfTen: number }[];
    interpreters: Record<string, string>;
    matters: string[];
    strengths: [StrengthKind, string][];
    ties: [CircleKind, string, 1 | 2 | 3, string][];
    goals: { words: string; why: string; priority: string | null; steps: string[] }[];
  };
};
