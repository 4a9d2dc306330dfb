import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp, type Person, type TestApp } from '../../../../test/support/app.ts';
import { agree, plantPerson } from '../../../../test/support/people.ts';
import type { Uuid } from '../../../kernel/ids.ts';

const here = '/testbourne/ask-for-help';
const born = { 'born-day': '3', 'born-month': '5', 'born-year': '1962' };
const consent = { 'may-know': 'only-us', 'may-plan': 'only-us', 'must-not': 'nobody', how: 'in-person' } as const;

function formFor(organisation: string): Record<string, string | string[]> {
  return {
    who: 'self',
    reason: 'wordhelp company at lunch',
    organisation,
    name: 'Wordsender Fairley',
    ...born,
    ways: ['text'],
    phone: '01632 960 999',
    when: 'weekday mornings',
    message: 'no',
    'access-needs': 'wordlift',
  };
}

async function requests(app: TestApp) {
  return await app.db.read(app.seed, (trx) =>
    trx.selectFrom('help_request').selectAll().orderBy('received_at').execute(),
  );
}

/** Asks for help; the address under which the request is taken in. */
async function send(app: TestApp, organisation: Uuid): Promise<string> {
  const page = await app.post(here, formFor(organisation));
  assert.equal(page.status, 200, page.text);
  const [request] = (await requests(app)).toReversed();
  assert.ok(page.text.includes(`${request?.code.slice(0, 4) ?? ''} ${request?.code.slice(4) ?? ''}`));
  return `/testbourne/intake/${request?.id ?? ''}`;
}

type World = { worker: Person; other: Person; stranger: Uuid };
async function world(app: TestApp): Promise<World> {
  const stranger = await app.addOrganisation('Other Link Workers');
  await agree(app, [app.organisation.id, stranger]);
  return {
    worker: await app.person('link-worker', { name: 'Wordworker' }),
    other: await app.person('link-worker', { organisation: stranger }),
    stranger,
  };
}

describe('asking for help without an account', () => {
  it('offers the organisations that have a link worker, and says so where there is none', async () => {
    await withTestApp(async (app) => {
      assert.ok((await app.get(here)).text.includes('Nobody takes requests by this page here yet'));
      await app.addOrganisation('No Workers');
      await world(app);
      const page = await app.get(here);
      assert.ok(page.text.includes('Testbourne Council') && page.text.includes('Other Link Workers'));
      assert.ok(!page.text.includes('No Workers'));
      assert.ok(page.text.includes('Leave this site') && page.text.includes('ring 999'));
    });
  });

  it('says what is missing, keeps what was typed and stores nothing', async () => {
    await withTestApp(async (app) => {
      await world(app);
      const empty = await app.post(here, { reason: 'Kept words', ways: ['phone', 'letter'] });
      assert.equal(empty.status, 422);
      assert.deepEqual(empty.errors, [
        'Choose who it is for',
        'Choose who should read it',
        'Enter your name',
        'Enter the phone number, or choose another way',
        'Enter the postcode, or choose another way than a letter',
        'Choose whether we may leave a message',
      ]);
      assert.ok(empty.html.includes('Kept words'));
      const elsewhere = await app.post(here, formFor(await app.addOrganisation('No Workers')));
      assert.deepEqual(elsewhere.errors, ['Choose who should read it']);
      assert.deepEqual(await requests(app), []);
    });
  });

  it('for somebody else asks who they are, and is refused where the person does not know', async () => {
    await withTestApp(async (app) => {
      await world(app);
      const form = { ...formFor(app.organisation.id), who: 'on-behalf' };
      const unsaid = await app.post(here, form);
      assert.deepEqual(unsaid.errors, [
        'Enter your name',
        'Say how you know them',
        'Enter your phone or email, so that we can ask you',
        'Choose whether they know that you ask',
      ]);
      const asker = { 'asker-name': 'Una', relation: 'daughter', 'asker-contact': '01632 960 111' };
      const secret = await app.post(here, { ...form, ...asker, knows: 'no' });
      assert.deepEqual(secret.errors, [
        'Ask them first: we get in touch only with people who want it. If somebody is in danger, ring 999',
      ]);
      assert.deepEqual(await requests(app), []);
      const sent = await app.post(here, { ...form, ...asker, knows: 'yes', 'only-me': 'yes', ways: [], message: '' });
      assert.equal(sent.status, 200);
      const [row] = await requests(app);
      assert.equal(row?.safe_contact, 'through-somebody');
      assert.equal(row.safe_contact_note, 'Only through Una (daughter), 01632 960 111.');
    });
  });

  it('keeps nothing of what a program sends, and answers it alike', async () => {
    await withTestApp(async (app) => {
      await world(app);
      const sent = await app.post(here, { ...formFor(app.organisation.id), website: 'https://example.org' });
      assert.equal(sent.status, 200);
      assert.ok(sent.text.includes('It has arrived'));
      assert.deepEqual(await requests(app), []);
    });
  });

  it('is limited for one address', async () => {
    await withTestApp(async (app) => {
      await world(app);
      for (let sent = 0; sent < 20; sent += 1)
        assert.equal((await app.post(here, formFor(app.organisation.id))).status, 200);
      assert.equal((await app.post(here, formFor(app.organisation.id))).status, 429);
      assert.equal((await requests(app)).length, 20);
    });
  });
});

describe('taking in who asked for help', () => {
  it('shows it to those who begin records for that organisation, and to nobody else', async () => {
    await withTestApp(async (app) => {
      const { worker, other } = await world(app);
      const address = await send(app, app.organisation.id);
      for (const page of ['/testbourne/intake', '/testbourne/today', address]) {
        const seen = await app.get(page, worker);
        assert.ok(seen.text.includes('Wordsender'), page);
        assert.ok(!(seen.document.querySelector('title')?.textContent ?? '').includes('Wordsender'));
      }
      const whole = await app.get(address, worker);
      for (const word of ['wordhelp', 'wordlift', 'By text message, weekday mornings. Leave no message'])
        assert.ok(whole.text.includes(word), word);
      assert.ok(!(await app.get('/testbourne/intake', other)).html.includes('Wordsender'));
      assert.equal((await app.get(address, other)).status, 404);
      assert.equal((await app.get(address, await app.person('editor'))).status, 403);
      assert.equal((await app.get(address, await app.person('administrator'))).status, 403);
      // Also past the page the database keeps it from whose role may not know of needs.
      const editor = await app.person('editor');
      const scope = {
        role: 'thread_member',
        account: editor.account,
        place: app.place.id,
        organisation: app.organisation.id,
        purpose: 'direct-support',
        categories: ['identity', 'referral'],
      } as const;
      assert.deepEqual(await app.db.read(scope, (trx) => trx.selectFrom('help_request').select('id').execute()), []);
    });
  });

  it('adds somebody new with what was sent, and a referral that is accepted: nothing is typed again', async () => {
    await withTestApp(async (app) => {
      const { worker } = await world(app);
      const address = await send(app, app.organisation.id);
      const page = await app.get(address, worker);
      const hidden = [...page.document.querySelectorAll('form[action="/testbourne/people/new"] input[type=hidden]')];
      const carried = Object.fromEntries(
        hidden.map((input) => [input.getAttribute('name') ?? '', input.getAttribute('value') ?? '']),
      );
      const form = await app.post('/testbourne/people/new', carried, worker);
      assert.equal(form.status, 200);
      assert.equal(form.value('Full name'), 'Wordsender Fairley');
      assert.equal(form.value('Phone (optional)'), '01632 960 999');
      const { begin: _, ...filled } = carried;
      const added = await app.post('/testbourne/people/new', { ...filled, ...consent }, worker);
      assert.match(added.location ?? '', /^\/testbourne\/referrals\/[0-9a-f-]{36}\?notice=request-taken-in$/);
      const referral = await app.get(added.location ?? '', worker);
      for (const word of [
        'wordhelp',
        'wordlift',
        'They said yes',
        'The person themselves',
        'Leave no message',
        'Nobody was asked about risks',
      ])
        assert.ok(referral.text.includes(word), word);
      assert.ok((await app.get('/testbourne/intake', worker)).text.includes('Nobody waits to be taken in'));
      assert.ok((await app.get(address, worker)).text.includes('It is taken in'));
      // A second worker with the same page open adds nobody.
      const people = await app.db.read(app.seed, (trx) => trx.selectFrom('person').select('id').execute());
      const [one] = people;
      const again = { ...filled, ...consent, 'somebody-else': one?.id ?? '' };
      assert.equal((await app.post('/testbourne/people/new', again, worker)).status, 409);
      const after = await app.db.read(app.seed, (trx) => trx.selectFrom('person').select('id').execute());
      assert.deepEqual(after, people);
    });
  });

  it('joins the thread of a person who is known already, once a worker says that it is them', async () => {
    await withTestApp(async (app) => {
      const { worker, other } = await world(app);
      const { id } = await plantPerson(app, { name: 'Wordsender Fairley' });
      await app.db.write(app.seed, (trx) =>
        trx.updateTable('person').set({ born_on: '1962-05-03' }).where('id', '=', id).execute(),
      );
      const address = await send(app, app.organisation.id);
      const page = await app.get(address, worker);
      assert.ok(page.text.includes('The same: the name and the day of birth'));
      assert.equal((await app.post(`${address}/person`, { person: id }, other)).status, 404);
      const taken = await app.post(`${address}/person`, { person: id }, worker);
      assert.match(taken.location ?? '', /referrals\/[0-9a-f-]{36}\?notice=request-taken-in/);
      assert.equal((await app.db.read(app.seed, (trx) => trx.selectFrom('person').select('id').execute())).length, 1);
      assert.ok((await app.get(`/testbourne/people/${id}`, worker)).text.includes('Request for help'));
      assert.equal((await app.post(`${address}/person`, { person: id }, worker)).status, 409);
      assert.equal((await app.post(`${address}/person`, { person: 'nobody' }, worker)).status, 404);
    });
  });

  it('is open to whoever can first: no name before, and one takes it', async () => {
    await withTestApp(async (app) => {
      const { worker, other } = await world(app);
      const address = await send(app, 'open');
      for (const one of [worker, other]) {
        const list = await app.get('/testbourne/intake', one);
        assert.ok(list.text.includes('Open to whoever can first') && list.text.includes('From the person themselves'));
        assert.ok(!list.html.includes('Wordsender') && !list.html.includes('wordhelp'));
        assert.equal((await app.get(address, one)).status, 404);
      }
      assert.equal(
        (
          await app.post(
            `${address}/take`,
            {},
            await app.person('practitioner', {
              organisation: await app.addOrganisation('A Surgery'),
            }),
          )
        ).location,
        '/testbourne/intake?notice=request-not-taken',
      );
      assert.equal((await app.post(`${address}/take`, {}, other)).location, `${address}?notice=request-taken`);
      assert.equal(
        (await app.post(`${address}/take`, {}, worker)).location,
        '/testbourne/intake?notice=request-not-taken',
      );
      assert.equal((await app.get(address, other)).status, 200);
      assert.equal((await app.get(address, worker)).status, 404);
      assert.ok(!(await app.get('/testbourne/intake', worker)).text.includes('Open to whoever can first'));
    });
  });

  it('is closed with a reason, once', async () => {
    await withTestApp(async (app) => {
      const { worker } = await world(app);
      const address = await send(app, app.organisation.id);
      assert.deepEqual((await app.post(`${address}/close`, {}, worker)).errors, ['Choose why nobody is taken in']);
      const unsaid = await app.post(`${address}/close`, { 'close-reason': 'other' }, worker);
      assert.deepEqual(unsaid.errors, ['Say in a few words why']);
      const closed = await app.post(`${address}/close`, { 'close-reason': 'not-for-us' }, worker);
      assert.equal(closed.location, '/testbourne/intake?notice=request-closed');
      assert.equal((await app.post(`${address}/close`, { 'close-reason': 'not-for-us' }, worker)).status, 409);
      assert.ok((await app.get(address, worker)).text.includes('It is closed'));
    });
  });
});
