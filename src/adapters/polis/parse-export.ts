import { fail, ok, type Result } from '../../lib/result.ts';
import type { PolisImport, PolisParticipant, PolisProblem, PolisStatement } from './polis-import.ts';
import { readMatrix, readStatements, readVotes, type Written } from './read-rows.ts';
import { noteUnusedFiles, readSummary, readTable, report, type Reading } from './read-tables.ts';
import { compareTotals, mergeParticipants, reconcile } from './reconcile.ts';
import { detectSign, withRightSign } from './vote-sign.ts';

export type PolisOptions = {
  /** Numbers of the statements that are about the person; replaces what the files say. */
  setAside?: readonly number[];
  /** Mends statements that were written without quotation marks, as early files of the current layout were. */
  repairUnquotedBodies?: boolean;
};

/** Group numbers of Polis before this day were computed with missing votes as passes (21 October 2017, UTC). */
const mathsChangedAt = 1_508_544_000_000;

/**
 * Reads the export of a Polis conversation, in the older or the current layout, from the texts of its files by name.
 * All or nothing: any problem gives every problem found, each with file, line, column and a plain sentence. It finds out
 * the sign of the votes and the unit of time by itself, and says so. The matrix of participants is the authority for
 * where people stood at the end. Columns for outside ids (xid) are not read.
 * Needs `comments.csv` and `votes.csv` or `participants-votes.csv`. Source: note on the conversation, section 4.
 */
export function parsePolisExport(
  files: Readonly<Record<string, string>>,
  options: PolisOptions = {},
): Result<PolisImport, PolisProblem[]> {
  const reading: Reading = { problems: [], notes: [], differences: [], repair: options.repairUnquotedBodies ?? false };
  const summary = readSummary(files, reading);
  const comments = readTable(files, ['comments.csv'], reading);
  const voteTable = readTable(files, ['votes.csv'], reading);
  const matrixTable = readTable(files, ['participants-votes.csv', 'participant-votes.csv'], reading);
  noteUnusedFiles(files, reading);
  if (comments === null && reading.problems.length === 0) {
    report(reading, 'comments.csv', 1, 'comment-id', 'the file with the statements, but it is absent');
  }
  if (voteTable === null && matrixTable === null && reading.problems.length === 0) {
    report(reading, 'votes.csv', 1, 'vote', 'votes.csv or participants-votes.csv, but both are absent');
  }
  if (comments === null || reading.problems.length > 0) return fail(reading.problems);

  const written = readStatements(comments, reading);
  const known = new Set(written.statements.map((statement) => statement.number));
  const rawMatrix = matrixTable === null ? null : readMatrix(matrixTable, known, reading);
  const events = voteTable === null ? { votes: [], unit: written.unit } : readVotes(voteTable, known, reading);
  if (reading.problems.length > 0) return fail(reading.problems);

  const matrix = rawMatrix === null ? null : withRightSign(rawMatrix, reading);
  const { votes: signed, sign } = detectSign(events.votes, written.statements, matrix);
  if (sign.inverted) reading.notes.push({ file: 'votes.csv', sentence: sign.sentence });
  const votes = matrix === null ? signed : reconcile(signed, matrix, written.statements, voteTable !== null, reading);
  votes.sort((a, b) => a.at - b.at || a.statementNumber - b.statementNumber);
  const participants = mergeParticipants(matrix, votes, reading);
  const statements = setAside(written, options);
  compareTotals(summary.values, comments, statements, participants, votes, reading);
  noteEarlyMaths(statements, participants, reading);
  return ok({
    topic: summary.values.get('topic') ?? '',
    description: summary.values.get('conversation-description') ?? '',
    statements,
    participants,
    votes,
    sign,
    timeUnit: voteTable === null ? written.unit : events.unit,
    suggestedAboutYou: written.saysAboutYou ? [] : suggestAboutYou(statements),
    differences: reading.differences,
    notes: reading.notes,
  });
}

function setAside(written: Written, options: PolisOptions): PolisStatement[] {
  if (options.setAside === undefined) return written.statements;
  const chosen = new Set(options.setAside);
  return written.statements.map((statement) => ({ ...statement, isAboutYou: chosen.has(statement.number) }));
}

/** The organiser's approved statements that read "I am …", "My …", "… is my …". */
function suggestAboutYou(statements: readonly PolisStatement[]): number[] {
  const pattern = /^(?:I['’]m|I (?:am|have|had|live|own|work|identify|was|use|speak|rent)|My)\b|\bis my\b/i;
  return statements
    .filter(({ isSeed, authorNumber, status }) => (isSeed || authorNumber === 0) && status !== 'rejected')
    .filter(({ body }) => pattern.test(body))
    .map(({ number }) => number);
}

function noteEarlyMaths(
  statements: readonly PolisStatement[],
  participants: readonly PolisParticipant[],
  reading: Reading,
): void {
  const isEarly = statements.some((statement) => statement.createdAt < mathsChangedAt);
  if (!isEarly || !participants.some((participant) => participant.importedGroup !== null)) return;
  reading.notes.push({
    file: 'participants-votes.csv',
    sentence:
      'This conversation began before 21 October 2017: its groups were computed in another way and will not fit ours.',
  });
}
