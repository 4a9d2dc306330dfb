import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { withTestApp } from '../../../../test/support/app.ts';
import { plantPerson } from '../../../../test/support/people.ts';

describe('one’s own page', () => {
  it('shows one’s circle and goals, but nothing that is kept apart, and who looked', async () => {
    await withTestApp(async (app) => {
      const ruth = await app.person('resident', { name: 'Ruth' });
      const person = await plantPerson(app, { account: ruth.account });
      const worker = await app.person('link-worker');
      assert.ok((await app.get('/testbourne/me', ruth)).text.includes('Nobody has looked yet'));
      await app.get(`/testbourne/people/${person.id}`, worker);
      await app.get('/testbourne/people', worker);
      await app.post('/testbourne/people/search', { find: 'moor' }, worker);
      const page = await app.get('/testbourne/me', ruth);
      for (const word of ['Wordcircle', 'wordgoal', 'wordstrength', 'wordneed'])
        assert.ok(page.text.includes(word), word);
      assert.equal(page.text.includes('wordsafety'), false);
      for (const words of ['opened your page', 'saw your name in a list', 'found your name in a search'])
        assert.ok(page.text.includes(`Testbourne Council ${words}`), words);
      assert.equal((await app.get(`/testbourne/people/${person.id}`, ruth)).location, '/testbourne/me');
    });
  });

  it('counts looks by the day on the clocks of London', async () => {
    await withTestApp(async (app) => {
      const ruth = await app.person('resident');
      const person = await plantPerson(app, { account: ruth.account });
      await app.db.write({ role: 'thread_owner' }, async (trx) => {
        for (const at of [
          '2025-07-01T22:59:59Z',
          '2025-07-01T23:00:00Z',
          '2025-07-02T22:00:00Z',
          '2025-12-31T23:59:59Z',
        ])
          await sql`insert into access_log (place_id, id, at, organisation_id, purpose, route, record_kind, record_id)
            values (${app.place.id}, gen_random_uuid(), ${at}, ${app.organisation.id}, 'direct-support', '/:place/people/:id', 'person', ${person.id})`.execute(
            trx,
          );
      });
      const { document } = await app.get('/testbourne/me', ruth);
      const days = [...document.querySelectorAll('p')].flatMap(({ textContent }) =>
        /^\d+ (?:July|December) 2025(?:, \d+ times)?$/.test(textContent) ? [textContent] : [],
      );
      assert.deepEqual(days, ['31 December 2025', '2 July 2025, 2 times', '1 July 2025']);
    });
  });

  it('can be written on by oneself', async () => {
    await withTestApp(async (app) => {
      const ruth = await app.person('resident');
      const person = await plantPerson(app, { account: ruth.account });
      const forms = `/testbourne/people/${person.id}`;
      const goal = { words: 'Swim in the sea', importance: '9', progress: '1' };
      assert.equal((await app.post(`${forms}/goals`, goal, ruth)).location, '/testbourne/me?notice=goal-added');
      const step = { what: 'Buy a ticket', who: 'person', 'by-day': '5', 'by-month': '3', 'by-year': '2026' };
      assert.equal((await app.post(`${forms}/goals/${person.goal}/steps`, step, ruth)).status, 303);
      const answer = { answer: 'accept', version: '1' };
      assert.equal((await app.post(`${forms}/steps/${person.step}/answer`, answer, ruth)).status, 303);
      const page = await app.get('/testbourne/me', ruth);
      assert.ok(page.text.includes('Swim in the sea'));
      assert.ok(page.text.includes('Buy a ticket'));
    });
  });

  it('hides what is dangerous to be seen, and shows it again', async () => {
    await withTestApp(async (app) => {
      const ruth = await app.person('resident');
      const person = await plantPerson(app, { account: ruth.account });
      await app.get(`/testbourne/people/${person.id}`, await app.person('link-worker'));
      assert.equal((await app.post('/testbourne/me/safe-mode', { hide: 'yes' }, ruth)).status, 303);
      const hidden = await app.get('/testbourne/me', ruth);
      assert.equal(hidden.text.includes('Wordcircle'), false);
      assert.equal(hidden.text.includes('Who looked'), false);
      assert.equal(hidden.text.includes('Testbourne Council'), false);
      const download = await app.get('/testbourne/me/download', ruth);
      assert.equal(download.html.includes('Wordcircle'), false);
      assert.equal((await app.get(`/testbourne/people/${person.id}/sharing`, ruth)).status, 404);
      await app.post('/testbourne/me/safe-mode', { hide: 'no' }, ruth);
      assert.ok((await app.get('/testbourne/me', ruth)).text.includes('Wordcircle'));
    });
  });

  it('can be taken along whole, and is empty for somebody without a record', async () => {
    await withTestApp(async (app) => {
      const ruth = await app.person('resident');
      const person = await plantPerson(app, { account: ruth.account });
      const typed = { words: 'Wordgoal', importance: '8', progress: '7', status: 'active', version: '1' };
      await app.post(`/testbourne/people/${person.id}/goals/${person.goal}/edit`, typed, ruth);
      const whole = JSON.parse((await app.get('/testbourne/me/download', ruth)).html) as Record<string, unknown[]>;
      const [goal] = (whole['goals'] ?? []) as { progress: number; everyFigure: { at: string; progress: number }[] }[];
      assert.equal(goal?.progress, 7);
      assert.deepEqual(
        goal.everyFigure.map((one) => [Object.keys(one).join(), one.progress]),
        [
          ['at,progress', 2],
          ['at,progress', 7],
        ],
      );
      assert.ok((await app.get('/testbourne/me', ruth)).text.includes('7 of 10, 2 at the start'));
      assert.equal(whole['circle']?.length, 1);
      const other = await app.person('resident');
      assert.ok((await app.get('/testbourne/me', other)).text.includes('Nothing is written down about you here'));
      assert.equal((await app.get('/testbourne/me/download', other)).status, 404);
    });
  });
});
