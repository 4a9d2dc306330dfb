import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp } from '../../../../test/support/app.ts';
import {
  addStatement,
  must,
  plantPriority,
  seeding,
  scopeOf,
  everyone,
  unchecked,
  versionsOf,
} from '../../../../test/support/strategy.ts';
import { newUuid, type Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import type { Scope } from '../../../platform/database/database.ts';
import { cardsOf, eventsOf, surroundings } from '../../../thread/store/read.ts';
import { objectionsTo, raiseObjection, replyToObjection } from './objections.ts';
import { createOutcome, outcomesByIds, recordReading } from './outcomes.ts';
import { changePlanStatus, createPlan, editPlan, findPlan } from './plans.ts';
import { addEvidence, removeEvidence } from './evidence.ts';
import { answersOf, findPriority, statementsToChoose } from './priorities.ts';
import { changePriorityStatus, createPriority, editPriority } from './priority-writes.ts';

describe('priorities in the database', () => {
  it('are seen by partners while they are drafts, and by everyone once published, with their outcomes', async () => {
    await withTestApp(async (app) => {
      const { db, seed } = app;
      const doing = seeding(app);
      const [id, outcome] = await db.write(seed, async (trx) => {
        const statement = await addStatement(trx, doing, 'The bus never comes');
        const made = must(await createPriority(trx, doing, { title: 'Buses', summary: '', answers: [statement] }));
        const out = must(
          await createOutcome(trx, doing, {
            priorityId: made.id,
            title: 'More buses',
            unit: 'buses',
            better: 'higher',
            baseline: undefined,
            target: undefined,
            source: '',
          }),
        );
        return [made.id, out.id] as const;
      });
      const refs = [
        { kind: 'priority', id },
        { kind: 'outcome', id: outcome },
      ] as const;
      const seen = async (scope: Scope): Promise<number> =>
        await db.read(scope, async (trx) => (await cardsOf(trx, app.place.id, refs)).length);
      const editor = await app.person('editor');
      const resident = await app.person('resident');
      assert.equal(await seen(everyone(app)), 0);
      assert.equal(await seen(scopeOf(app, resident)), 0);
      assert.equal(await seen(scopeOf(app, editor)), 2);
      await db.write(seed, async (trx) => must(await changePriorityStatus(trx, doing, id, 'publish')));
      assert.equal(await seen(everyone(app)), 2);
      const thread = await db.read(everyone(app), (trx) =>
        surroundings(trx, app.place.id, { kind: 'outcome', id: outcome }),
      );
      assert.deepEqual(
        thread?.up.map((level) => level.map((card) => card.title)),
        [['Buses'], ['The bus never comes']],
      );
    });
  });

  it('are not published without a statement or evidence', async () => {
    await withTestApp(async (app) => {
      const doing = seeding(app);
      await app.db.write(app.seed, async (trx) => {
        const { id } = must(await createPriority(trx, doing, { title: 'Buses', summary: '', answers: [] }));
        assert.deepEqual(await changePriorityStatus(trx, doing, id, 'publish'), {
          ok: false,
          error: 'priority/no-grounds',
        });
        const finding = {
          finding: 'households have no car',
          figure: '31%',
          source: 'Census',
          sourceAddress: undefined,
          asOf: undefined,
          invented: true,
        };
        const evidence = await addEvidence(trx, doing, id, finding);
        assert.deepEqual(await changePriorityStatus(trx, doing, id, 'publish'), { ok: true, value: 'published' });
        await removeEvidence(trx, doing, id, evidence.id);
      });
    });
  });

  it('answer only statements that exist', async () => {
    await withTestApp(async (app) => {
      await app.db.write(app.seed, async (trx) => {
        const answers = [{ kind: 'statement', id: newUuid() } as const];
        assert.deepEqual(await createPriority(trx, seeding(app), { title: 'Buses', summary: '', answers }), {
          ok: false,
          error: 'priority/statement-gone',
        });
      });
    });
  });

  it('keep every version, move to a new address and remember the old one', async () => {
    await withTestApp(async (app) => {
      const planted = await plantPriority(app);
      await app.db.write(app.seed, async (trx) => {
        const doing = seeding(app);
        const found = await findPriority(trx, app.place.id, planted.slug);
        assert.equal(found.kind, 'here');
        if (found.kind !== 'here') return;
        const input = {
          id: planted.priorityId,
          version: found.record.version,
          title: 'Tell it once',
          summary: '',
          answers: [],
        };
        assert.deepEqual(await editPriority(trx, doing, input), { ok: true, value: { slug: 'tell-it-once' } });
        assert.deepEqual(await findPriority(trx, app.place.id, planted.slug), { kind: 'moved', slug: 'tell-it-once' });
        assert.deepEqual(await answersOf(trx, app.place.id, planted.priorityId), []);
        assert.deepEqual(await editPriority(trx, doing, input), { ok: false, error: 'strategy/changed-meanwhile' });
        const [card] = await cardsOf(trx, app.place.id, [{ kind: 'outcome', id: planted.outcomeId }]);
        assert.equal(card?.address, `/testbourne/priorities/tell-it-once#outcome-${planted.outcomeId}`);
        // An address that once belonged to another record is never given away.
        const other = must(
          await createPriority(trx, doing, { title: 'Nobody tells their story twice', summary: '', answers: [] }),
        );
        assert.equal(other.slug, 'nobody-tells-their-story-twice-2');
      });
      assert.equal(await versionsOf(app, 'priority', planted.priorityId), 3);
    });
  });

  it('never take the address of a page', async () => {
    await withTestApp(async (app) => {
      await app.db.write(app.seed, async (trx) => {
        const made = must(await createPriority(trx, seeding(app), { title: 'New', summary: '', answers: [] }));
        assert.equal(made.slug, 'new-2');
      });
    });
  });

  it('find statements by all of the words, and keep what is chosen', async () => {
    await withTestApp(async (app) => {
      await app.db.write(app.seed, async (trx) => {
        const doing = seeding(app);
        const chosen = await addStatement(trx, doing, 'The bus never comes');
        await addStatement(trx, doing, 'Nobody answers the phone at 100%');
        const titles = async (words: string): Promise<string[]> =>
          (await statementsToChoose(trx, app.place.id, words, [chosen])).map((card) => card.title);
        assert.deepEqual(await titles('phone nobody'), ['The bus never comes', 'Nobody answers the phone at 100%']);
        assert.deepEqual(await titles('%'), ['The bus never comes', 'Nobody answers the phone at 100%']);
        assert.deepEqual(await titles('train'), ['The bus never comes']);
      });
    });
  });

  it('are written by planners only, whatever a route has checked', async () => {
    await withTestApp(async (app) => {
      for (const role of ['editor', 'resident', 'analyst'] as const) {
        const person = await app.person(role);
        await assert.rejects(
          app.db.write(scopeOf(app, person), (trx) =>
            createPriority(trx, unchecked(app, person), { title: 'Mine', summary: '', answers: [] }),
          ),
          /row-level security/,
          role,
        );
      }
    });
  });
});

describe('objections in the database', () => {
  it('are raised by residents, seen by everyone, and stay beside the reply', async () => {
    await withTestApp(async (app) => {
      const planted = await plantPriority(app);
      const ruth = await app.person('resident');
      const { id } = await app.db.write(scopeOf(app, ruth), async (trx) =>
        must(
          await raiseObjection(trx, unchecked(app, ruth), {
            priorityId: planted.priorityId,
            reason: 'My record would be seen by too many',
            raisedBy: 'A resident',
          }),
        ),
      );
      await assert.rejects(
        app.db.write(scopeOf(app, ruth), async (trx) =>
          must(await replyToObjection(trx, unchecked(app, ruth), { id, reply: 'I agree', kind: 'upheld' })),
        ),
        /strategy\/gone/,
      );
      const planner = await app.person('programme-manager');
      await app.db.write(scopeOf(app, planner), async (trx) =>
        must(await replyToObjection(trx, unchecked(app, planner), { id, reply: 'You choose who.', kind: 'answered' })),
      );
      const [seen] = await app.db.read(everyone(app), (trx) => objectionsTo(trx, app.place.id, [planted.priorityId]));
      assert.equal(seen?.reason, 'My record would be seen by too many');
      assert.equal(seen?.reply, 'You choose who.');
      assert.equal(seen?.status, 'answered');
      const thread = await app.db.read(everyone(app), (trx) =>
        surroundings(trx, app.place.id, { kind: 'priority', id: planted.priorityId }),
      );
      assert.ok(thread?.links.some((one) => one.relation === 'contested-by'));
    });
  });

  it('do not put the words of a person into what happened', async () => {
    await withTestApp(async (app) => {
      const planted = await plantPriority(app);
      await app.db.write(app.seed, async (trx) => {
        const made = must(
          await raiseObjection(trx, seeding(app), {
            priorityId: planted.priorityId,
            reason: 'Doreen at number four knows',
            raisedBy: 'Doreen',
          }),
        );
        const events = await eventsOf(trx, app.place.id, { about: [{ kind: 'objection', id: made.id }], limit: 5 });
        assert.equal(events.length, 1);
        assert.doesNotMatch(events[0]?.sentence ?? '', /Doreen|number four/);
      });
    });
  });
});

describe('outcomes in the database', () => {
  it('take readings from analysts, and the later figure for a day stands', async () => {
    await withTestApp(async (app) => {
      const planted = await plantPriority(app);
      const lena = await app.person('analyst');
      const on = '2026-02-01' as LocalDate;
      for (const value of [55, 50])
        await app.db.write(scopeOf(app, lena), async (trx) =>
          must(
            await recordReading(trx, unchecked(app, lena), {
              outcomeId: planted.outcomeId,
              value,
              on,
              source: 'Survey',
            }),
          ),
        );
      const [outcome] = await app.db.read(everyone(app), (trx) =>
        outcomesByIds(trx, app.place.id, [planted.outcomeId]),
      );
      assert.deepEqual(outcome?.readings, [{ value: 50, on, source: 'Survey' }]);
      const editor = await app.person('editor');
      await assert.rejects(
        app.db.write(scopeOf(app, editor), (trx) =>
          recordReading(trx, unchecked(app, editor), { outcomeId: planted.outcomeId, value: 1, on, source: '' }),
        ),
        /row-level security/,
      );
    });
  });
});

describe('plans in the database', () => {
  it('are agreed with parties and priorities, and then seen by everyone', async () => {
    await withTestApp(async (app) => {
      const planted = await plantPriority(app);
      const words = {
        title: 'Joint strategy',
        kind: 'strategy',
        summary: '',
        start: '2026-01-01' as LocalDate,
        end: '2030-12-31' as LocalDate,
        parties: [] as Uuid[],
        priorities: [planted.priorityId],
      } as const;
      const doing = seeding(app);
      const { id, slug } = await app.db.write(app.seed, (trx) => createPlan(trx, doing, words));
      assert.deepEqual(await app.db.write(app.seed, (trx) => changePlanStatus(trx, doing, id, 'agree')), {
        ok: false,
        error: 'plan/no-parties',
      });
      assert.equal((await app.db.read(everyone(app), (trx) => findPlan(trx, app.place.id, slug))).kind, 'none');
      await app.db.write(app.seed, async (trx) => {
        const edited = { ...words, title: 'Our strategy', parties: [app.organisation.id], id, version: 1 };
        must(await editPlan(trx, doing, edited));
        assert.deepEqual(await editPlan(trx, doing, edited), { ok: false, error: 'strategy/changed-meanwhile' });
        must(await changePlanStatus(trx, doing, id, 'agree'));
      });
      await app.db.read(everyone(app), async (trx) => {
        assert.deepEqual(await findPlan(trx, app.place.id, slug), { kind: 'moved', slug: 'our-strategy' });
        const thread = await surroundings(trx, app.place.id, { kind: 'plan', id });
        assert.equal(thread?.up[0]?.[0]?.id, planted.priorityId);
      });
      assert.equal(await versionsOf(app, 'plan', id), 3);
    });
  });
});
