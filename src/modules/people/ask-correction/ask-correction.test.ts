import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp, type Person, type TestApp } from '../../../../test/support/app.ts';
import { agree, joinIn, plantPerson } from '../../../../test/support/people.ts';

const mine = '/testbourne/me/corrections';

/** Says that something is not right, as the form sends it. */
async function say(app: TestApp, who: Person, about: string, words: string, keep = '') {
  return await app.post(mine, { about, words, keep }, who);
}

async function linkOn(app: TestApp, worker: Person): Promise<string | undefined> {
  const today = await app.get('/testbourne/today', worker);
  return today.document.querySelector('a[href*="/corrections/"]')?.getAttribute('href') ?? undefined;
}

describe('something that the person says is not right', () => {
  it('stands beside the item and on the list of those who can put it right, with the day the law gives, until it is', async () => {
    await withTestApp(async (app) => {
      const ruth = await app.person('resident', { name: 'Ruth' });
      const worker = await app.person('link-worker');
      const person = await plantPerson(app, { account: ruth.account, name: 'Ruth Moor' });
      const page = await app.get('/testbourne/me', ruth);
      const link = page.document.querySelector(`a[href="${mine}/new?about=${person.goal}"]`);
      assert.ok(link?.textContent.includes('wordgoal'));
      const form = await app.get(`${mine}/new?about=${person.goal}`, ruth);
      const chosen = form.document.querySelector('select[name="about"] option[selected]');
      assert.equal(chosen?.getAttribute('value'), `goal/${person.goal}`);
      assert.ok(form.text.includes('by 2 April 2026'));
      const wrong = await say(app, ruth, 'goal/nothing', '');
      assert.deepEqual(wrong.errors, ['Choose what it is about', 'Say what is wrong, and what would be right']);
      assert.equal((await say(app, ruth, `goal/${person.goal}`, 'Wordwrong: it was swimming')).status, 303);
      // Sent again, nothing is said twice, and what was typed stays.
      const again = await say(app, ruth, `goal/${person.goal}`, 'Once more');
      assert.equal(again.status, 409);
      assert.ok(again.html.includes('Once more'));
      const list = await app.get(mine, ruth);
      for (const words of ['wordgoal', 'Wordwrong', 'Due in 31 days', '2 April 2026'])
        assert.ok(list.text.includes(words), words);
      for (const [reader, url, said] of [
        [ruth, '/testbourne/me', 'You say this is not right'],
        [worker, `/testbourne/people/${person.id}`, 'Ruth says this is not right'],
      ] as const) {
        const seen = await app.get(url, reader);
        assert.ok(seen.text.includes(said), said);
        assert.ok(seen.text.includes('Wordwrong'));
      }
      const alert = await linkOn(app, worker);
      assert.ok(alert);
      const answer = await app.get(alert, worker);
      assert.equal(answer.link('Put it right'), `/testbourne/people/${person.id}/goals/${person.goal}/edit`);
      assert.deepEqual((await app.post(alert, { status: 'declined', version: '1' }, worker)).errors, [
        'Say why it stays as it is',
      ]);
      assert.equal((await app.post(alert, { status: 'corrected', answer: 'Done', version: '1' }, worker)).status, 303);
      assert.equal((await app.post(alert, { status: 'declined', answer: 'No', version: '1' }, worker)).status, 409);
      assert.equal(await linkOn(app, worker), undefined);
      const settled = await app.get(mine, ruth);
      for (const words of ['Put right', 'Testbourne Council', 'Done']) assert.ok(settled.text.includes(words), words);
      assert.equal((await app.get(`/testbourne/people/${person.id}`, worker)).text.includes('not right'), false);
      // It can be said again, and is part of everything that one takes along.
      assert.equal((await say(app, ruth, `goal/${person.goal}`, 'Still wrong')).status, 303);
      assert.ok((await app.get('/testbourne/me/download', ruth)).html.includes('Wordwrong'));
      const looked = await app.get('/testbourne/me', ruth);
      assert.ok(looked.text.includes('read what you say is not right'));
    });
  });

  it('is declined with a reason that the person reads, and stays beside the item where they want it to', async () => {
    await withTestApp(async (app) => {
      const ruth = await app.person('resident');
      const worker = await app.person('link-worker');
      const person = await plantPerson(app, { account: ruth.account, name: 'Ruth Moor' });
      for (const [item, keep] of [
        [`circle/${person.tie}`, 'yes'],
        [`step/${person.step}`, ''],
      ] as const) {
        assert.equal((await say(app, ruth, item, `Wordsaid ${item}`, keep)).status, 303);
        const alert = (await linkOn(app, worker)) ?? '';
        const answer = { status: 'declined', answer: 'Wordreason', version: '1' };
        assert.equal((await app.post(alert, answer, worker)).status, 303);
      }
      const page = await app.get(`/testbourne/people/${person.id}`, worker);
      assert.ok(page.text.includes(`Ruth sees it differently: “Wordsaid circle/${person.tie}”`));
      assert.equal(page.text.includes('Wordsaid step'), false);
      const list = await app.get(mine, ruth);
      for (const words of ['Not changed', 'Wordreason', 'Your words stay beside it', 'Information Commissioner'])
        assert.ok(list.text.includes(words), words);
    });
  });

  it('can be taken back, and is about nothing but one’s own record', async () => {
    await withTestApp(async (app) => {
      const [ruth, other] = [await app.person('resident'), await app.person('resident')];
      const worker = await app.person('link-worker');
      const person = await plantPerson(app, { account: ruth.account });
      const foreign = await plantPerson(app, { name: 'Bo Reed' });
      assert.equal((await say(app, ruth, `goal/${foreign.goal}`, 'x')).status, 422);
      assert.equal((await say(app, other, `goal/${person.goal}`, 'x')).status, 404);
      await say(app, ruth, `goal/${person.goal}`, 'Wordwrong');
      const alert = (await linkOn(app, worker)) ?? '';
      const back = `${mine}/${alert.split('/').at(-1) ?? ''}/withdraw`;
      assert.equal((await app.post(back, {}, other)).status, 404);
      assert.equal((await app.post(back, {}, ruth)).status, 303);
      assert.equal((await app.post(back, {}, ruth)).status, 409);
      assert.equal(await linkOn(app, worker), undefined);
      assert.ok((await app.get(mine, ruth)).text.includes('You took it back'));
    });
  });

  it('is read by nobody who may not see the item, and answered by nobody who may not change it', async () => {
    await withTestApp(async (app) => {
      const ruth = await app.person('resident');
      const worker = await app.person('link-worker');
      const denied = await app.person('link-worker');
      const trust = await app.addOrganisation('Riverside Trust');
      const nurse = await app.person('practitioner', { organisation: trust });
      const person = await plantPerson(app, { account: ruth.account, mayKnow: 'partners' });
      await agree(app, [app.organisation.id, trust]);
      await joinIn(app, person.id, trust);
      const deny = { 'deny-who': `${app.organisation.id}/${denied.account}` };
      assert.equal((await app.post(`/testbourne/people/${person.id}/sharing/deny`, deny, ruth)).status, 303);
      await say(app, ruth, `goal/${person.goal}`, 'Wordwrong');
      const alert = (await linkOn(app, worker)) ?? '';
      // The trust may know who it is, and nothing of the plan.
      assert.equal((await app.get(`/testbourne/people/${person.id}`, nurse)).text.includes('Wordwrong'), false);
      for (const reader of [nurse, denied, await app.person('editor')]) {
        assert.equal(await linkOn(app, reader), undefined);
        assert.equal((await app.get(alert, reader)).status, 404);
        const answer = { status: 'corrected', answer: '', version: '1' };
        assert.equal((await app.post(alert, answer, reader)).status, 404);
      }
      assert.equal((await app.get(alert, worker)).status, 200);
    });
  });

  it('shows in safe mode neither the circle nor who answered', async () => {
    await withTestApp(async (app) => {
      const ruth = await app.person('resident');
      const worker = await app.person('link-worker');
      const person = await plantPerson(app, { account: ruth.account });
      await say(app, ruth, `circle/${person.tie}`, 'Wordwrong');
      await say(app, ruth, `goal/${person.goal}`, 'Wordopen');
      for (let one = 0; one < 2; one += 1)
        await app.post(
          (await linkOn(app, worker)) ?? '',
          { status: 'corrected', answer: 'Done', version: '1' },
          worker,
        );
      await app.post('/testbourne/me/safe-mode', { hide: 'yes' }, ruth);
      const list = await app.get(mine, ruth);
      assert.ok(list.text.includes('Wordopen'));
      for (const words of ['Wordwrong', 'Wordcircle', 'Testbourne Council'])
        assert.equal(list.text.includes(words), false, words);
      const form = await app.get(`${mine}/new`, ruth);
      for (const words of ['Wordcircle', 'Testbourne Council puts'])
        assert.equal(form.text.includes(words), false, words);
    });
  });
});
