import {
  type CompiledQuery,
  type ConnectionProvider,
  type DatabaseConnection,
  type Dialect,
  type QueryResult,
  DefaultQueryExecutor,
  DummyDriver,
  PostgresAdapter,
  PostgresIntrospector,
  Transaction,
} from 'kysely';
import type { Answered } from './batch.ts';
import type { Connection, ConnectionSource } from './connections.ts';
import { QueryCompiler } from './query-compiler.ts';
import { clearScopeStatements, scopeQuery, scopeStatements, type Scope } from './scope.ts';
import type { Tables } from './tables.ts';

export type AccessMode = 'read only' | 'read write';

class RequestConnection implements DatabaseConnection {
  readonly connection: Pick<Connection, 'query'>;
  /** Answers that the transaction has had, by the statement and what it was given; none are kept where it writes. */
  readonly #known: Map<string, Map<string, Promise<QueryResult<unknown>>>> | undefined;
  readonly #role: Scope['role'];
  isOpen = false;

  constructor(connection: Pick<Connection, 'query'>, mode: AccessMode, role: Scope['role']) {
    this.connection = connection;
    this.#role = role;
    this.#known = mode === 'read only' ? new Map() : undefined;
  }

  /** Parts of a page ask for the same rows without knowing of each other: what was asked in a reading is not asked again. */
  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (this.#known === undefined) return await this.#ask<R>(query);
    let answers = this.#known.get(query.sql);
    if (answers === undefined) this.#known.set(query.sql, (answers = new Map()));
    const given = JSON.stringify(query.parameters);
    let answer = answers.get(given);
    if (answer === undefined) answers.set(given, (answer = this.#ask(query)));
    const { rows } = await answer;
    return { rows: [...rows] as R[] };
  }

  async #ask<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    // Outside a transaction nobody has a role: on the embedded database such a query would run as its superuser.
    if (!this.isOpen) throw new Error('a query was sent outside a transaction');
    try {
      const { rows, affected, command } = await this.connection.query(query.sql, query.parameters, this.#role);
      const changed = /^(INSERT|UPDATE|DELETE|MERGE)/.test(command) ? affected : undefined;
      return { rows: rows as R[], ...(changed === undefined ? {} : { numAffectedRows: BigInt(changed) }) };
    } catch (error) {
      // The engine's error says nothing of who asked: the stack of the asker is put behind it.
      if (error instanceof Error) error.stack = `${error.stack ?? ''}\n${new Error('asked here').stack ?? ''}`;
      throw error;
    }
  }

  // eslint-disable-next-line require-yield -- Kysely asks for a generator; exports read pages by key instead.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('rows are not streamed: read pages by key in short transactions');
  }
}

const compiler = new QueryCompiler();
const adapter = new PostgresAdapter();
const driver = new DummyDriver();
/** How statements are written, without a database to run them. */
export const dialect: Dialect = {
  createDriver: () => driver,
  createAdapter: () => adapter,
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => compiler,
};

/** Queries of one transaction go to its connection as they are asked, without waiting for the answers of others. */
function transactionOn(connection: RequestConnection): Transaction<Tables> {
  const provider: ConnectionProvider = { provideConnection: async (consumer) => await consumer(connection) };
  const executor = new DefaultQueryExecutor(compiler, adapter, provider);
  return new Transaction<Tables>({ config: { dialect }, dialect, driver, executor });
}

/**
 * Statements under row security are planned once, for whatever they ask: to plan one anew costs more than to run it, and
 * to compile one costs more than any of ours takes.
 */
const keepPlans = [
  "set_config('plan_cache_mode', 'force_generic_plan', true)",
  "set_config('jit', 'off', true)",
] as const;

/** For whom a transaction acts, and how. */
export type Way = { scope: Scope; mode: AccessMode; nested: boolean };

type Start = { begin: string; set: { sql: string; parameters: string[] } };

/** What begins a transaction, with who it acts for. @throws TypeError as `scopeQuery` does. */
function startOf({ scope, mode, nested }: Way): Start {
  const begin = nested ? 'savepoint request' : mode === 'read only' ? 'begin read only' : 'begin';
  return { begin, set: scopeQuery(scope, keepPlans) };
}

/**
 * Begins a transaction on a served database. It is not waited for: the database answers in the order in which it was asked,
 * together with what is asked in the same turn, and a begin that fails fails every query after it.
 */
function beginOn(connection: Connection, { begin, set }: Start): Promise<unknown> {
  const begun = Promise.all([connection.query(begin, []), connection.query(set.sql, set.parameters)]);
  begun.catch(() => {});
  return begun;
}

function hasEnded({ command }: Answered): void {
  if (command === 'ROLLBACK') throw new Error('the transaction had already failed and was rolled back');
}

/** Rolls back; true when the connection is of no more use. */
async function isLostAfter(connection: Connection, rollback: string): Promise<boolean> {
  try {
    await connection.exec(rollback);
    return false;
  } catch {
    return true;
  }
}

/** Reads on a served database. Nobody waits for the end of the transaction: it is sent with what is asked next on the connection. */
async function readingServed<T>(
  source: ConnectionSource,
  way: Way,
  work: (trx: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  const start = startOf(way);
  const connection = await source.acquire();
  const request = new RequestConnection(connection, way.mode, way.scope.role);
  const begun = beginOn(connection, start);
  request.isOpen = true;
  try {
    const result = await work(transactionOn(request));
    request.isOpen = false;
    connection.leave();
    return result;
  } catch (error) {
    request.isOpen = false;
    connection.release(await isLostAfter(connection, 'rollback'));
    await begun;
    throw error;
  }
}

/**
 * Runs `work` in a transaction that begins with who it acts for. A served database is not waited for at its beginning, nor at
 * the end of reading. With `nested`, a transaction is a savepoint of one that is already open, and its role and settings
 * are taken away before the savepoint is released: tests roll the whole back.
 */
export async function inTransaction<T>(
  source: ConnectionSource,
  way: Way,
  work: (trx: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  const { scope, mode, nested } = way;
  const isServed = source.kind === 'postgres' && !nested;
  if (isServed && mode === 'read only') return await readingServed(source, way, work);
  const start = startOf(way);
  const connection = await source.acquire();
  const request = new RequestConnection(connection, mode, scope.role);
  let isLost = false;
  try {
    const begun = isServed ? beginOn(connection, start) : connection.exec(`${start.begin}; ${scopeStatements(scope)}`);
    if (!isServed) await begun;
    request.isOpen = true;
    try {
      const result = await work(transactionOn(request));
      request.isOpen = false;
      if (nested) await connection.exec(`${clearScopeStatements()}; release savepoint request`);
      else hasEnded(await connection.query('commit', []));
      return result;
    } catch (error) {
      request.isOpen = false;
      isLost = await isLostAfter(
        connection,
        nested ? 'rollback to savepoint request; release savepoint request' : 'rollback',
      );
      await begun;
      throw error;
    }
  } finally {
    connection.release(isLost);
  }
}

/** A transaction without a `begin` says in its settings that it only reads. */
const readOnly = [...keepPlans, "set_config('transaction_read_only', 'on', true)"] as const;

/** What statements that were one transaction came to: their rows, or why they failed, and whether their connection is lost. */
type CameTo = { rows: unknown[][] } | { error: unknown; isLost: boolean };

/**
 * Sends what `take` gives as one transaction to a served database, in one packet with the settings before it, and says what it came to when
 * that has ended. Nothing is taken before there is a connection to send it on.
 * @throws when there is none, or when a value of the scope is not what it should be.
 */
export async function asOne(
  source: ConnectionSource,
  { scope, mode }: Omit<Way, 'nested'>,
  take: () => readonly CompiledQuery[],
): Promise<CameTo> {
  const settings = scopeQuery(scope, mode === 'read only' ? readOnly : keepPlans);
  const connection = await source.acquire();
  let isLost = false;
  try {
    const queries = take();
    // All in one turn: by themselves the statements would have no role, and so no right to anything.
    const [, ...answers] = await Promise.all([
      connection.query(settings.sql, settings.parameters),
      ...queries.map(async ({ sql, parameters }, index) => {
        return await connection.query(sql, parameters, scope.role, index === queries.length - 1);
      }),
    ]);
    return { rows: answers.map(({ rows }) => rows) };
  } catch (error) {
    isLost = await isLostAfter(connection, 'rollback');
    return { error, isLost };
  } finally {
    connection.release(isLost);
  }
}

/**
 * Runs one statement as a transaction of its own. To a served database it goes in one packet with the settings before it, which
 * the server takes for one transaction, and is answered when that has ended.
 */
export async function asTransaction<R>(source: ConnectionSource, way: Way, query: CompiledQuery<R>): Promise<R[]> {
  if (source.kind !== 'postgres' || way.nested)
    return await inTransaction(source, way, async (trx) => (await trx.executeQuery(query)).rows);
  const cameTo = await asOne(source, way, () => [query]);
  if ('error' in cameTo) throw cameTo.error;
  return (cameTo.rows[0] ?? []) as R[];
}
