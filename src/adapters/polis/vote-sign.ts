import { formatNumber } from '../../lib/text.ts';
import type { PolisImport, PolisStatement, PolisVote } from './polis-import.ts';
import { pairKey, type Matrix } from './read-rows.ts';
import type { Reading } from './read-tables.ts';

function flip(value: PolisVote['value']): PolisVote['value'] {
  if (value === 0) return 0;
  return value === 1 ? -1 : 1;
}

/** Turns the matrix round when the counts of agreement beside it fit only the other way. */
export function withRightSign(matrix: Matrix, reading: Reading): Matrix {
  const { asWritten, turned } = fitToAgrees(
    [...matrix.values].map(([key, value]) => ({ participant: Number(key.split(' ')[0]), value })),
    matrix.agrees,
  );
  if (turned >= asWritten) return matrix;
  reading.notes.push({
    file: 'participants-votes.csv',
    sentence: 'Its votes were inverted (-1 meant agree): they did not fit n-agree. They were turned round.',
  });
  return { ...matrix, values: new Map([...matrix.values].map(([key, value]) => [key, flip(value)])) };
}

/** How far the number of +1, and of -1, is from the stated number of agreements, summed over participants. */
function fitToAgrees(
  votes: Iterable<{ participant: number; value: PolisVote['value'] }>,
  agrees: ReadonlyMap<number, number>,
): { asWritten: number; turned: number } {
  const counts = new Map([...agrees.keys()].map((participant) => [participant, { plus: 0, minus: 0 }]));
  for (const { participant, value } of votes) {
    const count = counts.get(participant);
    if (count === undefined) continue;
    if (value === 1) count.plus += 1;
    if (value === -1) count.minus += 1;
  }
  let asWritten = 0;
  let turned = 0;
  for (const [participant, stated] of agrees) {
    const count = counts.get(participant) ?? { plus: 0, minus: 0 };
    asWritten += Math.abs(count.plus - stated);
    turned += Math.abs(count.minus - stated);
  }
  return { asWritten, turned };
}

/**
 * Whether +1 means agree in votes.csv: submitting a statement casts its author's own agreement, so most first votes of
 * authors on their own statements are +1. Without them, the participants' stated agreements decide. Inverted votes come
 * back turned round. Source: note on the conversation, section 4, trap 1.
 */
export function detectSign(
  votes: PolisVote[],
  statements: readonly PolisStatement[],
  matrix: Matrix | null,
): { votes: PolisVote[]; sign: PolisImport['sign'] } {
  const authors = new Map(statements.map((statement) => [statement.number, statement.authorNumber]));
  const first = new Map<string, PolisVote>();
  for (const vote of votes) {
    if (authors.get(vote.statementNumber) !== vote.participantNumber) continue;
    const key = pairKey(vote.participantNumber, vote.statementNumber);
    const earlier = first.get(key);
    if (earlier === undefined || vote.at < earlier.at) first.set(key, vote);
  }
  const own = [...first.values()];
  const agree = own.filter((vote) => vote.value === 1).length;
  const disagree = own.filter((vote) => vote.value === -1).length;
  const turnedVotes = (): PolisVote[] => votes.map((vote) => ({ ...vote, value: flip(vote.value) }));
  if (agree !== disagree) {
    const inverted = disagree > agree;
    const share = `${formatNumber(Math.max(agree, disagree))} of ${formatNumber(own.length)} authors’ first votes on their own statement`;
    return {
      votes: inverted ? turnedVotes() : votes,
      sign: {
        inverted,
        sentence: inverted
          ? `The votes were inverted (-1 meant agree): ${share} are -1. They were turned round.`
          : `+1 means agree: ${share} are +1.`,
      },
    };
  }
  if (matrix !== null && matrix.agrees.size > 0 && votes.length > 0) {
    const latest = [...finalVotes(votes).values()].map((vote) => ({
      participant: vote.participantNumber,
      value: vote.value,
    }));
    const { asWritten, turned } = fitToAgrees(latest, matrix.agrees);
    if (asWritten !== turned) {
      const inverted = turned < asWritten;
      return {
        votes: inverted ? turnedVotes() : votes,
        sign: {
          inverted,
          sentence: inverted
            ? 'The votes were inverted (-1 meant agree): they fit n-agree only the other way. They were turned round.'
            : '+1 means agree: the votes fit n-agree of the participants.',
        },
      };
    }
  }
  return { votes, sign: { inverted: false, sentence: '+1 is taken to mean agree: the files do not allow a check.' } };
}

/** The last event of each person and statement, by `pairKey`; of two at the same time the later in the list. */
export function finalVotes(votes: readonly PolisVote[]): Map<string, PolisVote> {
  const latest = new Map<string, PolisVote>();
  for (const vote of votes) {
    const key = pairKey(vote.participantNumber, vote.statementNumber);
    const known = latest.get(key);
    if (known === undefined || vote.at >= known.at) latest.set(key, vote);
  }
  return latest;
}
