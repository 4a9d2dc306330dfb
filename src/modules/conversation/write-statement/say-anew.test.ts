import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp, type TestApp } from '../../../../test/support/app.ts';
import { joinConversation, makeConversation } from '../../../../test/support/conversation.ts';

/** A conversation with an author whose statement has the number 1, and ways to say it anew and to decide. */
async function withAuthor(app: TestApp) {
  const made = await makeConversation(app, { statements: ['Somebody should ask us first'] });
  const facilitator = await app.person('facilitator');
  const author = await joinConversation(app, made);
  const write = async (form: Record<string, string>, phone = author) =>
    await app.post(`${made.base}/write`, { anyway: '1', ...form }, undefined, phone);
  const idOf = async (number: number): Promise<string> =>
    await app.db.read(app.seed, async (trx) => {
      const row = await trx.selectFrom('statement').select('id').where('number', '=', number).executeTakeFirstOrThrow();
      return row.id;
    });
  const decide = async (number: number, form: Record<string, string>) =>
    await app.post(`${made.base}/moderate`, { statement: await idOf(number), ...form }, facilitator);
  const statuses = async (): Promise<string[]> =>
    await app.db.read(app.seed, async (trx) => {
      const rows = await trx.selectFrom('statement').select('status').orderBy('number').execute();
      return rows.map((row) => row.status);
    });
  const mine = async () => await app.get(`${made.base}/mine`, undefined, author);
  return { made, facilitator, author, write, decide, statuses, mine };
}

describe('a statement that its author says in other words', () => {
  it('waits again, and while it does the earlier words are voted on; then these go with their votes', async () => {
    await withTestApp(async (app) => {
      const { made, facilitator, author, write, decide, statuses, mine } = await withAuthor(app);
      await write({ body: 'The buss is late' });
      await decide(2, { decision: 'approve' });
      const other = await joinConversation(app, made);
      await app.post(`${made.base}/vote`, { statement: '2', vote: 'agree' }, undefined, other);
      const form = await app.get(`${made.base}/write?s=2`, undefined, author);
      assert.equal(form.value('What would you like to say?'), 'The buss is late');
      assert.equal((await write({ s: '2', body: 'The bus is late' })).status, 303);
      assert.deepEqual(await statuses(), ['approved', 'approved', 'submitted']);
      assert.match((await mine()).text, /Your new words wait to be read/);
      const queue = await app.get(`${made.base}/moderate`, facilitator);
      assert.match(queue.text, /Its author said before: “The buss is late” \(statement 2\)/);
      await decide(3, { decision: 'approve' });
      assert.deepEqual(await statuses(), ['approved', 'withdrawn', 'approved']);
      const votes = await app.db.read(app.seed, async (trx) =>
        trx
          .selectFrom('vote as v')
          .innerJoin('statement as s', 's.id', 'v.statement_id')
          .select(['s.number', 'v.value'])
          .execute(),
      );
      assert.deepEqual(votes, [{ number: 2, value: 1 }]);
      assert.match((await mine()).text, /Said in other words/);
      assert.equal((await app.get(`${made.base}/statements/2`)).status, 404);
      assert.doesNotMatch((await app.get(made.base)).text, /The buss is late/);
    });
  });

  it('before anybody has read it stands in its place at once', async () => {
    await withTestApp(async (app) => {
      const { write, statuses, decide } = await withAuthor(app);
      await write({ body: 'First try' });
      await write({ s: '2', body: 'Second try' });
      await write({ s: '3', body: 'Third try' });
      assert.deepEqual(await statuses(), ['approved', 'withdrawn', 'withdrawn', 'submitted']);
      assert.equal((await write({ s: '2', body: 'Fourth try' })).status, 409);
      await decide(4, { decision: 'reject', reason: 'unclear' });
      assert.equal((await write({ s: '4', body: 'Fifth try' })).status, 303);
      assert.deepEqual((await statuses()).slice(3), ['rejected', 'submitted']);
    });
  });

  it('sets aside what people vote on also after a second change, and after one that was rejected', async () => {
    await withTestApp(async (app) => {
      const { write, statuses, decide } = await withAuthor(app);
      await write({ body: 'First words' });
      await decide(2, { decision: 'approve' });
      await write({ s: '2', body: 'Second words' });
      await decide(3, { decision: 'reject', reason: 'unclear' });
      assert.deepEqual((await statuses()).slice(1), ['approved', 'rejected']);
      await write({ s: '3', body: 'Third words' });
      await decide(4, { decision: 'approve' });
      assert.deepEqual((await statuses()).slice(1), ['withdrawn', 'rejected', 'approved']);
    });
  });

  it('is nobody else’s to change, needs other words, and loses nothing that was typed', async () => {
    await withTestApp(async (app) => {
      const { made, write, author } = await withAuthor(app);
      await write({ body: 'These are mine' });
      const other = await joinConversation(app, made);
      assert.equal((await write({ s: '2', body: 'Now mine' }, other)).status, 404);
      assert.equal((await app.get(`${made.base}/write?s=2`, undefined, other)).status, 404);
      assert.equal((await app.get(`${made.base}/write?s=1`, undefined, author)).status, 404);
      const same = await write({ s: '2', body: 'These are mine' });
      assert.equal(same.status, 422);
      assert.match(same.text, /these are the same as before/);
      const long = await write({ s: '2', body: 'x'.repeat(500) });
      assert.equal(long.status, 422);
      assert.equal(long.value('What would you like to say?'), 'x'.repeat(500));
      assert.equal(long.document.querySelector('input[name="s"]')?.getAttribute('value'), '2');
    });
  });
});
