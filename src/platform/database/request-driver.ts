import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  type TransactionSettings,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type Dialect,
} from 'kysely';
import type { Connection, ConnectionSource } from './connections.ts';
import { clearScopeStatements, scopeStatements, type Scope } from './scope.ts';

/** The scope of the transaction that is about to begin. */
export const beginningScope = new AsyncLocalStorage<Scope>();

class RequestConnection implements DatabaseConnection {
  readonly connection: Connection;
  isOpen = false;
  isBroken = false;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    // Outside a transaction nobody has a role: on the embedded database such a query would run as its superuser.
    if (!this.isOpen) throw new Error('a query was sent outside a transaction');
    const asked = new Error('asked here');
    const { rows, affected, command } = await this.connection
      .query(query.sql, query.parameters)
      .catch((error: unknown) => {
        // The engine's error says nothing of who asked: the stack of the asker is put behind it.
        if (error instanceof Error) error.stack = `${error.stack ?? ''}\n${asked.stack ?? ''}`;
        throw error;
      });
    const changed = /^(INSERT|UPDATE|DELETE|MERGE)/.test(command) ? affected : undefined;
    return { rows: rows as R[], ...(changed === undefined ? {} : { numAffectedRows: BigInt(changed) }) };
  }

  // eslint-disable-next-line require-yield -- Kysely asks for a generator; exports read pages by key instead.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('rows are not streamed: read pages by key in short transactions');
  }
}

/**
 * A driver whose transactions begin with who they act for: `begin` and the `set local` statements of the scope go to
 * the database as one text, in one round trip. With `nested`, a transaction is a savepoint of one that is already open,
 * and its role and settings are taken away before the savepoint is released: tests roll the whole back.
 */
class RequestDriver implements Driver {
  readonly #source: ConnectionSource;
  readonly #nested: boolean;

  constructor(source: ConnectionSource, nested: boolean) {
    this.#source = source;
    this.#nested = nested;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<RequestConnection> {
    return new RequestConnection(await this.#source.acquire());
  }

  async beginTransaction(connection: RequestConnection, settings: TransactionSettings): Promise<void> {
    const scope = beginningScope.getStore();
    if (scope === undefined) throw new Error('a transaction was begun without saying for whom');
    const begin = this.#nested
      ? 'savepoint request'
      : settings.accessMode === 'read only'
        ? 'begin read only'
        : 'begin';
    await connection.connection.exec(`${begin}; ${scopeStatements(scope)}`);
    connection.isOpen = true;
  }

  async commitTransaction(connection: RequestConnection): Promise<void> {
    connection.isOpen = false;
    if (this.#nested) {
      await connection.connection.exec(`${clearScopeStatements()}; release savepoint request`);
      return;
    }
    const { command } = await connection.connection.query('commit', []);
    if (command === 'ROLLBACK') throw new Error('the transaction had already failed and was rolled back');
  }

  async rollbackTransaction(connection: RequestConnection): Promise<void> {
    connection.isOpen = false;
    try {
      await connection.connection.exec(
        this.#nested ? 'rollback to savepoint request; release savepoint request' : 'rollback',
      );
    } catch (error) {
      connection.isBroken = true;
      throw error;
    }
  }

  async releaseConnection(connection: RequestConnection): Promise<void> {
    connection.connection.release(connection.isBroken);
  }

  async destroy(): Promise<void> {
    await this.#source.close();
  }
}

/** PostgreSQL as Kysely sees it, through a `RequestDriver`. */
export function requestDialect(source: ConnectionSource, options: { nested?: boolean } = {}): Dialect {
  return {
    createDriver: () => new RequestDriver(source, options.nested === true),
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}
