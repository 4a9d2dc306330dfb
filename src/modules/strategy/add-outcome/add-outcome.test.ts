import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp } from '../../../../test/support/app.ts';
import { plantPriority } from '../../../../test/support/strategy.ts';
import { parseOutcome } from './form.ts';

describe('the form of an outcome', () => {
  it('asks for the day of a figure and the figure of a day', () => {
    const typed = { title: 'A', unit: '%', better: 'lower' };
    assert.deepEqual(parseOutcome({ ...typed, baseline: '34' }), {
      ok: false,
      error: [{ field: 'baseline-on-day', text: 'Give the day of the starting figure' }],
    });
    assert.deepEqual(
      parseOutcome({ ...typed, 'target-on-day': '1', 'target-on-month': '4', 'target-on-year': '2027' }),
      { ok: false, error: [{ field: 'target', text: 'Give the target for this day' }] },
    );
  });
  it('wants the target after the start', () => {
    const parsed = parseOutcome({
      title: 'A',
      unit: '%',
      better: 'lower',
      baseline: '34',
      'baseline-on-day': '1',
      'baseline-on-month': '4',
      'baseline-on-year': '2026',
      target: '20',
      'target-on-day': '1',
      'target-on-month': '4',
      'target-on-year': '2026',
    });
    assert.deepEqual(parsed, {
      ok: false,
      error: [{ field: 'target-on-day', text: 'The day of the target must be after the day of the starting figure' }],
    });
  });
});

describe('outcomes and their figures', () => {
  it('are added by planners and measured by analysts, in public', async () => {
    await withTestApp(async (app) => {
      const { slug } = await plantPriority(app);
      const here = `/testbourne/priorities/${slug}`;
      const planner = await app.person('programme-manager');
      const analyst = await app.person('analyst');
      const form = { title: 'Shorter waits', unit: 'days', better: 'lower', baseline: '40' };
      const wrong = await app.post(`${here}/outcomes`, form, planner);
      assert.equal(wrong.status, 422);
      assert.equal(wrong.value('What should change'), 'Shorter waits');
      const day = { 'baseline-on-day': '1', 'baseline-on-month': 'April', 'baseline-on-year': '2025' };
      assert.equal((await app.post(`${here}/outcomes`, { ...form, ...day }, planner)).status, 303);
      assert.equal((await app.post(`${here}/outcomes`, { ...form, ...day }, analyst)).status, 403);
      const page = await app.get(here, analyst);
      const link = [...page.document.querySelectorAll('section a[href$="/readings/new"]')].at(-1);
      const record = link?.getAttribute('href') ?? '';
      assert.equal((await app.get(record, analyst)).heading, 'Record a figure for “Shorter waits”');
      const to = record.replace('/new', '');
      const future = await app.post(
        to,
        { value: '30', source: 'Trust', 'on-day': '1', 'on-month': '1', 'on-year': '2030' },
        analyst,
      );
      assert.deepEqual(future.errors, ['The day it was measured must be today or in the past']);
      const reading = { value: '30', source: 'Trust', 'on-day': '1', 'on-month': '2', 'on-year': '2026' };
      assert.equal((await app.post(to, reading, await app.person('editor'))).status, 403);
      assert.equal((await app.post(to, reading, analyst)).status, 303);
      assert.ok((await app.get(here)).text.includes('It was 40 days on 1 April 2025 and 30 days on 1 February 2026.'));
    });
  });
});
