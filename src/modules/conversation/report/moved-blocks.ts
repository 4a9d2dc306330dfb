import type { DocxBlock } from '../../../lib/docx.ts';
import { movementOf, movementWords, type ShownTwice } from '../domain/movement.ts';
import { cell } from '../parts/results.tsx';
import type { AnsweredTwice } from '../store/answered-twice.ts';
import type { Repeated } from '../store/report.ts';
import type { StatementResult } from '../store/results.ts';

/** So many statements stand in the table of what moved; the page of each other one says it too. */
const mostMoved = 10;

/** What moved since the same words were asked before, and over the workshop: of everybody, of groups, and among the same people. */
export function movedBlocks(results: readonly StatementResult[], repeated: readonly Repeated[]): DocxBlock[] {
  return [...sinceBefore(results, repeated), ...overWorkshop(results)];
}

function sinceBefore(results: readonly StatementResult[], repeated: readonly Repeated[]): DocxBlock[] {
  if (repeated.length === 0) return [];
  const same = samePeople(results, 'earlier');
  return [
    { kind: 'heading', level: 2, text: 'What moved since it was asked before' },
    {
      kind: 'table',
      caption: 'Agreement before and now',
      rows: [
        ['Statement', 'Before', 'Now', 'Movement'],
        ...repeated.map(({ body, before, now }) => [body, ...beforeAndNow({ before, now })]),
      ],
    },
    ...inGroups(repeated),
    say('Only statements in the very same words are compared. Different people may have answered.'),
    ...(same.length === 0
      ? [say('Too few people are known to have answered both times for us to show how the same people moved.')]
      : [
          { kind: 'heading', level: 3, text: 'The same people, both times' } as const,
          { kind: 'table', caption: 'Agreement of the same people before and now', rows: same } as const,
          say('These are people who answered both times on one device and let us compare.'),
        ]),
  ];
}

/** The groups of people of which a movement is clear. */
function inGroups(repeated: readonly Repeated[]): DocxBlock[] {
  const moved = repeated.flatMap(({ body, sectors }) =>
    sectors.filter(({ before, now }) => movementOf(before, now) !== 'not-clear').map((sector) => ({ ...sector, body })),
  );
  if (moved.length > 0)
    return [
      {
        kind: 'table',
        caption: 'Groups in which a movement is clear',
        rows: [
          ['Statement', 'Group', 'Before', 'Now', 'Movement'],
          ...moved.map((one) => [one.body, one.label, ...beforeAndNow(one)]),
        ],
      },
    ];
  return repeated.some(({ sectors }) => sectors.length > 0) ? [say('In no group of people is a movement clear.')] : [];
}

function overWorkshop(results: readonly StatementResult[]): DocxBlock[] {
  const rows = samePeople(results, 'workshop');
  if (rows.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: 'What moved among those who answered before the workshop and again' },
    { kind: 'table', caption: 'Agreement of the same people before the workshop and after', rows },
    say('These statements moved most. An answer that somebody left as it was counts as the same answer.'),
  ];
}

function say(text: string): DocxBlock {
  return { kind: 'paragraph', text };
}

function beforeAndNow({ before, now }: Pick<Repeated, 'before' | 'now'>): string[] {
  return [
    `${before.agrees} of ${before.seen} agreed`,
    `${now.agrees} of ${now.seen} agree`,
    movementWords[movementOf(before, now)],
  ];
}

/** The statements that moved most among the same people, as far as that may be known, and the head above; none without rows. */
function samePeople(results: readonly StatementResult[], when: keyof AnsweredTwice): string[][] {
  const known = results.flatMap(({ body, twice: { [when]: shown } }) =>
    shown === undefined ? [] : [{ body, ...shown }],
  );
  if (known.length === 0) return [];
  const changed = ({ people, before, now }: ShownTwice): number => Math.abs(now - before) / people;
  const rows = known
    .toSorted((one, other) => changed(other) - changed(one))
    .slice(0, mostMoved)
    .map(({ body, people, before, now, moved }) =>
      [body, people, before, now, cell(moved?.to ?? null), cell(moved?.from ?? null)].map(String),
    );
  return [['Statement', 'People', 'Agreed before', 'Agree now', 'Moved to agree', 'No longer agree'], ...rows];
}
