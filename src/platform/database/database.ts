import { sql, type CompiledQuery, type Transaction } from 'kysely';
import type { ConnectionSource } from './connections.ts';
import { gatheredIn, gathers, NotGathered } from './gathered.ts';
import { asTransaction, inTransaction, type AccessMode } from './request-driver.ts';
import type { Scope } from './scope.ts';
import type { Tables } from './tables.ts';
import { together } from './together.ts';

export type { Scope } from './scope.ts';
export type { Tables } from './tables.ts';

/** An open transaction, bound by the policies of its scope. */
export type Trx = Transaction<Tables>;

/** The only way to the database: short transactions, each of which says for whom it acts. */
export interface Database {
  kind: ConnectionSource['kind'];
  /** Reads in one read-only transaction. No I/O but the database inside `work`: on one connection everybody waits. */
  read<T>(scope: Scope, work: (trx: Trx) => Promise<T>): Promise<T>;
  /** Writes in one transaction. What was given to `afterCommit` runs once it is safe, and never if it fails. */
  write<T>(scope: Scope, work: (trx: Trx) => Promise<T>): Promise<T>;
  /** One statement as a transaction of its own: to a served database it goes and comes back at once, end included. */
  once<R>(scope: Scope, mode: AccessMode, statement: CompiledQuery<R>): Promise<R[]>;
  /**
   * The same of a statement that is little by itself: what is asked under the same scope at about the same time is one transaction, in the
   * order in which it was asked, and one that fails is not kept and fails alone. What locks rows goes `inTurn`: one such transaction of a
   * scope after another.
   */
  onceTogether<R>(scope: Scope, statement: CompiledQuery<R>, inTurn?: boolean): Promise<R[]>;
  /** Calls `heard` with what is announced on `channel`, here and in every other process; an empty text means "anything". */
  listen(channel: string, heard: (payload: string) => void): Promise<() => Promise<void>>;
  /** The same database for a library that brings its own queries. */
  source: ConnectionSource;
  close(): Promise<void>;
}

type Open = { after: (() => void)[]; done: Set<string>; tell: (channel: string, payload: string) => void };
const open = new WeakMap<Trx, Open>();

function openOf(trx: Trx): Open {
  const found = open.get(trx);
  if (found === undefined && gatheredIn(trx) !== undefined) throw new NotGathered();
  if (found === undefined) throw new Error('this transaction does not write');
  return found;
}

/** Runs `then` once the transaction is committed; never if it fails. */
export function afterCommit(trx: Trx, then: () => void): void {
  openOf(trx).after.push(then);
}

/** True the first time that the transaction asks for `what`: for work that one transaction needs only once. */
export function isFirst(trx: Trx, what: string): boolean {
  const { done } = openOf(trx);
  const before = done.size;
  return done.add(what).size > before;
}

/** Tells every listener of `channel`, in this process and the others, once the transaction is committed. */
export async function announce(trx: Trx, channel: string, payload: string): Promise<void> {
  if (gathers(trx, 'announce', channel, payload)) return;
  const { after, tell } = openOf(trx);
  after.push(() => tell(channel, payload));
  await sql`select pg_notify(${channel}, ${payload})`.execute(trx);
}

/** Opens a `Database` over `source`. With `nested`, transactions are savepoints of one that a test has begun. */
export function createDatabase(source: ConnectionSource, options: { nested?: boolean } = {}): Database {
  const nested = options.nested === true;
  const listeners = new Map<string, Set<(payload: string) => void>>();
  function tell(channel: string, payload: string): void {
    for (const heard of listeners.get(channel) ?? []) heard(payload);
  }
  return {
    kind: source.kind,
    source,
    async read(scope, work) {
      return await inTransaction(source, { scope, mode: 'read only', nested }, work);
    },
    async write(scope, work) {
      const after: (() => void)[] = [];
      const result = await inTransaction(source, { scope, mode: 'read write', nested }, async (trx) => {
        open.set(trx, { after, done: new Set(), tell });
        return await work(trx);
      });
      for (const then of after) then();
      return result;
    },
    async once(scope, mode, statement) {
      return await asTransaction(source, { scope, mode, nested }, statement);
    },
    async onceTogether(scope, statement, inTurn = false) {
      const way = { scope, mode: 'read write', nested } as const;
      return source.kind === 'postgres' && !nested
        ? await together(source, scope, statement, inTurn)
        : await asTransaction(source, way, statement);
    },
    async listen(channel, heard) {
      const known = listeners.get(channel) ?? new Set();
      known.add(heard);
      listeners.set(channel, known);
      const stop = nested ? undefined : await source.listen(channel, heard);
      return async () => {
        known.delete(heard);
        await stop?.();
      };
    },
    async close() {
      await source.close();
    },
  };
}
