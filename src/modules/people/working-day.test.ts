import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { withTestApp, type Person, type TestApp } from '../../../test/support/app.ts';
import { agree, joinIn, plantPerson, working } from '../../../test/support/people.ts';
import { must } from '../../../test/support/strategy.ts';
import { remindOfAppointment } from './jobs/remind-appointment.ts';
import { tellOfHandover } from './jobs/tell-of-handover.ts';
import { addAppointment } from './store/appointments.ts';
import { nobody } from './store/doing.ts';
import { endOnTheDay } from './store/handovers.ts';

const note = {
  'on-day': '1',
  'on-month': '3',
  'on-year': '2026',
  how: 'met',
  words: 'wordnote about the bus',
  category: 'plan',
  read: 'yes',
};
const held = { ...note, words: 'wordheld', read: 'held', 'held-reason': 'He reads her page and has hurt her before' };

/** A person with an account, whom Amara leads; Femi is her colleague, and a nurse of another organisation helps, too. */
async function scene(app: TestApp) {
  const amara = await app.person('link-worker', { name: 'Amara Nwosu' });
  const femi = await app.person('link-worker', { name: 'Femi Bello' });
  const ruth = await app.person('resident', { name: 'Ruth' });
  const trust = await app.addOrganisation('Riverside Trust');
  const nurse = await app.person('practitioner', { organisation: trust, name: 'Nurse Okoro' });
  const person = await plantPerson(app, { account: ruth.account, mayKnow: 'partners', mayPlan: 'partners' });
  await agree(app, [app.organisation.id, trust]);
  await joinIn(app, person.id, trust);
  await owner(
    app,
    `update person set lead_account_id = '${amara.account}', email = 'ruth@example.org' where id = '${person.id}'`,
  );
  await owner(
    app,
    `insert into person_relationship (place_id, id, person_id, organisation_id, account_id, worker_name, kind, scope, from_at)
       select place_id, gen_random_uuid(), id, lead_organisation_id, lead_account_id, 'Amara Nwosu', 'lead', 'full', '2026-02-01' from person where id = '${person.id}'`,
  );
  return { amara, femi, ruth, nurse, trust, person: person.id, here: `/testbourne/people/${person.id}` };
}

async function owner(app: TestApp, text: string): Promise<void> {
  await app.db.write({ role: 'thread_owner' }, async (trx) => {
    await sql.raw(text).execute(trx);
  });
}

async function deny(app: TestApp, person: string, account: string): Promise<void> {
  await app.db.write(app.seed, async (trx) => {
    await sql`insert into sharing_decision (place_id, id, person_id, effect, account_id, category, how_given, from_at)
      values (${app.place.id}, gen_random_uuid(), ${person}, 'deny', ${account}, '*', 'phone', now() - interval '1 hour')`.execute(
      trx,
    );
    await sql`select thread.refold_access(${person}::uuid)`.execute(trx);
  });
}

async function letters(app: TestApp): Promise<{ to: string; subject: string; body: string }[]> {
  return await app.db.read(
    app.seed,
    async (trx) => await trx.selectFrom('mail').select(['to_address as to', 'subject', 'body']).orderBy('id').execute(),
  );
}

async function tasksAbout(app: TestApp, person: string): Promise<{ what: string; for: string }[]> {
  return await app.db.read(
    app.seed,
    async (trx) =>
      await trx
        .selectFrom('work_task')
        .select(['what', 'for_account as for'])
        .where('person_id', '=', person)
        .orderBy('id')
        .execute(),
  );
}

function idIn(page: { html: string }, pattern: RegExp): string {
  return pattern.exec(page.html)?.[1] ?? 'none';
}

describe('notes', () => {
  it('are read by the person, and not where a stated reason holds them back', async () => {
    await withTestApp(async (app) => {
      const the = await scene(app);
      assert.equal(
        (await app.post(`${the.here}/notes`, note, the.amara)).location,
        `${the.here}/work?notice=note-added`,
      );
      const without = await app.post(`${the.here}/notes`, { ...held, 'held-reason': 'Risk' }, the.amara);
      assert.equal(without.status, 422);
      assert.ok(without.html.includes('wordheld'), 'nothing typed is lost');
      assert.equal((await app.post(`${the.here}/notes`, held, the.amara)).status, 303);
      const safety = { ...note, words: 'wordsecret', category: 'safeguarding' };
      assert.equal((await app.post(`${the.here}/notes`, safety, the.amara)).status, 303);
      const all = await app.get(`${the.here}/work`, the.amara);
      for (const word of ['wordnote', 'wordheld', 'wordsecret']) assert.ok(all.text.includes(word), word);
      for (const url of ['/testbourne/me', '/testbourne/me/notes', '/testbourne/me/download']) {
        const own = await app.get(url, the.ruth);
        assert.equal(own.status, 200, url);
        assert.ok(own.html.includes('wordnote'), url);
        for (const word of ['wordheld', 'wordsecret', 'hurt her'])
          assert.ok(!own.html.includes(word), `${word} ${url}`);
      }
    });
  });

  it('are hidden from the person’s own pages in safe mode, with every appointment', async () => {
    await withTestApp(async (app) => {
      const the = await scene(app);
      await app.post(`${the.here}/notes`, note, the.amara);
      await app.db.write(app.seed, async (trx) => await plant(trx, app, the));
      await app.post('/testbourne/me/safe-mode', { hide: 'yes' }, the.ruth);
      for (const url of ['/testbourne/me', '/testbourne/me/notes', '/testbourne/me/download']) {
        const own = await app.get(url, the.ruth);
        for (const word of ['wordnote', 'wordabout']) assert.ok(!own.html.includes(word), `${word} ${url}`);
      }
    });
  });

  it('go to partners by category, and to nobody whom the person refused by name', async () => {
    await withTestApp(async (app) => {
      const the = await scene(app);
      await app.post(`${the.here}/notes`, note, the.amara);
      await app.post(`${the.here}/notes`, { ...note, words: 'wordsecret', category: 'safeguarding' }, the.amara);
      const seen = await app.get(`${the.here}/work`, the.nurse);
      assert.ok(seen.text.includes('wordnote') && !seen.text.includes('wordsecret'));
      assert.ok(!seen.text.includes('Correct'), 'another organisation corrects nothing');
      await deny(app, the.person, the.nurse.account);
      await deny(app, the.person, the.femi.account);
      for (const refused of [the.nurse, the.femi])
        assert.equal((await app.get(`${the.here}/work`, refused)).status, 404);
    });
  });

  it('are corrected by a new version and marked as written in error, and nothing is lost', async () => {
    await withTestApp(async (app) => {
      const the = await scene(app);
      await app.post(`${the.here}/notes`, note, the.amara);
      const edit = (await app.get(`${the.here}/work`, the.amara)).html.match(/people\/[^"]+\/notes\/[^"]+\/edit/)?.[0];
      const url = `/testbourne/${edit}`;
      assert.equal((await app.post(url, { ...note, words: 'wordcorrected', version: '1' }, the.femi)).status, 303);
      const stale = await app.post(url, { ...note, words: 'wordstale', version: '1' }, the.amara);
      assert.equal(stale.status, 409);
      assert.ok(stale.html.includes('wordstale'));
      const page = await app.get(url, the.amara);
      assert.ok(page.text.includes('wordnote'), 'what it said before stands there');
      // Filed apart later, what it said before is kept apart, too.
      await app.post(url, { ...note, words: 'wordapart', category: 'safeguarding', version: '2' }, the.amara);
      assert.equal((await app.get(url, the.nurse)).status, 404);
      const versions = await app.db.read(
        { role: 'thread_member', account: the.ruth.account, place: app.place.id, purpose: 'direct-support' },
        async (trx) => await trx.selectFrom('personal_version').selectAll().where('kind', '=', 'note').execute(),
      );
      assert.deepEqual(versions, []);
      const wrong = { ...note, category: 'safeguarding', version: '3', withdraw: 'yes', 'withdrawn-why': '' };
      assert.equal((await app.post(url, wrong, the.amara)).status, 422);
      assert.equal((await app.post(url, { ...wrong, 'withdrawn-why': 'About somebody else' }, the.amara)).status, 303);
      const after = await app.get(`${the.here}/work`, the.amara);
      assert.ok(after.text.includes('Written in error: About somebody else') && after.text.includes('wordapart'));
    });
  });
});

describe('tasks', () => {
  it('are offered to a colleague, who answers; they stand on the list for today and never on the person’s page', async () => {
    await withTestApp(async (app) => {
      const the = await scene(app);
      const task = {
        what: 'wordtask',
        who: the.femi.account,
        category: 'plan',
        'by-day': '3',
        'by-month': '3',
        'by-year': '2026',
      };
      const offered = await app.post(`${the.here}/tasks`, task, the.amara);
      assert.equal(offered.location, `${the.here}/work?notice=task-offered`);
      const today = await app.get('/testbourne/today', the.femi);
      assert.ok(today.text.includes('wordtask') && today.text.includes('Yes or no?'));
      const one = `${the.here}/tasks/${idIn(today, /tasks\/([0-9a-f-]{36})/)}`;
      const stranger = await app.post(`${one}/answer`, { answer: 'accept', version: '1' }, the.amara);
      assert.equal(stranger.status, 422);
      assert.equal((await app.post(`${one}/answer`, { answer: 'decline', version: '1' }, the.femi)).status, 422);
      assert.equal((await app.post(`${one}/answer`, { answer: 'accept', version: '1' }, the.femi)).status, 303);
      assert.equal((await app.post(`${one}/answer`, { answer: 'done', version: '2' }, the.femi)).status, 303);
      assert.ok(!(await app.get('/testbourne/today', the.femi)).text.includes('wordtask'));
      for (const url of ['/testbourne/me', '/testbourne/me/notes', '/testbourne/me/download'])
        assert.ok(!(await app.get(url, the.ruth)).html.includes('wordtask'), url);
      assert.equal((await app.get(one, the.nurse)).status, 404);
    });
  });

  it('cannot be asked of somebody whom the person refused', async () => {
    await withTestApp(async (app) => {
      const the = await scene(app);
      await deny(app, the.person, the.femi.account);
      const form = await app.get(`${the.here}/tasks/new`, the.amara);
      assert.ok(form.text.includes('Amara Nwosu') && !form.text.includes('Femi Bello'));
      const task = {
        what: 'x',
        who: the.femi.account,
        category: 'plan',
        'by-day': '3',
        'by-month': '3',
        'by-year': '2026',
      };
      assert.equal((await app.post(`${the.here}/tasks`, task, the.amara)).status, 422);
    });
  });
});

/** An appointment two days ahead, written by the service's hand. */
async function plant(
  trx: Parameters<typeof addAppointment>[0],
  app: TestApp,
  the: { person: string; amara: Person },
  category: 'plan' | 'safeguarding' = 'plan',
) {
  const doing = working(app, app.organisation.id, the.amara.account);
  return must(
    await addAppointment(trx, doing, the.person, {
      category,
      startsAt: new Date(app.now.getTime() + 2 * 86_400_000),
      minutes: 45,
      where: 'wordwhere',
      withAccount: the.amara.account,
      withName: 'Amara Nwosu',
      about: 'wordabout',
      remind: true,
    }),
  );
}

async function remind(app: TestApp, id: string, hoursAhead: number): Promise<void> {
  const now = new Date(app.now.getTime() + 2 * 86_400_000 - hoursAhead * 3_600_000);
  const doing = { ...working(app, app.organisation.id), by: nobody, now };
  const words = { placeName: 'Testbourne', baseUrl: 'https://example.org' };
  await app.db.write(app.seed, async (trx) => await remindOfAppointment(trx, doing, words, id));
}

describe('appointments', () => {
  it('are planned, stand on the person’s own page and on the list for that day, and say what got in the way', async () => {
    await withTestApp(async (app) => {
      const the = await scene(app);
      const form = {
        about: 'wordabout',
        'on-day': '2',
        'on-month': '3',
        'on-year': '2026',
        starts: '2pm',
        minutes: '45',
        where: 'The café',
        with: the.amara.account,
        category: 'plan',
        remind: 'yes',
      };
      const past = await app.post(`${the.here}/appointments`, { ...form, starts: '8am' }, the.amara);
      assert.equal(past.status, 422);
      assert.equal((await app.post(`${the.here}/appointments`, form, the.amara)).status, 303);
      for (const [url, who] of [
        ['/testbourne/me', the.ruth],
        ['/testbourne/today', the.amara],
        [`${the.here}/work`, the.nurse],
      ] as const)
        assert.ok((await app.get(url, who)).text.includes('wordabout'), url);
      const today = await app.get('/testbourne/today', the.amara);
      const outcome = `${the.here}/appointments/${idIn(today, /appointments\/([0-9a-f-]{36})/)}/outcome`;
      const early = await app.post(outcome, { outcome: 'attended', version: '1' }, the.amara);
      assert.equal(early.status, 422);
      app.now.setTime(app.now.getTime() + 86_400_000);
      assert.equal((await app.post(outcome, { outcome: 'not-met', version: '1' }, the.amara)).status, 422);
      const said = { outcome: 'not-met', reason: 'travel', version: '1' };
      assert.equal((await app.post(outcome, said, the.nurse)).status, 404);
      assert.equal((await app.post(outcome, said, the.amara)).status, 303);
      const own = await app.get('/testbourne/me/notes', the.ruth);
      assert.ok(own.text.includes('getting there did not work out'), own.text);
    });
  });

  it('are reminded of once, a day before, in words that say when and nothing else', async () => {
    await withTestApp(async (app) => {
      const the = await scene(app);
      const { id } = await app.db.write(app.seed, async (trx) => await plant(trx, app, the));
      await remind(app, id, 30);
      assert.deepEqual(await letters(app), []);
      for (let run = 0; run < 3; run += 1) await remind(app, id, 24);
      const [letter, ...more] = await letters(app);
      assert.equal(more.length, 0);
      assert.equal(letter?.to, 'ruth@example.org');
      assert.ok(letter.body.includes('4 March 2026 at 9am'), letter.body);
      for (const word of ['wordabout', 'wordwhere', 'Amara', 'Wordidentity', 'Council', 'Testbourne'])
        assert.ok(!`${letter.subject} ${letter.body.replace(/https\S+/, '')}`.includes(word), word);
      const administrator = await app.person('administrator');
      assert.ok(!(await app.get('/testbourne/admin/mail', administrator)).text.includes('ruth@example.org'));
    });
  });

  for (const [why, text] of [
    ['safe mode is on', 'safe_mode = true'],
    ['only one way is safe', "safe_contact = 'only-this-way', safe_contact_note = 'Ring on Mondays'"],
    ['somebody has to be asked', "safe_contact = 'through-somebody', safe_contact_note = 'Her sister'"],
    ['there is no address', "email = ''"],
  ] as const)
    it(`are reminded of by the worker and by no message where ${why}`, async () => {
      await withTestApp(async (app) => {
        const the = await scene(app);
        await owner(app, `update person set ${text} where id = '${the.person}'`);
        const { id } = await app.db.write(app.seed, async (trx) => await plant(trx, app, the));
        for (let run = 0; run < 3; run += 1) await remind(app, id, 24);
        assert.deepEqual(await letters(app), []);
        const tasks = await tasksAbout(app, the.person);
        assert.equal(tasks.length, 1);
        assert.equal(tasks[0]?.for, the.amara.account);
      });
    });

  it('that were called off or moved are reminded of no more for the old time', async () => {
    await withTestApp(async (app) => {
      const the = await scene(app);
      const { id } = await app.db.write(app.seed, async (trx) => await plant(trx, app, the));
      await owner(app, `update appointment set starts_at = starts_at + interval '3 days' where id = '${id}'`);
      await remind(app, id, 24);
      await owner(app, `update appointment set status = 'cancelled', reason = 'travel' where id = '${id}'`);
      await remind(app, id, -48);
      assert.deepEqual(await letters(app), []);
    });
  });
});

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
