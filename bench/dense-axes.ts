// The axes of a conversation with a cell for every person and statement: what the sparse way is compared with.
import { seededRandom } from '../src/lib/random.ts';
import { leadingVectors } from '../src/modules/conversation/domain/mathematics/leading.ts';
import type { VoteMatrix } from '../src/modules/conversation/domain/mathematics/vote-matrix.ts';

/** The two largest eigenvalues: missing votes filled with the mean, then centred, then walked through cell by cell. */
export function denseEigenvalues({ people, statements, start, statement, value }: VoteMatrix): number[] {
  const cells = new Float64Array(people * statements).fill(Number.NaN);
  for (let person = 0; person < people; person += 1)
    for (let vote = start[person]!; vote < start[person + 1]!; vote += 1)
      cells[person * statements + statement[vote]!] = value[vote]!;
  for (let at = 0; at < statements; at += 1) {
    let [sum, voters] = [0, 0];
    for (let cell = at; cell < cells.length; cell += statements)
      if (!Number.isNaN(cells[cell])) {
        sum += cells[cell]!;
        voters += 1;
      }
    const mean = voters === 0 ? 0 : sum / voters;
    for (let cell = at; cell < cells.length; cell += statements)
      cells[cell] = Number.isNaN(cells[cell]) ? 0 : cells[cell]! - mean;
  }
  const product = (from: Float64Array, into: Float64Array): void => {
    into.fill(0);
    for (let row = 0; row < cells.length; row += statements) {
      let along = 0;
      for (let at = 0; at < statements; at += 1) along += cells[row + at]! * from[at]!;
      for (let at = 0; at < statements; at += 1) into[at]! += cells[row + at]! * along;
    }
  };
  return leadingVectors(statements, product, seededRandom(1)).map(({ value }) => value);
}
