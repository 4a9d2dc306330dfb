import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp, type TestApp } from '../../../test/support/app.ts';
import { working } from '../../../test/support/people.ts';
import { idIn, letters, owner, plant, scene, tasksAbout } from '../../../test/support/working-day.ts';
import { remindOfAppointment } from './jobs/remind-appointment.ts';
import { nobody } from './store/doing.ts';

async function remind(app: TestApp, id: string, hoursAhead: number): Promise<void> {
  const now = new Date(app.now.getTime() + 2 * 86_400_000 - hoursAhead * 3_600_000);
  const doing = { ...working(app, app.organisation.id), by: nobody, now };
  const words = { baseUrl: 'https://example.org' };
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
