import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp } from '../../../../test/support/app.ts';
import { plantPerson } from '../../../../test/support/people.ts';

const form = {
  trigger: 'I do not sleep',
  signs: 'I ring at night',
  helps: 'A walk by the water',
  'call-words': 'In the evening',
  avoid: 'Do not send a letter',
};

describe('if things go wrong', () => {
  it('says what to look out for, what helps, who to call and what not to do; nothing typed is lost', async () => {
    await withTestApp(async (app) => {
      const [worker, other] = [await app.person('link-worker'), await app.person('link-worker')];
      const person = await plantPerson(app);
      const here = `/testbourne/people/${person.id}`;
      const wrong = await app.post(`${here}/contingency`, { ...form, trigger: '', call: person.goal }, worker);
      assert.deepEqual(wrong.errors, ['Say what could go wrong', 'Choose somebody of the circle, or nobody']);
      assert.equal(wrong.value('What helps then?'), 'A walk by the water');
      assert.equal((await app.post(`${here}/contingency`, { ...form, call: person.tie }, worker)).status, 303);
      const page = await app.get(here, worker);
      for (const words of [
        'I ring at night',
        'A walk by the water',
        'Wordcircle: In the evening',
        'Do not send a letter',
      ])
        assert.ok(page.text.includes(words), words);
      const edit = page.link('Change: I do not sleep');
      const changed = { ...form, call: '', helps: 'Tea', version: '1' };
      assert.equal((await app.post(edit, changed, worker)).status, 303);
      const late = await app.post(edit, { ...changed, helps: 'Company' }, other);
      assert.equal(late.status, 409);
      assert.equal(late.value('What helps then?'), 'Company');
      assert.equal((await app.get(here, worker)).text.includes('Wordcircle: In the evening'), false);
      assert.equal((await app.post(edit, { ...changed, version: '2', remove: 'yes' }, worker)).status, 303);
      assert.equal((await app.get(here, worker)).text.includes('I do not sleep'), false);
    });
  });

  it('names nobody of the circle while that is hidden, and forgets nobody by it', async () => {
    await withTestApp(async (app) => {
      const ruth = await app.person('resident');
      const person = await plantPerson(app, { account: ruth.account });
      const here = `/testbourne/people/${person.id}`;
      await app.post(`${here}/contingency`, { ...form, call: person.tie }, ruth);
      assert.ok((await app.get('/testbourne/me', ruth)).text.includes('Wordcircle: In the evening'));
      await app.post('/testbourne/me/safe-mode', { hide: 'yes' }, ruth);
      const hidden = await app.get('/testbourne/me', ruth);
      assert.equal(hidden.text.includes('Wordcircle'), false);
      const edit = hidden.link('Change: I do not sleep');
      assert.equal((await app.get(edit, ruth)).text.includes('Wordcircle'), false);
      await app.post(edit, { ...form, call: '', version: '1' }, ruth);
      await app.post('/testbourne/me/safe-mode', { hide: 'no' }, ruth);
      assert.ok((await app.get('/testbourne/me', ruth)).text.includes('Wordcircle: In the evening'));
    });
  });
});
