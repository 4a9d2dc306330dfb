import { normaliseForSearch } from '../../../lib/text.ts';
import { trigramSimilarity } from './statement-checks.ts';

/** Somebody of the invented family. */
export type Member = { name: string; age: number; role: string; words: string; goodDay: string };
export type Scenario = { key: string; familyName: string; story: string; members: readonly Member[] };

/** Families to begin with. All are invented. */
export const scenarios: readonly Scenario[] = [
  {
    key: 'new-baby',
    familyName: 'Marlow',
    story:
      'A young family with a new baby, a tenancy that ends in spring, and a debt that began with a washing machine.',
    members: [
      { name: 'Jess', age: 24, role: 'mother', words: 'I am fine, really.', goodDay: 'Two hours of sleep and a walk.' },
      {
        name: 'Ryan',
        age: 26,
        role: 'father',
        words: 'If I miss a shift we miss the rent.',
        goodDay: 'A whole evening at home.',
      },
      { name: 'Poppy', age: 0, role: 'baby, five weeks old', words: '', goodDay: 'Fed, dry, held.' },
      {
        name: 'Carol',
        age: 51,
        role: 'Jess’s mother, two bus rides away',
        words: 'She will not ask me.',
        goodDay: 'A photo.',
      },
    ],
  },
  {
    key: 'grandparent',
    familyName: 'Tolley',
    story: 'A grandmother brings up two children and looks after her husband, whose memory is going.',
    members: [
      { name: 'Maureen', age: 68, role: 'grandmother and carer', words: 'Who has time to be ill?', goodDay: 'Choir.' },
      { name: 'Des', age: 72, role: 'grandfather', words: 'I used to run the lock.', goodDay: 'The allotment.' },
      { name: 'Kayleigh', age: 14, role: 'granddaughter', words: 'Nobody asks what I think.', goodDay: 'Art club.' },
      { name: 'Alfie', age: 9, role: 'grandson', words: 'I can cook eggs.', goodDay: 'Football, and nobody shouts.' },
    ],
  },
  {
    key: 'leaving-care',
    familyName: 'Okoro-Bell',
    story: 'A young man leaves care, with a room of his own, a job that may not last, and a foster family that stays.',
    members: [
      {
        name: 'Tyrell',
        age: 18,
        role: 'young adult',
        words: 'I have told my story eleven times.',
        goodDay: 'Work, then gaming.',
      },
      {
        name: 'Grace',
        age: 57,
        role: 'former foster mother',
        words: 'His chair is still here.',
        goodDay: 'Sunday lunch for six.',
      },
      { name: 'Dean', age: 21, role: 'brother', words: 'I would help if I knew how.', goodDay: 'A call back.' },
    ],
  },
];

export const supportKinds = ['person', 'group', 'place', 'skill', 'service', 'other'] as const;
export type SupportKind = (typeof supportKinds)[number];
export const supportKindWords: Readonly<Record<SupportKind, string>> = {
  person: 'A person',
  group: 'A group',
  place: 'A place',
  skill: 'A skill of their own',
  service: 'A service',
  other: 'A pet, faith or interest',
};
export const ringWords = ['Close', 'Everyday', 'Around'] as const;

export const stepOutcomes = ['helped', 'passed-on', 'not-eligible', 'closed', 'no-reply'] as const;
export type StepOutcome = (typeof stepOutcomes)[number];
export const outcomeWords: Readonly<Record<StepOutcome, string>> = {
  helped: 'Helped',
  'passed-on': 'Passed on',
  'not-eligible': 'Not eligible',
  closed: 'Closed',
  'no-reply': 'No reply',
};

export type Step = {
  member: number;
  agency: string;
  isTold: boolean;
  hasContact: boolean;
  isShared: boolean;
  waitDays: number;
  outcome: StepOutcome;
  /** The room has found that this step need not happen. */
  isSpared: boolean;
};

export type HandOffs = {
  steps: number;
  handOffs: number;
  cold: number;
  told: number;
  agencies: number;
  waitDays: number;
  bounces: number;
};

/**
 * What the steps do to the family; computed, never typed. A hand-off is one step of a member after another with a different agency; it
 * is cold where nobody is named or nothing was passed on. Source: note on the conversation, section 9.
 */
export function countHandOffs(steps: readonly Step[]): HandOffs {
  let [handOffs, cold] = [0, 0];
  const last = new Map<number, string>();
  for (const step of steps) {
    const agency = normaliseForSearch(step.agency);
    const before = last.get(step.member);
    if (before !== undefined && before !== agency) {
      handOffs += 1;
      if (!step.hasContact || !step.isShared) cold += 1;
    }
    last.set(step.member, agency);
  }
  return {
    steps: steps.length,
    handOffs,
    cold,
    told: steps.filter((step) => step.isTold).length,
    agencies: new Set(steps.map((step) => normaliseForSearch(step.agency))).size,
    waitDays: steps.reduce((sum, step) => sum + step.waitDays, 0),
    bounces: steps.filter(({ outcome }) => outcome === 'passed-on' || outcome === 'not-eligible').length,
  };
}

/** The same before and after the room took steps out. */
export function beforeAndAfter(steps: readonly Step[]): { before: HandOffs; after: HandOffs } {
  return { before: countHandOffs(steps), after: countHandOffs(steps.filter((step) => !step.isSpared)) };
}

const worries =
  /\b(?:lacks?|lonely|isolated|poor|problems?|struggl\w*|debts?|addict\w*|depress\w*|violen\w*|abus\w*|neglect\w*|fail\w*|no (?:money|friends|support|job)|risk|crisis|can'?t|cannot|won'?t|never|without)\b/i;

/** Whether what was written is a worry rather than a strength: the first round takes strengths only, and keeps worries for the third. */
export function isWorry(what: string): boolean {
  return worries.test(what);
}

/** Which of earlier entries says nearly the same, if one does. */
export function sameAs<T extends { id: string; what: string }>(what: string, earlier: readonly T[]): T | undefined {
  let best: { entry: T; similarity: number } | undefined;
  for (const entry of earlier) {
    const similarity = trigramSimilarity(what, entry.what);
    if (similarity >= 0.55 && similarity > (best?.similarity ?? 0)) best = { entry, similarity };
  }
  return best?.entry;
}

export const offerNeeds = ['nothing', 'agreement', 'money'] as const;
export type OfferNeed = (typeof offerNeeds)[number];
export const needWords: Readonly<Record<OfferNeed, string>> = {
  nothing: 'Nothing: we can do it',
  agreement: 'Somebody’s agreement',
  money: 'Money',
};

/** What an offer waits for. */
export type OfferStage = 'confirmed' | 'asked' | 'ready' | 'board' | 'deciding' | 'money';

/**
 * Where an offer stands: it is ready to be asked of its organisation when it needs nothing, or when a board has decided on what it needs
 * (what was decided stands beside it, and people judge). What needs an agreement is put to a board first, what needs money says who pays.
 */
export function offerStage(offer: {
  needs: OfferNeed;
  isAsked: boolean;
  isConfirmed: boolean;
  isOnAgenda: boolean;
  isDecided: boolean;
}): OfferStage {
  if (offer.isConfirmed) return 'confirmed';
  if (offer.isAsked) return 'asked';
  if (offer.needs === 'money') return 'money';
  if (offer.needs === 'nothing' || offer.isDecided) return 'ready';
  return offer.isOnAgenda ? 'deciding' : 'board';
}

/** The members for whom nobody offers anything. */
export function gapsOf(members: readonly Member[], offers: readonly { member: number }[]): number[] {
  const served = new Set(offers.map((offer) => offer.member));
  // −1 stands for the whole family: then nobody is left out.
  return served.has(-1) ? [] : members.map((_, at) => at).filter((at) => !served.has(at));
}

/** What a real case looks like: a form that names who somebody is. */
export function looksReal(text: string): boolean {
  return /\b\d{3}\s?\d{3}\s?\d{4}\b|\bNHS number\b|\breal (?:case|family|patient|client)\b|\bd\.?o\.?b\.?\b/i.test(
    text,
  );
}
