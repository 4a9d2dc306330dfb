import { classify, classWords, type ClassName } from './consensus.ts';
import type { Counts } from './counts.ts';
import type { OverallAgreement, StatementAgreement } from './overall-agreement.ts';

/** Whole percentages of those who saw the statement; only where every count is shown and at least 10 people voted. */
export type PublicShares = { agree: number; disagree: number; pass: number };

/** Figures of one group that anybody may read. Null = withheld because somebody's vote could be worked out. */
export type PublicCounts = {
  seen: number | null;
  agree: number | null;
  disagree: number | null;
  pass: number | null;
  shares: PublicShares | null;
  /** The class of the whole room; null when the word itself would reveal a small number. */
  className: ClassName | null;
};

export type PublicStatement = {
  statementId: string;
  number: number;
  room: PublicCounts;
  words: string;
  /** Sector by sector, or null when any sector (or the people outside the sectors) has a count from 1 to 5. */
  sectors: { groupId: string; label: string; counts: PublicCounts }[] | null;
  /** The class over sectors, only where their figures are shown. */
  sectorWords: string | null;
};

export type PublicResult = { people: number | null; view: 'sectors' | 'room'; statements: PublicStatement[] };

/** Said instead of a class that is withheld. */
export const withheldWords = 'Not shown, because very few people chose one of the answers';

const smallest = 5;
/**
 * One more than `smallest`: were it the same, sectors that are withheld although all but one arrangement of the votes
 * would be shown would give that one away.
 */
export const smallestInSector = 6;
const enoughForShares = 10;

type Cells = readonly [agree: number, disagree: number, pass: number];

function isSmall(cell: number): boolean {
  return cell > 0 && cell < smallest;
}
function hasSmall(cells: Cells): boolean {
  return cells.some(isSmall);
}

/**
 * The figures of a statement that the public may see. In order:
 * fewer than 5 votes, nothing; no answer chosen by 1 to 4 people, everything; otherwise only the largest answer and the
 * total; or the total alone; or nothing. The first of these is used from which no count of 1 to 4 can be worked out,
 * also by a reader who knows these rules and the class. A 0 is shown: it is nobody's vote.
 * `people` is how many people the room has; it must be public or fixed, because the class depends on it.
 */
export function publicCounts(counts: Counts, people: number): PublicCounts {
  const cells: Cells = [counts.agree, counts.disagree, counts.pass];
  const className = classOf(cells, people);
  if (counts.seen < smallest) return withheld(null);
  if (!hasSmall(cells)) return { ...shown(counts), className };
  if (largestIsSafe(cells, people)) {
    const largest = strictlyLargest(cells);
    return {
      seen: counts.seen,
      agree: largest === 0 ? counts.agree : null,
      disagree: largest === 1 ? counts.disagree : null,
      pass: largest === 2 ? counts.pass : null,
      shares: null,
      className,
    };
  }
  if (totalIsSafe(cells, people)) return { ...withheld(counts.seen), className };
  return withheld(null);
}

function withheld(seen: number | null): PublicCounts {
  return { seen, agree: null, disagree: null, pass: null, shares: null, className: null };
}

function shown(counts: Counts): Omit<PublicCounts, 'className'> {
  const { agree, disagree, pass, seen } = counts;
  const shares =
    seen >= enoughForShares
      ? { agree: percent(agree, seen), disagree: percent(disagree, seen), pass: percent(pass, seen) }
      : null;
  return { seen, agree, disagree, pass, shares };
}

function percent(part: number, whole: number): number {
  return Math.round((part / whole) * 100);
}

function classOf([agree, disagree, pass]: Cells, people: number): ClassName {
  return classify([{ agree, disagree, pass, seen: agree + disagree + pass }], people);
}

/** The place of the one largest answer, or null when it is under 5 or two are equal. */
function strictlyLargest(cells: Cells): number | null {
  const most = Math.max(...cells);
  const index = cells.indexOf(most);
  return most >= smallest && cells.lastIndexOf(most) === index ? index : null;
}

/** Whether, with the largest answer, the total and the class shown, each small hidden answer could be two numbers. */
function largestIsSafe(cells: Cells, people: number): boolean {
  const largest = strictlyLargest(cells);
  if (largest === null) return false;
  const hiddenTotal = cells.reduce((sum, cell) => sum + cell, 0) - (cells[largest] ?? 0);
  const className = classOf(cells, people);
  const alike: Cells[] = [];
  for (let small = 1; small < smallest; small += 1) {
    for (const first of [small, hiddenTotal - small]) {
      const candidate = withHidden(cells, largest, first, hiddenTotal - first);
      const isPossible = candidate.every((cell) => cell >= 0) && strictlyLargest(candidate) === largest;
      if (isPossible && classOf(candidate, people) === className) alike.push(candidate);
    }
  }
  return everySmallIsOpen(cells, alike);
}

function withHidden(cells: Cells, shownAt: number, first: number, second: number): Cells {
  const hidden = [first, second];
  const [agree = 0, disagree = 0, pass = 0] = cells.map((cell, index) =>
    index === shownAt ? cell : (hidden.shift() ?? 0),
  );
  return [agree, disagree, pass];
}

/**
 * Whether, with only the total and the class shown, each small answer could be two numbers. Every set of answers with
 * this total that would also come out as total and class is tried, until one differs for each small answer.
 */
function totalIsSafe(cells: Cells, people: number): boolean {
  const total = cells.reduce((sum, cell) => sum + cell, 0);
  const className = classOf(cells, people);
  const open = cells.map((cell) => !isSmall(cell));
  for (let small = 1; small < smallest; small += 1) {
    for (let place = 0; place < 3; place += 1) {
      for (let other = 0; other <= total - small; other += 1) {
        const candidate = placed(place, small, other, total - small - other);
        if (cells.every((cell, index) => open[index] === true || candidate[index] === cell)) continue;
        if (classOf(candidate, people) !== className || largestIsSafe(candidate, people)) continue;
        cells.forEach((cell, index) => {
          if (candidate[index] !== cell) open[index] = true;
        });
        if (open.every(Boolean)) return true;
      }
    }
  }
  return false;
}

function placed(place: number, small: number, first: number, second: number): Cells {
  if (place === 0) return [small, first, second];
  return place === 1 ? [first, small, second] : [first, second, small];
}

function everySmallIsOpen(cells: Cells, alike: readonly Cells[]): boolean {
  return cells.every((cell, index) => !isSmall(cell) || alike.some((candidate) => candidate[index] !== cell));
}

/**
 * A conversation's result as the public may see it: cells of 1 to 4 withheld with every figure that would reveal one.
 * Sectors are shown for a statement only when none of their counts, nor those of the people outside them, is 1 to 5:
 * then nothing can be found by subtraction, nor from the fact that they are withheld. Statements stand by class and, within it, by number, so that the order
 * says no more than the words. Publish when a block or conversation closes, never after each vote: two results that
 * differ by one vote would show that vote.
 * Source: note on the conversation, section 10.
 */
export function publicResult(result: OverallAgreement): PublicResult {
  const order: (ClassName | null)[] = ['agree', 'not-us', 'differ', 'unsure', 'mixed', 'too-few', null];
  return {
    people: result.people < smallest ? null : result.people,
    view: result.view,
    statements: result.statements
      .map((statement) => publicStatement(statement, result))
      .sort((a, b) => order.indexOf(a.room.className) - order.indexOf(b.room.className) || a.number - b.number),
  };
}

function publicStatement(statement: StatementAgreement, result: OverallAgreement): PublicStatement {
  const room = publicCounts(statement.overall, result.people);
  const sectorsAreSafe = result.view === 'sectors' && sectorCellsAreSafe(statement);
  const tooFew = statement.overall.seen < smallest;
  return {
    statementId: statement.statementId,
    number: statement.number,
    room: tooFew ? { ...room, className: 'too-few' } : room,
    words: tooFew ? classWords['too-few'] : room.className === null ? withheldWords : classWords[room.className],
    sectors: sectorsAreSafe
      ? statement.groups.map(({ groupId, label, counts }) => ({
          groupId,
          label,
          counts: { ...shown(counts), className: null },
        }))
      : null,
    sectorWords: sectorsAreSafe ? statement.words : null,
  };
}

function sectorCellsAreSafe({ groups, overall }: StatementAgreement): boolean {
  const names = ['agree', 'disagree', 'pass', 'seen'] as const;
  return names.every((name) => {
    const cells = groups.map(({ counts }) => counts[name]);
    const outside = overall[name] - cells.reduce((sum, cell) => sum + cell, 0);
    return ![...cells, outside].some((cell) => cell > 0 && cell < smallestInSector);
  });
}
