// The analysis of a conversation at three sizes, and how many times longer a dense implementation takes in the same run.
import { testDatabaseUrl } from '../src/config/env.ts';
import { seededRandom } from '../src/lib/random.ts';
import { analyse } from '../src/modules/conversation/domain/mathematics/analysis.ts';
import { principalAxes } from '../src/modules/conversation/domain/mathematics/axes.ts';
import { divisionOf } from '../src/modules/conversation/domain/mathematics/division.ts';
import {
  partOfMatrix,
  voteMatrix,
  type VoteList,
  type VoteMatrix,
} from '../src/modules/conversation/domain/mathematics/vote-matrix.ts';
import { denseEigenvalues } from './dense-axes.ts';

/** `limit` in ms, of the first result where `isCold`, else of one after a vote; the dense way is tried on one of `parts`. */
type Size = {
  people: number;
  statements: number;
  density: number;
  rounds: number;
  limit: number;
  isCold?: boolean;
  parts: number;
};

const sizes: readonly Size[] = [
  { people: 50, statements: 60, density: 0.8, rounds: 50, limit: 10, parts: 1 },
  { people: 2_000, statements: 900, density: 0.125, rounds: 10, limit: 100, parts: 1 },
  { people: 100_000, statements: 1_000, density: 0.057, rounds: 1, limit: 4_000, isCold: true, parts: 10 },
];

/** Votes of three groups that differ on two statements of five, from seed 7. */
function votesOf({ people, statements, density }: Size): VoteList {
  const random = seededRandom(7);
  const chances = (): Float64Array => new Float64Array(statements).map(() => random());
  const ofGroup = [chances(), chances(), chances()];
  const common = chances();
  const differs = Array.from({ length: statements }, () => random() < 0.4);
  const most = Math.ceil(people * statements * Math.min(1, density * 1.1)) + 100;
  const [person, statement, value] = [new Int32Array(most), new Int32Array(most), new Int8Array(most)];
  let votes = 0;
  for (let i = 0; i < people; i += 1)
    for (let j = 0; j < statements; j += 1) {
      if (random() >= density) continue;
      const chance = (differs[j] === true ? ofGroup[i % 3]?.[j] : common[j]) ?? 0;
      person[votes] = i;
      statement[votes] = j;
      value[votes] = random() < 0.12 ? 0 : random() < chance ? 1 : -1;
      votes += 1;
    }
  const [some, on, said] = [person.subarray(0, votes), statement.subarray(0, votes), value.subarray(0, votes)];
  return { people, statements, person: some, statement: on, value: said };
}

function timed<T>(work: () => T): { ms: number; result: T } {
  const began = performance.now();
  const result = work();
  return { ms: performance.now() - began, result };
}
function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
function inWords(count: number): string {
  return count.toLocaleString('en-GB');
}
function inTime(ms: number): string {
  return ms < 100 ? `${ms.toFixed(1)} ms` : `${inWords(Math.round(ms))} ms`;
}

function measure(size: Size): void {
  const list = votesOf(size);
  let matrix = voteMatrix({ people: 0, statements: 0, person: [], statement: [], value: [] });
  const whole = () => {
    matrix = voteMatrix(list);
    return analyse(matrix, 1);
  };
  const first = timed(whole);
  let latest = first.result;
  const again: number[] = [];
  for (let round = 0; round < size.rounds; round += 1) {
    const at = (round * 7919) % list.value.length;
    (list.value as Int8Array)[at] = list.value[at] === 1 ? -1 : 1;
    const { ms, result } = timed(whole);
    again.push(ms);
    latest = result;
  }
  const memory = process.resourceUsage().maxRSS / 1000;
  const counted = size.isCold ? first.ms : median(again);
  const { axes, grouping, people, statements, votes } = latest;
  console.log(`\n${inWords(people)} people × ${inWords(statements)} statements, ${inWords(votes)} votes`);
  console.log(
    `  first ${inTime(first.ms)}; after one vote ${inTime(median(again))}; the process at most ${memory.toFixed(0)} MB`,
  );
  console.log(`  ${counted <= size.limit ? 'within' : 'OVER'} the limit of ${inTime(size.limit)}`);
  console.log(`  groups: ${grouping.sizes.map(inWords).join(', ')}`);
  compare(matrix, axes.eigenvalues[0] ?? 0, counted, size.parts);
  if (people <= 50) {
    const test = timed(() => divisionOf(matrix, 1));
    console.log(`  is there any division? ${inTime(test.ms)}: ${test.result.words.toLowerCase()}`);
  }
}

/** The dense way on one of so many parts of the people, times the parts where the whole would not fit. */
function compare(matrix: VoteMatrix, eigenvalue: number, ms: number, parts: number): void {
  const some = Int32Array.from({ length: matrix.people / parts }, (_, person) => person);
  const everything = Int32Array.from({ length: matrix.statements }, (_, at) => at);
  const part = partOfMatrix(matrix, some, everything);
  const dense = timed(() => denseEigenvalues(part));
  const expected = parts === 1 ? eigenvalue : principalAxes(part, 1).eigenvalues[0];
  const isSame = Math.abs((dense.result[0] ?? 0) / expected - 1) < 1e-8;
  const how = parts === 1 ? '' : ` (one part in ${parts}, times ${parts})`;
  console.log(
    `  dense, the axes alone${how}: ${inTime(dense.ms * parts)}, ${((dense.ms * parts) / ms).toFixed(1)} times the whole of ours`,
  );
  console.log(`  the same first eigenvalue: ${isSame ? 'yes' : 'NO'}`);
}

if (testDatabaseUrl() === undefined) sizes.forEach(measure);
else console.log('\nno database is used: measured once, without one');
