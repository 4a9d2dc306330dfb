/** The kinds of things around a person, and the words for them. */
export const circleKinds = ['family', 'neighbour', 'friend', 'group', 'place', 'pet', 'service', 'agency'] as const;
export type CircleKind = (typeof circleKinds)[number];
export const circleKindWords: Readonly<Record<CircleKind, string>> = {
  family: 'family',
  neighbour: 'neighbour',
  friend: 'friend',
  group: 'group',
  place: 'place',
  pet: 'pet',
  service: 'service',
  agency: 'worker of an organisation',
};

/** How near somebody stands; the innermost ring first. */
export const rings = [1, 2, 3] as const;
export type RingNumber = (typeof rings)[number];
export const ringWords: Readonly<Record<RingNumber, string>> = {
  1: 'Closest',
  2: 'Near',
  3: 'Further out',
};

export const tieStrengths = ['strong', 'ordinary', 'thin'] as const;
export type TieStrength = (typeof tieStrengths)[number];
export const tieStrengthWords: Readonly<Record<TieStrength, string>> = {
  strong: 'strong',
  ordinary: 'ordinary',
  thin: 'thin',
};

export const tieQualities = ['helps', 'mixed', 'strains'] as const;
export type TieQuality = (typeof tieQualities)[number];
export const tieQualityWords: Readonly<Record<TieQuality, string>> = {
  helps: 'It helps',
  mixed: 'It helps and it is hard',
  strains: 'It is hard',
};

export const directions = ['gives', 'receives', 'both'] as const;
export type Direction = (typeof directions)[number];
export const directionWords: Readonly<Record<Direction, string>> = {
  gives: 'Gives support',
  receives: 'Is given support',
  both: 'Both ways',
};

/** Whether a tie is about care: the person looks after them, or they look after the person. */
export const cares = ['none', 'cares-for', 'cared-for-by'] as const;
export type Care = (typeof cares)[number];
export const careWords: Readonly<Record<Care, string>> = {
  none: 'No',
  'cares-for': 'Looks after them',
  'cared-for-by': 'Is looked after by them',
};

/** What kind of help somebody gives, or would like: so that the same help twice, and help that nobody gives, can be told. */
export const helpKinds = [
  'company',
  'food',
  'home',
  'children',
  'care',
  'money',
  'advice',
  'transport',
  'health',
  'work',
] as const;
export type HelpKind = (typeof helpKinds)[number];
export const helpKindWords: Readonly<Record<HelpKind, string>> = {
  company: 'company',
  food: 'food and meals',
  home: 'housing, heating and repairs',
  children: 'looking after children',
  care: 'care and help at home',
  money: 'money and benefits',
  advice: 'advice and letters',
  transport: 'getting about',
  health: 'health',
  work: 'work and learning',
};

/** People who live together, or who belong together. */
export const familyKinds = ['household', 'family'] as const;
export type FamilyKind = (typeof familyKinds)[number];
export const familyKindWords: Readonly<Record<FamilyKind, string>> = { household: 'Household', family: 'Family' };

export const strengthKinds = ['good-at', 'enjoys', 'knows', 'belongs-to', 'values', 'has-come-through'] as const;
export type StrengthKind = (typeof strengthKinds)[number];
export const strengthKindWords: Readonly<Record<StrengthKind, string>> = {
  'good-at': 'Good at',
  enjoys: 'Enjoys',
  knows: 'Knows about',
  'belongs-to': 'Belongs to',
  values: 'Values',
  'has-come-through': 'Has come through',
};

export const safeContacts = ['any', 'only-this-way', 'through-somebody'] as const;
export type SafeContact = (typeof safeContacts)[number];
export const safeContactWords: Readonly<Record<SafeContact, string>> = {
  any: 'Any way is safe',
  'only-this-way': 'Only this way, at these times',
  'through-somebody': 'Do not contact them yourself: only through somebody they trust',
};

export const waysGiven = ['in-person', 'phone', 'letter', 'online'] as const;
export type WayGiven = (typeof waysGiven)[number];
export const wayGivenWords: Readonly<Record<WayGiven, string>> = {
  'in-person': 'In person',
  phone: 'By phone',
  letter: 'By letter',
  online: 'Online',
};

/** What a step still waits for. */
export const stepNeedWords = {
  nothing: 'Nothing more',
  agreement: 'Somebody has to agree to it first',
  money: 'It needs money that is not there yet',
} as const;

export const goalStatuses = ['active', 'reached', 'set-aside'] as const;
export type GoalStatus = (typeof goalStatuses)[number];
export const goalStatusWords: Readonly<Record<GoalStatus, string>> = {
  active: 'Working on it',
  reached: 'Reached',
  'set-aside': 'Set aside for now',
};
