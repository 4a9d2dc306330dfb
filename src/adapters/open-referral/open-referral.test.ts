import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp, type TestApp } from '../../../test/support/app.ts';
import { plantAreas, plantService, venueAt } from '../../../test/support/community.ts';
import { addDays, todayInLondon } from '../../lib/dates.ts';
import { londonInstant } from '../../lib/london-time.ts';
import { reportCapacity } from '../../modules/community/index.ts';
import { must, seeding } from '../../../test/support/strategy.ts';
import { feedTerms, taxonomies } from './taxonomies.ts';

const root = '/testbourne/open-referral/3.0';

type Item = { id: string; name: string; [key: string]: unknown };
type Page = { total_items: number; total_pages: number; size: number; empty: boolean; contents: Item[] };

async function get(app: TestApp, path: string, headers: Record<string, string> = {}) {
  const response = await app.app.inject({ method: 'GET', url: `${root}${path}`, headers });
  return { status: response.statusCode, headers: response.headers, text: response.body };
}
async function page(app: TestApp, path: string): Promise<Page> {
  const found = await get(app, path);
  assert.equal(found.status, 200, `${path}: ${found.text}`);
  return JSON.parse(found.text) as Page;
}
async function names(app: TestApp, path: string): Promise<string[]> {
  return (await page(app, path)).contents.map((one) => one.name);
}
async function one(app: TestApp, path: string): Promise<Item> {
  const found = await get(app, path);
  assert.equal(found.status, 200, `${path}: ${found.text}`);
  return JSON.parse(found.text) as Item;
}

describe('the pages of the feed', () => {
  it('hold every service once, in an order that stays', async () => {
    await withTestApp(async (app) => {
      for (const name of ['B', 'A', 'C', 'A', 'E']) await plantService(app, { name: `Group ${name}` });
      const walked: Item[] = [];
      for (const number of [1, 2, 3]) {
        const found = await page(app, `/services?per_page=2&page=${number}`);
        assert.deepEqual([found.total_items, found.total_pages], [5, 3]);
        assert.equal(found.size, found.contents.length);
        walked.push(...found.contents);
      }
      assert.deepEqual(
        walked.map((item) => item.name),
        ['Group A', 'Group A', 'Group B', 'Group C', 'Group E'],
      );
      assert.equal(new Set(walked.map((item) => item.id)).size, 5);
      const beyond = await page(app, '/services?page=9');
      assert.deepEqual([beyond.empty, beyond.size, beyond.contents], [true, 0, []]);
    });
  });
  it('say what is wrong with a parameter, to anybody’s page', async () => {
    await withTestApp(async (app) => {
      for (const wrong of [
        'services?page=0',
        'services?page=-1',
        'services?page=x',
        'services?per_page=0',
        'services?minimum_age=old',
        'services?day=someday',
        'services?start_time=25:00',
        'services?modified_after=yesterday',
        'services?full=perhaps',
        'services?format=xml',
        'services?organization_id=7',
        'service_at_locations?proximity=500',
        'service_at_locations?proximity=0&postcode=TB1%201AA',
        'service_at_locations?postcode=nowhere',
        'service_at_locations?postcode=ZZ9%209ZZ',
        `services?search=${'x'.repeat(3_000)}`,
        'services/not-an-id',
      ]) {
        const found = await get(app, `/${wrong}`);
        assert.equal(found.status, 400, wrong);
        assert.equal(found.headers['access-control-allow-origin'], '*', wrong);
        assert.equal(found.headers['content-type'], 'application/problem+json; charset=utf-8', wrong);
      }
      const missing = await get(app, '/services/00000000-0000-4000-8000-000000000000');
      assert.deepEqual([missing.status, missing.headers['access-control-allow-origin']], [404, '*']);
      const asked = await app.app.inject({ method: 'OPTIONS', url: `${root}/services` });
      assert.deepEqual([asked.statusCode, asked.headers['access-control-allow-origin']], [204, '*']);
      const head = await app.app.inject({ method: 'HEAD', url: `${root}/services` });
      assert.deepEqual([head.statusCode, head.body], [200, '']);
    });
  });
  it('are the same at the second request, and say so', async () => {
    await withTestApp(async (app) => {
      const { id } = await plantService(app, { languages: ['pl'], areas: ['Here'], paidForBy: 'Gifts' });
      const first = await get(app, `/services/${id}`);
      const again = await get(app, `/services/${id}`);
      assert.equal(again.text, first.text);
      const etag = String(first.headers.etag);
      assert.equal((await get(app, `/services/${id}`, { 'if-none-match': etag })).status, 304);
      assert.equal((await get(app, `/services/${id}`, { 'if-none-match': '"other"' })).status, 200);
      assert.ok(first.headers['last-modified']);
    });
  });
});

describe('the filters of the feed', () => {
  it('compare ages as the standard says, and overlap where asked to', async () => {
    await withTestApp(async (app) => {
      await plantService(app, { name: 'Anyone' });
      await plantService(app, { name: 'Adults', minimumAge: 18 });
      await plantService(app, { name: 'Toddlers', maximumAge: 4 });
      await plantService(app, { name: 'Youth', minimumAge: 11, maximumAge: 17 });
      assert.deepEqual(await names(app, '/services?minimum_age=11'), ['Adults', 'Youth']);
      assert.deepEqual(await names(app, '/services?minimum_age=12'), ['Adults']);
      assert.deepEqual(await names(app, '/services?maximum_age=17'), ['Toddlers', 'Youth']);
      assert.deepEqual(await names(app, '/services?maximum_age=16'), ['Toddlers']);
      assert.deepEqual(await names(app, '/services?age_from=16&age_to=20'), ['Adults', 'Anyone', 'Youth']);
      assert.deepEqual(await names(app, '/services?age_to=10'), ['Anyone', 'Toddlers']);
    });
  });
  it('know days, times, terms, organisations and words', async () => {
    await withTestApp(async (app) => {
      const time = { opensAt: '09:00', closesAt: '11:00', everyWeeks: 1, from: undefined, to: undefined };
      await plantService(app, {
        name: 'Walk',
        description: 'Along the sea.',
        terms: ['being-active'],
        schedules: [
          { ...time, days: ['MO', 'WE'], description: '' },
          { ...time, days: ['FR'], opensAt: '18:00', closesAt: '20:00', description: '' },
        ],
      });
      const other = await app.addOrganisation('Another charity');
      await plantService(app, { name: 'Lunch' }, { organisation: other });
      assert.deepEqual(await names(app, '/services?day=WE'), ['Walk']);
      assert.deepEqual(await names(app, '/services?day=tuesday'), ['Lunch']);
      assert.deepEqual(await names(app, '/services?start_time=18:00'), ['Walk']);
      assert.deepEqual(await names(app, '/services?end_time=11:00:00Z'), ['Walk']);
      // A day and a time have to be those of one and the same opening.
      assert.deepEqual(await names(app, '/services?day=MO&start_time=18:00'), []);
      assert.deepEqual(await names(app, `/services?organization_id=${other}`), ['Lunch']);
      const active = feedTerms.find((term) => term.code === 'being-active')?.id;
      assert.deepEqual(await names(app, `/services?taxonomy_term_id=${active}`), ['Walk']);
      assert.deepEqual(await names(app, `/services?taxonomy_id=${taxonomies[0]?.id}`), ['Lunch', 'Walk']);
      assert.deepEqual(await names(app, '/services?taxonomy_id=00000000-0000-4000-8000-000000000000'), []);
      assert.deepEqual(await names(app, '/services?search=walking'), ['Walk']);
      assert.deepEqual(await names(app, '/organizations?search=another'), ['Another charity']);
      assert.equal((await page(app, '/taxonomies')).total_items, 3);
      assert.equal((await page(app, `/taxonomy_terms?parent_id=${active}`)).total_items, 0);
      assert.equal((await page(app, '/taxonomy_terms?top_only=true&per_page=500')).total_items, feedTerms.length);
    });
  });
  it('tell what changed since a moment, that moment included', async () => {
    await withTestApp(async (app) => {
      const { id } = await plantService(app, { name: 'Old' }, { days: 10 });
      await plantService(app, { name: 'New' });
      const at = app.now.toISOString();
      assert.deepEqual(await names(app, `/services?modified_after=${at}`), ['New']);
      const later = new Date(app.now.getTime() + 1).toISOString();
      assert.deepEqual(await names(app, `/services?modified_after=${later}`), []);
      // Saying that it can take somebody changes the record too.
      await app.db.write(app.seed, async (trx) =>
        must(await reportCapacity(trx, seeding(app, app.now), id, 'capacity', { available: 3 })),
      );
      assert.deepEqual(await names(app, `/services?modified_after=${at}`), ['New', 'Old']);
      const told = await one(app, `/services/${id}`);
      assert.deepEqual(
        (told['capacities'] as Item[]).map((each) => each['available']),
        [3],
      );
    });
  });
  it('tell for a year that something has ended', async () => {
    await withTestApp(async (app) => {
      await plantService(app, { name: 'Lately', status: 'defunct' }, { days: 364 });
      await plantService(app, { name: 'Long ago', status: 'defunct' }, { days: 367 });
      assert.deepEqual(await names(app, '/services'), ['Lately']);
    });
  });
  it('tell nothing of what has not begun, and of what began, ended or opened again on the day on which it did', async () => {
    await withTestApp(async (app) => {
      const today = todayInLondon(app.now);
      const status = async (query = ''): Promise<string[]> =>
        (await page(app, `/services${query}`)).contents.map((item) => `${item.name}: ${String(item['status'])}`);
      await plantService(app, { name: 'To come', listedFrom: addDays(today, 1) }, { days: 10 });
      await plantService(app, { name: 'Begun', listedFrom: today }, { days: 10 });
      await plantService(app, { name: 'Past', listedTo: addDays(today, -1) }, { days: 10 });
      await plantService(app, { name: 'Long past', listedTo: addDays(today, -367) }, { days: 400 });
      const closed = { status: 'temporarily closed' } as const;
      await plantService(app, { name: 'Shut', ...closed, reopensOn: addDays(today, 1) }, { days: 10 });
      await plantService(app, { name: 'Open again', ...closed, reopensOn: today }, { days: 10 });
      assert.deepEqual(await status(), [
        'Begun: active',
        'Open again: active',
        'Past: inactive',
        'Shut: temporarily closed',
      ]);
      const midnight = londonInstant(today, { hour: 0, minute: 0 }).toISOString();
      assert.deepEqual(await names(app, `/services?modified_after=${midnight}`), ['Begun', 'Open again', 'Past']);
      const changed = (await page(app, '/services')).contents.map((item) => item['last_modified']);
      assert.deepEqual([changed[0], changed[1], changed[2]], [midnight, midnight, midnight]);
      const later = new Date(new Date(midnight).getTime() + 1).toISOString();
      assert.deepEqual(await names(app, `/services?modified_after=${later}`), []);
    });
  });
  it('find places near a postcode, and never a masked one', async () => {
    await withTestApp(async (app) => {
      await plantAreas(app);
      await plantService(app, { name: 'South', venue: venueAt('TB1 1AA') });
      await plantService(app, { name: 'North', venue: venueAt('TB2 2BB') });
      await plantService(app, { name: 'Refuge', venue: venueAt('TB1 1AA', { masked: true, name: 'Secret House' }) });
      const at = async (query: string): Promise<string[]> =>
        (await page(app, `/service_at_locations${query}`)).contents.map((item) => (item['service'] as Item).name);
      assert.deepEqual(await at(''), ['North', 'South']);
      assert.deepEqual(await at('?postcode=tb11aa&proximity=1000'), ['South']);
      assert.deepEqual(await at('?postcode=TB1%201AA&proximity=20000'), ['North', 'South']);
      const everything = await get(app, '/services?full=true&search=refuge');
      assert.ok(everything.text.includes('Refuge'));
      assert.ok(!everything.text.includes('Secret House') && !everything.text.includes('TB1 1AA'));
      assert.ok(!everything.text.includes('service_at_locations'));
    });
  });
});

describe('the whole of the feed in one', () => {
  it('comes line by line, or as a list of what changed when', async () => {
    await withTestApp(async (app) => {
      for (let number = 0; number < 7; number += 1) await plantService(app, { name: `Group ${number}` });
      const lines = (await get(app, '/services?format=ndjson')).text.trim().split('\n');
      assert.deepEqual(
        lines.map((line) => (JSON.parse(line) as Item).name),
        Array.from({ length: 7 }, (_, number) => `Group ${number}`),
      );
      const minimal = JSON.parse((await get(app, '/services?minimal=true')).text) as Item[];
      assert.equal(minimal.length, 7);
      assert.deepEqual(Object.keys(minimal[0] ?? {}), ['id', 'modified_date']);
      assert.equal((await get(app, '/services?format=ndjson&search=nothinglikeit')).text, '');
      assert.equal((await get(app, '/services?minimal=true&search=nothinglikeit')).text, '[]');
    });
  });
  it('is not for what was never approved, and the same for those who are signed in', async () => {
    await withTestApp(async (app) => {
      await plantService(app, { name: 'Waiting' }, { isApproved: false });
      const person = await app.person('administrator');
      const response = await app.app.inject({
        method: 'GET',
        url: `${root}/services`,
        headers: { 'x-test-session': person.account },
      });
      assert.equal((JSON.parse(response.body) as Page).total_items, 0);
    });
  });
});
