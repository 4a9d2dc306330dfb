import type { Doing } from '../../../kernel/doing.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import { queueJob } from '../../../platform/jobs/jobs.ts';
import type { Scope, Trx } from '../../../platform/database/database.ts';
import type { SheetRow } from '../../../lib/read-xlsx.ts';
import type { OfferedRow } from '../domain/offered.ts';
import { addCounts, applyRows, noCounts, type FindOrganisations, type ImportCounts } from './import-apply.ts';

/** The kind of the job that takes over what was read, a piece at a time. */
export const importJob = 'community/import';
/** How many rows are compared and written in one transaction. */
export const pieceSize = 500;

/** Only the service itself writes what another directory says, for those who approve. */
export function importScope(place: Uuid): Scope {
  return { role: 'thread_service', job: 'import-directory', place };
}

export type RunState = 'columns' | 'ready' | 'running' | 'done' | 'given-up';
export type Run = {
  id: Uuid;
  source: { id: Uuid; name: string };
  state: RunState;
  total: number;
  done: number;
  counts: ImportCounts;
  madeAt: Date;
};

function runsOf(trx: Trx, place: Uuid) {
  return trx
    .selectFrom('import_run as r')
    .innerJoin('import_source as s', (join) =>
      join.onRef('s.place_id', '=', 'r.place_id').onRef('s.id', '=', 'r.source_id'),
    )
    .select(['r.id', 'r.source_id', 's.name', 'r.state', 'r.total', 'r.done', 'r.counts', 'r.made_at'])
    .where('r.place_id', '=', place);
}

function toRun(row: Awaited<ReturnType<ReturnType<typeof runsOf>['execute']>>[number]): Run {
  return {
    id: row.id,
    source: { id: row.source_id, name: row.name },
    state: row.state as RunState,
    total: row.total,
    done: row.done,
    counts: { ...noCounts, ...(row.counts as Partial<ImportCounts>) },
    madeAt: row.made_at,
  };
}

/** The times that something was brought in, the newest first; at most 50. */
export async function newestRuns(trx: Trx, place: Uuid): Promise<Run[]> {
  const rows = await runsOf(trx, place).orderBy('r.made_at', 'desc').orderBy('r.id').limit(50).execute();
  return rows.map(toRun);
}

export async function runById(trx: Trx, place: Uuid, id: Uuid): Promise<Run | undefined> {
  const row = await runsOf(trx, place).where('r.id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toRun(row);
}

/** The directory of this name, which is remembered from now on. */
export async function sourceNamed(trx: Trx, doing: Doing, name: string, by: Uuid | undefined): Promise<Uuid> {
  const place = doing.place.id;
  const known = await trx
    .selectFrom('import_source')
    .select('id')
    .where('place_id', '=', place)
    .where('name', '=', name)
    .executeTakeFirst();
  if (known !== undefined) return known.id;
  const id = doing.newId();
  await trx
    .insertInto('import_source')
    .values({ place_id: place, id, name, made_at: doing.now, made_by: by ?? null })
    .execute();
  return id;
}

/** What was said of the columns of a directory the last time. */
export async function mappingOf(trx: Trx, place: Uuid, source: Uuid): Promise<Readonly<Record<string, string>>> {
  const row = await trx
    .selectFrom('import_source')
    .select('mapping')
    .where('place_id', '=', place)
    .where('id', '=', source)
    .executeTakeFirst();
  return (row?.mapping ?? {}) as Record<string, string>;
}

/** Begins to bring something in: a table whose columns have to be named, or rows that can be compared. */
export async function beginRun(
  trx: Trx,
  doing: Doing,
  source: Uuid,
  read: { cells: readonly SheetRow[] } | { rows: readonly OfferedRow[] },
  by: Uuid | undefined,
): Promise<Uuid> {
  const id = doing.newId();
  await trx
    .insertInto('import_run')
    .values({
      place_id: doing.place.id,
      id,
      source_id: source,
      state: 'cells' in read ? 'columns' : 'ready',
      cells: 'cells' in read ? JSON.stringify(read.cells) : null,
      made_at: doing.now,
      made_by: by ?? null,
    })
    .execute();
  if ('rows' in read) await keepPieces(trx, doing.place.id, id, read.rows);
  return id;
}

export async function cellsOf(trx: Trx, place: Uuid, run: Uuid): Promise<SheetRow[]> {
  const row = await trx
    .selectFrom('import_run')
    .select('cells')
    .where('place_id', '=', place)
    .where('id', '=', run)
    .executeTakeFirst();
  return (row?.cells ?? []) as SheetRow[];
}

/** Keeps which column is which, and the rows that were read by it. */
export async function nameColumns(
  trx: Trx,
  place: Uuid,
  run: Run,
  mapping: Readonly<Record<string, string>>,
  rows: readonly OfferedRow[],
): Promise<void> {
  await trx
    .updateTable('import_source')
    .set({ mapping: JSON.stringify(mapping) })
    .where('place_id', '=', place)
    .where('id', '=', run.source.id)
    .execute();
  await trx
    .updateTable('import_run')
    .set({ state: 'ready' })
    .where('place_id', '=', place)
    .where('id', '=', run.id)
    .execute();
  await keepPieces(trx, place, run.id, rows);
}

async function keepPieces(trx: Trx, place: Uuid, run: Uuid, rows: readonly OfferedRow[]): Promise<void> {
  await trx.deleteFrom('import_piece').where('place_id', '=', place).where('run_id', '=', run).execute();
  for (let start = 0; start < rows.length; start += pieceSize)
    await trx
      .insertInto('import_piece')
      .values({
        place_id: place,
        run_id: run,
        number: start / pieceSize,
        items: JSON.stringify(rows.slice(start, start + pieceSize)),
      })
      .execute();
  await trx
    .updateTable('import_run')
    .set({ total: rows.length })
    .where('place_id', '=', place)
    .where('id', '=', run)
    .execute();
}

/** The first piece that waits. */
export async function nextPiece(
  trx: Trx,
  place: Uuid,
  run: Uuid,
): Promise<{ number: number; rows: OfferedRow[] } | undefined> {
  const row = await trx
    .selectFrom('import_piece')
    .select(['number', 'items'])
    .where('place_id', '=', place)
    .where('run_id', '=', run)
    .orderBy('number')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? undefined : { number: row.number, rows: row.items as OfferedRow[] };
}

/** What of a directory cannot be read, by name; at most 100. */
export async function unreadableOf(trx: Trx, place: Uuid, source: Uuid): Promise<{ name: string; why: string }[]> {
  const rows = await trx
    .selectFrom('import_row')
    .select(['offered', 'why'])
    .where('place_id', '=', place)
    .where('source_id', '=', source)
    .where('state', '=', 'unreadable')
    .orderBy('key')
    .limit(100)
    .execute();
  return rows.map(({ offered, why }) => {
    const row = offered as { name?: string; content?: { name: string } };
    return { name: row.content?.name ?? row.name ?? '', why };
  });
}

/** Lets the job take over what was read. False when it runs already, or is over. */
export async function startRun(trx: Trx, doing: Doing, run: Uuid): Promise<boolean> {
  const done = await trx
    .updateTable('import_run')
    .set({ state: 'running' })
    .where('place_id', '=', doing.place.id)
    .where('id', '=', run)
    .where('state', '=', 'ready')
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0) return false;
  await queueNext(trx, doing, run);
  return true;
}

async function queueNext(trx: Trx, doing: Doing, run: Uuid): Promise<void> {
  const { place, now, newId } = doing;
  await queueJob(trx, { place: place.id, kind: importJob, dedupeKey: run, subject: run }, now, newId);
}

/** Gives up what was read and not taken over. */
export async function giveUpRun(trx: Trx, doing: Doing, run: Uuid): Promise<boolean> {
  const place = doing.place.id;
  const done = await trx
    .updateTable('import_run')
    .set({ state: 'given-up', cells: null, ended_at: doing.now })
    .where('place_id', '=', place)
    .where('id', '=', run)
    .where('state', 'in', ['columns', 'ready'])
    .executeTakeFirst();
  await trx.deleteFrom('import_piece').where('place_id', '=', place).where('run_id', '=', run).execute();
  return Number(done.numUpdatedRows) > 0;
}

/** Takes the next piece of a run over, and asks for the one after it. One that was interrupted goes on where it was. */
export async function runPiece(trx: Trx, doing: Doing, id: Uuid, organisations: FindOrganisations): Promise<void> {
  const place = doing.place.id;
  const run = await runById(trx, place, id);
  if (run === undefined || run.state !== 'running') return;
  const piece = await nextPiece(trx, place, id);
  const counts = piece === undefined ? noCounts : await applyRows(trx, doing, run.source.id, piece.rows, organisations);
  const done = run.done + (piece?.rows.length ?? 0);
  const isOver = done >= run.total;
  await trx
    .updateTable('import_run')
    .set({
      done: Math.min(done, run.total),
      counts: JSON.stringify(addCounts(run.counts, counts)),
      ...(isOver ? { state: 'done', cells: null, ended_at: doing.now } : {}),
    })
    .where('place_id', '=', place)
    .where('id', '=', id)
    .execute();
  if (piece !== undefined)
    await trx
      .deleteFrom('import_piece')
      .where('place_id', '=', place)
      .where('run_id', '=', id)
      .where('number', '=', piece.number)
      .execute();
  if (!isOver) await queueNext(trx, doing, id);
}
