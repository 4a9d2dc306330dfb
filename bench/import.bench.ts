// Another directory of the size of a county, taken over for the first time and again, and one that lists much of the same:
// beside the plain inserts that it cannot do without, in the same run.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { sql } from 'kysely';
import { takeOver } from '../src/cli/take-over.ts';
import { newUuid, type Uuid } from '../src/kernel/ids.ts';
import type { OfferedRow } from '../src/modules/community/index.ts';
import type { Database } from '../src/platform/database/database.ts';
import { withDemoService } from '../test/support/service.ts';
import { offeredPieces } from './offered-rows.ts';

const count = Number(process.env['BENCH_SERVICES'] ?? 50_000);

/** A place of its own for the services that are brought in. */
async function newPlace(db: Database, slug: string): Promise<{ id: Uuid; slug: string }> {
  const place = { id: newUuid(), slug };
  await db.write({ role: 'thread_service', job: 'seed', place: place.id }, (trx) =>
    trx
      .insertInto('place')
      .values({ ...place, name: 'A county', tier: 'place', created_at: new Date() })
      .execute(),
  );
  return place;
}

/** Begins the same import in a process of its own, and kills it (SIGKILL) once it has told of so many services. */
async function killedAfter(place: Uuid, services: number, told: number): Promise<void> {
  const args = [...process.execArgv, 'bench/import-child.ts', place, String(services)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  child.stdout.on('data', (data: Buffer) => {
    const last = data.toString().trim().split('\n').at(-1);
    if (Number(last) >= told) child.kill('SIGKILL');
  });
  await once(child, 'exit');
  if (child.signalCode !== 'SIGKILL') throw new Error('the import was over before it could be killed');
}

/** What stands there: services, rows of the directory, and how many of each have no other like them. */
async function standing(db: Database, place: Uuid): Promise<{ services: number; names: number; rows: number }> {
  const { rows } = await db.read({ role: 'thread_service', job: 'seed', place }, (trx) =>
    sql<{ services: number; names: number; rows: number }>`
      select count(*)::int as services, count(distinct s.name)::int as names,
        (select count(distinct r.service_id)::int from import_row r where r.place_id = ${place}) as rows
      from service s join service_search x on x.place_id = s.place_id and x.service_id = s.id where s.place_id = ${place}`.execute(
      trx,
    ),
  );
  return rows[0] ?? { services: 0, names: 0, rows: 0 };
}

await withDemoService(async (service) => {
  const { db } = service.context;
  const place = await newPlace(db, 'bench-import');
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const began = performance.now();
    await work();
    return (performance.now() - began) / 1_000;
  };
  const take = (source: string, all: Iterable<OfferedRow[]>) => takeOver(db, place, source, all, () => {});
  console.log(`\n${db.kind}: ${count} services of another directory`);
  const first = await timed(async () => console.log(JSON.stringify(await take('County', offeredPieces(count)))));
  // The words alone, in statements of the same size.
  const floor = await timed(async () => {
    for (const rows of offeredPieces(count))
      await db.write({ role: 'thread_service', job: 'seed', place: place.id }, async (trx) => {
        await sql`create temporary table plain (content jsonb) on commit drop`.execute(trx);
        await sql`insert into plain select r from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) as r`.execute(
          trx,
        );
      });
  });
  console.log(
    `first time ${first.toFixed(1)} s (wanted: under 60 s for 50,000), plain inserts of the same text ${floor.toFixed(1)} s, ×${(first / floor).toFixed(1)}`,
  );
  const again = await timed(async () => console.log(JSON.stringify(await take('County', offeredPieces(count)))));
  console.log(`again ${again.toFixed(1)} s`);
  const near = Math.min(count, Number(process.env['BENCH_NEAR'] ?? 2_000));
  const other = await timed(async () =>
    console.log(JSON.stringify(await take('Charity', offeredPieces(near, { key: 'b', suffix: ' club' })))),
  );
  console.log(`${near} near duplicates of another directory ${other.toFixed(1)} s`);
  if (db.kind !== 'postgres') return;
  const killed = await newPlace(db, 'bench-killed');
  await killedAfter(killed.id, count, Math.floor(count / 5));
  const left = await standing(db, killed.id);
  const counts = await takeOver(db, killed, 'County', offeredPieces(count), () => {});
  const whole = await standing(db, killed.id);
  console.log(
    `killed with ${left.services} listed; begun again: ${JSON.stringify(counts)}; then ${JSON.stringify(whole)}`,
  );
  if (left.services === 0 || left.services === count || Object.values(whole).some((number) => number !== count))
    throw new Error('an import that was killed and begun again lost something, or listed it twice');
});
