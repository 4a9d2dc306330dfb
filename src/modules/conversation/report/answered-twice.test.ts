import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp, type TestApp } from '../../../../test/support/app.ts';
import { joinConversation, makeConversation, type MadeConversation } from '../../../../test/support/conversation.ts';
import { newUuid, type Uuid } from '../../../kernel/ids.ts';
import { moveConversation, recomputeResults } from '../index.ts';
import { startRoom } from '../store/rooms.ts';

const hour = 3_600_000;

/** Closes a conversation some hours from now, and counts it. */
async function close(app: TestApp, made: MadeConversation, hours: number): Promise<void> {
  const now = new Date(app.now.getTime() + hours * hour);
  await app.db.write(app.seed, async (trx) => {
    await moveConversation(trx, { place: app.place, account: undefined, now, newId: newUuid }, made.id, 'close');
    await recomputeResults(trx, app.place, made.id, now);
  });
}

/** Who each participant says that they were before, by number; undefined = nobody. */
async function earlierIn(app: TestApp, made: MadeConversation): Promise<(Uuid | null)[]> {
  return await app.db.read(app.seed, async (trx) => {
    const rows = await trx
      .selectFrom('participant')
      .select('earlier_id')
      .where('conversation_id', '=', made.id)
      .orderBy('number')
      .execute();
    return rows.map((row) => row.earlier_id);
  });
}

/** Makes the first people of a conversation the first ones of an earlier conversation. */
async function sayTheSame(app: TestApp, made: MadeConversation, before: MadeConversation, many: number): Promise<void> {
  await app.db.write(app.seed, async (trx) => {
    const people = await trx
      .selectFrom('participant')
      .select(['id', 'number'])
      .where('conversation_id', '=', before.id)
      .where('number', '<=', many)
      .execute();
    for (const { id, number } of people)
      await trx
        .updateTable('participant')
        .set({ earlier_id: id })
        .where('conversation_id', '=', made.id)
        .where('number', '=', number)
        .execute();
  });
}

describe('whoever takes part again', () => {
  it('is asked whether their answers may be compared, on the browser that answered before and nowhere else', async () => {
    await withTestApp(async (app) => {
      const before = await makeConversation(app, { question: 'What helps?' });
      const phone = await joinConversation(app, before);
      const again = await makeConversation(app, { question: 'And now?' });
      const other = await makeConversation(app, { question: 'Something else?', statements: ['Another matter'] });
      const both = { ...phone, ...(await joinConversation(app, again)) };
      // As long as it is open, what was said there is not earlier.
      assert.equal((await app.get(`${again.base}/group`, undefined, both)).location, `${again.base}/room`);
      await close(app, before, 1);
      const page = await app.get(`${again.base}/group`, undefined, both);
      assert.equal(page.heading, 'You have taken part before');
      assert.match(page.text, /You answered “What helps\?” on this device/);
      assert.deepEqual(await earlierIn(app, again), [null]);
      await app.post(`${again.base}/group`, { compare: '1' }, undefined, both);
      const [id] = await earlierIn(app, again);
      assert.ok(id);
      // A second person on the same browser's earlier token is not counted twice.
      const copy = { ...phone, ...(await joinConversation(app, again)) };
      await app.post(`${again.base}/group`, { compare: '1' }, undefined, copy);
      assert.deepEqual(await earlierIn(app, again), [id, null]);
      await app.post(`${again.base}/group`, {}, undefined, both);
      assert.deepEqual(await earlierIn(app, again), [null, null]);
      // Without the earlier token, and where no words are the same, nothing is asked and nothing is kept.
      const stranger = await joinConversation(app, again);
      await app.post(`${again.base}/group`, { compare: '1' }, undefined, stranger);
      assert.deepEqual(await earlierIn(app, again), [null, null, null]);
      const elsewhere = { ...phone, ...(await joinConversation(app, other)) };
      assert.equal((await app.get(`${other.base}/group`, undefined, elsewhere)).location, `${other.base}/room`);
    });
  });

  it('keeps the choice beside the group when the group is missing', async () => {
    await withTestApp(async (app) => {
      const before = await makeConversation(app, { question: 'What helps?' });
      const phone = await joinConversation(app, before);
      await close(app, before, 1);
      const again = await makeConversation(app, { question: 'And now?', sectors: ['NHS'] });
      const both = { ...phone, ...(await joinConversation(app, again)) };
      const missing = await app.post(`${again.base}/group`, { compare: '1' }, undefined, both);
      assert.equal(missing.status, 422);
      assert.ok(missing.document.querySelector('input[name="compare"]')?.hasAttribute('checked'));
      assert.deepEqual(await earlierIn(app, again), [null]);
    });
  });

  it('is counted in the report, on the page of the statement and as JSON, through the gate for small numbers', async () => {
    await withTestApp(async (app) => {
      const before = await makeConversation(app, {
        votes: [
          [20, 20, 0],
          [3, 37, 0],
        ],
      });
      await close(app, before, 1);
      // The people of the first statement: 20 agreed and 20 did not; now the first 28 agree.
      const again = await makeConversation(app, {
        question: 'And now?',
        votes: [
          [28, 12, 0],
          [28, 12, 0],
        ],
      });
      await sayTheSame(app, again, before, 40);
      await close(app, again, 2);
      const report = await app.get(`${again.base}/report`);
      assert.match(report.text, /The same people, both times/);
      assert.match(report.text, /Buses should run later\s*40\s*20\s*28\s*8\s*0/);
      assert.doesNotMatch(report.text, /I know who to ask for help\s*40/);
      const page = await app.get(`${again.base}/statements/1`);
      assert.match(
        page.text,
        /Of 40 people who answered this when it was asked before and now, 20 agreed before and 28 agree now: 8 moved to agree, 0 no longer agree/,
      );
      const { statements } = (await app.app.inject({ url: `${again.base}/results.json` })).json<{
        statements: { answeredTwice: object }[];
      }>();
      assert.deepEqual(
        statements.map((one) => one.answeredTwice),
        [{ earlier: { people: 40, before: 20, now: 28, moved: { to: 8, from: 0 } } }, {}],
      );
    });
  });

  it('is not counted aloud where those who answered only once are few', async () => {
    await withTestApp(async (app) => {
      const before = await makeConversation(app, { statements: ['Buses should run later'], votes: [[20, 20, 0]] });
      await close(app, before, 1);
      const again = await makeConversation(app, {
        question: 'And now?',
        statements: ['Buses should run later'],
        votes: [[28, 12, 0]],
      });
      await sayTheSame(app, again, before, 38);
      await close(app, again, 2);
      const report = await app.get(`${again.base}/report`);
      assert.match(report.text, /Too few people are known to have answered both times/);
      assert.doesNotMatch(report.text, /The same people, both times/);
    });
  });
});

describe('whoever answers before a workshop and again', () => {
  it('is counted with the answer of each time, and what was shown once stays', async () => {
    await withTestApp(async (app) => {
      const made = await makeConversation(app, { statements: ['Buses should run later'], votes: [[20, 20, 0]] });
      const doing = { place: app.place, account: undefined, now: app.now, newId: newUuid };
      const at = (hours: number): Date => new Date(app.now.getTime() + hours * hour);
      const vote = async (numbers: readonly number[], value: number, when: Date): Promise<void> =>
        await app.db.write(app.seed, async (trx) => {
          const people = await trx
            .selectFrom('participant')
            .select(['id', 'number'])
            .where('conversation_id', '=', made.id)
            .where('number', 'in', [...numbers])
            .execute();
          for (const { id } of people) {
            const words = { place_id: app.place.id, conversation_id: made.id, statement_id: made.statements[0] ?? '' };
            const event = { ...words, participant_id: id, value, at: when };
            await trx
              .updateTable('vote')
              .set({ value, at: when })
              .where('participant_id', '=', id)
              .where('statement_id', '=', words.statement_id)
              .execute();
            await trx
              .insertInto('vote_event')
              .values({ ...event, id: newUuid(), channel: 'web' })
              .execute();
          }
        });
      await app.db.write(app.seed, async (trx) => {
        await startRoom(trx, doing, made.id, [{ kind: 'vote', title: 'Vote', minutes: 10, options: [] }]);
        await trx
          .updateTable('room_block')
          .set({ state: 'closed', opened_at: at(1), closed_at: at(2) })
          .where('conversation_id', '=', made.id)
          .execute();
      });
      // The first seven of those who disagreed come to agree; seven who agreed and six who did not come back to the same answer.
      await vote([21, 22, 23, 24, 25, 26, 27], 1, at(1.5));
      await vote([1, 2, 3, 4, 5, 6, 7], 1, at(1.5));
      await vote([28, 29, 30, 31, 32, 33], -1, at(3));
      await close(app, made, 4);
      const told = /Buses should run later\s*20\s*7\s*14\s*7\s*0/;
      assert.match((await app.get(`${made.base}/report`)).text, told);
      assert.match(
        (await app.get(`${made.base}/statements/1`)).text,
        /Of 20 people who answered before the workshop and again, 7 agreed before and 14 agree now/,
      );
      await app.db.write(app.seed, async (trx) => moveConversation(trx, doing, made.id, 'reopen'));
      await vote([34], 1, at(5));
      await close(app, made, 6);
      assert.match((await app.get(`${made.base}/report`)).text, told);
    });
  });

  it('is nobody where no workshop was held', async () => {
    await withTestApp(async (app) => {
      const made = await makeConversation(app, { state: 'closed', votes: [[20, 20, 0]] });
      assert.doesNotMatch((await app.get(`${made.base}/report`)).text, /before the workshop/);
    });
  });
});
