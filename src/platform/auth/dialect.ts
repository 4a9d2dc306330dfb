import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';
import type { Database, Scope, Trx } from '../database/database.ts';

/** The only scope that reads the schema `auth`. */
export const authScope: Scope = { role: 'thread_auth' };

const current = new AsyncLocalStorage<Trx>();

/**
 * Runs `work` so that the sign-in library's queries share one transaction. For reads in a row only: no hashing, mail or
 * other I/O inside, because on the embedded database everybody waits for it.
 */
export async function inOneTransaction<T>(db: Database, work: (trx: Trx) => Promise<T>): Promise<T> {
  return await db.write(authScope, async (trx) => await current.run(trx, async () => await work(trx)));
}

class AuthConnection implements DatabaseConnection {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const trx = current.getStore();
    const typed: CompiledQuery<R> = { ...query };
    if (trx !== undefined) return await trx.executeQuery(typed);
    return await this.#db.write(authScope, async (own) => await own.executeQuery(typed));
  }

  // eslint-disable-next-line require-yield -- Kysely asks for a generator
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('the sign-in library does not stream');
  }
}

class AuthDriver implements Driver {
  readonly #connection: AuthConnection;

  constructor(db: Database) {
    this.#connection = new AuthConnection(db);
  }
  async init(): Promise<void> {}
  async acquireConnection(): Promise<AuthConnection> {
    return this.#connection;
  }
  async beginTransaction(): Promise<void> {
    throw new Error('the sign-in library begins no transactions: each of its queries is one');
  }
  async commitTransaction(): Promise<void> {}
  async rollbackTransaction(): Promise<void> {}
  async releaseConnection(): Promise<void> {}
  async destroy(): Promise<void> {}
}

/**
 * Our database as the sign-in library sees it: each query is a short transaction of its own as `thread_auth`, so that
 * the library works on both engines, inside a test's transaction, and never holds a connection while it hashes.
 */
export function authDialect(db: Database): Dialect {
  return {
    createDriver: () => new AuthDriver(db),
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (kysely) => new PostgresIntrospector(kysely),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}
