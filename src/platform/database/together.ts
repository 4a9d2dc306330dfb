import type { CompiledQuery } from 'kysely';
import { valuesAsSent } from './batch.ts';
import type { ConnectionSource } from './connections.ts';
import { asOne, asTransaction } from './request-driver.ts';
import type { Scope } from './scope.ts';

type Waiting = { query: CompiledQuery; done: (rows: unknown[]) => void; failed: (error: unknown) => void };
/** What waits to be sent under one scope, how many transactions of it are under way, and how many may be. */
type Line = { waiting: Waiting[]; underWay: number; readonly mostUnderWay: number; isDue: boolean };

/** So many statements go together at most: the first of them is answered after the last. */
const mostTogether = 8;
/** So many transactions of one scope are under way at once: while one is worked on, the next is gathered. */
const mostBeside = 2;

const mode = 'read write';
const lines = new WeakMap<ConnectionSource, Map<string, Line>>();

/** The waiting line of a scope. It is forgotten when nobody waits in it. */
function lineOf(source: ConnectionSource, key: string, mostUnderWay: number): Line {
  const known = lines.get(source) ?? new Map<string, Line>();
  lines.set(source, known);
  const line = known.get(key) ?? { waiting: [], underWay: 0, mostUnderWay, isDue: false };
  known.set(key, line);
  return line;
}

async function byItself(source: ConnectionSource, scope: Scope, { query, done, failed }: Waiting): Promise<void> {
  try {
    done(await asTransaction(source, { scope, mode, nested: false }, query));
  } catch (error) {
    failed(error);
  }
}

/** Sends what waits as one transaction. One that fails has undone the others: each is asked by itself. */
async function send(source: ConnectionSource, scope: Scope, line: Line): Promise<void> {
  let taken: Waiting[] = [];
  const take = (): CompiledQuery[] => {
    taken = line.waiting.splice(0, mostTogether);
    return taken.map(({ query }) => query);
  };
  try {
    const cameTo = await asOne(source, { scope, mode }, take);
    if ('rows' in cameTo) for (const [index, { done }] of taken.entries()) done(cameTo.rows[index] ?? []);
    else if (cameTo.isLost || taken.length === 1) for (const { failed } of taken) failed(cameTo.error);
    else for (const one of taken) void byItself(source, scope, one);
  } catch (error) {
    // There is no connection for those who wait, either.
    for (const { failed } of line.waiting.splice(0)) failed(error);
  }
}

/** Sends what waits in a line, and again what has come by the time that it was answered. */
async function go(source: ConnectionSource, scope: Scope, key: string, line: Line): Promise<void> {
  line.isDue = false;
  line.underWay += 1;
  do await send(source, scope, line);
  while (line.waiting.length > 0 && !line.isDue);
  line.underWay -= 1;
  if (line.waiting.length + line.underWay === 0) lines.get(source)?.delete(key);
}

/**
 * Runs a statement in a transaction with those that are asked of a served database under the same scope at about the same time: to begin, to end
 * and to wait for the disk costs more than a small statement. Nothing waits for others to come: what is asked
 * goes after the sockets that have something were read, or when one of two transactions under way has ended. What goes `inTurn` waits
 * until the one under way has ended: two that lock the same rows, each in its own order, would wait for one another.
 */
export async function together<R>(
  source: ConnectionSource,
  scope: Scope,
  query: CompiledQuery<R>,
  inTurn: boolean,
): Promise<R[]> {
  // What cannot be sent concerns nobody else.
  const parameters = valuesAsSent(query.parameters);
  const key = JSON.stringify([inTurn, scope]);
  const line = lineOf(source, key, inTurn ? 1 : mostBeside);
  const answered = new Promise<R[]>((done, failed) => {
    line.waiting.push({ query: { ...query, parameters }, done: (rows) => done(rows as R[]), failed });
  });
  if (!line.isDue && line.underWay < line.mostUnderWay) {
    line.isDue = true;
    setImmediate(() => void go(source, scope, key, line));
  }
  return await answered;
}
