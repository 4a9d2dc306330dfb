import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { withTestApp, type TestApp } from '../../../test/support/app.ts';
import {
  contentWith,
  plantAreas,
  plantService,
  venueAt,
  type PlantedService,
} from '../../../test/support/community.ts';
import { readXlsx } from '../../lib/read-xlsx.ts';
import { must, seeding } from '../../../test/support/strategy.ts';
import { decideOnVersion, proposeChange, type Venue } from './index.ts';

const community = '/testbourne/community';
const feed = '/testbourne/open-referral/3.0';

/** A venue with a word in every field that stands nowhere else. */
function canary(seed: number): { venue: Partial<Venue>; words: string[] } {
  const word = (kind: string): string => `${kind}qzx${seed}`;
  const [name, address, city, notes] = ['house', 'lane', 'town', 'door'].map(word) as [string, string, string, string];
  return {
    venue: { name, address: `1 ${address}`, city, accessNotes: notes, postcode: 'TB2 2BB', access: ['hearing-loop'] },
    words: [name, address, city, notes, 'TB2 2BB', 'TB22BB', '53.4', 'Hearing loop', 'hearing-loop'],
  };
}

/** Every address at which something of a service can be read without an account. */
function outputs(slug: string, id: string, words: readonly string[]): string[] {
  const lists = ['services', 'service_at_locations', 'organizations', 'taxonomies', 'taxonomy_terms'];
  return [
    community,
    `${community}?near=TB1+1AA`,
    `${community}?near=TB2+2BB`,
    `${community}?feature=hearing-loop`,
    ...words.map((word) => `${community}?words=${encodeURIComponent(word)}`),
    ...words.map((word) => `/testbourne/search?q=${encodeURIComponent(word)}`),
    `${community}/services/${slug}`,
    `${community}/services/${slug}/calendar.ics`,
    ...['csv', 'geojson', 'ics', 'xlsx'].map((kind) => `${community}/services.${kind}`),
    ...['embed', 'print', 'on-your-site', 'funders', 'map'].map((name) => `${community}/${name}`),
    `${community}/embed?near=TB2+2BB`,
    `${community}/map?words=Refuge`,
    ...['csv', 'geojson'].map((kind) => `${community}/services.${kind}?near=TB2+2BB`),
    '/testbourne',
    `/testbourne/thread/service/${id}`,
    '/testbourne/events',
    '/sitemap.xml',
    '/testbourne/sitemap.xml',
    ...lists.flatMap((list) => [
      `${feed}/${list}`,
      `${feed}/${list}?full=true`,
      `${feed}/${list}?format=ndjson&full=true`,
    ]),
    `${feed}/services?minimal=true`,
    `${feed}/services/${id}`,
    `${feed}/service_at_locations?postcode=TB2%202BB&proximity=200000&full=true`,
    `${feed}/openapi.json`,
  ];
}

/** The words of a secret that an output holds although the one who asks did not say them. */
async function leaks(app: TestApp, url: string, words: readonly string[]): Promise<string[]> {
  const response = await app.app.inject({ method: 'GET', url });
  assert.ok(response.statusCode < 500, `${url}: ${response.statusCode}`);
  const letters = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  const asked = letters(decodeURIComponent(url));
  // A workbook is packed: what is written in it is looked at.
  const sheet = readXlsx(response.rawPayload, { rows: 1_000 });
  const said = JSON.stringify(response.headers) + response.body + (sheet.ok ? JSON.stringify(sheet.value) : '');
  return words
    .filter((word) => !asked.includes(letters(word)))
    .filter((word) => said.includes(word))
    .map((word) => `${url}: ${word}`);
}

async function change(app: TestApp, planted: PlantedService, base: number, venue: Venue): Promise<void> {
  await app.db.write(app.seed, async (trx) => {
    const content = contentWith({ name: 'Refuge', venue });
    const made = must(await proposeChange(trx, seeding(app, app.now), { serviceId: planted.id, base, content }));
    must(await decideOnVersion(trx, seeding(app, app.now), made.versionId, { kind: 'approve' }));
  });
}

describe('a masked address', { timeout: 900_000 }, () => {
  it('stands in no output, from the beginning and after it was public once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 10_000, max: 99_999 }), fc.boolean(), async (seed, wasPublic) => {
        await withTestApp(async (app) => {
          await plantAreas(app);
          await plantService(app, { name: 'Beside it', venue: venueAt('TB1 1AA') });
          const { venue, words } = canary(seed);
          const masked = venueAt('TB2 2BB', { ...venue, masked: true });
          const planted = await plantService(app, { name: 'Refuge', venue: { ...masked, masked: !wasPublic } });
          if (wasPublic) await change(app, planted, 1, masked);
          const found: string[] = [];
          for (const url of outputs(planted.slug, planted.id, words)) found.push(...(await leaks(app, url, words)));
          assert.deepEqual(found, []);
        });
      }),
      { numRuns: 4 },
    );
  });
  it('is what these outputs would tell, were it not masked', async () => {
    await withTestApp(async (app) => {
      await plantAreas(app);
      const { venue, words } = canary(12_345);
      const open = await plantService(app, { name: 'Refuge', venue: venueAt('TB2 2BB', venue) });
      const telling = new Set<string>();
      for (const url of outputs(open.slug, open.id, words))
        if ((await leaks(app, url, words)).length > 0) telling.add(url.split('?')[0] ?? '');
      for (const url of [
        community,
        `${community}/services/${open.slug}`,
        `${community}/services/${open.slug}/calendar.ics`,
        `${community}/services.csv`,
        `${community}/services.geojson`,
        `${community}/services.xlsx`,
        `${community}/embed`,
        `${community}/print`,
        `${feed}/services`,
        `${feed}/services/${open.id}`,
        `${feed}/service_at_locations`,
      ])
        assert.ok(telling.has(url), url);
    });
  });
  it('cannot be found by asking from three places: its position never moves', async () => {
    await withTestApp(async (app) => {
      await plantAreas(app);
      for (const [name, postcode] of [
        ['South', 'TB1 1AA'],
        ['North', 'TB2 2BB'],
      ] as const)
        await plantService(app, { name, venue: venueAt(postcode) });
      await plantService(app, { name: 'Refuge', venue: venueAt('TB2 2BB', { masked: true }) });
      await plantService(app, { name: 'By phone', venue: undefined });
      const positions: number[] = [];
      for (const near of ['TB1+1AA', 'TB2+2BB', 'northern+villages'])
        for (const words of ['', '&words=lunch']) {
          const page = await app.get(`${community}?near=${near}${words}`);
          const names = [...page.document.querySelectorAll('.ct-rows strong:not(.nhsuk-tag)')].map(
            (one) => one.textContent,
          );
          positions.push(names.indexOf('Refuge'));
        }
      assert.deepEqual(new Set(positions), new Set([3]));
    });
  });
});
