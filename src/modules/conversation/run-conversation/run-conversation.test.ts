import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp } from '../../../../test/support/app.ts';
import { makeConversation } from '../../../../test/support/conversation.ts';

const form = {
  question: 'What would help?',
  description: 'For the partnership.',
  sectors: 'NHS\nResidents',
  statements: 'Buses should run later\nParks are safe',
};

describe('running a conversation', () => {
  it('goes from a draft to an open conversation to a public result', async () => {
    await withTestApp(async (app) => {
      const facilitator = await app.person('facilitator');
      const made = await app.post('/testbourne/conversations/new', form, facilitator);
      assert.equal(made.location, '/testbourne/conversations/what-would-help/run?notice=conversation-made');
      const base = '/testbourne/conversations/what-would-help';
      assert.equal((await app.get(base)).status, 404);
      const run = await app.get(`${base}/run`, facilitator);
      assert.ok(run.hasButton('Open the conversation'));
      assert.equal((await app.post(`${base}/state`, { command: 'open' }, facilitator)).status, 303);
      assert.equal((await app.get(base)).status, 200);
      assert.ok((await app.get('/testbourne/search?q=buses')).text.includes('Buses should run later'));
      assert.equal((await app.post(`${base}/state`, { command: 'close' }, facilitator)).status, 303);
      assert.ok((await app.get(base)).text.includes('Too few votes'));
      assert.equal((await app.post(`${base}/state`, { command: 'reopen' }, facilitator)).status, 303);
      assert.ok((await app.get(`${base}/run`, facilitator)).hasButton('Close it again'));
      assert.ok((await app.get('/testbourne/events')).text.includes('opened again'));
    });
  });

  it('keeps what was typed when something is wrong', async () => {
    await withTestApp(async (app) => {
      const facilitator = await app.person('facilitator');
      const statements = `Good\n${'long '.repeat(40)}`;
      const refused = await app.post(
        '/testbourne/conversations/new',
        { ...form, question: '', statements },
        facilitator,
      );
      assert.equal(refused.status, 422);
      assert.equal(refused.errors.length, 2);
      assert.equal(refused.value('What it is for'), form.description);
      assert.ok(refused.value('Statements to begin with').startsWith('Good\nlong'));
    });
  });

  it('does not open without a statement, and does not close twice', async () => {
    await withTestApp(async (app) => {
      const facilitator = await app.person('facilitator');
      const draft = await makeConversation(app, { state: 'draft', statements: [] });
      const refused = await app.post(`${draft.base}/state`, { command: 'open' }, facilitator);
      assert.equal(refused.status, 422);
      assert.match(refused.errors.join(), /at least one statement/);
      const closed = await makeConversation(app, { state: 'closed', question: 'Earlier?' });
      assert.equal((await app.post(`${closed.base}/state`, { command: 'close' }, facilitator)).status, 422);
    });
  });

  it('takes more statements, one a line', async () => {
    await withTestApp(async (app) => {
      const facilitator = await app.person('facilitator');
      const made = await makeConversation(app);
      assert.equal((await app.post(`${made.base}/statements`, { statements: '' }, facilitator)).status, 422);
      await app.post(`${made.base}/statements`, { statements: 'Shops are near\nWe have time' }, facilitator);
      assert.ok((await app.get(made.base)).text.includes('We have time'));
    });
  });

  it('prints the code as text and as a picture', async () => {
    await withTestApp(async (app) => {
      const facilitator = await app.person('facilitator');
      const made = await makeConversation(app);
      const poster = await app.get(`${made.base}/poster`, facilitator);
      assert.ok(poster.text.includes(`/j/${made.joinCode}`));
      assert.ok(poster.document.querySelector('svg[aria-label^="QR code"] path') !== null);
    });
  });

  it('shows exact counts to facilitators and analysts, and to nobody else', async () => {
    await withTestApp(async (app) => {
      const made = await makeConversation(app, { votes: [[8, 3, 1]] });
      for (const role of ['facilitator', 'analyst'] as const) {
        const shown = await app.get(`${made.base}/exact`, await app.person(role));
        assert.ok(
          shown.text.includes('Disagree 25% (3)') ||
            shown.text.includes('Agree 67% (8)') ||
            / 8 3 1 12/.test(shown.text.replaceAll(/\s+/g, ' ')) ||
            shown.html.includes('>3<'),
        );
      }
      for (const role of ['board-member', 'resident', 'editor'] as const)
        assert.equal((await app.get(`${made.base}/exact`, await app.person(role))).status, 403);
      assert.equal((await app.get(`${made.base}/exact`)).status, 401);
    });
  });

  it('is for facilitators alone', async () => {
    await withTestApp(async (app) => {
      const made = await makeConversation(app);
      const analyst = await app.person('analyst');
      for (const page of ['run', 'moderate', 'poster'])
        assert.equal((await app.get(`${made.base}/${page}`, analyst)).status, 403);
      assert.equal((await app.post(`${made.base}/state`, { command: 'close' }, analyst)).status, 403);
      assert.equal((await app.post('/testbourne/conversations/new', form, analyst)).status, 403);
    });
  });
});
