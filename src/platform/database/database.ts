import { Kysely, type Transaction } from 'kysely';
import type { ConnectionSource } from './connections.ts';
import { beginningScope, requestDialect } from './request-driver.ts';
import type { Scope } from './scope.ts';
import type { Tables } from './tables.ts';

export type { Scope } from './scope.ts';
export type { Tables } from './tables.ts';

/** An open transaction, bound by the policies of its scope. */
export type Trx = Transaction<Tables>;

/** An open transaction that changes something, and what is to happen once it has. */
export type WriteTrx = Trx;

/** The only way to the database: short transactions, each of which says for whom it acts. */
export interface Database {
  kind: ConnectionSource['kind'];
  /** Reads in one read-only transaction. No I/O but the database inside `work`: on one connection everybody waits. */
  read<T>(scope: Scope, work: (trx: Trx) => Promise<T>): Promise<T>;
  /** Writes in one transaction. `onCommit` callbacks run after it is safe on disk, and never if it fails. */
  write<T>(scope: Scope, work: (trx: Trx, onCommit: (then: () => void) => void) => Promise<T>): Promise<T>;
  listen(channel: string, heard: (payload: string) => void): Promise<() => Promise<void>>;
  /** The same database for a library that brings its own queries (sign-in): each query is its own transaction. */
  source: ConnectionSource;
  close(): Promise<void>;
}

/** Opens a `Database` over `source`. With `nested`, transactions are savepoints of one that a test has begun. */
export function createDatabase(source: ConnectionSource, options: { nested?: boolean } = {}): Database {
  const kysely = new Kysely<Tables>({ dialect: requestDialect(source, options) });
  return {
    kind: source.kind,
    source,
    async read(scope, work) {
      return await beginningScope.run(
        scope,
        async () => await kysely.transaction().setAccessMode('read only').execute(work),
      );
    },
    async write(scope, work) {
      const after: (() => void)[] = [];
      const result = await beginningScope.run(scope, async () => {
        return await kysely.transaction().execute(async (trx) => await work(trx, (then) => after.push(then)));
      });
      for (const then of after) then();
      return result;
    },
    async listen(channel, heard) {
      return await source.listen(channel, heard);
    },
    async close() {
      await kysely.destroy();
    },
  };
}
