import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp, type TestApp } from '../../../../test/support/app.ts';
import { plantPriority } from '../../../../test/support/strategy.ts';

const words = {
  name: 'Adults who are lonely',
  aim: 'population',
  polarity: 'low-good',
  unit: '%',
  rule: 'non-overlapping',
  source: 'A survey',
};
const here = '/testbourne/measures/adults-who-are-lonely';
const months = Array.from(
  { length: 12 },
  (_, index) => `2025-${String(index + 1).padStart(2, '0')}, ${[10, 12, 11, 9][index % 4]}`,
);

type Signed = Awaited<ReturnType<TestApp['person']>>;
async function madePublic(app: TestApp, analyst: Signed, more: Record<string, string> = {}): Promise<void> {
  assert.equal((await app.post('/testbourne/measures', { ...words, licence: 'Open', ...more }, analyst)).status, 303);
  assert.equal(
    (await app.post(`${here}/figures`, { area: 'Testbourne', rows: months.join('\n') }, analyst)).status,
    303,
  );
  assert.equal((await app.post(`${here}/standing`, { standing: 'published' }, analyst)).status, 303);
}

describe('keeping a measure', () => {
  it('asks for what is missing and keeps what was typed', async () => {
    await withTestApp(async (app) => {
      const analyst = await app.person('analyst');
      const page = await app.post('/testbourne/measures', { name: 'Only a name' }, analyst);
      assert.equal(page.status, 422);
      assert.equal(page.value('What is measured'), 'Only a name');
      assert.match(page.text, /Choose what the measure is for/);
      const other = await app.person('link-worker');
      assert.equal((await app.post('/testbourne/measures', words, other)).status, 403);
    });
  });

  it('is for partners until its licence is stated and it is made public', async () => {
    await withTestApp(async (app) => {
      const analyst = await app.person('analyst');
      await app.post('/testbourne/measures', words, analyst);
      assert.equal((await app.get(here)).status, 404);
      const refused = await app.post(`${here}/standing`, { standing: 'published' }, analyst);
      assert.equal(refused.status, 422);
      assert.match(refused.text, /under which licence/);
      assert.equal((await app.post(`${here}/edit`, { ...words, licence: 'Open', version: '1' }, analyst)).status, 303);
      assert.equal((await app.post(`${here}/standing`, { standing: 'published' }, analyst)).status, 303);
      assert.equal((await app.get(here)).status, 200);
    });
  });

  it('refuses the second of two who change it at once, and keeps both texts', async () => {
    await withTestApp(async (app) => {
      const analyst = await app.person('analyst');
      await app.post('/testbourne/measures', words, analyst);
      await app.post(`${here}/edit`, { ...words, question: 'First?', version: '1' }, analyst);
      const second = await app.post(`${here}/edit`, { ...words, question: 'Second?', version: '1' }, analyst);
      assert.equal(second.status, 409);
      assert.equal(second.value('The question it answers'), 'Second?');
      assert.match((await app.get(here, analyst)).text, /First\?/);
    });
  });

  it('draws limits from figures that follow each other, and gives them as a file', async () => {
    await withTestApp(async (app) => {
      const analyst = await app.person('analyst');
      await madePublic(app, analyst);
      const page = await app.get(here);
      assert.match(
        page.text,
        /December 2025: 9\.0%, within its usual range\. Mean 10\.5%, usual range 6\.4% to 14\.6%\./,
      );
      const csv = await app.get(`${here}/figures.csv`);
      assert.match(csv.html, /Adults who are lonely,Testbourne,,,,2025-12-01,2025-12-31,9,,,%,final,,A survey,Open/);
    });
  });

  it('refuses figures that contradict its rule, and a rule that contradicts its figures', async () => {
    await withTestApp(async (app) => {
      const analyst = await app.person('analyst');
      await madePublic(app, analyst);
      const overlapping = await app.post(`${here}/figures`, { area: 'Testbourne', rows: '2023 - 25, 4' }, analyst);
      assert.equal(overlapping.status, 422);
      assert.match(overlapping.text, /do not fit the rule/);
      const rule = await app.post(
        `${here}/edit`,
        { ...words, licence: 'Open', rule: 'rolling', version: '2' },
        analyst,
      );
      assert.equal(rule.status, 422);
    });
  });

  it('shows figures that count small groups of people to partners only: on no page and in no file', async () => {
    await withTestApp(async (app) => {
      const analyst = await app.person('analyst');
      await madePublic(app, analyst, { 'about-people': 'yes', unit: 'young people' });
      await app.post(`${here}/figures`, { area: 'Testbourne', rows: '2026-01, 7331' }, analyst);
      assert.match((await app.get(here, analyst)).html, /7,?331/);
      for (const address of [here, `${here}/figures.csv`, '/testbourne/measures', '/testbourne'])
        assert.doesNotMatch((await app.get(address)).html, /7,?331/, address);
    });
  });

  it('fixes its limits once, with a reason, and shows it on the page of its priority', async () => {
    await withTestApp(async (app) => {
      const analyst = await app.person('analyst');
      await madePublic(app, analyst);
      const baseline = {
        from: '2025-01-01',
        to: '2025-12-31',
        commitment: '',
        reason: 'The new rota begins after this year.',
      };
      const short = await app.post(`${here}/baseline`, { ...baseline, reason: 'Because' }, analyst);
      assert.equal(short.status, 422);
      assert.equal((await app.post(`${here}/baseline`, baseline, analyst)).status, 303);
      const again = await app.post(`${here}/baseline`, baseline, analyst);
      assert.equal(again.status, 422);
      assert.match(again.text, /fixed already/);

      const planner = await app.person('programme-manager');
      const { slug } = await plantPriority(app);
      await app.post(
        `/testbourne/priorities/${slug}/outcomes`,
        { title: 'Less lonely', unit: '%', better: 'lower' },
        planner,
      );
      const form = await app.get(`${here}/outcomes`, analyst);
      const option = [...form.document.querySelectorAll('option')].find((one) => one.textContent === 'Less lonely');
      assert.equal(
        (await app.post(`${here}/outcomes`, { outcome: option?.getAttribute('value') ?? '' }, analyst)).status,
        303,
      );
      assert.equal((await app.post(`${here}/outcomes`, { outcome: 'nothing' }, analyst)).status, 422);
      const priority = await app.get(`/testbourne/priorities/${slug}`);
      assert.match(priority.text, /What moved since/);
      assert.match(priority.text, /Adults who are lonely/);
      assert.match((await app.get(here)).text, /Less lonely/);
    });
  });
});
