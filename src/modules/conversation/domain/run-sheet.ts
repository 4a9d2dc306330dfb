/** What happens in a block of a workshop. */
export const blockKinds = [
  'here',
  'talk',
  'word',
  'write',
  'vote',
  'walk',
  'dots',
  'pairs',
  'ideas',
  'fist',
  'family-strengths',
  'family-handoffs',
  'family-offers',
  'commit',
] as const;
export type BlockKind = (typeof blockKinds)[number];

export function isBlockKind(text: string): text is BlockKind {
  return blockKinds.some((kind) => kind === text);
}

/** The words for a kind of block, and what people do in it. */
export const blockWords: Readonly<Record<BlockKind, { name: string; what: string }>> = {
  here: { name: 'Who is here', what: 'Everybody says that they are here, and of which group they are.' },
  talk: { name: 'Talk', what: 'People talk. Nothing is collected, unless a table writes down what it says.' },
  word: { name: 'One word', what: 'Everybody gives one word or short phrase.' },
  write: { name: 'Write statements', what: 'People write what they think, one idea at a time.' },
  vote: { name: 'Vote', what: 'Everybody votes on the statements.' },
  walk: { name: 'Walk through', what: 'The wall shows one statement after the other.' },
  dots: { name: 'Dots', what: 'Everybody gives dots to what matters most.' },
  pairs: { name: 'Pairs', what: 'Everybody says which of two matters more, again and again.' },
  ideas: { name: '25/10', what: 'Everybody writes a bold idea; five others give each a score.' },
  fist: { name: 'Fist of five', what: 'Everybody shows how sure they are, from 0 to 5.' },
  'family-strengths': { name: 'The family: what is there', what: 'Tables say who and what supports the family.' },
  'family-handoffs': { name: 'The family: hand-offs', what: 'Agencies lay their steps one after the other.' },
  'family-offers': { name: 'The family: our contribution', what: 'Organisations offer what they will do.' },
  commit: { name: 'Commit', what: 'Offers become commitments, and each organisation confirms its own.' },
};

export type PlannedBlock = { kind: BlockKind; title: string; minutes: number; options?: readonly string[] };
export type Template = { key: string; name: string; blocks: readonly PlannedBlock[] };

function block(kind: BlockKind, minutes: number, title: string = blockWords[kind].name): PlannedBlock {
  return { kind, title, minutes };
}

const family = [block('family-strengths', 20), block('family-handoffs', 20), block('family-offers', 20)] as const;

/** Run-sheets to begin with. Minutes and order are changed before and during a workshop. */
export const templates: readonly Template[] = [
  {
    key: 'half-day',
    name: 'Common theme, half a day',
    blocks: [
      block('here', 5, 'Who is in the room?'),
      block('word', 10, 'A word to begin with'),
      block('talk', 5, 'Alone, then in pairs: what matters?'),
      block('write', 20, 'In fours, then as a table: write it down'),
      block('vote', 20, 'Vote on what we said'),
      block('walk', 20, 'What we share, and where we differ'),
      ...family,
      block('dots', 20, 'What first?'),
      block('commit', 20, 'So what are we going to do?'),
      block('fist', 5, 'How sure are we?'),
    ],
  },
  {
    key: 'world-cafe',
    name: 'World Café',
    blocks: [
      block('write', 20, 'First table: the host stays, the others move on'),
      block('write', 20, 'Second table'),
      block('write', 20, 'Third table'),
      block('vote', 20, 'Harvest: vote on what the tables said'),
    ],
  },
  {
    key: 'one-two-four-all',
    name: '1-2-4-All',
    blocks: [
      block('talk', 1, 'Alone'),
      block('talk', 2, 'In pairs'),
      block('talk', 4, 'In fours'),
      block('write', 5, 'All: each table writes down what stands out'),
    ],
  },
  {
    key: 'ideas',
    name: '25/10 crowd sourcing',
    blocks: [block('ideas', 30, 'If you were ten times bolder, what would you do, and what first?')],
  },
  {
    key: 'appreciative',
    name: 'Appreciative inquiry',
    blocks: [
      block('write', 30, 'Discover: when did it go well?'),
      block('talk', 30, 'Dream: what would it be like always?'),
      block('write', 40, 'Design: what must be true?'),
      block('commit', 30, 'Deliver: what will each of us do?'),
    ],
  },
  {
    key: 'family',
    name: 'The family exercise alone',
    blocks: [...family, block('commit', 20, 'So what are we going to do?')],
  },
  {
    key: 'priorities',
    name: 'Priorities clinic',
    blocks: [block('pairs', 15, 'Which matters more?'), block('dots', 10, 'What first?'), block('fist', 5)],
  },
];

export type BlockState = 'waiting' | 'open' | 'closed';
export type RoomRefusal =
  | 'room/ended'
  | 'room/no-such-block'
  | 'room/already-open'
  | 'room/not-open'
  | 'room/needs-options';

const roomSentences: Readonly<Record<RoomRefusal, string>> = {
  'room/ended': 'The workshop has ended. Go on with it first',
  'room/no-such-block': 'This block is no longer on the run-sheet',
  'room/already-open': 'This block is open already',
  'room/not-open': 'This block is not open',
  'room/needs-options': 'Write at least two things to choose from, one a line',
};

/** The sentence that a facilitator reads when a step is refused. */
export function roomRefusalSentence(refusal: RoomRefusal): string {
  return roomSentences[refusal];
}

/** When a block that was opened should end. */
export function endsAt(openedAt: Date, minutes: number): Date {
  return new Date(openedAt.getTime() + minutes * 60_000);
}
