import type { Doing } from '../../../kernel/doing.ts';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp } from '../../../../test/support/app.ts';
import {
  must,
  plantCommitment,
  plantPriority,
  seeding,
  scopeOf,
  everyone,
  speakingFor,
  versionsOf,
  publicVersion,
} from '../../../../test/support/strategy.ts';
import type { Actor } from '../../../kernel/actor.ts';
import { newUuid, type Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import type { Scope } from '../../../platform/database/database.ts';
import { surroundings } from '../../../thread/store/read.ts';
import { commitmentById, commitmentsWhere } from './commitments.ts';
import { moveCommitment, offerCommitment, addNote } from './commitment-writes.ts';
import { changePriorityStatus } from './priority-writes.ts';

const today = '2026-03-02' as LocalDate;

describe('commitments in the database', () => {
  it('are only asked for until their own people accept', async () => {
    await withTestApp(async (app) => {
      const planted = await plantPriority(app);
      const made = await plantCommitment(app, planted, { accepted: false });
      const read = (scope: Scope) => app.db.read(scope, (trx) => commitmentById(trx, app.place.id, made.id));
      assert.equal(await read(everyone(app)), undefined);
      assert.equal(await read(scopeOf(app, await app.person('resident'))), undefined);
      const other = await app.addOrganisation('Riverside Trust');
      const theirs = await app.person('editor', { organisation: other });
      assert.equal((await read(scopeOf(app, theirs)))?.state.status, 'offered');

      // Somebody who speaks for another organisation, and claims to speak for this one: the database refuses.
      const claimed = speakingFor(app, theirs, app.organisation.id);
      for (const command of [{ kind: 'accept' }, { kind: 'decline', reason: 'Not us' }] as const)
        assert.deepEqual(
          await app.db.write(scopeOf(app, theirs), (trx) => moveCommitment(trx, claimed, made.id, command)),
          { ok: false, error: 'commitment/not-yours' },
        );
      const raw = await app.db.write(scopeOf(app, theirs), (trx) =>
        trx
          .updateTable('commitment')
          .set({ status: 'accepted' })
          .where('place_id', '=', app.place.id)
          .where('id', '=', made.id)
          .executeTakeFirst(),
      );
      assert.equal(Number(raw.numUpdatedRows), 0);
      assert.equal((await read(scopeOf(app, theirs)))?.state.status, 'offered');

      const own = await app.person('editor');
      const doing = speakingFor(app, own, app.organisation.id);
      const done = await app.db.write(scopeOf(app, own), (trx) =>
        moveCommitment(trx, doing, made.id, { kind: 'accept' }),
      );
      assert.equal(done.ok, true);
      assert.equal((await read(everyone(app)))?.state.status, 'accepted');
      assert.equal(await versionsOf(app, 'commitment', made.id), 2);
      const thread = await app.db.read(everyone(app), (trx) =>
        surroundings(trx, app.place.id, { kind: 'commitment', id: made.id }),
      );
      assert.deepEqual(
        thread?.up.map((level) => level[0]?.kind),
        ['outcome', 'priority', 'statement'],
      );
    });
  });

  it('cannot be signed in the name of an organisation by way of a volunteer', async () => {
    await withTestApp(async (app) => {
      const planted = await plantPriority(app);
      const ruth = await app.person('resident');
      await assert.rejects(
        app.db.write(scopeOf(app, ruth), (trx) =>
          trx
            .insertInto('commitment')
            .values({
              place_id: app.place.id,
              id: newUuid(),
              slug: 'sly',
              title: 'Sly',
              first_step: '',
              priority_id: planted.priorityId,
              organisation_id: app.organisation.id,
              volunteer_account_id: ruth.account,
              status: 'accepted',
              offered_by: ruth.account,
              offered_at: app.now,
              due_on: '2026-06-01',
              pay: 'goodwill',
              created_at: app.now,
            })
            .execute(),
        ),
        /commitment_volunteer_has_name/,
      );
    });
  });

  it('never change what was promised, by whom and until when', async () => {
    await withTestApp(async (app) => {
      const made = await plantCommitment(app, await plantPriority(app));
      const own = await app.person('editor');
      await assert.rejects(
        app.db.write(scopeOf(app, own), (trx) =>
          trx.updateTable('commitment').set({ due_on: '2030-01-01' }).where('id', '=', made.id).execute(),
        ),
        /permission denied/,
      );
    });
  });

  it('are offered by volunteers for themselves, and reported by them alone', async () => {
    await withTestApp(async (app) => {
      const planted = await plantPriority(app);
      const ruth = await app.person('resident');
      const speaker: Actor = {
        kind: 'member',
        account: ruth.account,
        name: 'Ruth',
        memberships: [{ place: app.place.id, role: 'resident', organisation: undefined }],
      };
      const doing: Doing = { ...seeding(app), speaker };
      const made = await app.db.write(scopeOf(app, ruth), async (trx) =>
        must(
          await offerCommitment(trx, doing, {
            title: 'Share one record',
            firstStep: 'Ask around',
            priorityId: planted.priorityId,
            outcomeId: undefined,
            planId: undefined,
            owner: { kind: 'volunteer', name: 'Ruth', account: ruth.account },
            dueOn: '2026-05-01' as LocalDate,
            pay: { kind: 'goodwill' },
          }),
        ),
      );
      assert.equal(made.status, 'accepted');
      const other = await app.person('programme-manager');
      const kept = { kind: 'keep', on: today } as const;
      assert.deepEqual(
        await app.db.write(scopeOf(app, other), (trx) =>
          moveCommitment(trx, { ...seeding(app), speaker: { kind: 'service' } }, made.id, kept),
        ),
        { ok: false, error: 'commitment/not-yours' },
      );
      await app.db.write(scopeOf(app, ruth), async (trx) => {
        must(await addNote(trx, doing, made.id, 'Four neighbours came'));
        must(await moveCommitment(trx, doing, made.id, kept));
      });
      const seen = await app.db.read(everyone(app), (trx) => commitmentById(trx, app.place.id, made.id));
      assert.deepEqual(seen?.state, { status: 'kept', on: today });
    });
  });

  it('have addresses of their own, also beside one that the asker may not see', async () => {
    await withTestApp(async (app) => {
      const planted = await plantPriority(app);
      const first = await plantCommitment(app, planted, { accepted: false });
      const second = await plantCommitment(app, planted, { accepted: false });
      assert.deepEqual([first.slug, second.slug], ['share-one-record', 'share-one-record-2']);
    });
  });

  it('belong to an outcome and a plan of their own priority, and to partners', async () => {
    await withTestApp(async (app) => {
      const one = await plantPriority(app);
      const two = await plantPriority(app, 'Buses');
      await app.db.write(app.seed, async (trx) => {
        const offer = {
          title: 'A',
          firstStep: '',
          priorityId: one.priorityId,
          outcomeId: undefined as Uuid | undefined,
          planId: undefined as Uuid | undefined,
          owner: { kind: 'organisation', organisation: app.organisation.id } as const,
          dueOn: today,
          pay: { kind: 'goodwill' } as const,
        };
        const doing = seeding(app);
        const errorOf = async (changes: Partial<Parameters<typeof offerCommitment>[2]>): Promise<string> => {
          const done = await offerCommitment(trx, doing, { ...offer, ...changes });
          return done.ok ? 'taken' : done.error;
        };
        assert.equal(await errorOf({ outcomeId: two.outcomeId }), 'commitment/outcome-elsewhere');
        assert.equal(await errorOf({ planId: newUuid() }), 'commitment/plan-elsewhere');
        assert.equal(await errorOf({ priorityId: newUuid() }), 'commitment/priority-gone');
        assert.equal(
          await errorOf({ owner: { kind: 'organisation', organisation: newUuid() } }),
          'commitment/not-a-partner',
        );
        assert.equal(
          await errorOf({ pay: { kind: 'paid', payer: newUuid(), pence: 1 } }),
          'commitment/payer-not-a-partner',
        );
        must(await changePriorityStatus(trx, doing, one.priorityId, 'retire'));
        assert.equal(await errorOf({}), 'commitment/priority-retired');
      });
    });
  });

  it('are listed by the day they are due, page by page, none twice and none left out', async () => {
    await withTestApp(async (app) => {
      const planted = await plantPriority(app);
      for (const [index, due] of ['2026-05-01', '2026-02-01', '2026-05-01', '2026-02-20'].entries())
        await plantCommitment(app, planted, { title: `Promise ${index}`, due });
      await app.db.read(everyone(app), async (trx) => {
        const seen: string[] = [];
        let after: Uuid | undefined;
        for (;;) {
          const [one] = await commitmentsWhere(trx, app.place.id, { after, limit: 1 }, today);
          if (one === undefined) break;
          seen.push(one.title);
          after = one.id;
        }
        assert.deepEqual(seen, ['Promise 1', 'Promise 3', 'Promise 0', 'Promise 2']);
        const overdue = await commitmentsWhere(trx, app.place.id, { group: 'overdue', limit: 9 }, today);
        assert.equal(overdue.length, 2);
      });
    });
  });

  it('raise the public version, so that kept pages are made anew', async () => {
    await withTestApp(async (app) => {
      const planted = await plantPriority(app);
      const before = await app.db.read(app.seed, (trx) => publicVersion(trx, app.place.id));
      const made = await plantCommitment(app, planted);
      const between = await app.db.read(app.seed, (trx) => publicVersion(trx, app.place.id));
      await app.db.write(app.seed, async (trx) => must(await addNote(trx, seeding(app), made.id, 'Begun')));
      const after = await app.db.read(app.seed, (trx) => publicVersion(trx, app.place.id));
      assert.ok(before < between && between < after);
    });
  });
});
