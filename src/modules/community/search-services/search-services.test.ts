import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp, type TestApp } from '../../../../test/support/app.ts';
import { plantAreas, plantService, venueAt } from '../../../../test/support/community.ts';
import type { LocalDate } from '../../../lib/dates.ts';

/** What stands in the list, in its order. */
async function listed(app: TestApp, query: string): Promise<string[]> {
  const page = await app.get(`/testbourne/community${query}`);
  assert.equal(page.status, 200, query);
  return [...page.document.querySelectorAll('.ct-rows strong:not(.nhsuk-tag)')].map((one) => one.textContent ?? '');
}

async function plantThree(app: TestApp): Promise<void> {
  await plantAreas(app);
  await plantService(app, { venue: venueAt('TB2 2BB') });
  await plantService(app, {
    name: 'Money mornings',
    description: 'Help with debts and letters that nobody understands.',
    terms: ['money-and-debt', 'advice'],
    venue: venueAt('TB1 1AA', { stepFree: false }),
    costs: [{ option: '', pence: 200 }],
    schedules: [
      {
        days: ['MO'],
        opensAt: '10:00',
        closesAt: '12:00',
        everyWeeks: 1,
        from: undefined,
        to: undefined,
        description: '',
      },
    ],
  });
  await plantService(app, {
    name: 'A friendly voice',
    description: 'We ring you.',
    venue: undefined,
    terms: [],
    schedules: [],
  });
}

describe('searching services', () => {
  it('finds by the stem of a word, by what a service helps with, and through a slip of the finger', async () => {
    await withTestApp(async (app) => {
      await plantThree(app);
      assert.deepEqual(await listed(app, '?words=lunches'), ['Soup and company']);
      assert.deepEqual(await listed(app, '?words=lonely'), ['Soup and company']);
      assert.deepEqual(await listed(app, '?words=debt'), ['Money mornings']);
      assert.deepEqual(await listed(app, '?words=compny'), ['Soup and company']);
      assert.deepEqual(await listed(app, '?words=submarine'), []);
    });
  });

  it('shows the nearest first, from a postcode, a part of one or a locality, and what has no place last', async () => {
    await withTestApp(async (app) => {
      await plantThree(app);
      const fromSouth = ['Money mornings', 'Soup and company', 'A friendly voice'];
      const fromNorth = ['Soup and company', 'Money mornings', 'A friendly voice'];
      assert.deepEqual(await listed(app, '?near=tb11aa'), fromSouth);
      assert.deepEqual(await listed(app, '?near=TB2+9ZZ'), fromNorth);
      assert.deepEqual(await listed(app, '?near=northern+villages'), fromNorth);
      const page = await app.get('/testbourne/community?near=TB1+1AA');
      assert.ok(page.text.includes('nearest to TB1 1AA first'));
      assert.ok(page.text.includes('Money mornings less than 0.1 miles away'));
      assert.ok(page.text.includes('Soup and company 6.9 miles away'));
      assert.equal(page.text.match(/miles away/g)?.length, 2);
    });
  });

  it('says so when it does not know a postcode, and shows everything all the same', async () => {
    await withTestApp(async (app) => {
      await plantThree(app);
      const page = await app.get('/testbourne/community?near=ZZ9+9ZZ');
      assert.equal(page.status, 422);
      assert.deepEqual(page.errors, [
        'We do not know where “ZZ9 9ZZ” is. Try the name of a locality, or the first part of a postcode',
      ]);
      assert.ok(page.text.includes('3 services'));
      assert.equal(page.value('Near'), 'ZZ9 9ZZ');
    });
  });

  it('knows the day, the very day, what is free and what is step-free', async () => {
    await withTestApp(async (app) => {
      await plantThree(app);
      // The test's time is a Monday.
      assert.deepEqual(await listed(app, '?day=MO'), ['Money mornings']);
      assert.deepEqual(await listed(app, '?day=today'), ['Money mornings']);
      assert.deepEqual(await listed(app, '?day=TU'), ['Soup and company']);
      assert.deepEqual(await listed(app, '?day=SU'), []);
      assert.deepEqual(await listed(app, '?free=yes'), ['A friendly voice', 'Soup and company']);
      assert.deepEqual(await listed(app, '?steps=yes'), ['Soup and company']);
      const second = [
        {
          days: ['MO'],
          opensAt: undefined,
          closesAt: undefined,
          everyWeeks: 2,
          from: '2026-02-23' as LocalDate,
          to: undefined,
          description: '',
        },
      ] as const;
      await plantService(app, { name: 'Every other Monday', schedules: second });
      assert.deepEqual(await listed(app, '?day=MO'), ['Every other Monday', 'Money mornings']);
      assert.deepEqual(await listed(app, '?day=today'), ['Money mornings']);
    });
  });

  it('lets every filter be taken away, and says so when nothing fits', async () => {
    await withTestApp(async (app) => {
      await plantThree(app);
      const page = await app.get('/testbourne/community?words=debt&day=SU&free=yes');
      assert.ok(page.text.includes('Nothing fits all of that'));
      assert.equal(page.link('Remove Sunday'), '/testbourne/community?words=debt&free=yes');
      assert.equal(page.link('Remove Free'), '/testbourne/community?words=debt&day=SU');
      assert.equal(page.link('Remove “debt”'), '/testbourne/community?day=SU&free=yes');
    });
  });

  it('teaches where nothing is listed', async () => {
    await withTestApp(async (app) => {
      const page = await app.get('/testbourne/community');
      assert.ok(page.text.includes('Nothing is listed yet'));
      assert.equal(page.hasLink('Add the first service'), false);
      const editor = await app.get('/testbourne/community', await app.person('editor'));
      assert.equal(editor.link('Add the first service'), '/testbourne/my-organisation/services/new');
    });
  });

  it('says how lately each was checked, and leaves out what ended or waits', async () => {
    await withTestApp(async (app) => {
      await plantService(app, { name: 'Fresh' }, { days: 12 });
      await plantService(app, { name: 'On the edge' }, { days: 90 });
      await plantService(app, { name: 'Stale' }, { days: 91 });
      await plantService(app, { name: 'Over', status: 'defunct' });
      await plantService(app, { name: 'Waiting' }, { isApproved: false });
      const page = await app.get('/testbourne/community');
      for (const words of ['Checked 12 days ago', 'Checked 90 days ago', 'Not checked for 91 days'])
        assert.ok(page.text.includes(words), words);
      assert.deepEqual(await listed(app, ''), ['Fresh', 'On the edge', 'Stale']);
      await plantService(app, { name: 'Shut', status: 'temporarily closed' });
      assert.ok((await app.get('/testbourne/community')).text.includes('Closed for now'));
      assert.equal((await listed(app, '?day=TU')).includes('Shut'), false);
    });
  });

  it('goes on after 50, with each service once', async () => {
    await withTestApp(async (app) => {
      for (let number = 1; number <= 52; number += 1)
        await plantService(app, { name: `Group ${number}`, venue: undefined });
      const first = await app.get('/testbourne/community?words=group');
      const next = await app.get(first.link('More services'));
      const names = [first, next].map((page) => page.document.querySelectorAll('.ct-rows > li').length);
      assert.deepEqual(names, [50, 2]);
      assert.equal(next.hasLink('More services'), false);
    });
  });
});
