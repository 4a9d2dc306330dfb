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
import { Beside } from './beside.ts';
import type { Connection, ConnectionSource } from './connections.ts';
import { QueryCompiler } from './query-compiler.ts';
import { clearScopeStatements, scopeStatements, type Scope } from './scope.ts';
import type { Tables } from './tables.ts';

export type AccessMode = 'read only' | 'read write';

class RequestConnection implements DatabaseConnection {
  readonly connection: Pick<Connection, 'query'>;
  /** Answers that the transaction has had, by what was asked; none are kept where it writes. */
  readonly #known: Map<string, Promise<QueryResult<unknown>>> | undefined;
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
    const key = `${query.sql} ${JSON.stringify(query.parameters)}`;
    let answer = this.#known.get(key);
    if (answer === undefined) {
      answer = this.#ask(query);
      this.#known.set(key, answer);
    }
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
const keepPlans = 'set local plan_cache_mode = force_generic_plan; set local jit = off; ';

/**
 * Runs `work` in a transaction that begins with who it acts for: `begin` and the `set local` statements of the scope go to
 * the database as one text. A served database is not waited for there, nor at the end of reading: it answers in the order
 * in which it was asked, and a begin that fails fails every query after it. With `nested`, a transaction is a savepoint of
 * one that is already open, and its role and settings are taken away before the savepoint is released: tests roll the
 * whole back.
 */
export async function inTransaction<T>(
  source: ConnectionSource,
  options: { scope: Scope; mode: AccessMode; nested: boolean },
  work: (trx: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  const { mode, nested } = options;
  const isServed = source.kind === 'postgres' && !nested;
  const statements = scopeStatements(options.scope);
  const connection = await source.acquire();
  const begin = `${nested ? 'savepoint request' : mode === 'read only' ? 'begin read only' : 'begin'}; ${isServed ? keepPlans : ''}${statements}`;
  const beside =
    isServed && mode === 'read only' ? new Beside(connection, begin, () => source.acquireSpare?.()) : undefined;
  const request = new RequestConnection(beside ?? connection, mode, options.scope.role);
  let isBroken = false;
  try {
    const begun = connection.exec(begin);
    if (isServed) begun.catch(() => {});
    else await begun;
    request.isOpen = true;
    try {
      const result = await work(transactionOn(request));
      request.isOpen = false;
      await beside?.end('commit');
      if (nested) await connection.exec(`${clearScopeStatements()}; release savepoint request`);
      else {
        const committed = connection.query('commit', []);
        // What was read is known: that its transaction ends changes nothing for the reader.
        if (isServed && mode === 'read only') committed.catch(() => {});
        else if ((await committed).command === 'ROLLBACK')
          throw new Error('the transaction had already failed and was rolled back');
      }
      return result;
    } catch (error) {
      request.isOpen = false;
      await beside?.end('rollback');
      try {
        await connection.exec(nested ? 'rollback to savepoint request; release savepoint request' : 'rollback');
      } catch {
        isBroken = true;
      }
      await begun;
      throw error;
    }
  } finally {
    connection.release(isBroken);
  }
}
