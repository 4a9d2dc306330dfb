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
 * statement or a value that cannot be. Two stable counting sorts: O(votes + people + statements).
 */
export function voteMatrix(list: VoteList): VoteMatrix {
  const { people, statements } = list;
  const votes = list.value.length;
  for (let index = 0; index < votes; index += 1) checkVote(list, index);
  const byStatement = sortedBy(list.statement, statements, undefined);
  const order = sortedBy(list.person, people, byStatement);
  const start = new Int32Array(people + 1);
  const statement = new Int32Array(votes);
  const value = new Int8Array(votes);
  let filled = 0;
  let row = 0;
  for (let at = 0; at < votes; at += 1) {
    const vote = order[at]!;
    const person = list.person[vote]!;
    while (row < person) start[++row] = filled;
    const isAgain = filled > start[row]! && statement[filled - 1] === list.statement[vote]!;
    const target = isAgain ? filled - 1 : filled;
    statement[target] = list.statement[vote]!;
    value[target] = list.value[vote]!;
    filled = target + 1;
  }
  while (row < people) start[++row] = filled;
  return { people, statements, start, statement: statement.slice(0, filled), value: value.slice(0, filled) };
}

function checkVote({ people, statements, person, statement, value }: VoteList, index: number): void {
  const isPlace = (at: number | undefined, size: number): boolean =>
    at !== undefined && Number.isInteger(at) && at >= 0 && at < size;
  const vote = value[index];
  if (!isPlace(person[index], people) || !isPlace(statement[index], statements))
    throw new RangeError('A vote names a person or a statement that is not there');
  if (vote !== 1 && vote !== 0 && vote !== -1) throw new RangeError('A vote is 1, 0 or -1');
}

/** The positions of `keys`, by rising key; those with the same key stay in the order in which `from` has them. */
function sortedBy(keys: ArrayLike<number>, size: number, from: Int32Array | undefined): Int32Array {
  const next = new Int32Array(size + 1);
  for (let at = 0; at < keys.length; at += 1) next[keys[at]! + 1]! += 1;
  for (let key = 0; key < size; key += 1) next[key + 1]! += next[key]!;
  const order = new Int32Array(keys.length);
  for (let at = 0; at < keys.length; at += 1) {
    const item = from === undefined ? at : from[at]!;
    const key = keys[item]!;
    order[next[key]!] = item;
    next[key]! += 1;
  }
  return order;
}

/** How many votes each person cast. */
export function votesOfPeople({ people, start }: VoteMatrix): Int32Array {
  return Int32Array.from({ length: people }, (_, person) => start[person + 1]! - start[person]!);
}

/** How many people voted on each statement. */
export function votesOnStatements({ statements, statement }: VoteMatrix): Int32Array {
  const voters = new Int32Array(statements);
  for (const at of statement) voters[at]! += 1;
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
