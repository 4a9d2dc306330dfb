import { readCsvRecords, type CsvProblem, type CsvRow } from '../../lib/csv.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { formatNumber, plural } from '../../lib/text.ts';
import type {
  PolisImport,
  PolisNote,
  PolisParticipant,
  PolisProblem,
  PolisStatement,
  PolisVote,
} from './polis-import.ts';

export type PolisOptions = {
  /** Numbers of the statements that are about the person; replaces what the files say. */
  setAside?: readonly number[];
  /** Mends statements that were written without quotation marks, as early files of the current layout were. */
  repairUnquotedBodies?: boolean;
};

type Table = { file: string; header: string[]; rows: CsvRow[] };
type Matrix = {
  participants: PolisParticipant[];
  columns: Set<number>;
  values: Map<string, PolisVote['value']>;
  agrees: Map<number, number>;
};
type Reading = { problems: PolisProblem[]; notes: PolisNote[]; differences: PolisNote[]; repair: boolean };

/** Group numbers of Polis before this day were computed with missing votes as passes (21 October 2017, UTC). */
const mathsChangedAt = 1_508_544_000_000;
/** Any time above this is in milliseconds: in seconds it would be the year 5138. */
const firstMillisecond = 1e11;

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

function report(
  reading: Reading,
  file: string,
  line: number,
  column: string,
  expectation: string,
  repair: PolisProblem['repair'] = null,
): void {
  const sentence = `${file}, line ${line}, column “${column}”: expected ${expectation}.`;
  reading.problems.push({ file, line, column, expectation, sentence, repair });
}

/** A file by its usual name, also with something in front: "2024-05-01-comments.csv", "export/comments.csv". */
function findFile(
  files: Readonly<Record<string, string>>,
  names: readonly string[],
): { file: string; text: string } | null {
  const entries = Object.entries(files);
  for (const name of names) {
    const exact = entries.find(([file]) => file === name || file.endsWith(`/${name}`));
    const near =
      exact ?? entries.find(([file]) => new RegExp(`[-_. ]${name}$`, 'i').test(file) && !isOtherFile(file, name));
    if (near !== undefined) return { file: near[0], text: near[1] };
  }
  return null;
}

/** "participants-votes.csv" also ends in "votes.csv". */
function isOtherFile(file: string, name: string): boolean {
  return name === 'votes.csv' && /participants?-votes\.csv$/i.test(file);
}

function noteUnusedFiles(files: Readonly<Record<string, string>>, reading: Reading): void {
  if (findFile(files, ['stats-history.csv']) !== null) {
    reading.notes.push({
      file: 'stats-history.csv',
      sentence: 'Not used: its columns hold other counts than their names say. All totals are counted again.',
    });
  }
  if (findFile(files, ['comment-groups.csv']) !== null) {
    reading.notes.push({ file: 'comment-groups.csv', sentence: 'Not used: all counts are made again from the votes.' });
  }
}

function readTable(files: Readonly<Record<string, string>>, names: readonly string[], reading: Reading): Table | null {
  const found = findFile(files, names);
  const name = names[0] ?? '';
  if (found === null) {
    reading.notes.push({ file: name, sentence: 'This file is absent.' });
    return null;
  }
  const { records, problems } = readCsvRecords(found.text);
  const [first, ...rows] = records;
  if (first === undefined) {
    report(reading, found.file, 1, '1', 'a line with the names of the columns, but the file is empty');
    return null;
  }
  const header = first.cells.map((cell) => cell.trim());
  header.forEach((column, index) => {
    if (column !== '' && header.indexOf(column) !== index) {
      report(reading, found.file, first.line, column, 'this column once only');
    }
  });
  const bodyIsLast = header.at(-1) === 'comment-body';
  const ragged = rows.filter((row) => row.cells.length !== header.length);
  if (bodyIsLast && reading.repair && (problems.length > 0 || ragged.length > 0)) {
    return { file: found.file, header, rows: repairBodies(found.file, header, rows, reading) };
  }
  const repair = bodyIsLast ? 'repairUnquotedBodies' : null;
  for (const problem of problems) reportCsv(reading, found.file, header, problem, repair);
  for (const row of ragged) {
    const column = header[Math.min(row.cells.length, header.length - 1)] ?? '';
    report(
      reading,
      found.file,
      row.line,
      column,
      `${plural(header.length, 'cell')}, one for each column, but found ${row.cells.length}`,
      repair,
    );
  }
  return { file: found.file, header, rows };
}

function reportCsv(
  reading: Reading,
  file: string,
  header: readonly string[],
  problem: CsvProblem,
  repair: PolisProblem['repair'],
): void {
  report(
    reading,
    file,
    problem.line,
    header[Number(problem.column) - 1] ?? problem.column,
    problem.expectation,
    repair,
  );
}

/** Joins what an unquoted statement was torn into: too many cells by commas, and lines that do not begin with a time. */
function repairBodies(file: string, header: readonly string[], rows: readonly CsvRow[], reading: Reading): CsvRow[] {
  const mended: CsvRow[] = [];
  let changed = 0;
  for (const row of rows) {
    const before = mended.at(-1);
    const isWhole = row.cells.length >= header.length && /^\d+$/.test(row.cells[0]?.trim() ?? '');
    if (!isWhole && before !== undefined) {
      before.cells.push(`${before.cells.pop() ?? ''}\n${row.cells.join(',')}`);
      changed += 1;
      continue;
    }
    const fixed = row.cells.slice(0, header.length - 1);
    const body = row.cells.slice(header.length - 1);
    if (body.length > 1) changed += 1;
    mended.push({ line: row.line, cells: body.length === 0 ? fixed : [...fixed, body.join(',')] });
  }
  for (const row of mended) {
    if (row.cells.length !== header.length) {
      report(reading, file, row.line, header[row.cells.length] ?? '', 'a whole row: this one could not be mended');
    }
  }
  reading.notes.push({
    file,
    sentence: `${plural(changed, 'statement')} without quotation marks ${changed === 1 ? 'was' : 'were'} mended. Read them through.`,
  });
  return mended;
}

function readSummary(files: Readonly<Record<string, string>>, reading: Reading): { values: Map<string, string> } {
  const values = new Map<string, string>();
  const found = findFile(files, ['summary.csv']);
  if (found === null) {
    reading.notes.push({ file: 'summary.csv', sentence: 'This file is absent: write the question yourself.' });
    return { values };
  }
  const { records, problems } = readCsvRecords(found.text);
  if (!reading.repair) {
    for (const problem of problems) reportCsv(reading, found.file, ['key', 'value'], problem, 'repairUnquotedBodies');
  }
  for (const { line, cells } of records) {
    const [key = '', ...rest] = cells;
    if (rest.length !== 1 && !(reading.repair && rest.length > 1)) {
      report(
        reading,
        found.file,
        line,
        'value',
        `a name and one value, but found ${plural(cells.length, 'cell')}`,
        rest.length > 1 ? 'repairUnquotedBodies' : null,
      );
    }
    values.set(key.trim(), rest.join(','));
  }
  return { values };
}

type Row = { line: number; cell: (column: string) => string | null };

function rowsOf(table: Table): Row[] {
  const places = new Map(table.header.map((column, index) => [column, index]));
  return table.rows.map(({ line, cells }) => ({
    line,
    cell: (column) => {
      const index = places.get(column);
      return index === undefined ? null : (cells[index] ?? '').trim();
    },
  }));
}

function requireColumns(table: Table, columns: readonly string[], reading: Reading): boolean {
  const missing = columns.filter((column) => !table.header.includes(column));
  for (const column of missing) report(reading, table.file, 1, column, 'a column of this name');
  return missing.length === 0;
}

function wholeNumber(table: Table, row: Row, column: string, reading: Reading): number | null {
  const text = row.cell(column) ?? '';
  if (/^\d{1,15}$/.test(text)) return Number(text);
  report(reading, table.file, row.line, column, `a whole number, but found “${text}”`);
  return null;
}

/** A truth value as the layouts write it; null when the column or the value is absent. */
function truth(table: Table, row: Row, column: string, reading: Reading): boolean | null {
  const text = row.cell(column)?.toLowerCase() ?? '';
  if (text === '') return null;
  if (['1', 't', 'true'].includes(text)) return true;
  if (['0', 'f', 'false'].includes(text)) return false;
  report(reading, table.file, row.line, column, `true or false, but found “${text}”`);
  return null;
}

function scaleTimes(times: readonly number[]): { factor: number; unit: 'milliseconds' | 'seconds' } {
  const isMilliseconds = times.some((time) => time > firstMillisecond);
  return isMilliseconds || times.length === 0 ? { factor: 1, unit: 'milliseconds' } : { factor: 1000, unit: 'seconds' };
}

type Written = { statements: PolisStatement[]; unit: 'milliseconds' | 'seconds'; saysAboutYou: boolean };

function readStatements(table: Table, reading: Reading): Written {
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

function readVotes(
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

function readMatrix(table: Table, known: ReadonlySet<number>, reading: Reading): Matrix {
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

function pairKey(participant: number, statement: number): string {
  return `${participant} ${statement}`;
}

function flip(value: PolisVote['value']): PolisVote['value'] {
  if (value === 0) return 0;
  return value === 1 ? -1 : 1;
}

/** Turns the matrix round when the counts of agreement beside it fit only the other way. */
function withRightSign(matrix: Matrix, reading: Reading): Matrix {
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

function detectSign(
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

function finalVotes(votes: readonly PolisVote[]): Map<string, PolisVote> {
  const latest = new Map<string, PolisVote>();
  for (const vote of votes) {
    const key = pairKey(vote.participantNumber, vote.statementNumber);
    const known = latest.get(key);
    if (known === undefined || vote.at >= known.at) latest.set(key, vote);
  }
  return latest;
}

/** Makes the last event of every pair say what the matrix says, where the matrix has that row and column. */
function reconcile(
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

function mergeParticipants(matrix: Matrix | null, votes: readonly PolisVote[], reading: Reading): PolisParticipant[] {
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

function compareTotals(
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
