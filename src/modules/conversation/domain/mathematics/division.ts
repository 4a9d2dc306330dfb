import { seededRandom } from '../../../../lib/random.ts';
import { largestEigenvalue } from './largest-eigenvalue.ts';
import { inConversation } from './positions.ts';
import { partOfMatrix, statementMeans, votesOnStatements, type VoteMatrix } from './vote-matrix.ts';

/** What can be said of a room: whether people differ, and if so in what. */
export type DivisionVerdict = 'too-early' | 'real' | 'hints' | 'readiness' | 'none';

/** The plain words of each verdict, as shown on screens. */
export const divisionWords: Readonly<Record<DivisionVerdict, string>> = {
  'too-early': 'Too early to say',
  real: 'There is a real difference of view',
  hints: 'Hints of a difference, not clear at this size',
  readiness: 'People differ in how readily they agree, not in what they agree on',
  none: 'No clear division in this room',
};

/** `plain` looks at all difference; `balanced` first takes out how readily each person agrees. */
export type DivisionKind = 'plain' | 'balanced';
/** `p` is how often chance alone makes a room as divided as this; it was tried `draws` times. */
export type DivisionTest = { statistic: number; p: number; draws: number };

export type Division = {
  verdict: DivisionVerdict;
  words: string;
  people: number;
  statements: number;
  balanced: DivisionTest | undefined;
  /** Undefined where the balanced test has decided. */
  plain: DivisionTest | undefined;
};

/** How often chance is tried: in a room, and for a report. */
export const drawsInRoom = 199;
export const drawsForReport = 499;

const fewestPeople = 15;
const fewestStatements = 8;
const clear = 0.02;
const hint = 0.1;
/** After so many rooms by chance that are as divided the answer cannot become clear any more. */
const enoughExceedances = 20;

/**
 * Whether there is any division here, before anybody is put into a group. "No clear division in this room" is a full answer.
 * Deterministic for a seed. Source: note on the conversation, section 2.7.
 */
export function divisionOf(matrix: VoteMatrix, seed: number, draws = drawsInRoom): Division {
  const room = roomOf(matrix);
  const { people, statements } = room;
  const said = (verdict: DivisionVerdict, balanced?: DivisionTest, plain?: DivisionTest): Division => ({
    verdict,
    words: divisionWords[verdict],
    people,
    statements,
    balanced,
    plain,
  });
  if (people < fewestPeople || statements < fewestStatements) return said('too-early');
  const balanced = permutationTest(room, 'balanced', seed, draws);
  if (balanced.p <= clear) return said('real', balanced);
  if (balanced.p <= hint) return said('hints', balanced);
  const plain = permutationTest(room, 'plain', seed + 1, draws);
  return said(plain.p <= clear ? 'readiness' : 'none', balanced, plain);
}

/** The part of the votes that the question is asked of: people in the conversation, statements that two of them voted on. */
export function roomOf(matrix: VoteMatrix): VoteMatrix {
  const people = inConversation(matrix);
  const all = Array.from({ length: matrix.statements }, (_, at) => at);
  const present = partOfMatrix(matrix, people, all);
  const voters = votesOnStatements(present);
  const asked = all.filter((at) => voters[at]! >= 2);
  return partOfMatrix(matrix, people, asked);
}

/** The share of all difference that lies along one line, in 0..1; 0 where nobody differs. Source: same note. */
export function divisionStatistic(room: VoteMatrix, kind: DivisionKind, seed: number): number {
  return looker(room, kind, startOf(room, seed))(room.value);
}

/**
 * Compares a room with rooms by chance: within each statement the answers are dealt anew among those who gave one, so that who
 * saw what and how each statement came out stay as they are. Stops once the answer is plain. Source: same note.
 */
export function permutationTest(room: VoteMatrix, kind: DivisionKind, seed: number, draws: number): DivisionTest {
  const random = seededRandom(seed);
  const look = looker(room, kind, startOf(room, seed));
  const statistic = look(room.value);
  const asDivided = statistic * (1 - 1e-9);
  const deal = dealer(room);
  const value = room.value.slice();
  let exceeding = 0;
  let drawn = 0;
  while (drawn < draws && exceeding < enoughExceedances) {
    deal(value, random);
    drawn += 1;
    if (look(value, asDivided) >= asDivided) exceeding += 1;
  }
  return { statistic, p: (1 + exceeding) / (drawn + 1), draws: drawn };
}

function startOf(room: VoteMatrix, seed: number): Float64Array {
  const random = seededRandom(seed ^ 0x5bd1e995);
  return new Float64Array(room.statements).map(() => random() - 0.5);
}

/** Works out the statistic of answers in the places of `room`, again and again with the same memory. */
function looker(
  room: VoteMatrix,
  kind: DivisionKind,
  from: Float64Array,
): (value: Int8Array, enough?: number) => number {
  // Dealing anew leaves the sum of every statement as it is, and so its mean.
  const means = statementMeans(room);
  const voters = votesOnStatements(room);
  const sums = new Float64Array(room.statements);
  const cells = new Float64Array(room.value.length);
  return (value, enough = Infinity) => {
    for (let at = 0; at < cells.length; at += 1) cells[at] = value[at]! - means[room.statement[at]!]!;
    if (kind === 'balanced') balance(room, cells, voters, sums);
    let total = 0;
    for (let at = 0; at < cells.length; at += 1) total += cells[at]! * cells[at]!;
    return total <= 1e-12 * cells.length ? 0 : largestEigenvalue(room, cells, from, enough * total) / total;
  };
}

/** Takes each person's mean, then each statement's, out of the votes; five times over it leaves next to neither. */
function balance(room: VoteMatrix, cells: Float64Array, voters: Int32Array, sums: Float64Array): void {
  const { people, statements, start, statement } = room;
  for (let round = 0; round < 5; round += 1) {
    sums.fill(0);
    for (let person = 0; person < people; person += 1) {
      const begin = start[person]!;
      const end = start[person + 1]!;
      let sum = 0;
      for (let vote = begin; vote < end; vote += 1) sum += cells[vote]!;
      const mean = end === begin ? 0 : sum / (end - begin);
      for (let vote = begin; vote < end; vote += 1) {
        cells[vote]! -= mean;
        sums[statement[vote]!]! += cells[vote]!;
      }
    }
    for (let at = 0; at < statements; at += 1) sums[at]! /= Math.max(voters[at]!, 1);
    for (let vote = 0; vote < cells.length; vote += 1) cells[vote]! -= sums[statement[vote]!]!;
  }
}

/** Deals the answers to each statement anew, in place. Source: Fisher and Yates. */
function dealer({ statements, statement }: VoteMatrix): (value: Int8Array, random: () => number) => void {
  const places: number[][] = Array.from({ length: statements }, () => []);
  statement.forEach((at, vote) => places[at]!.push(vote));
  const columns = places.map((column) => Int32Array.from(column));
  return (value, random) => {
    for (const column of columns)
      for (let end = column.length - 1; end > 0; end -= 1) {
        const other = column[Math.floor(random() * (end + 1))]!;
        const held = value[column[end]!]!;
        value[column[end]!] = value[other]!;
        value[other] = held;
      }
  };
}
