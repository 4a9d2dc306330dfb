import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { withTestApp, type TestApp } from '../../../../test/support/app.ts';
import { plantAreas } from '../../../../test/support/community.ts';
import { readCsv } from '../../../lib/csv.ts';
import { addDays, todayInLondon } from '../../../lib/dates.ts';
import { readXlsx } from '../../../lib/read-xlsx.ts';
import { serviceStatuses } from '../domain/content.ts';
import { isCurrentListing, isOpen } from '../domain/listing.ts';
import { mostInWorkbook } from '../parts/file-limits.ts';
import { counted } from '../store/candidates.ts';
import { isCurrentIn, isOpenIn } from '../store/open.ts';
import { stemsOf } from '../store/words.ts';

const many = counted + 100;
/** More than a workbook holds, and than were ever read in one go. */
const whole = mostInWorkbook + 101;

/** Lists more services than search looks at, each a little farther north than the one before; the last is named "Chess". */
async function plantMany(app: TestApp, many = counted + 100): Promise<void> {
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

describe('everything that fits', () => {
  it('is in the files to take along, or they say how much is not', async () => {
    await withTestApp(async (app) => {
      await plantMany(app, whole);
      const file = async (path: string) =>
        await app.app.inject({ method: 'GET', url: `/testbourne/community/services.${path}` });
      const table = readCsv((await file('csv?words=chess')).body);
      assert.ok(table.ok);
      assert.equal(new Set(table.value.rows.map((row) => row.cells.at(-1))).size, whole);
      const points = JSON.parse((await file('geojson')).body) as { features: { id: string }[] };
      assert.equal(new Set(points.features.map((one) => one.id)).size, whole);
      const book = readXlsx((await file('xlsx')).rawPayload, { rows: whole + 10 });
      assert.ok(book.ok);
      const rows = book.value;
      assert.equal(rows.length, 1 + mostInWorkbook + 1);
      assert.match(rows.at(-1)?.cells[0] ?? '', /^101 more fitted than a workbook holds/);
      const calendar = (await file('ics?words=chess')).body.replaceAll('\r\n ', '');
      assert.ok(
        calendar.includes(`X-WR-CALDESC:${(whole - 200).toLocaleString('en-GB').replace(',', '\\,')} more services`),
      );
      const page = await app.get('/testbourne/community?words=chess');
      assert.ok(page.text.includes('workbook (XLSX, the first 5,000)'), page.text);
      assert.ok(!(await app.get('/testbourne/community?words=17')).text.includes('the first 5,000'));
    });
  });
  it('is in the feed, page after page, with the right total', async () => {
    await withTestApp(async (app) => {
      await plantMany(app, whole);
      const feed = async (query: string) => {
        const { body } = await app.app.inject({
          method: 'GET',
          url: `/testbourne/open-referral/3.0/services?${query}`,
        });
        return JSON.parse(body) as { total_items: number; last_page: boolean; contents: { id: string }[] };
      };
      const seen = new Set<string>();
      for (let number = 1; ; number += 1) {
        const page = await feed(`search=chess&per_page=500&page=${number}`);
        assert.equal(page.total_items, whole);
        for (const one of page.contents) seen.add(one.id);
        if (page.last_page) break;
      }
      assert.equal(seen.size, whole);
      const lines = await app.app.inject({
        method: 'GET',
        url: '/testbourne/open-referral/3.0/services?search=chess&format=ndjson',
      });
      assert.equal(lines.body.trim().split('\n').length, whole);
      const organisation = await app.app.inject({
        method: 'GET',
        url: `/testbourne/open-referral/3.0/organizations/${app.organisation.id}`,
      });
      assert.equal((JSON.parse(organisation.body) as { services: unknown[] }).services.length, whole);
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
