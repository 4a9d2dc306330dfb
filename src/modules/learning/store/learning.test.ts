import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp } from '../../../../test/support/app.ts';
import { done, plantStory, seedingIn, serviceIn, storyWords } from '../../../../test/support/learning.ts';
import { everyone, plantPriority, scopeOf, seeding, unchecked, versionsOf } from '../../../../test/support/strategy.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { eventsOf, surroundings } from '../../../thread/store/read.ts';
import { recordReading } from '../../strategy/index.ts';
import { toldStories } from '../told.ts';
import { allStories, storiesByIds, storiesElsewhere, storyElsewhere } from './stories.ts';
import { createStory, editStory, publishStory, withdrawStory } from './story-writes.ts';
import { reportUptake, takeUp } from './uptake-writes.ts';
import { uptakesIn, uptakesOf } from './uptakes.ts';

const figures = { measure: 'Open days', unit: 'days', better: 'higher' as const, before: 2, after: 5 };

describe('stories in the database', () => {
  it('are for partners while drafts, and are copied for other places when published', async () => {
    await withTestApp(async (app) => {
      const other = await app.addPlace('otherwood');
      const resident = await app.person('resident');
      const officer = await app.person('board-officer');
      const there = { role: 'thread_public', place: other.id } as const;
      const draft = await plantStory(app, { isDraft: true });
      const seen = async (scope: Parameters<typeof app.db.read>[0]): Promise<number> =>
        await app.db.read(scope, async (trx) => (await allStories(trx, app.place.id)).length);
      assert.deepEqual(
        [await seen(everyone(app)), await seen(scopeOf(app, resident)), await seen(scopeOf(app, officer))],
        [0, 0, 1],
      );
      assert.equal((await app.db.read(there, (trx) => storiesElsewhere(trx, other.id))).length, 0);
      await app.db.write(app.seed, async (trx) => {
        assert.ok((await publishStory(trx, seeding(app), draft.id)).ok);
      });
      assert.equal(await seen(everyone(app)), 1);
      assert.equal(await seen(there), 0, 'the story itself stays in its place');
      const [copy] = await app.db.read(there, (trx) => storiesElsewhere(trx, other.id));
      assert.deepEqual(
        [copy?.id, copy?.placeName, copy?.address, copy?.version],
        [draft.id, 'Testbourne', '/testbourne/learning/stories/a-warm-room', 2],
      );
      assert.equal(await versionsOf(app, 'story', draft.id), 2);
    });
  });

  it('are written only by people who may tell for the organisation: the database refuses everybody else', async () => {
    await withTestApp(async (app) => {
      const other = await app.addPlace('otherwood');
      const halls = await app.addOrganisation('Village Halls');
      const input = { organisationId: halls, words: storyWords('Halls'), outcomes: [] };
      const own = await app.person('editor', { organisation: halls });
      const foreign = await app.person('editor');
      const analyst = await app.person('analyst', { organisation: halls });
      const planner = await app.person('programme-manager');
      const elsewhere = await app.person('administrator', { place: other.id });
      for (const person of [foreign, analyst, elsewhere]) {
        // The check in our own words comes first; without it the database still refuses.
        const refused = await app.db.write(scopeOf(app, person), (trx) =>
          createStory(trx, unchecked(app, person), input),
        );
        assert.deepEqual(refused, { ok: false, error: 'learning/not-yours' });
        await assert.rejects(
          app.db.write(scopeOf(app, person), (trx) =>
            trx
              .insertInto('story')
              .values({
                place_id: app.place.id,
                id: app.context.newId(),
                slug: 'forced',
                organisation_id: halls,
                title: 'Forced',
                status: 'draft',
                created_at: app.now,
              })
              .execute(),
          ),
          /row-level security/,
        );
      }
      for (const person of [own, planner]) {
        const memberships = [
          {
            place: app.place.id,
            role: person === own ? ('editor' as const) : ('programme-manager' as const),
            organisation: person === own ? halls : undefined,
          },
        ];
        const doing = { ...seeding(app), speaker: { kind: 'member' as const, ...person, memberships } };
        done(await app.db.write(scopeOf(app, person), (trx) => createStory(trx, doing, input)));
      }
    });
  });

  it('keep a published story fit to be read, and lose nothing to a second writer', async () => {
    await withTestApp(async (app) => {
      const story = await plantStory(app);
      const edit = async (version: number, failed: string) =>
        await app.db.write(app.seed, (trx) =>
          editStory(trx, seeding(app), {
            id: story.id,
            version,
            organisationId: app.organisation.id,
            words: { ...storyWords('A warm room'), failed },
            outcomes: [],
          }),
        );
      assert.deepEqual(await edit(2, 'Ring 01632 960 001'), {
        ok: false,
        error: [{ kind: 'personal-data', field: 'failed', found: 'telephone' }],
      });
      assert.equal((await edit(2, 'Mondays')).ok, true);
      assert.deepEqual(await edit(2, 'Tuesdays'), { ok: false, error: 'learning/changed-meanwhile' });
      const [now] = await app.db.read(everyone(app), (trx) => storiesByIds(trx, app.place.id, [story.id]));
      assert.equal(now?.words.failed, 'Mondays');
    });
  });

  it('lose their words when withdrawn, and keep title, reason and uptakes', async () => {
    await withTestApp(async (app) => {
      const other = await app.addPlace('otherwood');
      const story = await plantStory(app, { place: other });
      done(
        await app.db.write(app.seed, (trx) =>
          takeUp(trx, seeding(app), {
            storyId: story.id,
            organisationId: app.organisation.id,
            status: 'adapting',
            changed: '',
          }),
        ),
      );
      await app.db.write(serviceIn(other), async (trx) => {
        done(await withdrawStory(trx, seedingIn(app, other), story.id, 'The figures were wrong'));
      });
      const there = { role: 'thread_public', place: other.id } as const;
      const [told] = await app.db.read(there, async (trx) =>
        toldStories(trx, other.id, await storiesByIds(trx, other.id, [story.id])),
      );
      assert.deepEqual(
        [told?.story.words.title, told?.story.words.done, told?.story.withdrawnReason, told?.uptakes.length],
        ['A warm room', '', 'The figures were wrong', 1],
      );
      const copy = await app.db.read(everyone(app), (trx) => storyElsewhere(trx, app.place.id, story.id));
      assert.deepEqual([copy?.isWithdrawn, copy?.summary, copy?.core], [true, '', '']);
      const again = await app.db.write(app.seed, (trx) =>
        takeUp(trx, seeding(app), {
          storyId: story.id,
          organisationId: app.organisation.id,
          status: 'adapting',
          changed: '',
        }),
      );
      assert.deepEqual(again, { ok: false, error: 'uptake/withdrawn' });
    });
  });
});

describe('what a place took up', () => {
  it('leads across places along the thread, and lifts the story only with better figures of another organisation', async () => {
    await withTestApp(async (app) => {
      const other = await app.addPlace('otherwood');
      const planted = await plantPriority(app);
      const halls = await app.addOrganisation('Village Halls');
      const story = await plantStory(app, { outcomes: [planted.outcomeId] });
      const level = async (): Promise<number | undefined> => {
        const [told] = await app.db.read(everyone(app), async (trx) =>
          toldStories(trx, app.place.id, await storiesByIds(trx, app.place.id, [story.id])),
        );
        return told?.evidence.level;
      };
      assert.equal(await level(), 1);
      await app.db.write(app.seed, (trx) =>
        recordReading(trx, seeding(app), {
          outcomeId: planted.outcomeId,
          value: 50,
          on: '2026-02-01' as LocalDate,
          source: 'Survey',
        }),
      );
      assert.equal(await level(), 2);
      const doing = seedingIn(app, other);
      const scope = serviceIn(other);
      const input = { storyId: story.id, organisationId: halls, status: 'considering' as const, changed: '' };
      const uptake = done(await app.db.write(scope, (trx) => takeUp(trx, doing, input)));
      assert.deepEqual(await app.db.write(scope, (trx) => takeUp(trx, doing, input)), {
        ok: false,
        error: 'uptake/twice',
      });
      assert.equal(await level(), 2);
      const report = { status: 'in-use' as const, stopReason: '', changed: 'Smaller', figures, happened: 'Soup' };
      const reported = await app.db.write(scope, (trx) =>
        reportUptake(trx, doing, { id: uptake.id, version: 1, report }),
      );
      assert.equal(reported.ok, true);
      assert.equal(await level(), 4);
      const late = await app.db.write(scope, (trx) => reportUptake(trx, doing, { id: uptake.id, version: 1, report }));
      assert.deepEqual(late, { ok: false, error: 'learning/changed-meanwhile' });
      const there = { role: 'thread_public', place: other.id } as const;
      const thread = await app.db.read(there, (trx) => surroundings(trx, other.id, { kind: 'uptake', id: uptake.id }));
      assert.deepEqual(
        thread?.up.map((one) => one.map((card) => card.kind)),
        [['story'], ['outcome'], ['priority']],
      );
      const events = await app.db.read(there, (trx) => eventsOf(trx, other.id, { limit: 5 }));
      assert.deepEqual(
        new Set(events.map((one) => one.sentence)),
        new Set([
          'Village Halls told how “A warm room” stands there: in use',
          'Village Halls considers the story “A warm room”',
        ]),
      );
    });
  });

  it('is read from everywhere and written only in its own place', async () => {
    await withTestApp(async (app) => {
      const other = await app.addPlace('otherwood');
      const story = await plantStory(app);
      const scope = serviceIn(other);
      const input = {
        storyId: story.id,
        organisationId: app.organisation.id,
        status: 'adapting' as const,
        changed: '',
      };
      done(await app.db.write(scope, (trx) => takeUp(trx, seedingIn(app, other), input)));
      const administrator = await app.person('administrator');
      const seen = await app.db.read(everyone(app), (trx) => uptakesOf(trx, app.place.id, [story.id]));
      assert.equal(seen.length, 1);
      const changed = await app.db.write(scopeOf(app, administrator), (trx) =>
        trx.updateTable('uptake').set({ happened: 'Ours now' }).where('place_id', '=', other.id).executeTakeFirst(),
      );
      assert.equal(Number(changed.numUpdatedRows), 0);
      assert.equal((await app.db.read(everyone(app), (trx) => uptakesIn(trx, app.place.id))).length, 0);
    });
  });
});
