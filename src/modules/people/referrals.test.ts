import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { plantService } from '../../../test/support/community.ts';
import { withTestApp, type Person, type TestApp } from '../../../test/support/app.ts';
import { agree, plantPerson, working } from '../../../test/support/people.ts';
import { plantPriority } from '../../../test/support/strategy.ts';
import type { Uuid } from '../../kernel/ids.ts';
import { chaseReferral } from './jobs/chase-referral.ts';
import { nobody } from './store/doing.ts';
import { countReferrals, referralCount } from './store/referral-counts.ts';

const days = 86_400_000;
const words = { placeName: 'Testbourne', baseUrl: 'http://localhost' };

type World = {
  worker: Person;
  joan: Person;
  ruth: Person;
  person: Uuid;
  goal: Uuid;
  café: Uuid;
  service: Uuid;
  form: Record<string, string>;
};

/** A worker, a group with an account and a service that takes referrals, and a person with an account of her own. */
async function world(app: TestApp, options: { email?: string } = {}): Promise<World> {
  const café = await app.addOrganisation('Community Café');
  await agree(app, [app.organisation.id, café]);
  const worker = await app.person('link-worker', { name: 'Wordworker' });
  const joan = await app.person('editor', { organisation: café });
  const ruth = await app.person('resident');
  const priority = await plantPriority(app);
  const { id: person, goal } = await plantPerson(app, { account: ruth.account, priority: priority.priorityId });
  const { id: service } = await plantService(app, { email: options.email }, { organisation: café });
  const form = {
    service,
    reason: 'wordreason',
    goal,
    how: 'in-person',
    scope: 'deliver',
    'safe-contact': 'only-this-way',
    'safe-contact-note': 'wordsafecontact',
    risks: 'some',
    'risks-note': 'wordrisk',
    urgency: 'routine',
    'access-needs': 'wordaccess',
    phone: '01632 960 000',
  };
  return { worker, joan, ruth, person, goal, café, service, form };
}

async function send(app: TestApp, { worker, person, form }: World): Promise<string> {
  const sent = await app.post(`/testbourne/people/${person}/referrals/new`, form, worker);
  const address = /^(\/testbourne\/referrals\/[0-9a-f-]{36})\?notice=/.exec(sent.location ?? '')?.[1];
  assert.ok(address !== undefined, sent.text.slice(0, 300));
  return address;
}

async function makeLink(app: TestApp, { worker }: World, referral: string): Promise<string> {
  const page = await app.post(`${referral}/link`, {}, worker);
  assert.equal(page.status, 200);
  return /http:\/\/[^/]+(\/testbourne\/a\/[A-Za-z0-9_-]{43})/.exec(page.html)?.[1] ?? assert.fail('no link');
}

function count(app: TestApp, table: 'access_log' | 'referral_event'): Promise<number> {
  return app.db.read(app.seed, async (trx) => {
    const rows = await trx.selectFrom(table).select('id').execute();
    return rows.length;
  });
}

describe('a referral between those with accounts', () => {
  it('is sent, answered, helped with and read, and shows the person only while the group helps', async () => {
    await withTestApp(async (app) => {
      const the = await world(app);
      const { worker, joan, ruth, person } = the;
      const referral = await send(app, the);

      const asked = await app.get(referral, joan);
      for (const word of ['wordreason', 'wordsafecontact', 'wordrisk', 'wordaccess', 'Wordworker'])
        assert.ok(asked.text.includes(word), word);
      for (const word of ['Wordidentity', 'wordphone', 'wordgoal', 'wordneed'])
        assert.ok(!asked.html.includes(word), word);
      assert.equal((await app.get(`/testbourne/people/${person}`, joan)).status, 404);
      assert.ok((await app.get('/testbourne/today', joan)).text.includes('Referrals that wait for our answer'));
      assert.ok((await app.get('/testbourne/today', joan)).text.includes('Somebody: Soup and company'));
      assert.ok((await app.get('/testbourne/today', worker)).text.includes('Wordidentity Moor: Soup and company'));

      assert.equal(
        (await app.post(`${referral}/accept`, { version: '1' }, joan)).location,
        `${referral}?notice=referral-accept`,
      );
      const now = await app.get(referral, joan);
      assert.ok(now.text.includes('Wordidentity Moor'));
      const open = await app.get(`/testbourne/people/${person}`, joan);
      assert.ok(open.text.includes('wordphone'));
      for (const word of ['wordgoal', 'wordmatters', 'Wordcircle', 'wordsafety'])
        assert.ok(!open.html.includes(word), word);

      const finished = { output: 'Came three times', note: '', version: '2' };
      assert.equal((await app.post(`${referral}/finish`, finished, joan)).status, 303);
      assert.equal((await app.get(`/testbourne/people/${person}`, joan)).status, 404);
      assert.ok(!(await app.get(referral, joan)).text.includes('Wordidentity'));

      assert.ok((await app.get('/testbourne/today', worker)).text.includes('Answers to read'));
      const outcome = await app.get(referral, worker);
      assert.ok(outcome.text.includes('Came three times'));
      assert.match(
        outcome.document.querySelector('.ct-note')?.textContent ?? '',
        /Outcome: Help was given\nWhat was done: Came three times/,
      );
      assert.ok(!(outcome.document.querySelector('.ct-note')?.textContent ?? '').includes('Wordidentity'));
      assert.equal((await app.post(`${referral}/read`, {}, worker)).status, 303);
      assert.ok((await app.get('/testbourne/today', worker)).text.includes('There is no answer to read'));
      assert.equal((await app.post(`${referral}/read`, {}, worker)).status, 409);

      const mine = await app.get('/testbourne/me', ruth);
      assert.ok(mine.text.includes('Soup and company'));
      assert.ok(mine.text.includes('Community Café opened a referral about you'));
      const follow = await app.get(`/testbourne/thread/goal/${the.goal}`, worker);
      assert.ok(follow.text.includes('Referral: Soup and company'));
    });
  });

  it('asks for what is missing, keeps what was typed, and sends nothing', async () => {
    await withTestApp(async (app) => {
      const the = await world(app);
      const here = `/testbourne/people/${the.person}/referrals/new`;
      const empty = await app.post(here, { reason: 'Kept words', risks: 'some' }, the.worker);
      assert.equal(empty.status, 422);
      assert.deepEqual(empty.errors, [
        'Choose who could help',
        'Choose how the person said yes. Without their yes it is not sent',
        'Choose what the group may see while it helps',
        'Choose how it is safe to get in touch',
        'Say what a visitor must know',
        'Choose how soon',
      ]);
      assert.ok(empty.html.includes('Kept words'));
      const nowhere = await app.post(here, { ...the.form, service: the.person }, the.worker);
      assert.deepEqual(nowhere.errors, ['Choose who could help']);
      const noGoal = await app.post(here, { ...the.form, goal: the.person }, the.worker);
      assert.deepEqual(noGoal.errors, ['Choose one of the goals in the list']);
      assert.equal(await count(app, 'referral_event'), 0);
    });
  });

  it('is refused in a state or a version that is over, and to strangers it is not there', async () => {
    await withTestApp(async (app) => {
      const the = await world(app);
      const referral = await send(app, the);
      const stranger = await app.person('link-worker', { organisation: await app.addOrganisation('Another Group') });
      const resident = await app.person('resident');
      for (const one of [stranger, resident]) {
        assert.equal((await app.get(referral, one)).status, 404);
        assert.equal((await app.post(`${referral}/accept`, { version: '1' }, one)).status, 404);
      }
      // Those who asked cannot answer for the group, and the group cannot take it back for them.
      assert.equal((await app.post(`${referral}/accept`, { version: '1' }, the.worker)).status, 422);
      assert.equal((await app.post(`${referral}/cancel`, { reason: 'duplicate', version: '1' }, the.joan)).status, 422);
      assert.deepEqual((await app.post(`${referral}/decline`, { version: '1' }, the.joan)).errors, ['Choose a reason']);
      assert.equal((await app.post(`${referral}/accept`, { version: '7' }, the.joan)).status, 409);
      assert.equal(
        (await app.post(`${referral}/decline`, { reason: 'no-capacity', version: '1' }, the.joan)).status,
        303,
      );
      assert.equal((await app.post(`${referral}/accept`, { version: '2' }, the.joan)).status, 422);
      assert.ok((await app.get(referral, the.worker)).text.includes('There is no room just now'));
    });
  });

  it('is taken back by the person, and shows nothing from the next request on', async () => {
    await withTestApp(async (app) => {
      const the = await world(app);
      const referral = await send(app, the);
      const link = await makeLink(app, the, referral);
      await app.post(`${referral}/accept`, { version: '1' }, the.joan);
      assert.equal((await app.get(`/testbourne/people/${the.person}`, the.joan)).status, 200);
      assert.ok((await app.get(referral, the.ruth)).text.includes('Take it back'));
      assert.equal((await app.post(`${referral}/withdraw`, { version: '2' }, the.ruth)).status, 303);
      assert.equal((await app.get(`/testbourne/people/${the.person}`, the.joan)).status, 404);
      assert.equal((await app.get(link)).status, 410);
      assert.ok((await app.get(referral, the.worker)).text.includes('Taken back by the person'));
    });
  });

  it('is hidden from the person’s own pages in safe mode, also on the thread', async () => {
    await withTestApp(async (app) => {
      const the = await world(app);
      const referral = await send(app, the);
      assert.ok((await app.get(`/testbourne/thread/goal/${the.goal}`, the.ruth)).text.includes('Soup and company'));
      await app.post('/testbourne/me/safe-mode', { hide: 'yes' }, the.ruth);
      for (const page of ['/testbourne/me', `/testbourne/thread/goal/${the.goal}`, '/testbourne/me/download'])
        assert.ok(!(await app.get(page, the.ruth)).html.includes('Soup and company'), page);
      assert.equal((await app.get(referral, the.ruth)).status, 404);
    });
  });
});

describe('answering by a link, without an account', () => {
  it('shows what is asked and not who it is, answers once, and opens the person while help goes on', async () => {
    await withTestApp(async (app) => {
      const the = await world(app);
      const referral = await send(app, the);
      const link = await makeLink(app, the, referral);
      const before = await count(app, 'referral_event');
      // A scanner of mail may open it as often as it likes.
      for (let look = 0; look < 3; look += 1) {
        const page = await app.get(link);
        assert.equal(page.status, 200);
        for (const word of ['wordreason', 'wordsafecontact', 'wordrisk', 'wordaccess'])
          assert.ok(page.text.includes(word));
        for (const word of ['Wordidentity', 'wordphone', 'wordgoal', 'wordneed', the.person])
          assert.ok(!page.html.includes(word), word);
      }
      assert.equal(await count(app, 'referral_event'), before);
      assert.equal((await app.get(`${link}/accept`)).status, 200);
      assert.equal((await app.get(`${link}/finish`)).status, 422);
      assert.equal((await app.post(`${link}/accept`, { version: '1' })).location, `${link}?notice=referral-accept`);
      const open = await app.get(link);
      assert.ok(open.text.includes('Wordidentity Moor, wordphone'));
      assert.ok(!open.html.includes('wordgoal'));
      assert.equal((await app.post(`${link}/accept`, { version: '2' })).status, 422);
      const empty = await app.post(`${link}/finish`, { output: '', note: 'Kept note', version: '2' });
      assert.deepEqual(empty.errors, ['Say what was done, in a few words']);
      assert.ok(empty.html.includes('Kept note'));
      assert.equal((await app.post(`${link}/finish`, { output: 'Ate soup', version: '2' })).status, 303);
      const over = await app.get(link);
      assert.equal(over.status, 410);
      assert.ok(!over.html.includes('Wordidentity') && !over.html.includes('wordreason'));
      assert.ok((await app.get(referral, the.worker)).text.includes('Community Café helped'));
      assert.ok((await app.get('/testbourne/me', the.ruth)).text.includes('opened a referral about you, by its link'));
    });
  });

  it('gives the group’s own people the person too, when somebody answered by the link', async () => {
    await withTestApp(async (app) => {
      const the = await world(app);
      const link = await makeLink(app, the, await send(app, the));
      assert.equal((await app.get(`/testbourne/people/${the.person}`, the.joan)).status, 404);
      await app.post(`${link}/accept`, { version: '1' });
      assert.equal((await app.get(`/testbourne/people/${the.person}`, the.joan)).status, 200);
    });
  });

  it('does not work when it is wrong, too old or replaced: all look alike', async () => {
    await withTestApp(async (app) => {
      const the = await world(app);
      const referral = await send(app, the);
      const first = await makeLink(app, the, referral);
      const second = await makeLink(app, the, referral);
      const wrong = await app.get(`/testbourne/a/${'A'.repeat(43)}`);
      const replaced = await app.get(first);
      app.now.setTime(app.now.getTime() + 14 * days);
      const old = await app.get(second);
      for (const page of [wrong, replaced, old]) {
        assert.equal(page.status, 404);
        assert.equal(page.document.querySelector('main')?.innerHTML, wrong.document.querySelector('main')?.innerHTML);
      }
      assert.equal((await app.post(`${second}/accept`, { version: '1' })).status, 404);
      assert.equal((await app.get(`/testbourne/a/${'A'.repeat(42)}`)).status, 404);
    });
  });

  it('is worth nothing once the person refused the organisation', async () => {
    await withTestApp(async (app) => {
      const the = await world(app);
      const link = await makeLink(app, the, await send(app, the));
      await app.post(`${link}/accept`, { version: '1' });
      assert.ok((await app.get(link)).text.includes('Wordidentity'));
      const said = { 'deny-who': the.café, 'deny-how': 'online' };
      assert.equal((await app.post(`/testbourne/people/${the.person}/sharing/deny`, said, the.ruth)).status, 303);
      const after = await app.get(link);
      assert.equal(after.status, 404);
      assert.ok(!after.html.includes('Wordidentity'));
      assert.equal((await app.post(`${link}/finish`, { output: 'x', version: '2' })).status, 404);
    });
  });

  it('goes to the mailbox that the group told of, in a letter that names nobody and that no administrator reads', async () => {
    await withTestApp(async (app) => {
      const the = await world(app, { email: 'soup@example.org' });
      const referral = await send(app, the);
      const letter = await app.db.read(app.seed, (trx) =>
        trx.selectFrom('mail').selectAll().where('kind', '=', 'answer-link').executeTakeFirstOrThrow(),
      );
      assert.equal(letter.to_address, 'soup@example.org');
      for (const word of ['Wordidentity', 'wordreason', 'Wordworker', 'Soup', 'Testbourne Council'])
        assert.ok(!`${letter.subject}${letter.body}`.includes(word), word);
      const link = /(\/testbourne\/a\/\S+)/.exec(letter.body)?.[1] ?? '';
      assert.equal((await app.get(link)).status, 200);
      const administrator = await app.person('administrator');
      const outbox = await app.get('/testbourne/admin/mail', administrator);
      assert.equal(outbox.status, 200);
      assert.ok(!outbox.html.includes('/testbourne/a/') && !outbox.text.includes('soup@example.org'));
      assert.ok((await app.get(referral, the.worker)).text.includes('made a link'));
    });
  });
});

describe('a referral that nobody answers', () => {
  it('reminds the group on day 5, tells whoever asked on day 10, and ends on day 14, each once', async () => {
    await withTestApp(async (app) => {
      const the = await world(app, { email: 'soup@example.org' });
      const referral = await send(app, the);
      const first = await makeLink(app, the, referral);
      const id = referral.split('/').at(-1) ?? '';
      const letters = async () => {
        const rows = await app.db.read(
          app.seed,
          async (trx) => await trx.selectFrom('mail').select(['to_address', 'body']).orderBy('id').execute(),
        );
        return rows.map((row) => (row.to_address === the.worker.email ? 'worker' : row.to_address));
      };
      const chase = async (day: number) => {
        const doing = {
          ...working(app, app.organisation.id),
          by: nobody,
          now: new Date(app.now.getTime() + day * days),
        };
        for (let run = 0; run < 2; run += 1)
          await app.db.write(app.seed, async (trx) => await chaseReferral(trx, doing, words, id));
      };
      await chase(4);
      assert.deepEqual(await letters(), ['soup@example.org']);
      await chase(5);
      assert.deepEqual(await letters(), ['soup@example.org', 'soup@example.org']);
      assert.equal((await app.get(first)).status, 404);
      await chase(10);
      assert.deepEqual((await letters()).slice(2), ['worker']);
      await chase(14);
      assert.deepEqual((await letters()).slice(2), ['worker', 'worker']);
      assert.ok((await app.get('/testbourne/me', the.ruth)).text.includes('They did not answer us'));
      assert.ok((await app.get('/testbourne/today', the.worker)).text.includes('Answers to read'));
      assert.ok((await app.get(referral, the.worker)).text.includes('It ended without an answer'));
      const waiting = await app.db.read(
        app.seed,
        async (trx) =>
          await trx.selectFrom('job').select(['dedupe_key']).where('kind', '=', 'people/chase-referral').execute(),
      );
      assert.deepEqual(new Set(waiting.map((job) => job.dedupe_key.split('/')[1])), new Set(['5', '10', '14']));
    });
  });

  it('is ended for silence by nobody but the clock', async () => {
    await withTestApp(async (app) => {
      const the = await world(app);
      const referral = await send(app, the);
      for (const one of [the.ruth, the.worker, the.joan])
        assert.ok((await app.post(`${referral}/no-reply`, { version: '1' }, one)).status >= 400);
      assert.ok((await app.get(referral, the.worker)).text.includes('Sent today: no answer yet'));
    });
  });

  it('is left alone once somebody answered', async () => {
    await withTestApp(async (app) => {
      const the = await world(app, { email: 'soup@example.org' });
      const referral = await send(app, the);
      await app.post(`${referral}/accept`, { version: '1' }, the.joan);
      const doing = { ...working(app, app.organisation.id), by: nobody, now: new Date(app.now.getTime() + 20 * days) };
      await app.db.write(
        app.seed,
        async (trx) => await chaseReferral(trx, doing, words, referral.split('/').at(-1) ?? ''),
      );
      assert.ok((await app.get(referral, the.worker)).text.includes('They said yes'));
    });
  });
});

describe('what the public may count of referrals', () => {
  it('is people and not referrals, once a month, rounded, and nothing of a few', async () => {
    await withTestApp(async (app) => {
      const the = await world(app);
      // One person with nine referrals is one person.
      for (let n = 0; n < 9; n += 1) await send(app, the);
      const place = app.place.id;
      const counted = async (at: Date) =>
        await app.db.write(app.seed, async (trx) => {
          await countReferrals(trx, place, at);
          return await referralCount(trx, place, { kind: 'place', id: place });
        });
      assert.deepEqual(await counted(app.now), { asOf: '2026-02-28', asked: 0, answered: 0, waiting: 0 });
      const april = new Date('2026-04-03T09:00:00Z');
      const few = { asOf: '2026-03-31', asked: undefined, answered: 0, waiting: undefined };
      assert.deepEqual(await counted(april), few);
      for (let n = 0; n < 8; n += 1) {
        const one = await plantPerson(app, { name: `Number ${n}` });
        const sent = await send(app, { ...the, person: one.id, form: { ...the.form, goal: '' } });
        if (n > 0) await app.post(`${sent}/accept`, { version: '1' }, the.joan);
      }
      // A figure of the same month does not follow: its change would tell of somebody.
      assert.deepEqual(await counted(april), few);
      const may = await counted(new Date('2026-05-01T09:00:00Z'));
      assert.deepEqual(may, { asOf: '2026-04-30', asked: 10, answered: undefined, waiting: undefined });
      const ends = await app.get('/testbourne/loose-ends');
      assert.ok(ends.text.includes('People who wait for the answer to a referral: fewer than 8'));
    });
  });
});
