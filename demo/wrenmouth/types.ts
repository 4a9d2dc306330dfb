// The shapes of the demo place's data files. Days and months count from the day of the first run: 0 is that day, -30 a
// month before. Money is whole pence. Everything in these files is invented.

import type { DemoReferrals } from './referral-types.ts';
import type { DemoSupport } from './support-types.ts';
import type { DemoWork } from './work-types.ts';
import type { DemoWorkshop } from './workshop-types.ts';

export type DemoTier = 'system' | 'place' | 'neighbourhood';
export type DemoPlace = {
  slug: string;
  name: string;
  tier: DemoTier;
  parent: string | null;
  population: number;
  /** `#rrggbb`, readable on white. */
  accent: string;
  summary: string;
};

export type DemoOrganisationKind =
  | 'icb'
  | 'council'
  | 'trust'
  | 'pcn'
  | 'practice'
  | 'charity'
  | 'employer'
  | 'housing'
  | 'police'
  | 'healthwatch'
  | 'community-group'
  | 'faith';
export type DemoOrganisation = {
  slug: string;
  name: string;
  kind: DemoOrganisationKind;
  /** Right in form, made up: they begin with ZZ. */
  odsCode: string | null;
  /** Right in form, made up: they begin with 99. */
  charityNumber: string | null;
  codesAreInvented: true;
  /** Slugs of places. */
  partnerOf: string[];
  summary: string;
};

export type DemoRole =
  | 'link-worker'
  | 'gp'
  | 'board-officer'
  | 'chair'
  | 'community-organiser'
  | 'programme-manager'
  | 'analyst'
  | 'resident'
  | 'administrator';
export type DemoPerson = {
  slug: string;
  name: string;
  email: string;
  role: DemoRole;
  jobTitle: string;
  organisation: string | null;
  place: string;
  description: string;
};

/** How many came to the room, and how many others answered at home, before or after it. */
export type DemoSector = { key: string; label: string; people: number; atHome: number };
export type DemoStatement = {
  key: string;
  body: string;
  origin: 'seed' | 'participant' | 'table';
  status: 'approved' | 'rejected' | 'submitted';
  rejectionReason: string | null;
  /** Chance that anybody who answers passes. */
  passProbability: number;
  /** By sector: chance that somebody who does not pass agrees. */
  agreeProbability: Record<string, number>;
  /** Chance that somebody who answered before the workshop and comes back has come to agree since, or agrees no longer. */
  moved?: { to: number; from: number };
};
export type DemoConversation = {
  slug: string;
  place: string;
  question: string;
  description: string;
  opensDay: number;
  roomDay: number;
  closesDay: number;
  seed: number;
  /** Share of approved statements that a participant answers, on average. */
  answeredShare: number;
  /** Share of those who answered at home before the workshop who come back after it; and of those in the room who had answered at home. */
  cameBackShare: number;
  sectors: DemoSector[];
  statements: DemoStatement[];
};

export type DemoEvidence = { text: string; figure: string; source: string; dateDay: number; invented: true };
export type DemoObjection = { text: string; raisedBy: string; reply: string | null; repliedBy: string | null };
export type DemoReading = { value: number; month: number };
export type DemoOutcome = {
  key: string;
  title: string;
  unit: string;
  betterWhen: 'higher' | 'lower';
  baseline: DemoReading;
  target: DemoReading;
  readings: DemoReading[];
};
export type DemoPriority = {
  slug: string;
  place: string;
  title: string;
  summary: string;
  /** Keys of statements. */
  answers: string[];
  needEvidence: DemoEvidence[];
  shapedBy: string[];
  whoMayLose: string;
  objections: DemoObjection[];
  outcomes: DemoOutcome[];
};

export type DemoPlan = {
  slug: string;
  place: string;
  type: 'pooled-fund' | 'operational' | 'strategy';
  title: string;
  years: number;
  startMonth: number;
  endMonth: number;
  priorities: string[];
  parties: string[];
  parent: string | null;
  summary: string;
};

export type DemoCommitment = {
  slug: string;
  place: string;
  title: string;
  firstStep: string;
  /** Who makes it: an organisation, a volunteer, or a volunteer group. Exactly one is given. */
  organisation: string | null;
  volunteer: string | null;
  /** Key of the outcome it pursues. */
  outcome: string;
  plan: string | null;
  state: 'offered' | 'accepted' | 'declined' | 'kept' | 'stopped';
  offeredDay: number;
  dueDay: number;
  /** The organisation that pays, or null: given as goodwill. */
  paidBy: string | null;
  pence: number | null;
  note: string | null;
};

/** A postcode, a part of one or a locality, with its middle. The postcodes begin with WQ, which no real one does. */
export type DemoArea = {
  place: string;
  kind: 'postcode' | 'district' | 'locality';
  name: string;
  latitude: number;
  longitude: number;
};
export type DemoAddress = {
  name: string;
  address: string;
  city: string;
  postcode: string;
  stepFree: boolean | null;
  accessNotes: string;
  /** Codes of what helps people in and around. */
  access?: string[];
};
export type DemoVenue = DemoAddress & { key: string };
export type DemoTimes = {
  days: ('MO' | 'TU' | 'WE' | 'TH' | 'FR' | 'SA' | 'SU')[];
  opens: string | null;
  closes: string | null;
  everyWeeks: number;
  /** The week of the month, when it is counted in months. */
  monthWeek?: 1 | 2 | 3 | 4 | -1;
  note: string;
};
export type DemoService = {
  /** What its name becomes in its address. */
  slug: string;
  place: string;
  organisation: string;
  name: string;
  description: string;
  status: 'active' | 'temporarily closed' | 'inactive' | 'defunct';
  /** The first and the last day on which it is listed, and the day on which it opens again. */
  listedFrom?: number;
  listedTo?: number;
  reopens?: number;
  /** Key of a venue; null where there is no place to go to, or its address is masked. */
  venue: string | null;
  /** An address that is kept private. */
  maskedVenue: DemoAddress | null;
  times: DemoTimes[];
  firstDay: number | null;
  lastDay: number | null;
  costs: { option: string; pence: number }[];
  minimumAge: number | null;
  maximumAge: number | null;
  howToCome: string;
  alert?: string;
  eligibility?: string;
  /** Codes of languages beside English. */
  languages?: string[];
  /** Names of localities. */
  areas?: string[];
  /** A role, not a person. */
  askFor?: string;
  paidForBy?: string;
  takesReferrals: boolean;
  phone: string | null;
  email: string | null;
  website: string | null;
  /** Codes of terms. */
  terms: string[];
  /** Slug of the commitment that it helps to keep. */
  delivers: string | null;
  /** The day on which its people last said that all is right. */
  checkedDay: number;
  capacity: {
    state: 'capacity' | 'waitlist' | 'no-capacity' | 'additional-assessment-required';
    day: number;
    available?: number;
    wait?: string;
  } | null;
  /** Nobody has approved it yet. */
  isWaiting: boolean;
};

/** What stands around the services: invented outlines of the parts, people who can be asked, and who watches what. */
export type DemoDirectory = {
  wards: {
    place: string;
    code: string;
    /** Of the locality that it is. */
    name: string;
    latitude: number;
    longitude: number;
    /** Rings of longitude and latitude, closed. */
    outline: [number, number][][];
  }[];
  helpers: {
    place: string;
    organisation: string;
    name: string;
    offers: string;
    howAsked: string;
    safety: string;
    terms: string[];
    areas: string[];
    agreedDay: number;
  }[];
  watches: { place: string; person: string; service: string; day: number }[];
  /** How often something was looked for and not found; no term is something in other words, no area anywhere. */
  unmet: { place: string; monthsAgo: number; area: string; term: string; count: number }[];
  /** How often somebody got in touch with a service by themselves on a day. */
  contacts: { place: string; service: string; day: number; count: number }[];
};

export type DemoAction = {
  text: string;
  organisation: string;
  due: number;
  state: 'offered' | 'accepted' | 'declined' | 'done';
  reason?: string;
  commitment: string | null;
};
export type DemoDecision = {
  key: string;
  text: string;
  reasons: string;
  /** The place of its item on the agenda, from 0. */
  item: number;
  priorities: string[];
  group?: { name: string; purpose: string; due: number };
  actions: DemoAction[];
};
export type DemoMeeting = {
  key: string;
  title: string;
  day: number;
  venue: string;
  /** The state that it has reached at the first run. */
  until: 'planned' | 'agenda-published' | 'minutes-draft' | 'minutes-approved';
  items: {
    title: string;
    purpose: 'decide' | 'discuss' | 'assure' | 'note';
    ask: string;
    inPrivate?: { publicTitle: string; because: string };
    priorities: string[];
    minutes: string | null;
  }[];
  decisions: DemoDecision[];
};
export type DemoBody = {
  key: string;
  name: string;
  kind: 'health-and-wellbeing-board';
  purpose: string;
  members: { title: string; organisation: string | null; role: 'chair' | 'vice-chair' | 'member' }[];
};

/** A measure with 36 figures, the newest for the month before the first run. */
export type DemoMeasure = {
  slug: string;
  place: string;
  area: string;
  name: string;
  question: string;
  aim: 'population' | 'experience' | 'sustainability' | 'staff' | 'balancing';
  polarity: 'high-good' | 'low-good' | 'no-judgement';
  unit: string;
  decimals: number;
  periodRule: 'non-overlapping' | 'rolling';
  aboutPeople: boolean;
  weaknesses: string;
  /** Key of the outcome that it measures. */
  outcome: string | null;
  /** How many months a figure speaks of. */
  months: number;
  values: number[];
  baseline: { firstMonth: number; lastMonth: number; commitment: string; reason: string } | null;
};

/** What a place tells others; its words are those of the story's own parts. */
export type DemoStory = {
  slug: string;
  place: string;
  organisation: string;
  /** Keys of outcomes that it is evidence for. */
  outcomes: string[];
  publishedDay: number;
  title: string;
  summary: string;
  problem: string;
  done: string;
  core: string;
  adaptable: string;
  involved: string;
  results: string;
  cost: string;
  failed: string;
  contact: string;
};

/** What another place made of a story. */
export type DemoUptake = {
  place: string;
  /** Slug of the story. */
  story: string;
  organisation: string;
  startedDay: number;
  reportedDay: number;
  status: 'considering' | 'adapting' | 'in-use' | 'stopped';
  stopReason: string;
  changed: string;
  figures: { measure: string; unit: string; better: 'higher' | 'lower'; before: number; after: number } | null;
  happened: string;
};

export type Wrenmouth = {
  places: DemoPlace[];
  organisations: DemoOrganisation[];
  people: DemoPerson[];
  conversation: DemoConversation;
  workshop: DemoWorkshop;
  priorities: DemoPriority[];
  plans: DemoPlan[];
  commitments: DemoCommitment[];
  areas: DemoArea[];
  venues: DemoVenue[];
  services: DemoService[];
  directory: DemoDirectory;
  measures: DemoMeasure[];
  board: { bodies: DemoBody[]; meetings: DemoMeeting[] };
  support: DemoSupport;
  work: DemoWork;
  referrals: DemoReferrals;
  stories: DemoStory[];
  uptakes: DemoUptake[];
};
