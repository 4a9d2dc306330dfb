import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp, type Person, type TestApp } from '../../../../test/support/app.ts';
import { addStatement, must, plantCommitment, plantPriority, seeding } from '../../../../test/support/strategy.ts';
import type { Actor } from '../../../kernel/actor.ts';
import { newUuid, type Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import type { Scope, Trx } from '../../../platform/database/database.ts';
import { cardsOf, eventsOf, surroundings } from '../../../thread/store/read.ts';
import { commitmentById, commitmentsWhere, moveCommitment, offerCommitment, addNote } from './commitments.ts';
import type { Doing } from './doing.ts';
import { objectionsTo, raiseObjection, replyToObjection } from './objections.ts';
import { createOutcome, outcomesByIds, recordReading } from './outcomes.ts';
import { changePlanStatus, createPlan, editPlan, findPlan } from './plans.ts';
import {
  addEvidence,
  answersOf,
  changePriorityStatus,
  createPriority,
  editPriority,
  findPriority,
  removeEvidence,
  statementsToChoose,
} from './priorities.ts';

const today = '2026-03-02' as LocalDate;

function scopeOf(app: TestApp, person: Person): Scope {
  return { role: 'thread_member', account: person.account, place: app.place.id };
}
function everyone(app: TestApp): Scope {
  return { role: 'thread_public', place: app.place.id };
}
/** A writer whose rights nobody has checked: only the database stands in the way. */
function unchecked(app: TestApp, person: Person): Doing {
  return {
    ...seeding(app),
    speaker: { kind: 'member', account: person.account, name: person.name, memberships: [] },
  };
}
function speakingFor(app: TestApp, person: Person, organisation: Uuid): Doing {
  const speaker: Actor = {
    kind: 'member',
    account: person.account,
    name: person.name,
    memberships: [{ place: app.place.id, role: 'editor', organisation }],
  };
  return { ...seeding(app), speaker };
}
async function versionsOf(app: TestApp, kind: string, id: Uuid): Promise<number> {
  return await app.db.read(app.seed, async (trx) => {
    const rows = await trx
      .selectFrom('record_version')
      .select('version')
      .where('place_id', '=', app.place.id)
      .where('kind', '=', kind)
      .where('record_id', '=', id)
      .execute();
    return rows.length;
  });
}
async function publicVersion(trx: Trx, place: Uuid): Promise<number> {
  const row = await trx.selectFrom('public_version').select('version').where('place_id', '=', place).executeTakeFirst();
  return row?.version ?? 0;
}

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
