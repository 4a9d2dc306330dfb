import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp, type TestApp } from '../../../test/support/app.ts';
import { newUuid } from '../../kernel/ids.ts';
import type { ThreadKind, ThreadRef } from '../../kernel/thread-ref.ts';
import { recordsAlong } from './find.ts';
import { surroundings } from './read.ts';
import { link, recordEvent, writeCard } from './write.ts';

type Options = { title?: string; visibility?: 'public' | 'partner'; place?: { id: string; slug: string } };

async function card({ db, place, now }: TestApp, kind: ThreadKind, options: Options = {}): Promise<ThreadRef> {
  const id = newUuid();
  const at = options.place ?? place;
  await db.write({ role: 'thread_service', job: 'seed', place: at.id }, async (trx) => {
    const { title = kind, visibility = 'public' } = options;
    await writeCard(trx, at.id, { kind, id, title, summary: '', address: `/${at.slug}/x/${id}`, visibility }, now);
  });
  return { kind, id };
}

describe('a way along links', () => {
  it('leads over links and against them, in one question, to the records at its end, each once', async () => {
    await withTestApp(async (app) => {
      const [priority, other, outcome, second, measure, loose] = await Promise.all(
        (['priority', 'priority', 'outcome', 'outcome', 'measure', 'measure'] as const).map((kind) => card(app, kind)),
      );
      if (!priority || !other || !outcome || !second || !measure || !loose) throw new Error('a card is missing');
      const doing = { account: undefined, now: app.now };
      await app.db.write(app.seed, async (trx) => {
        await link(trx, app.place.id, outcome, 'pursues', priority, doing);
        await link(trx, app.place.id, second, 'pursues', priority, doing);
        await link(trx, app.place.id, outcome, 'measured-by', measure, doing);
        await link(trx, app.place.id, second, 'measured-by', measure, doing);
      });
      const ways = await app.db.read({ role: 'thread_public', place: app.place.id }, async (trx) => {
        const hops = [
          { by: 'pursues', from: 'outcome' },
          { by: 'measured-by', to: 'measure' },
        ] as const;
        const start = { kind: 'priority', ids: [priority.id, other.id] } as const;
        return [
          await recordsAlong(trx, app.place.id, start, hops),
          await recordsAlong(trx, app.place.id, { kind: 'measure', ids: [measure.id, loose.id] }, [
            { by: 'measured-by', from: 'outcome' },
          ]),
          await recordsAlong(trx, app.place.id, start, [{ by: 'pursues', from: 'commitment' }]),
          await recordsAlong(trx, app.place.id, { ...start, ids: [] }, hops),
        ];
      });
      assert.deepEqual(ways[0], [{ start: priority.id, end: measure.id }]);
      assert.deepEqual(ways[1]?.map((one) => one.end).toSorted(), [outcome.id, second.id].toSorted());
      assert.deepEqual(ways.slice(2), [[], []]);
    });
  });
});

describe('a link', () => {
  it('to something that does not exist is refused', async () => {
    await withTestApp(async (app) => {
      const priority = await card(app, 'priority');
      const made = await app.db.write(app.seed, async (trx) => {
        return await link(
          trx,
          app.place.id,
          priority,
          'answers',
          { kind: 'statement', id: newUuid() },
          { account: undefined, now: app.now },
        );
      });
      assert.equal(made, false);
    });
  });

  it('is only as visible as the less visible of its two ends', async () => {
    await withTestApp(async (app) => {
      const priority = await card(app, 'priority', { visibility: 'partner' });
      const statement = await card(app, 'statement');
      await app.db.write(
        app.seed,
        async (trx) =>
          await link(trx, app.place.id, priority, 'answers', statement, { account: undefined, now: app.now }),
      );
      const seen = await app.db.read(
        { role: 'thread_public', place: app.place.id },
        async (trx) => await trx.selectFrom('thread_link').selectAll().execute(),
      );
      assert.deepEqual(seen, []);
      const member = await app.person('analyst');
      const partner = await app.db.read(
        { role: 'thread_member', place: app.place.id, account: member.account },
        async (trx) => await trx.selectFrom('thread_link').selectAll().execute(),
      );
      assert.equal(partner.length, 1);
    });
  });

  it('may lead to a record of another tier, and is followed from both ends', async () => {
    await withTestApp(async (app) => {
      const system = await app.addPlace('the-system');
      const above = await card(app, 'plan', { place: system, title: 'The plan of the system' });
      const here = await card(app, 'priority');
      await app.db.write(app.seed, async (trx) => {
        assert.ok(
          await link(
            trx,
            app.place.id,
            here,
            'pursues',
            { ...above, place: system.id },
            { account: undefined, now: app.now },
          ),
        );
      });
      const up = await app.db.read(
        { role: 'thread_public', place: app.place.id },
        async (trx) => await surroundings(trx, app.place.id, here),
      );
      assert.deepEqual(
        up?.up[0]?.map((one) => one.title),
        ['The plan of the system'],
      );
      const down = await app.db.read(
        { role: 'thread_public', place: system.id },
        async (trx) => await surroundings(trx, system.id, above),
      );
      assert.deepEqual(
        down?.down[0]?.map((one) => one.id),
        [here.id],
      );
    });
  });
});

describe('following the thread', () => {
  it('goes three steps each way and no further, each record once at its nearest level', async () => {
    await withTestApp(async (app) => {
      const chain: ThreadRef[] = [];
      for (const kind of ['statement', 'priority', 'outcome', 'commitment', 'action'] as const)
        chain.push(await card(app, kind));
      const [statement, priority, outcome, commitment, action] = chain as [
        ThreadRef,
        ThreadRef,
        ThreadRef,
        ThreadRef,
        ThreadRef,
      ];
      await app.db.write(app.seed, async (trx) => {
        const by = { account: undefined, now: app.now };
        await link(trx, app.place.id, priority, 'answers', statement, by);
        await link(trx, app.place.id, outcome, 'pursues', priority, by);
        await link(trx, app.place.id, commitment, 'pursues', outcome, by);
        await link(trx, app.place.id, commitment, 'pursues', priority, by);
        await link(trx, app.place.id, action, 'delivers', commitment, by);
      });
      const from = await app.db.read(
        { role: 'thread_public', place: app.place.id },
        async (trx) => await surroundings(trx, app.place.id, statement),
      );
      assert.deepEqual(
        from?.down.map((level) => level.map((one) => one.kind).sort((a, b) => a.localeCompare(b))),
        [['priority'], ['commitment', 'outcome'], ['action']],
      );
      const back = await app.db.read(
        { role: 'thread_public', place: app.place.id },
        async (trx) => await surroundings(trx, app.place.id, action),
      );
      assert.deepEqual(
        back?.up.map((level) => level.map((one) => one.kind)),
        [['commitment'], ['outcome', 'priority'], ['statement']],
      );
    });
  });
});

describe('what happened', () => {
  it('is never changed or removed, not even by the service for a member', async () => {
    await withTestApp(async (app) => {
      const priority = await card(app, 'priority');
      const sam = await app.person('administrator');
      const scope = { role: 'thread_member', place: app.place.id, account: sam.account } as const;
      const event = {
        id: newUuid(),
        name: 'test/happened',
        sentence: 'It happened',
        about: priority,
        visibility: 'public',
        account: sam.account,
      } as const;
      await app.db.write(scope, async (trx) => await recordEvent(trx, app.place.id, event, app.now));
      await assert.rejects(
        app.db.write(
          scope,
          async (trx) => await trx.updateTable('thread_event').set({ sentence: 'It did not' }).execute(),
        ),
        /permission denied/,
      );
      await assert.rejects(
        app.db.write(scope, async (trx) => await trx.deleteFrom('thread_event').execute()),
        /permission denied/,
      );
    });
  });

  it('is not written in the name of somebody else', async () => {
    await withTestApp(async (app) => {
      const priority = await card(app, 'priority');
      const sam = await app.person('administrator');
      const other = await app.person('analyst');
      const event = {
        id: newUuid(),
        name: 'test/happened',
        sentence: 'It happened',
        about: priority,
        visibility: 'public',
        account: other.account,
      } as const;
      await assert.rejects(
        app.db.write(
          { role: 'thread_member', place: app.place.id, account: sam.account },
          async (trx) => await recordEvent(trx, app.place.id, event, app.now),
        ),
        /row-level security/,
      );
    });
  });
});
