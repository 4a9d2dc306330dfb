// Another directory of the size of a county, taken over for the first time and again, and one that lists much of the same:
// beside the plain inserts that it cannot do without, in the same run.
import { sql } from 'kysely';
import { takeOver } from '../src/cli/take-over.ts';
import { newUuid } from '../src/kernel/ids.ts';
import type { OfferedRow } from '../src/modules/community/index.ts';
import { contentWith, venueAt } from '../test/support/community.ts';
import { withDemoService } from '../test/support/service.ts';

const count = Number(process.env['BENCH_SERVICES'] ?? 50_000);
const piece = 500;
const activities = 'Chess Yoga Soup Walking Sewing Singing Advice Pottery Bowls Dancing Reading Repair'.split(' ');
const people = 'Beginners Families Carers Elders Men Women Neighbours Parents'.split(' ');

function row(number: number, change: { key: string; suffix: string }): OfferedRow {
  const name = `${activities[number % 12] ?? ''} for ${people[Math.floor(number / 12) % 8] ?? ''} ${number}${change.suffix}`;
  return {
    kind: 'offered',
    offered: {
      key: `${change.key}${number}`,
      organisation: { name: `Charity ${number % 900}`, summary: '', website: undefined, charityNumber: undefined },
      content: contentWith({
        name,
        description: `${name}. Everybody is welcome, whether or not you have done it before. Tea and coffee afterwards.`,
        phone: `01632 ${String(100_000 + number)}`,
        venue: venueAt(`ZZ${number % 90} ${number % 9}ZZ`),
        takesReferrals: false,
      }),
      checkedOn: undefined,
    },
  };
}
function* pieces(from: number, to: number, change: { key: string; suffix: string }): Generator<OfferedRow[]> {
  for (let start = from; start < to; start += piece)
    yield Array.from({ length: Math.min(piece, to - start) }, (_, index) => row(start + index, change));
}

await withDemoService(async (service) => {
  const { db } = service.context;
  const place = { id: newUuid(), slug: 'bench-import' };
  await db.write({ role: 'thread_service', job: 'seed', place: place.id }, (trx) =>
    trx
      .insertInto('place')
      .values({ ...place, name: 'A county', tier: 'place', created_at: new Date() })
      .execute(),
  );
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const began = performance.now();
    await work();
    return (performance.now() - began) / 1_000;
  };
  const take = (source: string, all: Iterable<OfferedRow[]>) => takeOver(db, place, source, all, () => {});
  console.log(`\n${db.kind}: ${count} services of another directory`);
  const first = await timed(async () =>
    console.log(JSON.stringify(await take('County', pieces(0, count, { key: 'a', suffix: '' })))),
  );
  // The words alone, in statements of the same size.
  const floor = await timed(async () => {
    for (const rows of pieces(0, count, { key: 'a', suffix: '' }))
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
  const again = await timed(async () =>
    console.log(JSON.stringify(await take('County', pieces(0, count, { key: 'a', suffix: '' })))),
  );
  console.log(`again ${again.toFixed(1)} s`);
  const near = Math.min(count, Number(process.env['BENCH_NEAR'] ?? 2_000));
  const other = await timed(async () =>
    console.log(JSON.stringify(await take('Charity', pieces(0, near, { key: 'b', suffix: ' club' })))),
  );
  console.log(`${near} near duplicates of another directory ${other.toFixed(1)} s`);
});
