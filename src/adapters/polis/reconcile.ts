import { formatNumber, plural } from '../../lib/text.ts';
import type { PolisParticipant, PolisStatement, PolisVote } from './polis-import.ts';
import { pairKey, type Matrix } from './read-rows.ts';
import { rowsOf, type Reading, type Table } from './read-tables.ts';
import { finalVotes } from './vote-sign.ts';

/** Makes the last event of every pair say what the matrix says, where the matrix has that row and column. */
export function reconcile(
  votes: readonly PolisVote[],
  matrix: Matrix,
  statements: readonly PolisStatement[],
  hasEvents: boolean,
  reading: Reading,
): PolisVote[] {
  const latest = finalVotes(votes);
  const created = new Map(statements.map((statement) => [statement.number, statement.createdAt]));
  const rows = new Set(matrix.participants.map((participant) => participant.number));
  const unseen = new Set<string>();
  const result: PolisVote[] = [];
  for (const vote of votes) {
    const key = pairKey(vote.participantNumber, vote.statementNumber);
    const isCovered = rows.has(vote.participantNumber) && matrix.columns.has(vote.statementNumber);
    if (isCovered && !matrix.values.has(key)) unseen.add(key);
    else result.push(vote);
  }
  let added = 0;
  for (const [key, value] of matrix.values) {
    const known = latest.get(key);
    if (known?.value === value) continue;
    const [participantNumber = 0, statementNumber = 0] = key.split(' ').map(Number);
    result.push({ statementNumber, participantNumber, value, at: known?.at ?? created.get(statementNumber) ?? 0 });
    added += 1;
  }
  if (!hasEvents) {
    reading.notes.push({
      file: 'votes.csv',
      sentence:
        'Without it the last vote of each person is known but not when it was cast: the time of the statement is used.',
    });
  } else {
    if (added > 0) {
      reading.differences.push({
        file: 'participants-votes.csv',
        sentence: `${plural(added, 'vote')} ${added === 1 ? 'differs' : 'differ'} from votes.csv: participants-votes.csv is followed.`,
      });
    }
    if (unseen.size > 0) {
      reading.differences.push({
        file: 'votes.csv',
        sentence: `${plural(unseen.size, 'vote')} ${unseen.size === 1 ? 'is' : 'are'} not in participants-votes.csv and ${unseen.size === 1 ? 'was' : 'were'} left out.`,
      });
    }
  }
  return result;
}

/** Everybody in the matrix and everybody who voted, by number. */
export function mergeParticipants(
  matrix: Matrix | null,
  votes: readonly PolisVote[],
  reading: Reading,
): PolisParticipant[] {
  const participants = new Map((matrix?.participants ?? []).map((participant) => [participant.number, participant]));
  const fromMatrix = participants.size;
  for (const { participantNumber } of votes) {
    if (!participants.has(participantNumber)) {
      participants.set(participantNumber, { number: participantNumber, importedGroup: null });
    }
  }
  const added = participants.size - fromMatrix;
  if (matrix !== null && added > 0) {
    reading.differences.push({
      file: 'participants-votes.csv',
      sentence: `${plural(added, 'person', 'people')} voted but ${added === 1 ? 'has' : 'have'} no row here: added without a group.`,
    });
  }
  return [...participants.values()].sort((a, b) => a.number - b.number);
}

/** Notes where the totals that the files state differ from a new count. */
export function compareTotals(
  summary: ReadonlyMap<string, string>,
  comments: Table,
  statements: readonly PolisStatement[],
  participants: readonly PolisParticipant[],
  votes: readonly PolisVote[],
  reading: Reading,
): void {
  const latest = [...finalVotes(votes).values()];
  const voters = new Set(latest.map((vote) => vote.participantNumber)).size;
  const groups = new Set(participants.flatMap(({ importedGroup }) => (importedGroup === null ? [] : [importedGroup])))
    .size;
  const ours: [string, number][] = [
    ['voters', voters],
    ['comments', statements.length],
    ['groups', groups],
  ];
  for (const [key, count] of ours) {
    const stated = summary.get(key)?.trim() ?? '';
    if (stated === '' || Number(stated) === count || (key === 'groups' && groups === 0)) continue;
    reading.differences.push({
      file: 'summary.csv',
      sentence: `It says ${stated} for “${key}”; the other files hold ${formatNumber(count)}. The other files are followed.`,
    });
  }
  const finals = new Map(statements.map(({ number }) => [number, { agree: 0, disagree: 0 }]));
  for (const { statementNumber, value } of latest) {
    const count = finals.get(statementNumber);
    if (count !== undefined && value === 1) count.agree += 1;
    if (count !== undefined && value === -1) count.disagree += 1;
  }
  const off = rowsOf(comments).filter((row) => {
    const count = finals.get(Number(row.cell('comment-id')));
    const agrees = row.cell('agrees');
    const disagrees = row.cell('disagrees');
    if (count === undefined || agrees === null || disagrees === null) return false;
    return Number(agrees) !== count.agree || Number(disagrees) !== count.disagree;
  }).length;
  if (off > 0) {
    reading.differences.push({
      file: comments.file,
      sentence: `Its counts differ from the final votes for ${off} of ${plural(statements.length, 'statement')}: it also counts votes that were changed later.`,
    });
  }
}
