import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { withTestApp, type TestApp } from '../../../../test/support/app.ts';
import { plantAreas } from '../../../../test/support/community.ts';
import { addDays, todayInLondon } from '../../../lib/dates.ts';
import { serviceStatuses } from '../domain/content.ts';
import { isCurrentListing, isOpen } from '../domain/listing.ts';
import { counted } from '../store/candidates.ts';
import { isCurrentIn, isOpenIn } from '../store/open.ts';
import { stemsOf } from '../store/words.ts';

const many = counted + 100;

/** Lists more services than search looks at, each a little farther north than the one before; the last is named "Chess". */
async function plantMany(app: TestApp): Promise<void> {
  const place = app.place.id;
  await app.db.write(app.seed, async (trx) => {
    await sql`create temporary table planted on commit drop as
      select gen_random_uuid() as id, n, case when n = ${many} then 'Chess' else 'Group ' || n end as name
      from generate_series(1, ${many}) as n`.execute(trx);
    await sql`insert into service (place_id, id, slug, organisation_id, name, description, approved_at, version, last_modified, created_at)
      select ${place}, id, 'many-' || n, ${app.organisation.id}, name, 'Games and chess', ${app.now}, 1, ${app.now}, ${app.now} from planted`.execute(
      trx,
    );
    await sql`insert into service_search (place_id, service_id, organisation_id, name, status, is_free, step_free, latitude, longitude, stems)
      select ${place}, id, ${app.organisation.id}, name, 'active', false, false, 53.3 + n * 0.00008, 0.6, ${stemsOf(place, sql`name`, sql`'games and chess'`)}
      from planted`.execute(trx);
  });
}

async function firstNames(app: TestApp, query: string): Promise<string[]> {
  const page = await app.get(`/testbourne/community${query}`);
  return [...page.document.querySelectorAll('.ct-rows strong:not(.nhsuk-tag)')].map((one) => one.textContent ?? '');
}

describe('more services than search looks at', () => {
  it('says that there are more, and puts first what has the word in its very name', async () => {
    await withTestApp(async (app) => {
      await plantMany(app);
      const page = await app.get('/testbourne/community?words=chess');
      assert.ok(page.text.includes(`More than ${counted.toLocaleString('en-GB')} services`), page.text);
      assert.equal((await firstNames(app, '?words=chess'))[0], 'Chess');
    });
  });

  it('still finds the nearest, wherever the index has them', async () => {
    await withTestApp(async (app) => {
      await plantMany(app);
      await plantAreas(app);
      // TB2 2BB is beyond the last one.
      assert.deepEqual((await firstNames(app, '?words=chess&near=TB2 2BB')).slice(0, 3), [
        'Chess',
        `Group ${many - 1}`,
        `Group ${many - 2}`,
      ]);
      assert.equal((await firstNames(app, '?near=TB1 1AA'))[0], 'Group 1');
    });
  });

  it('goes on from the nearest to the next, page after page', async () => {
    await withTestApp(async (app) => {
      await plantMany(app);
      await plantAreas(app);
      let page = await app.get('/testbourne/community?near=TB1 1AA');
      for (const first of [1, 51, 101]) {
        const names = [...page.document.querySelectorAll('.ct-rows strong:not(.nhsuk-tag)')];
        assert.equal(names[0]?.textContent, `Group ${first}`);
        assert.equal(names.length, 50);
        page = await app.get(page.link('More services'));
      }
    });
  });

  it('goes on page after page without showing one twice', async () => {
    await withTestApp(async (app) => {
      await plantMany(app);
      const seen: string[] = [];
      let page = await app.get('/testbourne/community?words=chess');
      for (let number = 0; number < 3; number += 1) {
        seen.push(
          ...[...page.document.querySelectorAll('.ct-rows strong:not(.nhsuk-tag)')].map((one) => one.textContent ?? ''),
        );
        page = await app.get(page.link('More services'));
      }
      assert.equal(new Set(seen).size, 150);
    });
  });
});

describe('what is open', () => {
  it('is the same for the database as for the rule', async () => {
    await withTestApp(async (app) => {
      const today = todayInLondon(app.now);
      const day = fc.option(
        fc.integer({ min: -2, max: 2 }).map((days) => addDays(today, days)),
        { nil: undefined },
      );
      const listings = fc.sample(
        fc.record({ status: fc.constantFrom(...serviceStatuses), listedFrom: day, listedTo: day, reopensOn: day }),
        300,
      );
      const rows = listings.map((one, index) => ({
        index,
        status: one.status,
        listed_from: one.listedFrom ?? null,
        listed_to: one.listedTo ?? null,
        reopens_on: one.status === 'temporarily closed' ? (one.reopensOn ?? null) : null,
      }));
      const found = await app.db.read(app.seed, (trx) =>
        sql<{ index: number; open: boolean | null; current: boolean | null }>`
          select s.index, ${isOpenIn('s', today)} as open, ${isCurrentIn('s', today)} as current
          from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
            as s(index integer, status text, listed_from date, listed_to date, reopens_on date) order by s.index`.execute(
          trx,
        ),
      );
      for (const { index, open, current } of found.rows) {
        const listing = listings[index];
        assert.ok(listing !== undefined);
        assert.equal(open === true, isOpen(listing, today), JSON.stringify(listing));
        assert.equal(current === true, isCurrentListing(listing, today), JSON.stringify(listing));
      }
    });
  });
});
