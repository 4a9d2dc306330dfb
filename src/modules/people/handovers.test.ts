import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { withTestApp, type TestApp } from '../../../test/support/app.ts';
import { working } from '../../../test/support/people.ts';
import { deny, letters, owner, plant, scene, tasksAbout } from '../../../test/support/working-day.ts';
import { tellOfHandover } from './jobs/tell-of-handover.ts';
import { nobody } from './store/doing.ts';
import { endOnTheDay } from './store/handovers.ts';

async function handOver(app: TestApp, the: Awaited<ReturnType<typeof scene>>, form: Record<string, string> = {}) {
  const offer = { from: the.amara.account, to: the.femi.account, kind: 'for-good', whom: 'everybody', ...form };
  return await app.post('/testbourne/handovers', offer, the.amara);
}

describe('a handover', () => {
  it('moves nothing before the colleague says yes, then who leads, tasks and appointments, and keeps the history', async () => {
    await withTestApp(async (app) => {
      const the = await scene(app);
      await app.db.write(app.seed, async (trx) => await plant(trx, app, the));
      const task = {
        what: 'wordtask',
        who: the.amara.account,
        category: 'plan',
        'by-day': '3',
        'by-month': '3',
        'by-year': '2026',
      };
      await app.post(`${the.here}/tasks`, task, the.amara);
      const offered = await handOver(app, the);
      assert.equal(offered.status, 303, offered.errors.join());
      const url = offered.location?.split('?')[0] ?? '';
      const answer = `${url}/answer`;
      assert.ok((await app.get('/testbourne/today', the.femi)).text.includes('asks you to take people on'));
      assert.ok((await app.get('/testbourne/caseload', the.amara)).text.includes('Wordidentity Moor'));
      assert.equal((await app.post(answer, { answer: 'accept', version: '1' }, the.amara)).status, 422);
      assert.equal((await app.post(answer, { answer: 'accept', version: '1' }, the.femi)).status, 303);
      const mine = await app.get('/testbourne/caseload', the.femi);
      assert.ok(mine.text.includes('Wordidentity Moor'));
      assert.ok((await app.get(url, the.amara)).text.includes('1 task and 1 appointment'));
      const moved = await app.db.read(app.seed, async (trx) => ({
        tasks: await trx.selectFrom('work_task').select('for_account').execute(),
        appointments: await trx.selectFrom('appointment').select('with_name').execute(),
        leads: await trx
          .selectFrom('person_relationship')
          .select(['worker_name', 'until_at'])
          .where('kind', '=', 'lead')
          .where('person_id', '=', the.person)
          .orderBy('from_at')
          .execute(),
      }));
      assert.deepEqual(moved.tasks, [{ for_account: the.femi.account }]);
      assert.deepEqual(moved.appointments, [{ with_name: 'Femi Bello' }]);
      const open = moved.leads.filter((one) => one.until_at === null).map((one) => one.worker_name);
      assert.deepEqual(open, ['Femi Bello']);
      assert.ok(moved.leads.some((one) => one.worker_name === 'Amara Nwosu' && one.until_at !== null));
      assert.ok((await app.get('/testbourne/me', the.ruth)).text.includes('Femi Bello: leads since'));
    });
  });

  it('never passes somebody on to a colleague whom they refused by name', async () => {
    await withTestApp(async (app) => {
      const the = await scene(app);
      await deny(app, the.person, the.femi.account);
      const alone = await handOver(app, the);
      assert.equal(alone.status, 422);
      assert.deepEqual(alone.errors, ['Choose at least one person whom this colleague may know']);
      // Refused only after it was offered, they stay as well, and the colleague does not see that they stood on the list.
      await owner(app, `delete from sharing_decision where account_id = '${the.femi.account}'`);
      await app.db.write(app.seed, async (trx) => {
        await sql`select thread.refold_access(${the.person}::uuid)`.execute(trx);
      });
      const url = ((await handOver(app, the)).location ?? '').split('?')[0] ?? '';
      await deny(app, the.person, the.femi.account);
      assert.ok(!(await app.get(url, the.femi)).html.includes('Wordidentity'));
      assert.equal((await app.post(`${url}/answer`, { answer: 'accept', version: '1' }, the.femi)).status, 303);
      assert.ok((await app.get('/testbourne/caseload', the.amara)).text.includes('Wordidentity Moor'));
      assert.ok(!(await app.get('/testbourne/caseload', the.femi)).text.includes('Wordidentity Moor'));
    });
  });

  it('is offered for somebody who is ill by whoever coordinates, and by no other colleague', async () => {
    await withTestApp(async (app) => {
      const the = await scene(app);
      const lead = await app.person('editor');
      const offer = { from: the.amara.account, to: the.femi.account, kind: 'for-good', whom: 'everybody' };
      assert.equal((await app.post('/testbourne/handovers', offer, the.femi)).status, 404);
      const offered = await app.post('/testbourne/handovers', offer, lead);
      assert.equal(offered.status, 303, offered.errors.join());
      const url = offered.location?.split('?')[0] ?? '';
      assert.equal((await app.post(`${url}/answer`, { answer: 'accept', version: '1' }, lead)).status, 422);
      assert.equal((await app.get(url, the.nurse)).status, 404, 'another organisation sees no handover');
      assert.equal((await app.post(`${url}/answer`, { answer: 'accept', version: '1' }, the.femi)).status, 303);
    });
  });

  it('tells the person by a letter that names nobody, or asks the new worker to tell them in person', async () => {
    for (const isSafe of [true, false])
      await withTestApp(async (app) => {
        const the = await scene(app);
        if (!isSafe) await owner(app, `update person set safe_mode = true where id = '${the.person}'`);
        const url = ((await handOver(app, the)).location ?? '').split('?')[0] ?? '';
        await app.post(`${url}/answer`, { answer: 'accept', version: '1' }, the.femi);
        const id = url.split('/').at(-1) ?? '';
        const doing = { ...working(app, app.organisation.id), by: nobody };
        const words = { placeName: 'Testbourne', baseUrl: 'https://example.org' };
        for (let run = 0; run < (isSafe ? 1 : 3); run += 1)
          await app.db.write(app.seed, async (trx) => await tellOfHandover(trx, doing, words, id));
        const sent = await letters(app);
        const tasks = await tasksAbout(app, the.person);
        assert.equal(sent.length, isSafe ? 1 : 0);
        assert.equal(tasks.length, isSafe ? 0 : 1);
        for (const word of ['Femi', 'Amara', 'Wordidentity', 'Council'])
          assert.ok(!sent.some((one) => `${one.subject}${one.body}`.includes(word)), word);
        if (!isSafe) assert.equal(tasks[0]?.for, the.femi.account);
      });
  });

  it('for a while comes back by itself on the day, once', async () => {
    await withTestApp(async (app) => {
      const the = await scene(app);
      const back = { kind: 'leave', 'back-day': '9', 'back-month': '3', 'back-year': '2026' };
      const url = ((await handOver(app, the, back)).location ?? '').split('?')[0] ?? '';
      await app.post(`${url}/answer`, { answer: 'accept', version: '1' }, the.femi);
      const id = url.split('/').at(-1) ?? '';
      for (const [day, name] of [
        [5, 'femi'],
        [7, 'amara'],
        [8, 'amara'],
      ] as const) {
        const doing = {
          ...working(app, app.organisation.id),
          by: nobody,
          now: new Date(app.now.getTime() + day * 86_400_000),
        };
        await app.db.write(app.seed, async (trx) => await endOnTheDay(trx, doing, id));
        assert.ok((await app.get('/testbourne/caseload', the[name])).text.includes('Wordidentity Moor'), `day ${day}`);
      }
      assert.ok((await app.get(url, the.femi)).text.includes('Back with Amara Nwosu'));
    });
  });
});

describe('a handover for a while', () => {
  it('leaves whoever refused the worker meanwhile with the colleague', async () => {
    await withTestApp(async (app) => {
      const the = await scene(app);
      const back = { kind: 'leave', 'back-day': '9', 'back-month': '3', 'back-year': '2026' };
      const url = ((await handOver(app, the, back)).location ?? '').split('?')[0] ?? '';
      await app.post(`${url}/answer`, { answer: 'accept', version: '1' }, the.femi);
      await deny(app, the.person, the.amara.account);
      assert.equal((await app.post(`${url}/answer`, { answer: 'end', version: '2' }, the.femi)).status, 303);
      assert.ok((await app.get('/testbourne/caseload', the.femi)).text.includes('Wordidentity Moor'));
      assert.ok(!(await app.get('/testbourne/caseload', the.amara)).text.includes('Wordidentity Moor'));
    });
  });
});

describe('the caseload', () => {
  it('shows each worker their own, and whoever coordinates counts alone', async () => {
    await withTestApp(async (app) => {
      const the = await scene(app);
      assert.equal(
        (await app.post('/testbourne/caseload/hours', { hours: '18.75', room: '2' }, the.amara)).status,
        422,
      );
      assert.equal((await app.post('/testbourne/caseload/hours', { hours: '18.8', room: '1' }, the.amara)).status, 303);
      const own = await app.get('/testbourne/caseload', the.amara);
      assert.ok(own.text.includes('You lead for 1 person: 2.0 for each full week'), own.text);
      assert.equal(own.document.querySelector('table'), null);
      const lead = await app.person('editor');
      const team = await app.get('/testbourne/caseload', lead);
      assert.ok(team.text.includes('Who does how much') && team.text.includes('Femi Bello'));
      assert.ok(!team.text.includes('Wordidentity'));
      const other = await app.person('editor', { organisation: the.trust });
      assert.ok(!(await app.get('/testbourne/caseload', other)).text.includes('Femi Bello'));
      const resident = await app.get('/testbourne/caseload', the.ruth);
      assert.equal(resident.status, 403);
    });
  });
});
