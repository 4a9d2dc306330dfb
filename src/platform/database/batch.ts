import pg, { type CustomTypesConfig } from 'pg';
import { prepareValue } from 'pg/lib/utils.js';

/** What a statement came to, as every connection gives it. */
export type Answered = { rows: unknown[]; affected: number | undefined; command: string };

/** The number of a type, as the server gives it. */
export type TypeNumber = Parameters<CustomTypesConfig['getTypeParser']>[0];
/** How a column is read, by the number of its type. */
export type ParserOf = (type: TypeNumber) => (text: string) => unknown;

type Row = Record<string, unknown>;
type Fields = readonly (string | null)[];

/** A statement that waits to be sent, with the one who asked. */
export type Asked = {
  sql: string;
  /** The name under which the connection keeps it prepared; none when it is to be forgotten at once. */
  name: string | undefined;
  values: readonly unknown[];
  /** Whether it is answered only when the transaction that its batch is has ended, and so is kept. */
  isLast: boolean;
  done: (answer: Answered) => void;
  failed: (error: unknown) => void;
};

/** What one connection keeps prepared, or was asked to: of each name how its rows are read, once that is known. */
export type Prepared = Map<string, ((fields: Fields) => Row) | undefined>;

/** The part of a connection of pg that sends. */
type Wire = {
  parse(statement: { name: string; text: string }): void;
  bind(portal: { statement: string; values: readonly unknown[] }): void;
  describe(portal: { type: 'P'; name: string }): void;
  execute(portal: { portal: string }): void;
  sync(): void;
};

type Reading = Asked & {
  rows: Row[];
  read: ((fields: Fields) => Row) | undefined;
  isNew: boolean;
  /** Why a row could not be read: the others are let pass by. */
  unreadable: { error: unknown } | undefined;
};

const commandShape = /^([A-Za-z]+)(?: (\d+))?(?: (\d+))?/;

/** @throws TypeError when a value cannot be sent. */
export function valuesAsSent(values: readonly unknown[]): readonly unknown[] {
  return values.map((value): unknown => prepareValue(value));
}

/** Reads the fields of a row into an object, with the parser of each column found once. */
function readerOf(
  columns: readonly { name: string; dataTypeID: TypeNumber }[],
  parserOf: ParserOf,
): (fields: Fields) => Row {
  const parts = columns.map(({ name, dataTypeID }) => [name, parserOf(dataTypeID)] as const);
  return (fields) => {
    const row: Row = {};
    for (const [index, [name, parse]] of parts.entries()) {
      const field = fields[index];
      row[name] = field === null || field === undefined ? null : parse(field);
    }
    return row;
  };
}

/**
 * Statements that were asked in one turn of the event loop, as one message: the server answers all of them before it waits
 * again, so that forty statements are two packets and not eighty. What comes after one that fails fails with it, as
 * it would in a transaction that has failed. A statement that is prepared is not described again.
 */
export class Batch extends pg.Query {
  readonly #statements: readonly Reading[];
  readonly #prepared: Prepared;
  readonly #parserOf: ParserOf;
  #at = 0;
  #parsed = 0;
  /** The one that waits for the end, with its answer. */
  #ending: { tell: () => void; failed: (error: unknown) => void } | undefined;
  /** pg leaves a query with a callback to itself; what is asked here answers each asker. */
  readonly callback = (): void => {};

  constructor(asked: readonly Asked[], prepared: Prepared, parserOf: ParserOf) {
    super('a batch');
    this.#statements = asked.map((one) => ({ ...one, rows: [], read: undefined, isNew: false, unreadable: undefined }));
    this.#prepared = prepared;
    this.#parserOf = parserOf;
    this.submit = (connection) => this.#send(connection as unknown as Wire);
  }

  #send(wire: Wire): null {
    for (const statement of this.#statements) {
      const { sql, name = '', values } = statement;
      statement.isNew = name === '' || !this.#prepared.has(name);
      if (statement.isNew) wire.parse({ name, text: sql });
      // Also for a batch that is sent before this one is answered.
      if (statement.isNew && name !== '') this.#prepared.set(name, undefined);
      wire.bind({ statement: name, values });
      statement.read = this.#prepared.get(name);
      if (statement.read === undefined) wire.describe({ type: 'P', name: '' });
      wire.execute({ portal: '' });
    }
    wire.sync();
    return null;
  }

  /** The server has prepared the next of those that it did not know. */
  handleParseComplete(): void {
    while (this.#statements[this.#parsed]?.isNew === false) this.#parsed += 1;
    this.#parsed += 1;
  }

  handleRowDescription(message: { fields: { name: string; dataTypeID: TypeNumber }[] }): void {
    const statement = this.#now();
    statement.read = readerOf(message.fields, this.#parserOf);
    if (statement.name !== undefined) this.#prepared.set(statement.name, statement.read);
  }

  handleDataRow(message: { fields: Fields }): void {
    const statement = this.#now();
    if (statement.unreadable !== undefined) return;
    try {
      if (statement.read === undefined) throw new Error('a row came before its description');
      statement.rows.push(statement.read(message.fields));
    } catch (error) {
      statement.unreadable = { error };
    }
  }

  handleCommandComplete(message: { text: string }): void {
    const { rows, done, failed, unreadable, isLast } = this.#now();
    this.#at += 1;
    if (unreadable !== undefined) {
      failed(unreadable.error);
      return;
    }
    const [, command = '', first, second] = commandShape.exec(message.text) ?? [];
    const affected = second ?? first;
    const tell = (): void => done({ rows, affected: affected === undefined ? undefined : Number(affected), command });
    if (isLast) this.#ending = { tell, failed };
    else tell();
  }

  handleReadyForQuery(): void {
    this.#ending?.tell();
  }

  handleError(error: unknown): void {
    // The server left out what came after: it has not prepared what it did not say it had.
    for (const { name, isNew } of this.#statements.slice(this.#parsed))
      if (isNew && name !== undefined) this.#prepared.delete(name);
    for (const { failed } of this.#statements.slice(this.#at)) failed(error);
    // Every statement went well, and the end did not.
    this.#ending?.failed(error);
    this.#at = this.#statements.length;
  }

  #now(): Reading {
    const statement = this.#statements[this.#at];
    if (statement === undefined) throw new Error('an answer came that nobody asked for');
    return statement;
  }
}
