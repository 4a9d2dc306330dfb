import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp, type TestApp } from '../../../../test/support/app.ts';
import { plantAreas, plantService, venueAt } from '../../../../test/support/community.ts';
import { readCsv } from '../../../lib/csv.ts';
import type { LocalDate } from '../../../lib/dates.ts';

async function text(app: TestApp, path: string): Promise<string> {
  const response = await app.app.inject({ method: 'GET', url: `/testbourne/community/${path}` });
  assert.equal(response.statusCode, 200, `${path}: ${response.body}`);
  return response.body;
}

describe('a list to take along', () => {
  it('is the list of the page, as a table that no spreadsheet runs', async () => {
    await withTestApp(async (app) => {
      await plantService(app, { name: '=cmd()', languages: ['pl'], costs: [{ option: 'lunch', pence: 250 }] });
      await plantService(app, { name: 'Walk', description: 'Along the sea.', schedules: [] });
      const read = readCsv(await text(app, 'services.csv'));
      assert.ok(read.ok);
      const at = (name: string): number => read.value.header.indexOf(name);
      const rows = read.value.rows.map((row) => row.cells);
      assert.deepEqual(
        rows.map((cells) => cells[at('service')]),
        ["'=cmd()", 'Walk'],
      );
      assert.deepEqual(
        ['languages', 'cost', 'free', 'postcode', 'when'].map((name) => rows[0]?.[at(name)]),
        ['Polish', '£2.50 lunch', 'no', 'TB1 1AA', 'Tuesday, midday to 2pm'],
      );
      const one = readCsv(await text(app, 'services.csv?words=sea'));
      assert.ok(one.ok && one.value.rows.length === 1);
      const lost = await app.app.inject({ method: 'GET', url: '/testbourne/community/services.csv?near=nowhere' });
      assert.equal(lost.statusCode, 422);
    });
  });
  it('is points on a map, where everybody may know the point', async () => {
    await withTestApp(async (app) => {
      await plantAreas(app);
      await plantService(app, { name: 'Open' });
      await plantService(app, { name: 'Refuge', venue: venueAt('TB1 1AA', { masked: true }) });
      const { features } = JSON.parse(await text(app, 'services.geojson')) as {
        features: { geometry: { coordinates: number[] } | null; properties: { service: string } }[];
      };
      assert.deepEqual(
        features.map((one) => [one.properties.service, one.geometry?.coordinates]),
        [
          ['Open', [0.6, 53.3]],
          ['Refuge', undefined],
        ],
      );
    });
  });
  it('is a calendar that is right on both sides of the change to summer time', async () => {
    await withTestApp(async (app) => {
      const { slug } = await plantService(app, { name: 'Soup, and company' });
      // From Monday 2 March 2026; clocks change on 29 March.
      const calendar = await text(app, `services/${slug}/calendar.ics`);
      const starts = [...calendar.matchAll(/DTSTART:(\d{8}T\d{6}Z)/g)].map((match) => match[1]);
      assert.deepEqual(starts.slice(0, 5), [
        '20260303T120000Z',
        '20260310T120000Z',
        '20260317T120000Z',
        '20260324T120000Z',
        '20260331T110000Z',
      ]);
      assert.equal(starts.length, 8);
      assert.ok(calendar.includes('SUMMARY:Soup\\, and company'));
      assert.ok(calendar.includes('LOCATION:The hall\\, 1 Mill Lane\\, Testbourne\\, TB1 1AA'));
      assert.ok((await text(app, 'services.ics?day=TU')).includes('BEGIN:VEVENT'));
      assert.ok(!(await text(app, 'services.ics?day=SU')).includes('BEGIN:VEVENT'));
    });
  });
  it('of a service without times is a whole day, and of one that is closed nothing', async () => {
    await withTestApp(async (app) => {
      const day = { days: ['WE'], everyWeeks: 1, description: '', opensAt: undefined, closesAt: undefined } as const;
      const only = { ...day, from: '2026-03-04' as LocalDate, to: '2026-03-04' as LocalDate };
      const { slug } = await plantService(app, { name: 'Open day', schedules: [only] });
      assert.ok((await text(app, `services/${slug}/calendar.ics`)).includes('DTSTART;VALUE=DATE:20260304'));
      const closed = await plantService(app, { name: 'Closed', status: 'temporarily closed' });
      assert.ok(!(await text(app, `services/${closed.slug}/calendar.ics`)).includes('BEGIN:VEVENT'));
    });
  });
});
