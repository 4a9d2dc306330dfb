import { Kysely, type Compilable, type CompiledQuery, type Insertable, type RawBuilder } from 'kysely';
import type { Trx } from './database.ts';
import { gatheredIn } from './gathered.ts';
import { dialect } from './request-driver.ts';
import type { Tables } from './tables.ts';

/** What a statement may be given: a value to ask for, a list of them, or a choice of what is asked. */
type Given = string | number | Date | boolean | undefined | readonly (string | number)[];

/** Stands for a value while a statement is written: for the given one itself, or for those of a list. */
class Stand {
  readonly index: number;
  readonly ofList: boolean;
  constructor(index: number, ofList: boolean) {
    this.index = index;
    this.ofList = ofList;
  }
  /** A statement whose words depend on a value cannot be written once. */
  toString(): string {
    throw new TypeError('the text of a prepared statement depends on what it is given');
  }
  valueOf(): never {
    throw new TypeError('a prepared statement looks at what it is given');
  }
}

/** Writes statements; a transaction is one too. */
export type Writer = Kysely<Tables>;

/** Statements are written here; they run in the transaction of whoever asks. */
const writer: Writer = new Kysely<Tables>({ dialect });

/** A statement in SQL, for whoever runs it as a transaction of its own. */
export function written<R>(statement: RawBuilder<R>): CompiledQuery<R> {
  return statement.compile(writer);
}

/** Where a parameter of the statement comes from. */
type Slot = (given: readonly Given[]) => unknown;
type Form = { query: CompiledQuery; slots: readonly Slot[] };

function slotOf(parameter: unknown): Slot {
  const stand = Array.isArray(parameter) ? (parameter as unknown[])[0] : parameter;
  if (!(stand instanceof Stand)) return () => parameter;
  const { index, ofList } = stand;
  // One of a list of one, or the whole list.
  if (ofList && !Array.isArray(parameter)) return (given) => (given[index] as readonly unknown[])[0];
  return (given) => given[index];
}

/** What of the given decides how the statement reads: how many a list has (none, one, more), and every choice. */
function shapeOf(given: readonly Given[]): string {
  let shape = '';
  for (const one of given) {
    if (typeof one === 'boolean' || one === undefined) shape += `${one},`;
    else if (Array.isArray(one)) shape += `${Math.min(one.length, 2)},`;
    else shape += ',';
  }
  return shape;
}

function standFor(one: Given, index: number): unknown {
  if (typeof one === 'boolean' || one === undefined) return one;
  if (!Array.isArray(one)) return new Stand(index, false);
  return one.slice(0, 2).map(() => new Stand(index, true));
}

/**
 * A statement that is written by Kysely once for each shape of what it is given, and not at every page: to build and to
 * write one takes longer than to send it. `write` may decide by what is true, false or undefined and by whether a list
 * has none, one or several; what else it is given it only passes on, a list as a whole.
 */
export function prepared<A extends readonly Given[], R>(
  write: (db: Writer, ...given: A) => Compilable<R>,
): (trx: Trx, ...given: A) => Promise<R[]> {
  const asked = writtenOnce(write);
  return async (trx, ...given) => (await trx.executeQuery(asked(given))).rows;
}

/** The same of a statement that changes rows: how many it changed. */
export function preparedChange<A extends readonly Given[]>(
  write: (db: Writer, ...given: A) => Compilable,
): (trx: Trx, ...given: A) => Promise<number> {
  const asked = writtenOnce(write);
  return async (trx, ...given) => Number((await trx.executeQuery(asked(given))).numAffectedRows ?? 0n);
}

function writtenOnce<A extends readonly Given[], R>(
  write: (db: Writer, ...given: A) => Compilable<R>,
): (given: A) => CompiledQuery<R> {
  const known = new Map<string, Form>();
  return (given) => {
    const shape = shapeOf(given);
    let form = known.get(shape);
    if (form === undefined) {
      const query = write(writer, ...(given.map(standFor) as unknown as A)).compile();
      form = { query, slots: query.parameters.map(slotOf) };
      known.set(shape, form);
    }
    const { query, slots } = form;
    return { ...(query as CompiledQuery<R>), parameters: slots.map((slot) => slot(given)) };
  };
}

type Row<T extends keyof Tables> = Insertable<Tables[T]>;
const inserts = new Map<string, CompiledQuery>();

/**
 * Adds rows of the same columns to a table, with a statement that is written once for these columns and so many rows. Their order is that
 * of the first row; what is undefined is left to the database. @returns how many were added.
 */
export async function addRows<T extends keyof Tables>(
  trx: Trx,
  table: T,
  rows: readonly Row<T>[],
  options: { unlessThere?: boolean } = {},
): Promise<number> {
  const [first] = rows;
  if (first === undefined) return 0;
  const gathered = gatheredIn(trx);
  if (gathered !== undefined) {
    gathered.addRows(table, rows);
    return rows.length;
  }
  const columns = Object.keys(first).filter((name) => (first as Record<string, unknown>)[name] !== undefined);
  const key = `${table} ${columns.join(',')} ${rows.length} ${options.unlessThere === true}`;
  let query = inserts.get(key);
  if (query === undefined) {
    let insert = writer.insertInto(table).values(rows);
    if (options.unlessThere === true) insert = insert.onConflict((conflict) => conflict.doNothing());
    query = insert.compile();
    inserts.set(key, query);
  }
  const parameters = rows.flatMap((row) => columns.map((name) => (row as Record<string, unknown>)[name]));
  if (parameters.includes(undefined)) throw new TypeError('rows that are added together have the same columns');
  const { numAffectedRows = 0n } = await trx.executeQuery({ ...query, parameters });
  return Number(numAffectedRows);
}

/** Adds one row: what the whole of a table's writing mostly is. */
export async function addRow<T extends keyof Tables>(trx: Trx, table: T, row: Row<T>): Promise<void> {
  await addRows(trx, table, [row]);
}

/**
 * What `prepared` does, of a statement in SQL that is a transaction by itself (`Database.once`): written once, and given its values each
 * time. What it is given it only passes on.
 */
export function preparedAlone<A extends readonly Exclude<Given, boolean>[], R>(
  write: (...given: A) => RawBuilder<R>,
): (...given: A) => CompiledQuery<R> {
  const asked = writtenOnce<A, R>((db, ...given) => ({ compile: () => write(...given).compile(db) }));
  return (...given) => asked(given);
}
