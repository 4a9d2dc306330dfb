import { DefaultQueryExecutor, Transaction, type ConnectionProvider, type DatabaseConnection } from 'kysely';
import { dialect } from './request-driver.ts';
import type { Tables } from './tables.ts';

type Row = Readonly<Record<string, unknown>>;

/** Asked of the database was what cannot be gathered: it needs a transaction. */
export class NotGathered extends Error {
  constructor() {
    super('a statement was asked that a gathering does not keep');
  }
}

/** What a transaction would write, kept until all of it is known: rows as they were added, and what else it would ask, by name. */
export class Gathered {
  readonly #rows = new Map<string, Row[]>();
  readonly #asked = new Map<string, (readonly unknown[])[]>();

  addRows(table: keyof Tables, rows: readonly Row[]): void {
    const known = this.#rows.get(table);
    if (known === undefined) this.#rows.set(table, [...rows]);
    else known.push(...rows);
  }
  addAsked(what: string, given: readonly unknown[]): void {
    const known = this.#asked.get(what);
    if (known === undefined) this.#asked.set(what, [given]);
    else known.push(given);
  }
  /** The rows that were added to a table, in their order. */
  rowsOf(table: keyof Tables): readonly Row[] {
    return this.#rows.get(table) ?? [];
  }
  /** With what something was asked, in the order in which it was. */
  askedOf(what: string): readonly (readonly unknown[])[] {
    return this.#asked.get(what) ?? [];
  }
  /** Whether it holds so many tables and askings, and no others: for whoever has looked at all of theirs. */
  isOf(tables: number, asked: number): boolean {
    return this.#rows.size === tables && this.#asked.size === asked;
  }
}

const gatherings = new WeakMap<object, Gathered[]>();

const connection: DatabaseConnection = {
  async executeQuery() {
    return await Promise.reject(new NotGathered());
  },
  // eslint-disable-next-line require-yield -- nothing is read here
  async *streamQuery() {
    throw new NotGathered();
  },
};
const provider: ConnectionProvider = { provideConnection: async (consumer) => await consumer(connection) };
const executor = new DefaultQueryExecutor(dialect.createQueryCompiler(), dialect.createAdapter(), provider);
const config = { config: { dialect }, dialect, driver: dialect.createDriver(), executor };

/**
 * A transaction that is not there yet: what is written in it is gathered, and whatever has to be known first is `NotGathered`. It is
 * for decisions that are the same however their rows are sent.
 */
export function gatheringTransaction(): { trx: Transaction<Tables>; gathered: readonly Gathered[] } {
  const trx = new Transaction<Tables>(config);
  const gathered = [new Gathered()];
  gatherings.set(trx, gathered);
  return { trx, gathered };
}

/** What is written from here on is gathered by itself: it belongs to the next of several things that one transaction does. */
export function gatherNext(trx: Transaction<Tables>): void {
  gatherings.get(trx)?.push(new Gathered());
}

/** What a transaction gathers; undefined for one that runs. */
export function gatheredIn(trx: Transaction<Tables>): Gathered | undefined {
  return gatherings.get(trx)?.at(-1);
}

/** Keeps that a function of the database is to be asked; false where it has to be asked now. */
export function gathers(trx: Transaction<Tables>, what: string, ...given: readonly unknown[]): boolean {
  const gathered = gatheredIn(trx);
  gathered?.addAsked(what, given);
  return gathered !== undefined;
}

/** Whether a row says what `fixed` says, and nothing else but its `free` columns. */
export function isPlain(row: Row, fixed: Row, free: ReadonlySet<string>): boolean {
  for (const name of Object.keys(row))
    if (!free.has(name) && !(name in fixed && row[name] === fixed[name])) return false;
  return true;
}
