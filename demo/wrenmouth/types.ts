// The shapes of the demo place's data files. Days and months count from the day of the first run: 0 is that day, -30 a
// month before. Money is whole pence. Everything in these files is invented.

import type { DemoSupport } from './support-types.ts';

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
  | 'healthwatch';
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

export type DemoSector = { key: string; label: string; people: number };
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

export type Wrenmouth = {
  places: DemoPlace[];
  organisations: DemoOrganisation[];
  people: DemoPerson[];
  conversation: DemoConversation;
  priorities: DemoPriority[];
  plans: DemoPlan[];
  commitments: DemoCommitment[];
  support: DemoSupport;
};
