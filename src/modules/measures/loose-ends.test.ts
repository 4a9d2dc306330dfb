import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp } from '../../../test/support/app.ts';
import { plantCommitment, plantPriority } from '../../../test/support/strategy.ts';

const words = {
  name: 'Adults who are lonely',
  aim: 'population',
  polarity: 'low-good',
  unit: '%',
  rule: 'non-overlapping',
  source: 'A survey',
  licence: 'Open',
};
const here = '/testbourne/measures/adults-who-are-lonely';

describe('the loose ends of measuring', () => {
  it('are commitments that no measure follows and measures of no outcome, until the two are tied', async () => {
    await withTestApp(async (app) => {
      const planted = await plantPriority(app);
      await plantCommitment(app, planted, { title: 'Share one record' });
      const analyst = await app.person('analyst');
      await app.post('/testbourne/measures', words, analyst);
      await app.post(`${here}/figures`, { area: 'Testbourne', rows: '2025-01, 10\n2025-02, 11' }, analyst);
      await app.post(`${here}/standing`, { standing: 'published' }, analyst);
      const loose = await app.get('/testbourne/loose-ends');
      assert.match(loose.text, /Commitments that no measure follows \(1\)\s*Share one record/);
      assert.match(loose.text, /Measures that belong to no outcome \(1\)\s*Adults who are lonely/);
      assert.equal((await app.post(`${here}/outcomes`, { outcome: planted.outcomeId }, analyst)).status, 303);
      const tied = await app.get('/testbourne/loose-ends');
      assert.match(tied.text, /Commitments that no measure follows: none/);
      assert.match(tied.text, /Measures that belong to no outcome: none/);
    });
  });
});
