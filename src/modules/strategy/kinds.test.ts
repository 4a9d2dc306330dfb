import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp } from '../../../test/support/app.ts';
import { must, plantCommitment, plantPriority, seeding } from '../../../test/support/strategy.ts';
import type { ThreadKind } from '../../kernel/thread-ref.ts';
import { ThreadRegistry } from '../../thread/kinds.ts';
import { moveCommitment, raiseObjection, recordReading, strategyModule } from './index.ts';
import type { LocalDate } from '../../lib/dates.ts';

function registryOfStrategy(): ThreadRegistry {
  const registry = new ThreadRegistry();
  strategyModule(registry).thread?.(registry);
  return registry;
}

describe('what strategy tells the thread', () => {
  it('finds every loose end and none that is tied', async () => {
    await withTestApp(async (app) => {
      const registry = registryOfStrategy();
      const planted = await plantPriority(app);
      const asking = { place: app.place, now: app.now };
      const ends = async (kind: ThreadKind): Promise<string[]> =>
        await app.db.read(app.seed, async (trx) =>
          ((await registry.kind(kind)?.looseEnds?.find(trx, asking)) ?? []).map((end) => end.why),
        );
      assert.deepEqual(await ends('priority'), ['Nobody has promised anything for it yet']);
      assert.deepEqual(await ends('outcome'), ['Not measured since the start']);
      const late = await plantCommitment(app, planted, { due: '2026-02-28' });
      await plantCommitment(app, planted, { title: 'Asked', accepted: false });
      await app.db.write(app.seed, async (trx) => {
        const doing = seeding(app);
        must(await raiseObjection(trx, doing, { priorityId: planted.priorityId, reason: 'No', raisedBy: 'A' }));
        const reading = { outcomeId: planted.outcomeId, value: 50, on: '2026-01-01' as LocalDate, source: 'S' };
        must(await recordReading(trx, doing, reading));
      });
      assert.deepEqual(await ends('priority'), []);
      assert.deepEqual(await ends('outcome'), []);
      assert.deepEqual(await ends('objection'), ['No reply since 2 March 2026']);
      assert.deepEqual(await ends('commitment'), [
        'Testbourne Council: 2 days overdue',
        'Testbourne Council: Waiting for an answer since 2 March 2026',
      ]);
      await app.db.write(app.seed, async (trx) =>
        must(await moveCommitment(trx, seeding(app), late.id, { kind: 'stop', reason: 'No' })),
      );
      assert.equal((await ends('commitment')).length, 1);
    });
  });

  it('gives each record its computed status', async () => {
    await withTestApp(async (app) => {
      const registry = registryOfStrategy();
      const planted = await plantPriority(app);
      const made = await plantCommitment(app, planted);
      const asking = { place: app.place, now: app.now };
      await app.db.read({ role: 'thread_public', place: app.place.id }, async (trx) => {
        const of = async (kind: ThreadKind, id: string) =>
          (await registry.kind(kind)?.statuses?.(trx, [id], asking))?.get(id)?.text;
        assert.equal(await of('commitment', made.id), 'Due 1 June 2026');
        assert.equal(await of('priority', planted.priorityId), '1 commitment, 0 kept');
        assert.equal(await of('outcome', planted.outcomeId), 'Cannot say yet');
      });
    });
  });

  it('fills what we did and what changed on the home page', async () => {
    await withTestApp(async (app) => {
      const registry = registryOfStrategy();
      const planted = await plantPriority(app);
      const made = await plantCommitment(app, planted);
      await plantCommitment(app, planted, { title: 'Next' });
      await app.db.write(app.seed, async (trx) => {
        must(await moveCommitment(trx, seeding(app), made.id, { kind: 'keep', on: '2026-03-01' as LocalDate }));
      });
      const parts = await app.db.read({ role: 'thread_public', place: app.place.id }, (trx) =>
        registry.home(trx, { place: app.place, now: app.now }),
      );
      assert.deepEqual(
        parts.map((part) => part.part),
        ['did', 'changed'],
      );
      assert.deepEqual(
        parts[0]?.figures.map((one) => `${one.value} ${one.text}`),
        ['1 commitment kept', '1 commitment under way'],
      );
      assert.deepEqual(
        parts[1]?.figures.map((one) => `${one.value} ${one.text}`),
        ['0 outcomes better than at the start', '1 where nobody can say yet'],
      );
    });
  });
});

describe('every address of this module', () => {
  it('asks whoever must sign in to do so before anything is read', async () => {
    await withTestApp(async (app) => {
      const id = '01890000-0000-7000-8000-000000000001';
      const ours = /^\/:place\/(priorities|plans|commitments|outcomes|objections|my-organisation)(\/|$)/;
      const routes = app.app.routeTable.filter((route) => route.ability !== 'anyone' && ours.test(route.path));
      assert.ok(routes.length >= 30);
      for (const route of routes) {
        const url = route.path.replace(':place', 'testbourne').replace(':slug', 'any').replace(':id', id);
        const { status } = route.method === 'GET' ? await app.get(url) : await app.post(url, {});
        assert.equal(status, 401, `${route.method} ${route.path}`);
      }
    });
  });
});
