import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp } from '../../../test/support/app.ts';
import { done, plantStory, serviceIn, storyWords } from '../../../test/support/learning.ts';
import { everyone, plantPriority, seeding } from '../../../test/support/strategy.ts';
import { ThreadRegistry } from '../../thread/kinds.ts';
import { addLearningKinds } from './kinds.tsx';
import { takeUp } from './store/uptake-writes.ts';

const home = '/testbourne/learning';

describe('writing and publishing a story', () => {
  it('goes from a draft with gaps to a page that everybody reads', async () => {
    await withTestApp(async (app) => {
      const planted = await plantPriority(app);
      const editor = await app.person('editor');
      const organisation = app.organisation.id;
      const empty = await app.post(`${home}/stories/new`, { title: '', done: 'One rota' }, editor);
      assert.equal(empty.status, 422);
      assert.deepEqual(empty.errors, ['Enter a title for the story', 'Choose the organisation']);
      assert.equal(empty.value('What was done'), 'One rota');
      const saved = await app.post(`${home}/stories/new`, { title: 'Warm rooms', organisation }, editor);
      assert.equal(saved.location, `${home}/stories/warm-rooms?notice=story-drafted`);
      assert.equal((await app.get(`${home}/stories/warm-rooms`)).status, 404);
      const gaps = await app.post(`${home}/stories/warm-rooms/publish`, {}, editor);
      assert.equal(gaps.status, 422);
      assert.ok(gaps.errors.includes('Fill in “What did not work” before the story is published'));
      const words = { ...storyWords('Warm rooms'), organisation, outcomes: planted.outcomeId };
      await app.post(`${home}/stories/warm-rooms/edit`, { ...words, done: 'Ring 01632 960 001', version: '1' }, editor);
      const personal = await app.post(`${home}/stories/warm-rooms/publish`, {}, editor);
      assert.deepEqual(personal.errors, [
        '“What was done” has something that looks like a telephone number in it. Everybody can read this: take it out',
      ]);
      const late = await app.post(`${home}/stories/warm-rooms/edit`, { ...words, version: '1' }, editor);
      assert.equal(late.status, 409);
      assert.equal(late.value('What was done'), 'One rota');
      await app.post(`${home}/stories/warm-rooms/edit`, { ...words, version: '2' }, editor);
      const published = await app.post(`${home}/stories/warm-rooms/publish`, {}, editor);
      assert.equal(published.location, `${home}/stories/warm-rooms?notice=story-published`);
      const page = await app.get(`${home}/stories/warm-rooms`);
      assert.equal(page.status, 200);
      for (const text of [
        'Evidence 1 of 4',
        'This does not show what caused it',
        'What must stay the same',
        'No empty day',
      ])
        assert.ok(page.text.includes(text), text);
      const priority = await app.get(`/testbourne/priorities/${planted.slug}`);
      assert.ok(priority.text.includes('What others can learn') && priority.text.includes('Warm rooms'));
    });
  });

  it('is refused to other roles and to people of other organisations', async () => {
    await withTestApp(async (app) => {
      const story = await plantStory(app);
      const halls = await app.addOrganisation('Village Halls');
      const here = `${home}/stories/${story.slug}`;
      for (const person of [
        await app.person('analyst'),
        await app.person('resident'),
        await app.person('editor', { organisation: halls }),
      ]) {
        assert.equal((await app.get(`${here}/edit`, person)).status, 403);
        assert.equal((await app.post(`${here}/publish`, {}, person)).status, 403);
        assert.equal((await app.post(`${here}/withdraw`, { reason: 'Ours' }, person)).status, 403);
      }
    });
  });

  it('ends with a reason that stays', async () => {
    await withTestApp(async (app) => {
      const story = await plantStory(app);
      const planner = await app.person('programme-manager');
      const here = `${home}/stories/${story.slug}`;
      assert.equal((await app.post(`${here}/withdraw`, { reason: '' }, planner)).status, 422);
      await app.post(`${here}/withdraw`, { reason: 'The figures were wrong' }, planner);
      const page = await app.get(here);
      assert.ok(page.text.includes('The reason: The figures were wrong'));
      assert.ok(!page.text.includes('One rota'));
    });
  });
});

describe('taking up a story of another place', () => {
  it('tells before and after, and stands beside the story whether it is in use or stopped', async () => {
    await withTestApp(async (app) => {
      const other = await app.addPlace('otherwood');
      const halls = await app.addOrganisation('Village Halls');
      const story = await plantStory(app, { place: other, organisation: halls });
      const editor = await app.person('editor');
      const list = await app.get(home, editor);
      assert.ok(list.text.includes('A warm room') && list.text.includes('Take it up'));
      const address = `${home}/take-up/${story.id}`;
      assert.ok((await app.get(address, editor)).text.includes('No empty day'));
      assert.equal((await app.post(address, {}, editor)).status, 422);
      const form = { organisation: app.organisation.id, status: 'adapting', changed: 'Smaller' };
      const taken = await app.post(address, form, editor);
      const uptake = taken.location?.split('?')[0] ?? '';
      assert.equal((await app.post(address, form, editor)).status, 422);
      const half = await app.post(`${uptake}/report`, { status: 'in-use', before: '2', version: '1' }, editor);
      assert.deepEqual(half.errors, [
        'Say what was measured',
        'Choose whether a higher or a lower figure is better',
        'Give the figure since it began',
      ]);
      const report = {
        status: 'in-use',
        measure: 'Open days',
        unit: 'days',
        better: 'higher',
        before: '2',
        after: '5',
        version: '1',
      };
      const told = await app.post(`${uptake}/report`, report, editor);
      assert.equal(told.location, `${uptake}?notice=uptake-reported`);
      assert.equal((await app.post(`${uptake}/report`, report, editor)).status, 409);
      assert.ok((await app.get(uptake)).text.includes('Open days: 2 days before, 5 days after (better)'));
      assert.ok((await app.get(`/otherwood/learning/stories/${story.slug}`)).text.includes('5 days after (better)'));
      const silent = await app.post(`${uptake}/report`, { status: 'stopped', version: '2' }, editor);
      assert.deepEqual(silent.errors, ['Say why it stopped, so that others can learn from it']);
      await app.post(`${uptake}/report`, { ...report, status: 'stopped', reason: 'No heating', version: '2' }, editor);
      assert.ok((await app.get(`/otherwood/learning/stories/${story.slug}`)).text.includes('No heating'));
    });
  });
});

describe('what the thread is told of learning', () => {
  it('finds what is past its review and what has no result after six months', async () => {
    await withTestApp(async (app) => {
      const registry = new ThreadRegistry();
      addLearningKinds(registry);
      const other = await app.addPlace('otherwood');
      await plantStory(app, { title: 'Ours' });
      const theirs = await plantStory(app, { place: other });
      const input = {
        storyId: theirs.id,
        organisationId: app.organisation.id,
        status: 'adapting' as const,
        changed: '',
      };
      done(await app.db.write(serviceIn(app.place), (trx) => takeUp(trx, seeding(app), input)));
      const loose = async (kind: 'story' | 'uptake', now: string): Promise<number | undefined> =>
        await app.db.read(everyone(app), async (trx) => {
          const asking = { place: app.place, now: new Date(now) };
          return (await registry.kind(kind)?.looseEnds?.find(trx, asking))?.length;
        });
      assert.equal(await loose('story', '2028-03-02T09:00:00Z'), 0);
      assert.equal(await loose('story', '2028-03-03T09:00:00Z'), 1);
      assert.equal(await loose('uptake', '2026-09-02T09:00:00Z'), 0);
      assert.equal(await loose('uptake', '2026-09-03T09:00:00Z'), 1);
      const parts = await app.db.read(everyone(app), (trx) => registry.home(trx, { place: app.place, now: app.now }));
      assert.deepEqual(
        parts[0]?.figures.map((one) => one.value),
        ['1', '1'],
      );
    });
  });
});
