/**
 * Who said what, row by row: the votes of person `i` lie from `start[i]` to `start[i + 1]`, by rising statement. People and
 * statements are positions, 0 to `people - 1` and 0 to `statements - 1`; values are +1 agree, 0 pass, -1 disagree.
 * What was not seen is not there. In these files an index made by such a loop is in range, which `!` says.
 */
export type VoteMatrix = {
  people: number;
  statements: number;
  start: Int32Array;
  statement: Int32Array;
  value: Int8Array;
};

/** Votes in any order, one list for each field. Of two votes of one person on one statement the later in the list counts. */
export type VoteList = {
  people: number;
  statements: number;
  person: ArrayLike<number>;
  statement: ArrayLike<number>;
  value: ArrayLike<number>;
};

/**
 * The matrix of a list of votes; the same for every order in which the last votes stand. Throws RangeError for a person, a
 * statement or a value that cannot be. A counting sort by person, then each person's votes by statement.
 */
export function voteMatrix(list: VoteList): VoteMatrix {
  const { people, statements } = list;
  const votes = list.value.length;
  const from = new Int32Array(people + 1);
  for (let index = 0; index < votes; index += 1) {
    checkVote(list, index);
    from[list.person[index]! + 1]! += 1;
  }
  for (let person = 0; person < people; person += 1) from[person + 1]! += from[person]!;
  const statement = new Int32Array(votes);
  const value = new Int8Array(votes);
  const next = from.slice();
  for (let index = 0; index < votes; index += 1) {
    const person = list.person[index]!;
    const at = next[person]!;
    next[person] = at + 1;
    statement[at] = list.statement[index]!;
    value[at] = list.value[index]!;
  }
  const start = new Int32Array(people + 1);
  let filled = 0;
  for (let person = 0; person < people; person += 1) {
    const begin = from[person]!;
    const end = from[person + 1]!;
    sortRow(statement.subarray(begin, end), value.subarray(begin, end));
    for (let at = begin; at < end; at += 1) {
      const isAgain = filled > start[person]! && statement[filled - 1] === statement[at]!;
      if (isAgain) filled -= 1;
      statement[filled] = statement[at]!;
      value[filled] = value[at]!;
      filled += 1;
    }
    start[person + 1] = filled;
  }
  return { people, statements, start, statement: statement.slice(0, filled), value: value.slice(0, filled) };
}

function checkVote({ people, statements, person, statement, value }: VoteList, index: number): void {
  const [by, on, said] = [person[index]!, statement[index]!, value[index]!];
  if (!(by >= 0 && by < people && on >= 0 && on < statements && Number.isInteger(by) && Number.isInteger(on)))
    throw new RangeError('A vote names a person or a statement that is not there');
  if (said !== 1 && said !== 0 && said !== -1) throw new RangeError('A vote is 1, 0 or -1');
}

/** Puts one person's votes in the order of statements; those on the same statement stay in their order. */
function sortRow(statement: Int32Array, value: Int8Array): void {
  const size = statement.length;
  let isSorted = true;
  for (let at = 1; at < size; at += 1) isSorted &&= statement[at - 1]! <= statement[at]!;
  if (isSorted) return;
  const keys = new Float64Array(size).map((_, at) => statement[at]! * size + at).sort();
  const values = value.slice();
  for (let at = 0; at < size; at += 1) {
    const key = keys[at]!;
    statement[at] = Math.floor(key / size);
    value[at] = values[key % size]!;
  }
}

/** How many votes each person cast. */
export function votesOfPeople({ people, start }: VoteMatrix): Int32Array {
  return Int32Array.from({ length: people }, (_, person) => start[person + 1]! - start[person]!);
}

/** How many people voted on each statement. */
export function votesOnStatements({ statements, statement }: VoteMatrix): Int32Array {
  const voters = new Int32Array(statements);
  for (let vote = 0; vote < statement.length; vote += 1) voters[statement[vote]!]! += 1;
  return voters;
}

/** The mean answer to each statement among those who voted on it; 0 where nobody did. Source: note on the conversation, section 2.3. */
export function statementMeans(matrix: VoteMatrix): Float64Array {
  const voters = votesOnStatements(matrix);
  const means = new Float64Array(matrix.statements);
  for (let vote = 0; vote < matrix.value.length; vote += 1) means[matrix.statement[vote]!]! += matrix.value[vote]!;
  return means.map((sum, at) => (voters[at] === 0 ? 0 : sum / voters[at]!));
}

/** The part of a matrix with these people and statements, both by rising position. */
export function partOfMatrix(matrix: VoteMatrix, people: ArrayLike<number>, statements: ArrayLike<number>): VoteMatrix {
  const place = new Int32Array(matrix.statements).fill(-1);
  for (let at = 0; at < statements.length; at += 1) place[statements[at]!] = at;
  const start = new Int32Array(people.length + 1);
  const statement = new Int32Array(matrix.value.length);
  const value = new Int8Array(matrix.value.length);
  let filled = 0;
  for (let row = 0; row < people.length; row += 1) {
    const from = people[row]!;
    for (let vote = matrix.start[from]!; vote < matrix.start[from + 1]!; vote += 1) {
      const at = place[matrix.statement[vote]!]!;
      if (at < 0) continue;
      statement[filled] = at;
      value[filled] = matrix.value[vote]!;
      filled += 1;
    }
    start[row + 1] = filled;
  }
  const [kept, values] = [statement.slice(0, filled), value.slice(0, filled)];
  return { people: people.length, statements: statements.length, start, statement: kept, value: values };
}
