import type { Uuid } from './ids.ts';

/** The kinds of record that can stand on the thread. */
export const threadKinds = [
  'organisation',
  'conversation',
  'statement',
  'theme',
  'priority',
  'objection',
  'outcome',
  'plan',
  'commitment',
  'funding-line',
  'body',
  'meeting',
  'decision',
  'action',
  'service',
  'referral',
  'contact',
  'goal',
  'measure',
  'spend-line',
  'story',
  'uptake',
  'event',
] as const;
export type ThreadKind = (typeof threadKinds)[number];

/** A record on the thread, whichever module keeps it. */
export type ThreadRef = { kind: ThreadKind; id: Uuid };

/** How one record stands to another. Read from left to right: a priority answers a statement. */
export const relations = [
  'answers',
  'pursues',
  'measured-by',
  'funded-by',
  'agreed-by',
  'delivers',
  'delegated-to',
  'supported-by',
  'evidences',
  'learned-from',
  'needed-by',
  'contested-by',
  'serves',
] as const;
export type Relation = (typeof relations)[number];

/** Who may see a card, a link or an event. Personal ones name the person and the category of information. */
export type Visibility = 'public' | 'partner' | 'personal';
