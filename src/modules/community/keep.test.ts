import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp, type TestApp } from '../../../test/support/app.ts';
import { contentWith, plantAreas, plantService } from '../../../test/support/community.ts';
import { must, seeding } from '../../../test/support/strategy.ts';
import { addDays, todayInLondon } from '../../lib/dates.ts';
import { jobHandlers } from '../../modules.ts';
import { createJobRunner } from '../../platform/jobs/jobs.ts';
import { decideOnVersion, keepServiceHelp, proposeChange, servicesTakingReferrals } from './index.ts';
import { newestVersions } from './store/versions.ts';

const community = '/testbourne/community';

async function runJobs(app: TestApp): Promise<void> {
  await createJobRunner(app.context, jobHandlers).runDue();
}
async function letters(app: TestApp, kind: string) {
  return await app.db.read({ role: 'thread_service', job: 'mail-sender' }, (trx) =>
    trx
      .selectFrom('mail')
      .select(['to_address', 'subject', 'body'])
      .where('kind', '=', kind)
      .orderBy('to_address')
      .execute(),
  );
}
async function change(
  app: TestApp,
  id: string,
  base: number,
  content: Parameters<typeof contentWith>[0],
): Promise<void> {
  await app.db.write(app.seed, async (trx) => {
    const made = must(
      await proposeChange(trx, seeding(app, app.now), { serviceId: id, base, content: contentWith(content) }),
    );
    must(await decideOnVersion(trx, seeding(app, app.now), made.versionId, { kind: 'approve' }));
  });
}

describe('choosing where to refer somebody', () => {
  it('leaves out what nobody has checked for more than 180 days', async () => {
    await withTestApp(async (app) => {
      await plantService(app, { name: 'On the day' }, { days: 180 });
      await plantService(app, { name: 'A day late' }, { days: 181 });
      const names = await app.db.read(app.seed, async (trx) =>
        (await servicesTakingReferrals(trx, app.place.id, todayInLondon(app.now))).map((one) => one.content.name),
      );
      assert.deepEqual(names, ['On the day']);
      assert.ok((await app.get(`${community}?words=late`)).text.includes('A day late'));
    });
  });
});

describe('a listing that is not open', () => {
  it('is in no list for referring, on no map and in no calendar, and says on its page why', async () => {
    await withTestApp(async (app) => {
      await plantAreas(app);
      const today = todayInLondon(app.now);
      await plantService(app, { name: 'Open' });
      const toCome = await plantService(app, { name: 'To come', listedFrom: addDays(today, 1) });
      const past = await plantService(app, { name: 'Past', listedTo: addDays(today, -1) });
      const shut = await plantService(app, {
        name: 'Shut',
        status: 'temporarily closed',
        reopensOn: addDays(today, 200),
      });
      const names = await app.db.read(app.seed, async (trx) =>
        (await servicesTakingReferrals(trx, app.place.id, today)).map((one) => one.content.name),
      );
      assert.deepEqual(names, ['Open']);
      const map = await app.get(`${community}/map?part=elsewhere`);
      const near = await app.get(`${community}/map`);
      for (const name of ['To come', 'Past', 'Shut'])
        assert.ok(!map.text.includes(name) && !near.text.includes('2 services'), name);
      const calendar = async (slug: string): Promise<string> =>
        (await app.app.inject({ method: 'GET', url: `${community}/services/${slug}/calendar.ics` })).body;
      assert.ok(!(await calendar(shut.slug)).includes('BEGIN:VEVENT'));
      assert.ok(!(await calendar(past.slug)).includes('BEGIN:VEVENT'));
      // What is to come stands there from its first day on.
      assert.ok((await calendar(toCome.slug)).includes('BEGIN:VEVENT'));
      for (const [slug, words] of [
        [toCome.slug, 'It has not begun yet'],
        [past.slug, 'It does not run any more'],
        [shut.slug, 'opens again on'],
      ] as const)
        assert.ok((await app.get(`${community}/services/${slug}`)).text.includes(words), words);
    });
  });
});

describe('asking whether a listing is still right', () => {
  it('is a letter with a link, that opens without changing anything and counts once', async () => {
    await withTestApp(async (app) => {
      const joan = await app.person('editor');
      await plantService(app, { name: 'Fresh' }, { days: 74 });
      const { slug } = await plantService(app, { name: 'Old' }, { days: 75 });
      await runJobs(app);
      const [letter, ...others] = await letters(app, 'still-right');
      assert.equal(others.length, 0);
      assert.equal(letter?.to_address, joan.email);
      assert.ok(!(letter?.subject ?? '').includes('Old'));
      const link = /\/testbourne\/community\/still-right\/[A-Za-z0-9_-]{43}/.exec(letter?.body ?? '')?.[0] ?? '';
      for (let times = 0; times < 2; times += 1) {
        const page = await app.get(link);
        assert.ok(page.text.includes('Is all of it still right?'));
      }
      assert.ok((await app.get(`${community}/services/${slug}`)).text.includes('75 days ago'));
      assert.equal((await app.post(link, {})).location, `${community}/services/${slug}?notice=service-checked`);
      assert.ok((await app.get(`${community}/services/${slug}`)).text.includes('checked today'));
      assert.equal((await app.post(link, {})).status, 404);
      assert.equal((await app.get(link)).status, 404);
      assert.equal((await app.get(link.replace(/.$/, 'x'))).status, 404);
      await runJobs(app);
      assert.equal((await letters(app, 'still-right')).length, 1);
    });
  });
  it('goes to the mailbox of the listing where nobody speaks for the organisation, and not twice in one step', async () => {
    await withTestApp(async (app) => {
      await plantService(app, { name: 'Old', email: 'hall@example.org' }, { days: 121 });
      await runJobs(app);
      await runJobs(app);
      assert.deepEqual(
        (await letters(app, 'still-right')).map((one) => one.to_address),
        ['hall@example.org'],
      );
    });
  });
});

describe('closing for now', () => {
  const until = (day: string, month = '4', year = '2026') => ({
    'reopens-day': day,
    'reopens-month': month,
    'reopens-year': year,
  });
  it('is done by the link of the letter, on a page with a button, for a day to come, and once', async () => {
    await withTestApp(async (app) => {
      const { slug } = await plantService(app, { name: 'Old', email: 'hall@example.org' }, { days: 75 });
      await runJobs(app);
      const [letter] = await letters(app, 'still-right');
      assert.ok(letter?.body.includes('closed for now'));
      const link = /\/testbourne\/community\/still-right\/[A-Za-z0-9_-]{43}/.exec(letter?.body ?? '')?.[0] ?? '';
      assert.ok((await app.get(link)).text.includes('Or is it closed for now?'));
      const wrong = await app.post(`${link}/closed`, until('2', '3'));
      assert.equal(wrong.status, 422);
      assert.equal(wrong.value('Day'), '2');
      assert.ok(wrong.text.includes('must be after today'));
      assert.equal((await app.post(`${link}/closed`, until('4', '3', '2027'))).status, 422);
      assert.ok((await app.get(`${community}?words=old`)).hasLink('Old'));
      const done = await app.post(`${link}/closed`, until('2'));
      assert.equal(done.location, `${community}/services/${slug}?notice=service-closed-for-now`);
      assert.ok((await app.get(done.location ?? '')).text.includes('opens again on 2 April 2026'));
      assert.ok(!(await app.get(`${community}?words=old`)).hasLink('Old'));
      // Nobody said that the rest is right.
      assert.ok((await app.get(done.location ?? '')).text.includes('75 days ago'));
      assert.equal((await app.post(`${link}/closed`, until('2'))).status, 404);
      assert.equal((await app.post(link, {})).status, 404);
    });
  });
  it('is said and taken back by its own people at once, and what waits for approval opens nothing', async () => {
    await withTestApp(async (app) => {
      const joan = await app.person('editor');
      const { id, slug } = await plantService(app, { name: 'Soup' });
      await app.db.write(app.seed, async (trx) =>
        must(
          await proposeChange(trx, seeding(app, app.now), {
            serviceId: id,
            base: 1,
            content: contentWith({ name: 'Soup', description: 'Other words.' }),
          }),
        ),
      );
      const mine = '/testbourne/my-organisation/services';
      const stranger = await app.person('editor', { organisation: await app.addOrganisation('Another') });
      assert.equal((await app.get(`${mine}/${slug}/closed`, stranger)).status, 403);
      assert.equal((await app.post(`${mine}/${slug}/closed`, until('2'), stranger)).status, 403);
      const form = await app.get((await app.get(mine, joan)).link('It is closed for now: Soup'), joan);
      assert.equal(form.status, 200);
      assert.equal((await app.post(`${mine}/${slug}/closed`, until(''), joan)).status, 422);
      assert.equal((await app.post(`${mine}/${slug}/closed`, until('2'), joan)).status, 303);
      const page = await app.get(`${community}/services/${slug}`);
      assert.ok(page.text.includes('opens again on 2 April 2026') && !page.text.includes('Other words.'));
      // Its words wait as before, and say the same of when it is open.
      assert.ok((await app.get(mine, joan)).text.includes('Waiting for approval'));
      await app.db.write(app.seed, async (trx) => {
        const waits = (await newestVersions(trx, app.place.id, [id])).get(id);
        must(await decideOnVersion(trx, seeding(app, app.now), waits?.id ?? '', { kind: 'approve' }));
      });
      const approved = await app.get(`${community}/services/${slug}`);
      assert.ok(approved.text.includes('opens again on 2 April 2026') && approved.text.includes('Other words.'));
      assert.equal((await app.post(`${mine}/${slug}/open-again`, {}, joan)).status, 303);
      assert.ok(!(await app.get(`${community}/services/${slug}`)).text.includes('opens again'));
      assert.ok((await app.get(`${community}?words=soup`)).hasLink('Soup'));
      const over = await plantService(app, { name: 'Over', status: 'defunct' });
      assert.equal((await app.post(`${mine}/${over.slug}/closed`, until('2'), joan)).status, 422);
    });
  });
});

describe('counting who gets in touch', () => {
  it('is one tap for its own people, by day and of nobody anything, and reaches others only after the gate', async () => {
    await withTestApp(async (app) => {
      const joan = await app.person('editor');
      const { slug } = await plantService(app, { name: 'Soup' });
      const mine = '/testbourne/my-organisation/services';
      const tap = async (contact: string, who = joan): Promise<number> =>
        (await app.post(`${mine}/${slug}/contact`, { contact }, who)).status;
      const stranger = await app.person('editor', { organisation: await app.addOrganisation('Another') });
      assert.equal(await tap('one', stranger), 403);
      assert.equal(await tap('two'), 422);
      for (let times = 0; times < 8; times += 1) assert.equal(await tap('one'), 303);
      assert.equal(await tap('back'), 303);
      assert.ok((await app.get(mine, joan)).text.includes('7 times today, 7 in twelve months'));
      const told = async (): Promise<string> => {
        const today = todayInLondon(app.now);
        await app.db.write(app.seed, (trx) => keepServiceHelp(trx, app.place.id, today, []));
        return (await app.get(`${community}/services/${slug}`, joan)).text;
      };
      assert.ok((await told()).includes('Got in touch: fewer than 8 times'));
      assert.equal(await tap('one'), 303);
      assert.ok((await told()).includes('Got in touch: about 10 times'));
      // What is not counted is not said to be none.
      for (let times = 0; times < 9; times += 1) assert.equal(await tap('back'), 303);
      assert.ok(!(await told()).includes('Got in touch'));
    });
  });
});

describe('watching a service', () => {
  it('tells the account when it changes or closes, until it stops', async () => {
    await withTestApp(async (app) => {
      const { id, slug } = await plantService(app);
      const ruth = await app.person('resident');
      const page = `${community}/services/${slug}`;
      assert.ok(!(await app.get(page)).text.includes('Tell me when this changes'));
      assert.equal((await app.post(`${page}/watch`, { watch: 'yes' }, ruth)).status, 303);
      assert.ok((await app.get(`${community}/watched`, ruth)).text.includes('Soup and company'));
      await change(app, id, 1, { status: 'temporarily closed' });
      await runJobs(app);
      const [letter] = await letters(app, 'watched-service');
      assert.equal(letter?.to_address, ruth.email);
      assert.ok(letter?.body.includes('closed for now'));
      assert.equal((await app.post(`${page}/watch`, { watch: 'no' }, ruth)).status, 303);
      await change(app, id, 2, {});
      await runJobs(app);
      assert.equal((await letters(app, 'watched-service')).length, 1);
    });
  });
});

describe('notes of partners', () => {
  it('are read by partners, and by nobody else', async () => {
    await withTestApp(async (app) => {
      const { slug } = await plantService(app);
      const notes = `${community}/services/${slug}/notes`;
      const amara = await app.person('link-worker');
      assert.equal((await app.post(notes, { words: '' }, amara)).status, 422);
      assert.equal((await app.post(notes, { words: 'The side door has no step' }, amara)).status, 303);
      const other = await app.person('practitioner');
      const page = await app.get(notes, other);
      assert.ok(page.text.includes('The side door has no step') && !page.text.includes('Take it away'));
      for (const who of [undefined, await app.person('resident')]) {
        assert.ok([401, 403].includes((await app.get(notes, who)).status));
        assert.ok(!(await app.get(`${community}/services/${slug}`, who)).text.includes('side door'));
      }
      const own = await app.get(notes, amara);
      const remove = [...own.document.querySelectorAll('form')].find((one) =>
        one.getAttribute('action')?.endsWith('/remove'),
      );
      const action = remove?.getAttribute('action') ?? '';
      assert.equal((await app.post(action, {}, other)).status, 404);
      assert.equal((await app.post(action, {}, amara)).status, 303);
    });
  });
});

describe('people who can', () => {
  it('are added by an organisation, read by partners, and taken off again', async () => {
    await withTestApp(async (app) => {
      const path = `${community}/people-who-can`;
      const joan = await app.person('editor');
      const day = { 'agreed-day': '1', 'agreed-month': '3', 'agreed-year': '2026' };
      const sent = {
        organisation: app.organisation.id,
        name: 'Pat',
        offers: 'Sits with newcomers',
        'how-asked': 'Through the café',
        safety: 'References',
        areas: 'Marsh End',
        term: ['company'],
        ...day,
      };
      const problem = await app.post(path, { ...sent, safety: '', 'agreed-year': '2027' }, joan);
      assert.equal(problem.status, 422);
      assert.equal(problem.value('What do they offer, and when?'), 'Sits with newcomers');
      assert.equal((await app.post(path, sent, joan)).status, 303);
      const amara = await app.person('link-worker', { organisation: await app.addOrganisation('Another charity') });
      assert.ok((await app.get(path, amara)).text.includes('Sits with newcomers'));
      assert.equal((await app.get(path, await app.person('resident'))).status, 403);
      const page = await app.get(path, joan);
      const end = [...page.document.querySelectorAll('form')].find((one) =>
        one.getAttribute('action')?.endsWith('/end'),
      );
      const stranger = await app.person('editor', { organisation: await app.addOrganisation('A third') });
      assert.equal((await app.post(end?.getAttribute('action') ?? '', {}, stranger)).status, 404);
      assert.equal((await app.post(end?.getAttribute('action') ?? '', {}, joan)).status, 303);
      assert.ok(!(await app.get(path, amara)).text.includes('Sits with newcomers'));
    });
  });
});

describe('what nobody offers', () => {
  it('counts searches without an answer by kind and part of the place, without words, and tells none below eight', async () => {
    await withTestApp(async (app) => {
      await plantAreas(app);
      await plantService(app);
      const amara = await app.person('link-worker');
      for (let times = 0; times < 7; times += 1) await app.get(`${community}?term=housing&near=TB2+2BB`, amara);
      const gaps = `${community}/gaps`;
      assert.ok((await app.get(gaps, amara)).text.includes('fewer than 8'));
      await app.get(`${community}?term=housing&near=TB2+2BB&words=secretword`, amara);
      const page = await app.get(gaps, amara);
      assert.match(page.text, /Housing.*The Northern Villages.*about 10/);
      assert.ok(!page.text.includes('secretword'));
      await app.get(`${community}?words=soup`, amara);
      assert.equal(page.document.querySelectorAll('tbody tr').length, 1);
    });
  });
});

describe('what needs those who run a service', () => {
  it('stands first on their page: errors, what is stale, what was sent back', async () => {
    await withTestApp(async (app) => {
      const joan = await app.person('editor');
      const { slug } = await plantService(
        app,
        {
          name: 'Soup',
          schedules: [
            {
              days: ['TU'],
              opensAt: undefined,
              closesAt: undefined,
              everyWeeks: 1,
              from: undefined,
              to: addDays(todayInLondon(app.now), 10),
              description: '',
            },
          ],
        },
        { days: 91 },
      );
      await app.post(`${community}/services/${slug}/wrong`, { topic: 'closed' });
      const page = await app.get('/testbourne/my-organisation/services', joan);
      for (const words of [
        'What needs you',
        'A reader says: it is closed',
        'Not checked for 91 days: is it still right?',
        'Its times end soon',
      ])
        assert.ok(page.text.includes(words), words);
      const { slug: fine } = await plantService(app, { name: 'Fine' });
      const again = await app.get('/testbourne/my-organisation/services', joan);
      assert.equal(again.document.querySelector(`a[href="#${fine}"]`), null);
    });
  });
});
