import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp } from '../../../../test/support/app.ts';
import { plantService } from '../../../../test/support/community.ts';

const list = '/testbourne/my-organisation/feedback';

describe('saying that something is wrong', () => {
  it('reaches those who run it and those who approve, who say what became of it', async () => {
    await withTestApp(async (app) => {
      const { slug } = await plantService(app);
      const page = `/testbourne/community/services/${slug}`;
      const form = await app.get((await app.get(page)).link('Say that something is wrong'));
      assert.equal(form.status, 200);
      const sent = await app.post(`${page}/wrong`, { topic: 'closed', words: 'The door was shut.' });
      assert.equal(sent.location, `${page}?notice=feedback-kept`);
      const other = await app.addOrganisation('Another charity');
      const stranger = await app.person('editor', { organisation: other });
      assert.ok((await app.get(list, stranger)).text.includes('Nothing to put right'));
      const joan = await app.person('editor');
      const tom = await app.person('programme-manager', { organisation: other });
      for (const reader of [joan, tom]) assert.ok((await app.get(list, reader)).text.includes('The door was shut.'));
      const action =
        (await app.get(list, joan)).document.querySelector('form.ct-actions')?.getAttribute('action') ?? '';
      assert.equal((await app.post(action, { outcome: 'put-right' }, stranger)).status, 404);
      assert.equal((await app.post(action, { outcome: 'perhaps' }, joan)).status, 422);
      assert.equal(
        (await app.post(action, { outcome: 'put-right' }, joan)).location,
        `${list}?notice=feedback-settled`,
      );
      assert.ok((await app.get(list, joan)).text.includes('Nothing to put right'));
      // Settled is settled.
      assert.equal((await app.post(action, { outcome: 'was-right' }, joan)).status, 404);
    });
  });
  it('asks what is wrong, keeps what was typed, and is not for what nobody may see', async () => {
    await withTestApp(async (app) => {
      const { slug } = await plantService(app);
      const wrong = `/testbourne/community/services/${slug}/wrong`;
      const none = await app.post(wrong, { topic: '', words: 'It moved.' });
      assert.deepEqual([none.status, none.errors], [422, ['Choose what is wrong']]);
      assert.equal(none.value('How is it really? (optional)'), 'It moved.');
      assert.deepEqual((await app.post(wrong, { topic: 'other', words: ' ' })).errors, ['Say what is wrong']);
      const waiting = await plantService(app, { name: 'Waiting' }, { isApproved: false });
      assert.equal(
        (await app.post(`/testbourne/community/services/${waiting.slug}/wrong`, { topic: 'closed' })).status,
        404,
      );
    });
  });
  it('is taken twenty times an hour from one address', async () => {
    await withTestApp(async (app) => {
      const { slug } = await plantService(app);
      const statuses: number[] = [];
      for (let times = 0; times < 21; times += 1)
        statuses.push((await app.post(`/testbourne/community/services/${slug}/wrong`, { topic: 'times' })).status);
      assert.deepEqual([statuses[19], statuses[20]], [303, 429]);
    });
  });
});
