import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newUuid, type Uuid } from '../../../kernel/ids.ts';
import type { Scope } from '../../../platform/database/database.ts';
import { withTestApp, type TestApp } from '../../../../test/support/app.ts';
import type { Place } from '../../../platform/http/places.ts';
import { createConversation, moveConversation } from './conversations.ts';
import { addParticipant, guestScope } from './participants.ts';
import { recomputeResults } from './recompute.ts';
import { addStatement, submitStatement } from './statements.ts';
import { castVote, ownVotes } from './votes.ts';

type Room = { conversation: Uuid; people: Uuid[]; statements: Uuid[] };

/** An open conversation of `place` with two participants and two statements. */
async function room(app: TestApp, place: Place = app.place): Promise<Room> {
  const doing = { place, account: undefined, now: app.now, newId: newUuid };
  const scope: Scope = { role: 'thread_service', job: 'seed', place: place.id };
  return await app.db.write(scope, async (trx) => {
    const { id } = await createConversation(trx, doing, { question: 'What helps?', description: '', sectors: ['NHS'] });
    const one = await addStatement(trx, doing, { conversation: id, body: 'Buses help' });
    const two = await addStatement(trx, doing, { conversation: id, body: 'Parks help' });
    await moveConversation(trx, doing, id, 'open');
    const people = [newUuid(), newUuid()];
    for (const person of people) await addParticipant(trx, place.id, id, { id: person, hash: person, now: app.now });
    return { conversation: id, people, statements: [one.id, two.id] };
  });
}
async function vote(app: TestApp, at: Room, person: number, number: number, value: 1 | 0 | -1): Promise<string> {
  const participant = at.people[person] ?? '';
  return await app.db.write(guestScope(app.place.id, participant), async (trx) => {
    const one = { place: app.place.id, conversation: at.conversation, participant, number, value };
    return await castVote(trx, one, app.now, newUuid);
  });
}
async function refused(app: TestApp, scope: Scope, work: Parameters<TestApp['db']['write']>[1]): Promise<void> {
  await assert.rejects(async () => await app.db.write(scope, work), /row-level security|permission denied|foreign key/);
}

describe('a vote in the database', () => {
  it('is kept once, however often it is sent, and can be changed', async () => {
    await withTestApp(async (app) => {
      const at = await room(app);
      assert.equal(await vote(app, at, 0, 1, 1), 'voted');
      assert.equal(await vote(app, at, 0, 1, 1), 'unchanged');
      assert.equal(await vote(app, at, 0, 1, -1), 'voted');
      const found = await app.db.read(app.seed, async (trx) => ({
        votes: await trx.selectFrom('vote').select('value').execute(),
        events: await trx.selectFrom('vote_event').select('value').orderBy('id').execute(),
        jobs: await trx.selectFrom('job').select('kind').where('place_id', '=', app.place.id).execute(),
      }));
      assert.deepEqual(found.votes, [{ value: -1 }]);
      assert.deepEqual(found.events, [{ value: 1 }, { value: -1 }]);
      assert.deepEqual(found.jobs, [{ kind: 'conversation/publish-results' }]);
    });
  });

  it('can be read by nobody but the person who cast it, and the service', async () => {
    await withTestApp(async (app) => {
      const at = await room(app);
      await vote(app, at, 0, 1, 1);
      const mine = await app.db.read(
        guestScope(app.place.id, at.people[0] ?? ''),
        async (trx) => await ownVotes(trx, app.place.id, at.people[0] ?? ''),
      );
      assert.equal(mine.size, 1);
      const theirs = await app.db.read(
        guestScope(app.place.id, at.people[1] ?? ''),
        async (trx) => await trx.selectFrom('vote').selectAll().execute(),
      );
      assert.deepEqual(theirs, []);
      const facilitator = await app.person('facilitator');
      const member: Scope = { role: 'thread_member', account: facilitator.account, place: app.place.id };
      for (const scope of [member, { role: 'thread_public', place: app.place.id } satisfies Scope]) {
        await refused(app, scope, async (trx) => await trx.selectFrom('vote').selectAll().execute());
        await refused(app, scope, async (trx) => await trx.selectFrom('vote_event').selectAll().execute());
        await refused(app, scope, async (trx) => await trx.selectFrom('participant').selectAll().execute());
      }
      await refused(
        app,
        guestScope(app.place.id, at.people[0] ?? ''),
        async (trx) => await trx.selectFrom('vote_event').selectAll().execute(),
      );
    });
  });

  it('cannot be cast for somebody else, in another conversation, or on a statement of another', async () => {
    await withTestApp(async (app) => {
      const at = await room(app);
      const other = await room(app);
      const elsewhere = await room(app, await app.addPlace('elsewhere'));
      const me = at.people[0] ?? '';
      const row = (words: { conversation?: Uuid; participant?: Uuid; statement?: Uuid }) => ({
        place_id: app.place.id,
        conversation_id: words.conversation ?? at.conversation,
        participant_id: words.participant ?? me,
        statement_id: words.statement ?? at.statements[0] ?? '',
        value: 1,
        at: app.now,
      });
      const forged = [
        row({ participant: at.people[1] ?? '' }),
        row({ conversation: other.conversation, statement: other.statements[0] ?? '' }),
        row({ statement: other.statements[0] ?? '' }),
        row({ statement: elsewhere.statements[0] ?? '' }),
      ];
      for (const values of forged) {
        await refused(
          app,
          guestScope(app.place.id, me),
          async (trx) => await trx.insertInto('vote').values(values).execute(),
        );
        await refused(
          app,
          guestScope(app.place.id, me),
          async (trx) =>
            await trx
              .insertInto('vote_event')
              .values({ ...values, id: newUuid(), channel: 'web' })
              .execute(),
        );
      }
      await app.db.write(
        guestScope(app.place.id, me),
        async (trx) => await trx.insertInto('vote').values(row({})).execute(),
      );
    });
  });

  it('is refused by the database when the conversation is closed or the person is banned', async () => {
    await withTestApp(async (app) => {
      const at = await room(app);
      const me = at.people[0] ?? '';
      const values = {
        place_id: app.place.id,
        conversation_id: at.conversation,
        participant_id: me,
        statement_id: at.statements[0] ?? '',
        value: 1,
        at: app.now,
      };
      await app.db.write(
        app.seed,
        async (trx) => await trx.updateTable('participant').set({ banned_at: app.now }).where('id', '=', me).execute(),
      );
      await refused(
        app,
        guestScope(app.place.id, me),
        async (trx) => await trx.insertInto('vote').values(values).execute(),
      );
      await app.db.write(app.seed, async (trx) => {
        await trx.updateTable('participant').set({ banned_at: null }).where('id', '=', me).execute();
        await moveConversation(
          trx,
          { place: app.place, account: undefined, now: app.now, newId: newUuid },
          at.conversation,
          'close',
        );
      });
      await refused(
        app,
        guestScope(app.place.id, me),
        async (trx) => await trx.insertInto('vote').values(values).execute(),
      );
      assert.equal(await vote(app, at, 0, 1, 1), 'closed');
    });
  });
});

describe('a statement in the database', () => {
  it('is seen by its author alone until it is approved', async () => {
    await withTestApp(async (app) => {
      const at = await room(app);
      const doing = { place: app.place, account: undefined, now: app.now, newId: newUuid };
      const [me = '', you = ''] = at.people;
      await app.db.write(guestScope(app.place.id, me), async (trx) => {
        await submitStatement(trx, doing, {
          conversation: at.conversation,
          participant: me,
          number: 3,
          body: 'Shelters help',
        });
      });
      async function seen(scope: Scope): Promise<string[]> {
        const rows = await app.db.read(
          scope,
          async (trx) => await trx.selectFrom('statement').select('body').where('number', '=', 3).execute(),
        );
        return rows.map((row) => row.body);
      }
      const resident = await app.person('resident');
      const elsewhere = await app.addPlace('elsewhere');
      assert.deepEqual(await seen(guestScope(app.place.id, me)), ['Shelters help']);
      assert.deepEqual(await seen(guestScope(app.place.id, you)), []);
      assert.deepEqual(await seen({ role: 'thread_public', place: app.place.id }), []);
      assert.deepEqual(await seen({ role: 'thread_member', account: resident.account, place: app.place.id }), []);
      assert.deepEqual(await seen({ role: 'thread_service', job: 'other', place: elsewhere.id }), []);
      await refused(app, guestScope(app.place.id, me), async (trx) => {
        await submitStatement(trx, doing, {
          conversation: at.conversation,
          participant: you,
          number: 4,
          body: 'In your name',
        });
      });
    });
  });
});

describe('another place', () => {
  it('sees nothing of a conversation', async () => {
    await withTestApp(async (app) => {
      await room(app);
      const elsewhere = await app.addPlace('elsewhere');
      const boss = await app.person('administrator', { place: elsewhere.id });
      const scopes: Scope[] = [
        { role: 'thread_public', place: elsewhere.id },
        { role: 'thread_member', account: boss.account, place: elsewhere.id },
        { role: 'thread_service', job: 'other', place: elsewhere.id },
      ];
      for (const scope of scopes) {
        const found = await app.db.read(scope, async (trx) => [
          ...(await trx.selectFrom('conversation').select('id').execute()),
          ...(await trx.selectFrom('statement').select('id').execute()),
          ...(await trx.selectFrom('sector').select('id').execute()),
          ...(await trx.selectFrom('statement_result').select('statement_id as id').execute()),
        ]);
        assert.deepEqual(found, []);
      }
    });
  });
});

describe('counting anew', () => {
  it('gives facilitators exact counts while it is open, and the public none until it closes', async () => {
    await withTestApp(async (app) => {
      const at = await room(app);
      await vote(app, at, 0, 1, 1);
      await app.db.write(app.seed, async (trx) => await recomputeResults(trx, app.place, at.conversation, app.now));
      const found = await app.db.read(app.seed, async (trx) => ({
        tally: await trx
          .selectFrom('statement_tally')
          .select(['agrees', 'disagrees', 'passes'])
          .where('statement_id', '=', at.statements[0] ?? '')
          .execute(),
        results: await trx.selectFrom('statement_result').select('class').execute(),
        figures: await trx.selectFrom('conversation_result').select(['people', 'votes']).execute(),
      }));
      assert.deepEqual(found.tally, [{ agrees: 1, disagrees: 0, passes: 0 }]);
      assert.deepEqual(found.results, []);
      assert.deepEqual(found.figures, [{ people: null, votes: null }]);
      const resident = await app.person('resident');
      const rows = await app.db.read(
        { role: 'thread_member', account: resident.account, place: app.place.id },
        async (trx) => await trx.selectFrom('statement_tally').selectAll().execute(),
      );
      assert.deepEqual(rows, []);
    });
  });

  it('never lets a second closing show one person’s vote', async () => {
    await withTestApp(async (app) => {
      const at = await room(app);
      const doing = { place: app.place, account: undefined, now: app.now, newId: newUuid };
      const more = Array.from({ length: 12 }, () => newUuid());
      await app.db.write(app.seed, async (trx) => {
        for (const id of more) await addParticipant(trx, app.place.id, at.conversation, { id, hash: id, now: app.now });
      });
      at.people.push(...more);
      for (let person = 2; person < 12; person += 1) await vote(app, at, person, 1, 1);
      async function close(): Promise<unknown> {
        return await app.db.write(app.seed, async (trx) => {
          await moveConversation(trx, doing, at.conversation, 'close');
          await recomputeResults(trx, app.place, at.conversation, app.now);
          return await trx
            .selectFrom('statement_result')
            .select(['agrees', 'disagrees', 'seen'])
            .where('statement_id', '=', at.statements[0] ?? '')
            .execute();
        });
      }
      const first = [{ agrees: 10, disagrees: 0, seen: 10 }];
      assert.deepEqual(await close(), first);
      await app.db.write(app.seed, async (trx) => await moveConversation(trx, doing, at.conversation, 'reopen'));
      assert.equal(await vote(app, at, 12, 1, -1), 'voted');
      assert.deepEqual(await close(), first);
    });
  });
});
