import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sharedData } from '../../../test/support/shared-data.ts';
import { withTestApp, type TestApp } from '../../../test/support/app.ts';
import { importPolis, planPolisImport, type PolisImportRequest } from './import-polis.ts';

const names = ['summary.csv', 'comments.csv', 'votes.csv', 'participants-votes.csv', 'stats-history.csv'];
const attribution = 'Data was gathered using the Polis software and is sub-licensed under CC BY 4.0.';
const london = 'conversation/london.youth.policing';
const taxes = 'conversation/scoop-hivemind.taxes';
const aboutLondon = [1, ...Array.from({ length: 11 }, (_, index) => index + 4)];

function filesOf(folder: string): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, sharedData(`${folder}/${name}`).text()]));
}
function request(
  app: Pick<TestApp, 'place'>,
  folder: string,
  more: Partial<PolisImportRequest> = {},
): PolisImportRequest {
  return { files: filesOf(folder), place: app.place, attribution, ...more };
}
const absent = sharedData(`${london}/votes.csv`).absent || sharedData(`${taxes}/votes.csv`).absent;

describe('bringing in a past conversation from Polis', { skip: absent }, () => {
  it('says what is in the files before anything is written', () => {
    const plan = planPolisImport({ files: filesOf(london), place: { id: '', slug: 'x' } });
    assert.ok(plan.ok);
    const text = plan.value.summary.join('\n');
    assert.match(text, /26 participants, 39 statements .* 638 votes from 640 vote events/);
    assert.match(text, /\+1 means agree/);
    assert.match(text, /milliseconds/);
    assert.match(text, /read like questions about the person.*4-/);
  });

  it('imports the London conversation whole, and shows what everybody agrees on', async () => {
    await withTestApp(async (app) => {
      const outcome = await importPolis(app.context, request(app, london, { setAside: aboutLondon, slug: 'policing' }));
      assert.ok(outcome.ok, JSON.stringify(outcome));
      assert.equal(outcome.value.kind, 'imported');
      const counts = await app.db.read(app.seed, async (trx) => ({
        people: (await trx.selectFrom('participant').select('id').execute()).length,
        tokens: (await trx.selectFrom('participant').select('id').where('token_hash', 'is not', null).execute()).length,
        statements: (await trx.selectFrom('statement').select('id').execute()).length,
        votes: (await trx.selectFrom('vote').select('statement_id').execute()).length,
        voted: (await trx.selectFrom('vote').select('statement_id').distinct().execute()).length,
        events: await trx.selectFrom('vote_event').select('channel').distinct().execute(),
      }));
      assert.deepEqual(counts, {
        people: 26,
        tokens: 0,
        statements: 39,
        votes: 638,
        voted: 36,
        events: [{ channel: 'import' }],
      });
      const analyst = await app.person('analyst');
      const exact = await app.get(`${outcome.value.address}/exact`, analyst);
      const strongest = [...exact.document.querySelectorAll('ol.ct-strongest')][0];
      const numbers = [...(strongest?.querySelectorAll(':scope > li') ?? [])].map((li) =>
        Number(li.getAttribute('data-number')),
      );
      assert.deepEqual(numbers.slice(0, 5), [17, 27, 20, 23, 15]);
      const shown = await app.get(outcome.value.address);
      assert.equal(shown.status, 200);
      assert.ok(shown.text.includes(attribution));
      assert.ok(shown.text.includes('26 people took part') || /26\s*people took part/.test(shown.text));
    });
  });

  it('changes nothing when the same files come again, and says so', async () => {
    await withTestApp(async (app) => {
      const first = await importPolis(app.context, request(app, london));
      const again = await importPolis(app.context, request(app, london));
      assert.ok(first.ok && again.ok);
      assert.equal(again.value.kind, 'unchanged');
      assert.equal(again.value.address, first.value.address);
      assert.match(again.value.summary.join('\n'), /imported before.*Nothing was changed/);
      const found = await app.db.read(
        app.seed,
        async (trx) => await trx.selectFrom('conversation').select('id').execute(),
      );
      assert.equal(found.length, 1);
    });
  });

  it('imports 17,335 votes within seconds', async () => {
    await withTestApp(async (app) => {
      const startedAt = performance.now();
      const outcome = await importPolis(app.context, request(app, taxes));
      assert.ok(outcome.ok, JSON.stringify(outcome));
      assert.ok(performance.now() - startedAt < 30_000);
      const votes = await app.db.read(
        app.seed,
        async (trx) =>
          await trx
            .selectFrom('vote')
            .select((eb) => eb.fn.countAll<number>().as('count'))
            .executeTakeFirstOrThrow(),
      );
      assert.equal(votes.count, 17_335);
      const shown = await app.get(outcome.value.address);
      assert.equal(shown.status, 200);
    });
  });

  it('names file, line, column and expectation of every fault, and writes nothing', async () => {
    await withTestApp(async (app) => {
      const files = filesOf(london);
      const broken = { ...files, 'votes.csv': (files['votes.csv'] ?? '').replace(/,-?1\s*$/m, ',maybe') };
      const outcome = await importPolis(app.context, { ...request(app, london), files: broken });
      assert.ok(!outcome.ok);
      assert.match(outcome.error[0] ?? '', /^votes\.csv, line \d+, column vote: expected/);
      const found = await app.db.read(
        app.seed,
        async (trx) => await trx.selectFrom('conversation').select('id').execute(),
      );
      assert.equal(found.length, 0);
    });
  });

  it('refuses to set aside a statement that is not there', () => {
    const plan = planPolisImport({ files: filesOf(london), place: { id: '', slug: 'x' }, setAside: [999] });
    assert.ok(!plan.ok);
    assert.match(plan.error.join(), /no statement 999/);
  });
});
