import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp } from '../../../../test/support/app.ts';
import { joinConversation, makeConversation } from '../../../../test/support/conversation.ts';
import { tokenHash } from '../../../lib/token-hash.ts';

describe('joining a conversation', () => {
  it('goes from the short address to the question, and no account is needed', async () => {
    await withTestApp(async (app) => {
      const made = await makeConversation(app, { sectors: ['NHS', 'Residents'] });
      const short = await app.get(`/j/${made.joinCode.toLowerCase()}`);
      assert.equal(short.status, 303);
      assert.equal(short.location, `/testbourne/conversations/join/${made.joinCode}`);
      const shown = await app.get(short.location ?? '');
      assert.equal(shown.heading, made.question);
      assert.ok(shown.hasButton('Take part'));
      const typed = ` ${made.joinCode.slice(0, 3)}-${made.joinCode.slice(3).toLowerCase()} `;
      const joined = await app.post('/testbourne/conversations/join', { code: typed });
      assert.equal(joined.location, `${made.base}/group`);
      const token = joined.setCookies[`conversation_${made.id}`] ?? '';
      assert.ok(Buffer.from(token, 'base64url').length >= 16);
      const kept = await app.db.read(
        app.seed,
        async (trx) => await trx.selectFrom('participant').select('token_hash').execute(),
      );
      assert.deepEqual(kept, [{ token_hash: tokenHash(token) }]);
      const group = await app.get(`${made.base}/group`, undefined, joined.setCookies);
      assert.ok(group.text.includes('I would rather not say'));
      const missing = await app.post(`${made.base}/group`, {}, undefined, joined.setCookies);
      assert.equal(missing.status, 422);
      const said = await app.post(`${made.base}/group`, { group: 'not-said' }, undefined, joined.setCookies);
      assert.equal(said.location, `${made.base}/room`);
      const entered = await app.get(said.location ?? '', undefined, joined.setCookies);
      assert.equal(entered.location, `${made.base}/vote`);
      const nhs = made.sectors[0]?.id ?? '';
      await app.post(`${made.base}/group`, { group: nhs }, undefined, joined.setCookies);
      const chosen = await app.db.read(
        app.seed,
        async (trx) => await trx.selectFrom('participant').select('sector_id').execute(),
      );
      assert.deepEqual(chosen, [{ sector_id: nhs }]);
    });
  });

  it('keeps what was typed when the code is wrong', async () => {
    await withTestApp(async (app) => {
      const wrong = await app.post('/testbourne/conversations/join', { code: 'BBBBBB' });
      assert.equal(wrong.status, 422);
      assert.equal(wrong.value('Your code'), 'BBBBBB');
      assert.match(wrong.errors.join(), /No conversation has this code/);
      const vowel = await app.post('/testbourne/conversations/join', { code: 'ABCDEF' });
      assert.equal(vowel.status, 422);
    });
  });

  it('stops guessing after ten wrong codes in a minute, and lets fifty people of one venue in', async () => {
    await withTestApp(async (app) => {
      const made = await makeConversation(app);
      for (let person = 0; person < 50; person += 1)
        assert.equal((await app.post('/testbourne/conversations/join', { code: made.joinCode })).status, 303);
      for (let guess = 0; guess < 10; guess += 1)
        assert.equal((await app.post('/testbourne/conversations/join', { code: 'BBBBBB' })).status, 422);
      assert.equal((await app.post('/testbourne/conversations/join', { code: 'BBBBBB' })).status, 429);
      assert.equal((await app.get(`/j/${made.joinCode}`)).status, 429);
    });
  });

  it('does not lead into a conversation of another place, a draft or a closed one', async () => {
    await withTestApp(async (app) => {
      const made = await makeConversation(app);
      const draft = await makeConversation(app, { state: 'draft', question: 'Later?' });
      const closed = await makeConversation(app, { state: 'closed', question: 'Earlier?' });
      await app.addPlace('elsewhere');
      assert.equal((await app.post('/elsewhere/conversations/join', { code: made.joinCode })).status, 422);
      assert.equal((await app.post('/testbourne/conversations/join', { code: draft.joinCode })).status, 422);
      const late = await app.post('/testbourne/conversations/join', { code: closed.joinCode });
      assert.equal(late.status, 422);
      assert.match(late.errors.join(), /not open/);
    });
  });
});

describe('voting', () => {
  it('shows one statement after the other, with three answers, until all are answered', async () => {
    await withTestApp(async (app) => {
      const made = await makeConversation(app);
      const cookies = await joinConversation(app, made);
      const first = await app.get(`${made.base}/vote`, undefined, cookies);
      for (const answer of ['Agree', 'Disagree', 'Pass', 'Ask me later']) assert.ok(first.hasButton(answer));
      assert.ok(first.text.includes('0 of 2'));
      const statement = first.document.querySelector('input[name=statement]')?.getAttribute('value') ?? '';
      const voted = await app.post(`${made.base}/vote`, { statement, vote: 'agree', later: '' }, undefined, cookies);
      assert.equal(voted.status, 303);
      const second = await app.get(voted.location ?? '', undefined, cookies);
      assert.notEqual(second.heading, first.heading);
      assert.ok(second.text.includes('1 of 2'));
      const twice = await app.post(`${made.base}/vote`, { statement, vote: 'agree', later: '' }, undefined, cookies);
      assert.equal(twice.status, 303);
      const other = second.document.querySelector('input[name=statement]')?.getAttribute('value') ?? '';
      await app.post(`${made.base}/vote`, { statement: other, vote: 'pass', later: '' }, undefined, cookies);
      const thanks = await app.get(`${made.base}/vote`, undefined, cookies);
      assert.equal(thanks.heading, 'Thank you');
      assert.ok(thanks.text.includes('all 2 statements'));
      const events = await app.db.read(
        app.seed,
        async (trx) => await trx.selectFrom('vote_event').select('value').execute(),
      );
      assert.equal(events.length, 2);
    });
  });

  it('puts a statement off with "later" without counting it', async () => {
    await withTestApp(async (app) => {
      const made = await makeConversation(app);
      const cookies = await joinConversation(app, made);
      const first = await app.get(`${made.base}/vote`, undefined, cookies);
      const statement = first.document.querySelector('input[name=statement]')?.getAttribute('value') ?? '';
      const put = await app.post(`${made.base}/vote`, { statement, vote: 'later', later: '' }, undefined, cookies);
      const next = await app.get(put.location ?? '', undefined, cookies);
      assert.notEqual(next.heading, first.heading);
      const votes = await app.db.read(app.seed, async (trx) => await trx.selectFrom('vote').selectAll().execute());
      assert.deepEqual(votes, []);
    });
  });

  it('lets a vote be changed from the person’s own page', async () => {
    await withTestApp(async (app) => {
      const made = await makeConversation(app);
      const cookies = await joinConversation(app, made);
      await app.post(`${made.base}/vote`, { statement: '1', vote: 'agree' }, undefined, cookies);
      const mine = await app.get(`${made.base}/mine`, undefined, cookies);
      assert.ok(mine.text.includes('You agreed'));
      const again = await app.get(mine.link('Change'), undefined, cookies);
      assert.equal(again.document.querySelector('[aria-pressed=true]')?.getAttribute('value'), 'agree');
      const changed = await app.post(
        `${made.base}/vote`,
        { statement: '1', vote: 'disagree', from: 'mine' },
        undefined,
        cookies,
      );
      const after = await app.get(changed.location ?? '', undefined, cookies);
      assert.ok(after.text.includes('You disagreed'));
      assert.ok(after.text.includes('Your vote was changed'));
    });
  });

  it('needs the token: without it, or with a wrong one, the way leads to joining', async () => {
    await withTestApp(async (app) => {
      const made = await makeConversation(app);
      const other = await makeConversation(app, { question: 'Another question?' });
      const cookies = await joinConversation(app, other);
      const forged = { [`conversation_${made.id}`]: cookies[`conversation_${other.id}`] ?? '' };
      for (const held of [{}, { [`conversation_${made.id}`]: 'guess' }, cookies, forged]) {
        const sent = await app.post(`${made.base}/vote`, { statement: '1', vote: 'agree' }, undefined, held);
        assert.equal(sent.location, `/testbourne/conversations/join/${made.joinCode}`);
      }
      const votes = await app.db.read(app.seed, async (trx) => await trx.selectFrom('vote').selectAll().execute());
      assert.deepEqual(votes, []);
    });
  });

  it('refuses a statement that is not in the conversation, in a sentence', async () => {
    await withTestApp(async (app) => {
      const made = await makeConversation(app);
      await makeConversation(app, { question: 'Longer?', statements: ['One', 'Two', 'Three'] });
      const cookies = await joinConversation(app, made);
      const sent = await app.post(`${made.base}/vote`, { statement: '3', vote: 'agree' }, undefined, cookies);
      assert.equal(sent.status, 422);
      assert.ok(sent.text.includes('not in this conversation'));
    });
  });

  it('is refused with a clear sentence once the conversation is closed', async () => {
    await withTestApp(async (app) => {
      const made = await makeConversation(app);
      const cookies = await joinConversation(app, made);
      const facilitator = await app.person('facilitator');
      await app.post(`${made.base}/state`, { command: 'close' }, facilitator);
      const sent = await app.post(`${made.base}/vote`, { statement: '1', vote: 'agree' }, undefined, cookies);
      assert.equal(sent.status, 409);
      assert.ok(sent.text.includes('has closed'));
    });
  });
});

describe('adding a statement', () => {
  it('gives advice first, keeps the words, and sends them anyway when asked', async () => {
    await withTestApp(async (app) => {
      const made = await makeConversation(app);
      const cookies = await joinConversation(app, made);
      const words = 'Buses should run later and we need more benches';
      const advice = await app.post(`${made.base}/write`, { body: words }, undefined, cookies);
      assert.equal(advice.status, 200);
      assert.ok(advice.text.includes('two ideas'));
      assert.equal(advice.value('What would you like to say?'), words);
      assert.ok(advice.hasButton('Send anyway'));
      const sent = await app.post(`${made.base}/write`, { body: words, anyway: '1' }, undefined, cookies);
      assert.equal(sent.location, `${made.base}/mine?notice=statement-sent`);
      const mine = await app.get(`${made.base}/mine`, undefined, cookies);
      assert.ok(mine.text.includes('Waiting to be read'));
      assert.ok(!(await app.get(made.base)).text.includes(words));
    });
  });

  it('offers a vote on a statement that says nearly the same', async () => {
    await withTestApp(async (app) => {
      const made = await makeConversation(app);
      const cookies = await joinConversation(app, made);
      const near = await app.post(`${made.base}/write`, { body: 'Buses should run later.' }, undefined, cookies);
      assert.ok(near.link('Vote on that statement instead').endsWith('/vote?s=1'));
    });
  });

  it('refuses nothing, too much and too often, and keeps what was typed', async () => {
    await withTestApp(async (app) => {
      const made = await makeConversation(app);
      const cookies = await joinConversation(app, made);
      assert.equal((await app.post(`${made.base}/write`, { body: ' ' }, undefined, cookies)).status, 422);
      const long = 'x'.repeat(141);
      const refused = await app.post(`${made.base}/write`, { body: long }, undefined, cookies);
      assert.equal(refused.status, 422);
      assert.equal(refused.value('What would you like to say?'), long);
      for (let index = 0; index < 10; index += 1)
        await app.post(`${made.base}/write`, { body: `Idea number ${index}`, anyway: '1' }, undefined, cookies);
      const tooOften = await app.post(`${made.base}/write`, { body: 'One more idea', anyway: '1' }, undefined, cookies);
      assert.equal(tooOften.status, 422);
      assert.match(tooOften.errors.join(), /too many/);
      assert.equal(tooOften.value('What would you like to say?'), 'One more idea');
    });
  });

  it('tells the author what became of it', async () => {
    await withTestApp(async (app) => {
      const made = await makeConversation(app);
      const cookies = await joinConversation(app, made);
      const facilitator = await app.person('facilitator');
      for (const body of ['Benches on every street', 'Ask Mrs Brown at number 5'])
        await app.post(`${made.base}/write`, { body, anyway: '1' }, undefined, cookies);
      const queue = await app.get(`${made.base}/moderate`, facilitator);
      const ids = [...queue.document.querySelectorAll('input[name=statement]')].map(
        (one) => one.getAttribute('value') ?? '',
      );
      const noReason = await app.post(
        `${made.base}/moderate`,
        { statement: ids[1] ?? '', decision: 'reject', reason: '', note: 'see me' },
        facilitator,
      );
      assert.equal(noReason.status, 422);
      assert.ok(noReason.html.includes('see me'));
      await app.post(`${made.base}/moderate`, { statement: ids[0] ?? '', decision: 'approve' }, facilitator);
      await app.post(
        `${made.base}/moderate`,
        { statement: ids[1] ?? '', decision: 'reject', reason: 'identifies-person' },
        facilitator,
      );
      const mine = await app.get(`${made.base}/mine`, undefined, cookies);
      assert.ok(mine.text.includes('Others can vote on it'));
      assert.ok(mine.text.includes('Somebody could be recognised from this'));
      assert.ok((await app.get(made.base)).text.includes('Benches on every street'));
      assert.ok(!(await app.get(made.base)).text.includes('Mrs Brown'));
      const other = await joinConversation(app, made);
      assert.ok(!(await app.get(`${made.base}/mine`, undefined, other)).text.includes('Mrs Brown'));
    });
  });
});
