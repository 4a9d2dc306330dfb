import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp, type TestApp } from '../../../../test/support/app.ts';
import { plantAreas, plantService, venueAt } from '../../../../test/support/community.ts';
import { addDays, todayInLondon, type LocalDate } from '../../../lib/dates.ts';

/** What stands in the list, in its order. */
async function listed(app: TestApp, query: string): Promise<string[]> {
  const sent = await app.get(`/testbourne/community${query}`);
  const page = sent.location === undefined ? sent : await app.get(sent.location);
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

  it('understands a sentence, and shows what it understood as filters that can be taken away', async () => {
    await withTestApp(async (app) => {
      await plantThree(app);
      const sentence = 'something to do on Tuesday near TB1 1AA for my dad who is lonely and uses a wheelchair';
      const sent = await app.get(`/testbourne/community?words=${encodeURIComponent(sentence)}`);
      assert.equal(sent.status, 303);
      const found = sent.location ?? '';
      assert.equal(found, '/testbourne/community?day=TU&near=TB1+1AA&steps=yes&term=company');
      assert.deepEqual(await listed(app, found.replace('/testbourne/community', '')), ['Soup and company']);
      const page = await app.get(found);
      for (const name of ['Tuesday', 'Near TB1 1AA', 'Step-free', 'Company']) page.link(`Remove ${name}`);
      // What was chosen by hand wins over what a sentence says.
      const both = await app.get('/testbourne/community?words=lunch+on+Tuesday&day=MO');
      assert.equal(both.location, '/testbourne/community?words=lunch&day=MO');
    });
  });

  it('knows what is open now, to the minute, and keeps no page of it', async () => {
    await withTestApp(async (app) => {
      const monday = { days: ['MO'], everyWeeks: 1, from: undefined, to: undefined, description: '' } as const;
      // The test's time is a Monday at nine.
      await plantService(app, { name: 'Open', schedules: [{ ...monday, opensAt: '09:00', closesAt: '10:00' }] });
      await plantService(app, { name: 'Over', schedules: [{ ...monday, opensAt: '08:00', closesAt: '09:00' }] });
      await plantService(app, { name: 'Later', schedules: [{ ...monday, opensAt: '18:00', closesAt: '20:00' }] });
      await plantService(app, {
        name: 'Tomorrow',
        schedules: [{ ...monday, days: ['TU'], opensAt: '09:00', closesAt: '10:00' }],
      });
      assert.deepEqual(await listed(app, '?day=now'), ['Open']);
      assert.deepEqual(await listed(app, '?day=today&evening=yes'), ['Later']);
      assert.deepEqual(await listed(app, '?day=tomorrow'), ['Tomorrow']);
      assert.deepEqual(await listed(app, '?day=week'), ['Later', 'Open', 'Over', 'Tomorrow']);
      assert.deepEqual(await listed(app, '?day=weekend'), []);
      const answer = await app.app.inject({ method: 'GET', url: '/testbourne/community?day=now' });
      assert.equal(answer.headers['etag'], undefined);
    });
  });

  it('narrows by age, by what it helps with, by language and by what helps people in', async () => {
    await withTestApp(async (app) => {
      await plantService(app, { name: 'Toddlers', maximumAge: 4, venue: venueAt('TB1 1AA', { access: ['lift'] }) });
      await plantService(app, { name: 'Youth', minimumAge: 11, maximumAge: 17, languages: ['pl'], terms: ['play'] });
      assert.deepEqual(await listed(app, '?age=4'), ['Toddlers']);
      assert.deepEqual(await listed(app, '?age=5'), []);
      assert.deepEqual(await listed(app, '?age=17'), ['Youth']);
      assert.deepEqual(await listed(app, '?language=pl'), ['Youth']);
      assert.deepEqual(await listed(app, '?feature=lift'), ['Toddlers']);
      assert.deepEqual(await listed(app, '?term=play'), ['Youth']);
      assert.deepEqual(await listed(app, '?term=nobody-knows-this'), ['Toddlers', 'Youth']);
    });
  });

  it('puts what fits best first, and what nobody has checked for long last', async () => {
    await withTestApp(async (app) => {
      await plantService(app, { name: 'Alpha walk' }, { days: 200 });
      await plantService(app, { name: 'Beta walk' }, { days: 100 });
      await plantService(app, { name: 'Gamma walk' });
      assert.deepEqual(await listed(app, '?words=walk'), ['Gamma walk', 'Beta walk', 'Alpha walk']);
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
    });
  });

  it('leaves out what is not open, unless somebody asks for it, and never shows what has ended', async () => {
    await withTestApp(async (app) => {
      const today = todayInLondon(app.now);
      await plantService(app, { name: 'Shut', status: 'temporarily closed', reopensOn: addDays(today, 1) });
      await plantService(app, { name: 'Open again', status: 'temporarily closed', reopensOn: today });
      await plantService(app, { name: 'To come', listedFrom: addDays(today, 1) });
      await plantService(app, { name: 'Begun', listedFrom: today, listedTo: today });
      await plantService(app, { name: 'Past', listedTo: addDays(today, -1) });
      assert.deepEqual(await listed(app, ''), ['Begun', 'Open again']);
      assert.deepEqual(await listed(app, '?closed=yes'), ['Begun', 'Open again', 'Shut', 'To come']);
      assert.deepEqual(await listed(app, '?closed=yes&day=TU&words=shut'), ['Shut']);
      const page = await app.get('/testbourne/community?closed=yes');
      assert.ok(page.text.includes('Closed for now, opens again on'));
      assert.ok(page.text.includes('Begins on'));
      assert.ok((await app.get('/testbourne/community?words=shut')).hasLink('look also among what is closed now'));
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
