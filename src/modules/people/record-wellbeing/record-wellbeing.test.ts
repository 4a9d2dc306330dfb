import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp } from '../../../../test/support/app.ts';
import { plantPerson } from '../../../../test/support/people.ts';
import { changeCaution } from '../domain/wellbeing.ts';

const day = (of: string) => ({ 'on-day': of, 'on-month': '2', 'on-year': '2026' });
const answers = (...four: string[]) => Object.fromEntries(four.map((one, index) => [`answer-${index + 1}`, one]));

describe('how somebody is', () => {
  it('is asked in full, kept with its day, and compared only with themselves', async () => {
    await withTestApp(async (app) => {
      const worker = await app.person('link-worker');
      const [one, other] = [await plantPerson(app), await plantPerson(app, { name: 'Una Fairley' })];
      const here = `/testbourne/people/${one.id}`;
      const form = await app.get(`${here}/wellbeing/ons4/new`, worker);
      assert.ok(form.text.includes('Overall, how satisfied are you with your life nowadays?'));
      assert.ok(form.text.includes('Open Government Licence v3.0'));
      const to = `${here}/wellbeing/ons4`;
      const short = await app.post(to, { ...day('1'), ...answers('3', '4', '', '11') }, worker);
      assert.deepEqual(short.errors, ['Choose an answer', 'Choose an answer']);
      const early = await app.post(to, { ...day('1'), 'on-month': '4', ...answers('3', '4', '5', '6') }, worker);
      assert.deepEqual(early.errors, ['The day must be today or in the past']);
      assert.equal((await app.post(to, { ...day('1'), ...answers('3', '4', '5', '8') }, worker)).status, 303);
      const first = await app.get(here, worker);
      assert.ok(first.text.includes('Anxious yesterday: 8 of 10, high'));
      assert.equal(first.text.includes(changeCaution), false);
      await app.post(
        `/testbourne/people/${other.id}/wellbeing/ons4`,
        { ...day('20'), ...answers('9', '9', '9', '0') },
        worker,
      );
      assert.equal((await app.get(here, worker)).text.includes(changeCaution), false);
      await app.post(to, { ...day('26'), ...answers('5', '4', '7', '3') }, worker);
      const page = await app.get(here, worker);
      const table = page.document.querySelector('table')?.textContent?.replaceAll(/\s+/g, ' ') ?? '';
      assert.ok(table.includes('From 1 February 2026 to 26 February 2026'), table);
      for (const words of ['+2', '−5']) assert.ok(table.includes(words), table);
      assert.ok(page.text.includes(changeCaution));
      const remove = page.document.querySelector('form[action$="/remove"]')?.getAttribute('action') ?? '';
      assert.equal((await app.post(remove, { version: '1' }, worker)).status, 303);
      assert.equal((await app.post(remove, { version: '1' }, worker)).status, 409);
      assert.equal((await app.get(here, worker)).text.includes(changeCaution), false);
    });
  });

  it('asks about loneliness directly and last, and takes of other questionnaires only a licensed total', async () => {
    await withTestApp(async (app) => {
      const worker = await app.person('link-worker');
      const person = await plantPerson(app);
      const here = `/testbourne/people/${person.id}`;
      const form = await app.get(`${here}/wellbeing/ucla-3/new`, worker);
      assert.ok(form.text.indexOf('isolated from others') < form.text.indexOf('How often do you feel lonely?'));
      const wrong = await app.post(`${here}/wellbeing/ucla-3`, { ...day('1'), ...answers('4', '1', '1', '5') }, worker);
      assert.deepEqual(wrong.errors, ['Choose an answer']);
      await app.post(`${here}/wellbeing/ucla-3`, { ...day('1'), ...answers('3', '2', '3', '1') }, worker);
      const other = { ...day('1'), name: 'SWEMWBS', total: '21.54' };
      const bare = await app.post(`${here}/wellbeing/other`, other, worker);
      assert.deepEqual(bare.errors, ['Confirm that you may use it']);
      assert.equal(bare.value('Total'), '21.54');
      assert.equal((await app.post(`${here}/wellbeing/other`, { ...other, licence: 'yes' }, worker)).status, 303);
      const page = await app.get(here, worker);
      for (const words of ['Loneliness, 3 to 9: 8', 'Lonely: often or always', 'SWEMWBS: 21.54'])
        assert.ok(page.text.includes(words), words);
    });
  });

  it('is for the person, and for nobody who may not see the plan', async () => {
    await withTestApp(async (app) => {
      const ruth = await app.person('resident');
      const person = await plantPerson(app, { account: ruth.account });
      const to = `/testbourne/people/${person.id}/wellbeing/ons4`;
      assert.equal((await app.post(to, { ...day('1'), ...answers('3', '4', '5', '8') }, ruth)).status, 303);
      assert.ok((await app.get('/testbourne/me', ruth)).text.includes('Happy yesterday: 5 of 10, medium'));
      const editor = await app.person('editor');
      assert.equal((await app.get(`${to}/new`, editor)).status, 404);
      assert.equal((await app.get(`/testbourne/people/${person.id}`, editor)).text.includes('Happy yesterday'), false);
    });
  });
});
