import { plural } from '../../lib/text.ts';
import type { PolisParticipant, PolisStatement, PolisVote } from './polis-import.ts';
import {
  report,
  requireColumns,
  rowsOf,
  scaleTimes,
  truth,
  wholeNumber,
  type Reading,
  type Row,
  type Table,
} from './read-tables.ts';

/** The final votes by person and statement (see `pairKey`), and the stated number of agreements by person. */
export type Matrix = {
  participants: PolisParticipant[];
  columns: Set<number>;
  values: Map<string, PolisVote['value']>;
  agrees: Map<number, number>;
};

export type Written = { statements: PolisStatement[]; unit: 'milliseconds' | 'seconds'; saysAboutYou: boolean };

/** The statements of comments.csv, by number. */
export function readStatements(table: Table, reading: Reading): Written {
  const empty: Written = { statements: [], unit: 'milliseconds', saysAboutYou: false };
  if (!requireColumns(table, ['timestamp', 'comment-id', 'moderated', 'comment-body'], reading)) return empty;
  const saysSeed = table.header.includes('is-seed');
  const saysAboutYou = table.header.includes('is-meta');
  const seen = new Set<number>();
  const statements = rowsOf(table).flatMap((row): PolisStatement[] => {
    const createdAt = wholeNumber(table, row, 'timestamp', reading);
    const number = wholeNumber(table, row, 'comment-id', reading);
    const author = row.cell('author-id') ?? '';
    const authorNumber = author === '' ? null : wholeNumber(table, row, 'author-id', reading);
    const status = moderationOf(table, row, reading);
    const isAboutYou = truth(table, row, 'is-meta', reading) ?? false;
    const isSeed = saysSeed ? (truth(table, row, 'is-seed', reading) ?? false) : authorNumber === 0;
    const body = row.cell('comment-body') ?? '';
    if (body === '') report(reading, table.file, row.line, 'comment-body', 'the words of the statement');
    if (createdAt === null || number === null) return [];
    if (seen.has(number))
      report(reading, table.file, row.line, 'comment-id', `each number once, but ${number} is repeated`);
    seen.add(number);
    return [{ number, body, authorNumber, isSeed, status, isAboutYou, createdAt }];
  });
  if (!saysSeed) {
    reading.notes.push({
      file: table.file,
      sentence: 'It does not say which statements are seeds: those of author 0 are taken.',
    });
  }
  if (!saysAboutYou) {
    reading.notes.push({
      file: table.file,
      sentence:
        'It does not say which statements are about the person and not opinions. Choose them, or agreement will be wrong.',
    });
  }
  const { factor, unit } = scaleTimes(statements.map((statement) => statement.createdAt));
  for (const statement of statements) statement.createdAt *= factor;
  statements.sort((a, b) => a.number - b.number);
  return { statements, unit, saysAboutYou };
}

function moderationOf(table: Table, row: Row, reading: Reading): PolisStatement['status'] {
  const text = row.cell('moderated') ?? '';
  if (text === '1') return 'approved';
  if (text === '-1') return 'rejected';
  if (text !== '0') report(reading, table.file, row.line, 'moderated', `-1, 0 or 1, but found “${text}”`);
  return 'submitted';
}

function voteValue(text: string): PolisVote['value'] | null {
  if (!/^(?:[+-]?1|-?0)$/.test(text)) return null;
  const value = Number(text);
  return value === 1 ? 1 : value === -1 ? -1 : 0;
}

/** The vote events of votes.csv, in the order of the file, with the sign as it is written there. */
export function readVotes(
  table: Table,
  known: ReadonlySet<number>,
  reading: Reading,
): { votes: PolisVote[]; unit: 'milliseconds' | 'seconds' } {
  if (!requireColumns(table, ['timestamp', 'comment-id', 'voter-id', 'vote'], reading)) {
    return { votes: [], unit: 'milliseconds' };
  }
  const identical = new Set<string>();
  let repeated = 0;
  const votes = rowsOf(table).flatMap((row): PolisVote[] => {
    const at = wholeNumber(table, row, 'timestamp', reading);
    const statementNumber = wholeNumber(table, row, 'comment-id', reading);
    const participantNumber = wholeNumber(table, row, 'voter-id', reading);
    const text = row.cell('vote') ?? '';
    const value = voteValue(text);
    if (value === null) report(reading, table.file, row.line, 'vote', `-1, 0 or 1, but found “${text}”`);
    if (at === null || statementNumber === null || participantNumber === null || value === null) return [];
    if (!known.has(statementNumber)) {
      report(
        reading,
        table.file,
        row.line,
        'comment-id',
        `a statement of comments.csv, but ${statementNumber} is not there`,
      );
    }
    const key = `${at} ${statementNumber} ${participantNumber} ${value}`;
    if (identical.has(key)) repeated += 1;
    identical.add(key);
    return [{ statementNumber, participantNumber, value, at }];
  });
  if (repeated > 0) {
    reading.notes.push({
      file: table.file,
      sentence: `${plural(repeated, 'row')} ${repeated === 1 ? 'says' : 'say'} the same as a row before, which changes nothing.`,
    });
  }
  const { factor, unit } = scaleTimes(votes.map((vote) => vote.at));
  return { votes: votes.map((vote) => ({ ...vote, at: vote.at * factor })), unit };
}

/** The matrix of participants-votes.csv, read by column names: vote columns are those named by digits. */
export function readMatrix(table: Table, known: ReadonlySet<number>, reading: Reading): Matrix {
  const matrix: Matrix = { participants: [], columns: new Set(), values: new Map(), agrees: new Map() };
  if (!requireColumns(table, ['participant'], reading)) return matrix;
  const columns = table.header.flatMap((name, index) =>
    /^\d+$/.test(name) ? [{ number: Number(name), name, index }] : [],
  );
  for (const { number, name } of columns) {
    matrix.columns.add(number);
    if (!known.has(number)) report(reading, table.file, 1, name, 'a statement of comments.csv, but it is not there');
  }
  const seen = new Set<number>();
  rowsOf(table).forEach((row, rowIndex) => {
    const participant = wholeNumber(table, row, 'participant', reading);
    if (participant === null) return;
    if (seen.has(participant)) {
      report(reading, table.file, row.line, 'participant', `each participant once, but ${participant} is repeated`);
    }
    seen.add(participant);
    const group = row.cell('group-id') ?? '';
    matrix.participants.push({ number: participant, importedGroup: group === '' ? null : group });
    const agrees = row.cell('n-agree') ?? '';
    if (/^\d+$/.test(agrees)) matrix.agrees.set(participant, Number(agrees));
    for (const { number, name, index } of columns) {
      const text = (table.rows[rowIndex]?.cells[index] ?? '').trim();
      if (text === '') continue;
      const value = voteValue(text);
      if (value === null) report(reading, table.file, row.line, name, `-1, 0, 1 or nothing, but found “${text}”`);
      else matrix.values.set(pairKey(participant, number), value);
    }
  });
  return matrix;
}

export function pairKey(participant: number, statement: number): string {
  return `${participant} ${statement}`;
}
