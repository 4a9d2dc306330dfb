import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp, type TestApp } from '../../../test/support/app.ts';
import { sharedData } from '../../../test/support/shared-data.ts';
import { importIndicators, planIndicators, type IndicatorRequest } from './import-indicators.ts';
import { readIndicators } from './read-indicators.ts';

const herefordshire = 'E06000019';
const life = sharedData('measures/indicators/life_expectancy.csv');

function request(app: Pick<TestApp, 'place'>, text: string, more: Partial<IndicatorRequest> = {}): IndicatorRequest {
  return {
    place: app.place,
    fileName: 'life_expectancy.csv',
    text,
    areas: [herefordshire],
    polarity: 'high-good',
    sourceId: '90366',
    attribution: undefined,
    isPublic: true,
    ...more,
  };
}

const classicHeader =
  'Indicator ID,Indicator Name,Area Code,Area Name,Sex,Age,Category Type,Category,Time period,Value,Lower CI 95.0 limit,Upper CI 95.0 limit,Value note';
function classic(...rows: string[]): string {
  return `\uFEFF${[classicHeader, ...rows].join('\r\n')}\r\n`;
}

describe('reading a file of indicators', () => {
  it('knows a Fingertips file by its columns, keeps limits, and counts what stands there twice once', () => {
    const row = '92443,Smoking,E06000058,"Bournemouth, Christchurch and Poole",Persons,18+ yrs,,,2024,11.5,10.1,12.9,';
    const read = readIndicators(
      classic(
        row,
        row,
        '92443,Smoking,E06000058,"Bournemouth, Christchurch and Poole",Persons,18+ yrs,,,2023,,,,Value suppressed',
      ),
    );
    assert.ok(read.ok, JSON.stringify(read));
    assert.equal(read.value.shape, 'classic');
    const [one] = read.value.series;
    assert.equal(one?.areaName, 'Bournemouth, Christchurch and Poole');
    assert.deepEqual(
      one.figures.map((figure) => [figure.value, figure.lower, figure.upper, figure.status]),
      [
        [11.5, 10.1, 12.9, 'final'],
        [null, null, null, 'suppressed'],
      ],
    );
  });

  it('names every line that cannot be right, and then reads nothing', () => {
    const start = '92443,Smoking,E06000058,Poole,Persons,18+ yrs,,';
    const read = readIndicators(
      classic(
        `${start},2024,11.5,10.1,12.9,`,
        `${start},2024,11.6,10.1,12.9,`,
        `${start},Spring,1,,,`,
        `${start},2022,many,,,`,
        `${start},2021,20,10,12,`,
      ),
    );
    assert.ok(!read.ok);
    assert.deepEqual(read.error, [
      'Line 3: says something else of the same area and period than line 2',
      'Line 4: “Spring” is not a period we can read',
      'Line 5: the value “many” is not a number',
      'Line 6: the value 20 lies outside its confidence limits',
    ]);
  });

  it('says which columns are missing from a file that it does not know', () => {
    const read = readIndicators('a,b\n1,2\n');
    assert.ok(!read.ok);
    assert.match(read.error[0] ?? '', /Missing for a Fingertips file: Indicator ID/);
  });

  for (const [name, rule] of [
    ['adults_smoking', 'non-overlapping'],
    ['life_expectancy', 'rolling'],
    ['inequality_life_expectancy', 'rolling'],
    ['nhs_health_checks', 'cumulative'],
    ['adults_depression', 'non-overlapping'],
    ['admissions_falls', 'non-overlapping'],
  ] as const) {
    const file = sharedData(`measures/indicators/${name}.csv`);
    it(`sees that the periods of ${name} are ${rule}`, { skip: file.absent }, () => {
      const planned = planIndicators(
        request({ place: { id: '', slug: 'x' } as TestApp['place'] }, file.text(), { areas: ['E92000001'] }),
      );
      assert.ok(planned.ok, JSON.stringify(planned));
      assert.match(planned.value.summary.join('\n'), new RegExp(`: ${rule}\\.`));
    });
  }
});

describe('bringing published indicators into a place', { skip: life.absent }, () => {
  it('makes a public measure of real figures, with the place first, England beside it and the licence under it', async () => {
    await withTestApp(async (app) => {
      const done = await importIndicators(app.context, request(app, life.text()));
      assert.ok(done.ok, JSON.stringify(done));
      assert.deepEqual(done.value.summary, ['Life expectancy at birth: 36 figures added, 0 corrected.']);
      const page = await app.get('/testbourne/measures/life-expectancy-at-birth');
      assert.equal(page.status, 200);
      const text = page.document.body.textContent ?? '';
      assert.match(text, /Herefordshire, (Female|Male)\. 2023 to 2025: /);
      assert.match(text, /England, /);
      assert.match(text, /overlap/);
      assert.match(text, /Open Government Licence v3\.0/);
      assert.equal(page.document.querySelectorAll('.ct-chart__limit').length, 0);
    });
  });

  it('changes nothing when the same file comes again, and keeps both figures when a newer one corrects', async () => {
    await withTestApp(async (app) => {
      await importIndicators(app.context, request(app, life.text()));
      const again = await importIndicators(app.context, request(app, life.text()));
      assert.ok(again.ok);
      assert.deepEqual(again.value.summary, ['This file was read before: nothing is changed.']);
      const corrected = await importIndicators(
        app.context,
        request(app, life.text().replace(/(E06000019,.*?,2015 - 17,.*?,)(\d+\.\d)/, '$160.1')),
      );
      assert.ok(corrected.ok);
      assert.deepEqual(corrected.value.summary, ['Life expectancy at birth: 0 figures added, 1 corrected.']);
      const csv = await app.get('/testbourne/measures/life-expectancy-at-birth/figures.csv');
      assert.match(csv.html, /60\.1/);
      assert.equal(csv.html.trim().split('\r\n').length, 37);
    });
  });

  it('refuses a file without the area that was asked for', async () => {
    await withTestApp(async (app) => {
      const done = await importIndicators(app.context, request(app, life.text(), { areas: ['E99999999'] }));
      assert.deepEqual(done, { ok: false, error: ['The file has no rows for the area E99999999.'] });
    });
  });
});
