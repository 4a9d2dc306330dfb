import { newUuid, type Uuid } from '../kernel/ids.ts';
import { normaliseForSearch } from '../lib/text.ts';
import {
  addCounts,
  applyRows,
  importScope,
  noCounts,
  pieceSize,
  sourceNamed,
  type ImportCounts,
  type OfferedRow,
} from '../modules/community/index.ts';
import { organisationsNamed } from '../modules/partnership/index.ts';
import { systemClock } from '../platform/clock.ts';
import type { Database } from '../platform/database/database.ts';

/** A piece that is written: what of it no other piece may hold at the same time, and when it is done. */
type Running = { marks: ReadonlySet<string>; done: Promise<void> };

/** By what two rows would get into each other's way: the key of the directory, and the name that makes the address. */
function marksOf(rows: readonly OfferedRow[]): Set<string> {
  return new Set(
    rows.flatMap((row) =>
      row.kind === 'offered'
        ? [`key ${row.offered.key}`, `name ${normaliseForSearch(row.offered.content.name)}`]
        : [`key ${row.key}`],
    ),
  );
}

/** Whether another transaction wrote the same first, or the two waited for each other. Nothing of this one was kept. */
function isCollision(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '23505' || error.code === '40P01');
}

/**
 * Compares and takes over piece by piece, each in a transaction of its own. On a served database two are written at once:
 * most of the time is the database's, on one processor a transaction. Pieces that would meet wait for each other, and one
 * that met another all the same is done again by itself.
 */
export async function takeOver(
  db: Database,
  place: { id: Uuid; slug: string },
  source: string,
  pieces: AsyncIterable<readonly OfferedRow[]> | Iterable<readonly OfferedRow[]>,
  tell: (count: number) => void,
): Promise<ImportCounts> {
  let counts = noCounts;
  const doing = () => ({ place, speaker: { kind: 'service' as const }, now: systemClock().now(), newId: newUuid });
  const scope = importScope(place.id);
  const id = await db.write(scope, (trx) => sourceNamed(trx, doing(), source, undefined));
  const apply = async (piece: readonly OfferedRow[]): Promise<void> => {
    const done = await db.write(scope, (trx) => applyRows(trx, doing(), id, piece, organisationsNamed));
    counts = addCounts(counts, done);
    tell(piece.length);
  };
  const atOnce = db.kind === 'postgres' ? 2 : 1;
  const running = new Set<Running>();
  const again: (readonly OfferedRow[])[] = [];
  const faults: unknown[] = [];
  /** Waits until fewer than so many are running, and does by itself what met another. */
  const until = async (fewer: number): Promise<void> => {
    while (running.size >= fewer) await Promise.race([...running].map((one) => one.done));
    if (again.length > 0 && running.size > 0) return await until(1);
    if (faults.length > 0) throw faults[0];
    for (const piece of again.splice(0)) await apply(piece);
  };
  const begin = (piece: readonly OfferedRow[], marks: ReadonlySet<string>): void => {
    const done = apply(piece)
      .catch((error: unknown) => void (isCollision(error) ? again.push(piece) : faults.push(error)))
      .finally(() => running.delete(one));
    const one: Running = { marks, done };
    running.add(one);
  };
  try {
    for await (const rows of pieces)
      for (let start = 0; start < rows.length; start += pieceSize) {
        const piece = rows.slice(start, start + pieceSize);
        const marks = marksOf(piece);
        await until(atOnce);
        const meets = [...running].some((one) => [...marks].some((mark) => one.marks.has(mark)));
        if (meets) await until(1);
        begin(piece, marks);
      }
    await until(1);
  } finally {
    await Promise.all([...running].map((one) => one.done));
  }
  return counts;
}
