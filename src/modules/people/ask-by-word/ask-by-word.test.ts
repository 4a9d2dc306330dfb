import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { withTestApp, type Person, type TestApp } from '../../../../test/support/app.ts';
import { agree, helperScope, joinIn, officerOf, plantPerson, working } from '../../../../test/support/people.ts';
import { newUuid, type Uuid } from '../../../kernel/ids.ts';
import { withdrawByWord } from '../store/by-word.ts';

const said = { 'said-day': '20', 'said-month': '2', 'said-year': '2026' };

function at(person: { id: Uuid }, rest = ''): string {
  return `/testbourne/people/${person.id}/asked${rest}`;
}

async function write(app: TestApp, who: Person, person: { id: Uuid }, form: Record<string, string>) {
  return await app.post(at(person), { words: 'Wordsaid', ...said, ...form }, who);
}

/** Where the buttons with these words lead. */
function buttons(page: { document: Document }, words: string): string[] {
  return [...page.document.querySelectorAll('main form')]
    .filter((form) => form.textContent.includes(words))
    .map((form) => form.getAttribute('action') ?? '');
}

describe('what somebody without a sign-in says is not right', () => {
  it('is written down for them, answered within a month of the day it was said, and stays on the list until they are told', async () => {
    await withTestApp(async (app) => {
      const worker = await app.person('link-worker');
      const person = await plantPerson(app, { name: 'Bo Reed' });
      const record = await app.get(`/testbourne/people/${person.id}`, worker);
      assert.equal(record.link('What they want put right or erased'), at(person));
      const form = await app.get(at(person), worker);
      for (const words of ['Nothing so far', 'Their goals: wordgoal', 'has no sign-in'])
        assert.ok(form.text.includes(words), words);
      assert.equal(form.document.querySelector('[name="said-year"]')?.getAttribute('value'), '2026');
      const wrong = await write(app, worker, person, { about: 'goal/nothing', words: '', 'said-year': '2027' });
      assert.deepEqual(wrong.errors, [
        'Choose what they want',
        'Choose what it is about',
        'Write down what they said',
        'The day on which they said it must be today or earlier',
      ]);
      assert.deepEqual(
        (await write(app, worker, person, { wish: 'correction', about: 'everything', 'said-year': '2024' })).errors,
        ['Choose what it is about', 'The day on which they said it must be within the last year'],
      );
      const asked = { wish: 'correction', about: `goal/${person.goal}`, keep: 'yes' };
      assert.equal((await write(app, worker, person, asked)).status, 303);
      const again = await write(app, worker, person, { ...asked, words: 'Wordagain' });
      assert.equal(again.status, 409);
      assert.ok(again.html.includes('Wordagain'));
      const seen = await app.get(`/testbourne/people/${person.id}`, worker);
      assert.ok(seen.text.includes('says this is not right: “Wordsaid”'));
      // The month begins when it was said, not when it was written down.
      const list = await app.get(at(person), worker);
      for (const words of [
        'Not right, said 20 February 2026, written down by Testbourne Council',
        '20 March 2026',
        'Due in 18 days',
      ])
        assert.ok(list.text.includes(words), words);
      const today = await app.get('/testbourne/today', worker);
      assert.equal(
        list.link('Their goals: wordgoal'),
        today.document.querySelector('a[href*="/corrections/"]')?.getAttribute('href'),
      );
      const alert = today.document.querySelector('a[href*="/corrections/"]')?.getAttribute('href') ?? '';
      assert.ok((await app.get(alert, worker)).text.includes('20 February 2026, written down by Testbourne Council'));
      const answered = await app.post(alert, { status: 'declined', answer: 'Wordanswer', version: '1' }, worker);
      assert.equal(answered.location?.split('?')[0], at(person));
      const [told = ''] = buttons(await app.get(at(person), worker), 'I have told');
      assert.ok((await app.get('/testbourne/today', worker)).text.includes('Tell them what became of what they asked'));
      assert.equal((await app.post(told, { kind: 'correction' }, worker)).status, 303);
      assert.equal((await app.post(told, { kind: 'correction' }, worker)).status, 409);
      const after = await app.get(at(person), worker);
      for (const words of ['Not changed', 'The answer: Wordanswer', 'Told 2 March 2026'])
        assert.ok(after.text.includes(words), words);
      assert.deepEqual(buttons(after, 'I have told'), []);
      assert.equal((await app.get('/testbourne/today', worker)).text.includes('Tell them what became'), false);
    });
  });

  it('can be taken back at their word, and not once it is answered', async () => {
    await withTestApp(async (app) => {
      const worker = await app.person('link-worker');
      const person = await plantPerson(app);
      await write(app, worker, person, { wish: 'correction', about: `circle/${person.tie}` });
      const [back = ''] = buttons(await app.get(at(person), worker), 'takes it back');
      assert.equal((await app.post(back.replace('withdraw', 'told'), { kind: 'correction' }, worker)).status, 409);
      assert.equal((await app.post(back, { kind: 'correction' }, worker)).status, 303);
      assert.equal((await app.post(back, { kind: 'correction' }, worker)).status, 409);
      assert.ok((await app.get(at(person), worker)).text.includes('Taken back'));
      assert.equal(
        (await write(app, worker, person, { wish: 'correction', about: `circle/${person.tie}` })).status,
        303,
      );
    });
  });

  it('is written down by those alone who may change the item, and never for somebody who can say it themselves', async () => {
    await withTestApp(async (app) => {
      const ruth = await app.person('resident');
      const worker = await app.person('link-worker');
      const trust = await app.addOrganisation('Riverside Trust');
      const nurse = await app.person('practitioner', { organisation: trust });
      const own = await plantPerson(app, { account: ruth.account });
      const theirs = await plantPerson(app, { name: 'Bo Reed', mayKnow: 'partners' });
      await agree(app, [app.organisation.id, trust]);
      await joinIn(app, theirs.id, trust);
      const asked = (person: typeof own) => ({ wish: 'correction', about: `goal/${person.goal}` });
      const form = await app.get(at(own), worker);
      assert.ok(form.text.includes('asks on their own page'));
      assert.equal(form.document.querySelector('select[name="about"]'), null);
      assert.equal((await write(app, worker, own, asked(own))).status, 404);
      // The trust may know who it is, and may write of nothing: no item is theirs to choose.
      assert.notEqual((await write(app, nurse, theirs, asked(theirs))).status, 303);
      assert.equal((await write(app, ruth, theirs, asked(theirs))).status, 403);
      // The same is refused where no page stands between.
      for (const [who, organisation, person] of [
        [worker, app.organisation.id, own],
        [nurse, trust, theirs],
        [ruth, app.organisation.id, theirs],
      ] as const)
        await assert.rejects(
          app.db.write(helperScope(app, who, organisation), async (trx) => {
            await sql`insert into correction (place_id, id, person_id, kind, record_id, category, words, asked_at, due_on, author_org, author_account)
              values (${app.place.id}, ${newUuid()}, ${person.id}, 'goal', ${person.goal}, 'plan', 'x', now(), '2026-04-01', ${organisation}, ${who.account})`.execute(
              trx,
            );
          }),
          /row-level security/,
        );
    });
  });

  it('is taken back and told by those alone who may change the item', async () => {
    await withTestApp(async (app) => {
      const worker = await app.person('link-worker');
      const trust = await app.addOrganisation('Riverside Trust');
      const nurse = await app.person('practitioner', { organisation: trust });
      const person = await plantPerson(app, { mayKnow: 'partners' });
      await agree(app, [app.organisation.id, trust]);
      await joinIn(app, person.id, trust);
      await write(app, worker, person, { wish: 'correction', about: `goal/${person.goal}` });
      await write(app, worker, person, { wish: 'erasure', about: `goal/${person.goal}` });
      const addresses = buttons(await app.get(at(person), worker), 'takes it back');
      assert.equal(addresses.length, 2);
      const tellable = addresses.map((one) => one.replace('withdraw', 'told'));
      const kinds = ['correction', 'erasure'] as const;
      const everyWay = async (who: Person, ways: readonly string[]): Promise<number[]> => {
        const statuses: number[] = [];
        for (const way of ways) for (const kind of kinds) statuses.push((await app.post(way, { kind }, who)).status);
        return statuses;
      };
      const refused = [409, 409, 409, 409];
      assert.deepEqual(await everyWay(nurse, addresses), refused);
      // Of those who lead, too, whoever may not know of plans takes nothing of a plan back.
      const unknowing = helperScope(app, worker, app.organisation.id, { categories: ['identity'] });
      await app.db.write(unknowing, async (trx) => {
        for (const address of addresses) {
          const id = address.split('/').at(-2) ?? '';
          for (const kind of kinds)
            assert.equal(await withdrawByWord(trx, working(app, app.organisation.id), kind, id), false);
        }
      });
      await app.db.write(app.seed, async (trx) => {
        await sql`update correction set status = 'corrected', answered_at = now()`.execute(trx);
        await sql`update erasure_request set outcome = 'granted', decided_at = now(), decided_by = ${worker.account}, erase_on = '2026-03-09'`.execute(
          trx,
        );
      });
      assert.deepEqual(await everyWay(nurse, tellable), refused);
      assert.deepEqual(
        (await everyWay(worker, tellable)).toSorted((a, b) => a - b),
        [303, 303, 409, 409],
      );
    });
  });

  it('is theirs on their own page once they have a sign-in: nobody else takes it back then', async () => {
    await withTestApp(async (app) => {
      const ruth = await app.person('resident');
      const worker = await app.person('link-worker');
      const person = await plantPerson(app);
      await write(app, worker, person, { wish: 'correction', about: `goal/${person.goal}` });
      const [back = ''] = buttons(await app.get(at(person), worker), 'takes it back');
      await app.db.write(app.seed, async (trx) => {
        await sql`update person set account_id = ${ruth.account} where id = ${person.id}`.execute(trx);
      });
      assert.deepEqual(buttons(await app.get(at(person), worker), 'takes it back'), []);
      assert.equal((await app.post(back, { kind: 'correction' }, worker)).status, 409);
      const mine = await app.get('/testbourne/me/corrections', ruth);
      assert.ok(mine.text.includes('Testbourne Council wrote it down for you'));
      const [own = ''] = buttons(mine, 'Take this back');
      assert.equal((await app.post(own, {}, ruth)).status, 303);
    });
  });
});

describe('what somebody without a sign-in wants to be erased', () => {
  it('is decided by the officer when it is everything, and told before it is done', async () => {
    await withTestApp(async (app) => {
      const worker = await app.person('link-worker');
      const person = await plantPerson(app, { name: 'Bo Reed' });
      const officer = await officerOf(app);
      const asked = { wish: 'erasure', about: 'everything' };
      assert.deepEqual((await write(app, worker, person, asked)).errors, [
        'Ask them by themselves first, and tick the box when they want everything to be erased',
      ]);
      assert.equal((await write(app, worker, person, { ...asked, sure: 'yes' })).status, 303);
      assert.equal((await write(app, worker, person, { ...asked, sure: 'yes' })).status, 409);
      const open = await app.get('/testbourne/erasure', officer);
      assert.ok(open.text.includes('The person, by word: Testbourne Council wrote it down'));
      const link = open.link('Bo Reed') ?? '';
      assert.equal((await app.post(link, { outcome: 'granted', version: '1' }, officer)).status, 303);
      const page = await app.get(at(person), worker);
      assert.ok(page.text.includes('Erased on 9 March 2026'));
      const [told = ''] = buttons(page, 'I have told');
      assert.equal((await app.post(told, { kind: 'erasure' }, worker)).status, 303);
      // Told, they think again: it can be taken back until it is done.
      const [back = ''] = buttons(await app.get(at(person), worker), 'takes it back');
      assert.equal((await app.post(back, { kind: 'erasure' }, worker)).status, 303);
      assert.ok((await app.get(at(person), worker)).text.includes('Taken back'));
    });
  });

  it('is decided by somebody else than who wrote it down, also where it is one thing', async () => {
    await withTestApp(async (app) => {
      const [worker, colleague] = [await app.person('link-worker'), await app.person('link-worker')];
      const person = await plantPerson(app);
      assert.deepEqual((await write(app, worker, person, { wish: 'erasure', about: `person/${person.id}` })).errors, [
        'This cannot be erased by itself. Choose another, or everything',
      ]);
      assert.equal((await write(app, worker, person, { wish: 'erasure', about: `goal/${person.goal}` })).status, 303);
      const link = async (who: Person): Promise<string | undefined> => {
        const today = await app.get('/testbourne/today', who);
        return today.document.querySelector('a[href*="/erasure/"]')?.getAttribute('href') ?? undefined;
      };
      assert.equal(await link(worker), undefined);
      const address = (await link(colleague)) ?? '';
      const own = await app.get(address, worker);
      assert.ok(own.text.includes('Somebody else decides about it'));
      assert.equal(own.document.querySelector('[name="outcome"]'), null);
      const yes = { outcome: 'granted', version: '1' };
      assert.equal((await app.post(address, yes, worker)).status, 409);
      assert.equal((await app.post(address, yes, colleague)).status, 303);
      assert.ok((await app.get('/testbourne/today', worker)).text.includes('Tell them what became of what they asked'));
    });
  });

  it('is not written down while things are hidden, nor by those who do not lead', async () => {
    await withTestApp(async (app) => {
      const worker = await app.person('link-worker');
      const trust = await app.addOrganisation('Riverside Trust');
      const nurse = await app.person('practitioner', { organisation: trust });
      const hidden = await plantPerson(app, { name: 'Bo Reed' });
      const shared = await plantPerson(app, { name: 'Ann Lee', mayKnow: 'partners', mayPlan: 'partners' });
      await agree(app, [app.organisation.id, trust]);
      await joinIn(app, shared.id, trust);
      await app.db.write(app.seed, async (trx) => {
        await sql`update person set safe_mode = true where id = ${hidden.id}`.execute(trx);
      });
      const form = await app.get(at(hidden), worker);
      assert.equal(form.document.querySelector('input[name="wish"][value="erasure"]'), null);
      assert.ok(form.text.includes('nothing is asked to be erased until that is over'));
      assert.ok((await app.get(at(shared), nurse)).text.includes('Who leads the record writes down'));
      for (const [who, person] of [
        [worker, hidden],
        [nurse, shared],
      ] as const)
        assert.deepEqual((await write(app, who, person, { wish: 'erasure', about: `goal/${person.goal}` })).errors, [
          'Choose what they want',
        ]);
      for (const [who, organisation, person] of [
        [worker, app.organisation.id, hidden],
        [nurse, trust, shared],
      ] as const)
        await assert.rejects(
          app.db.write(helperScope(app, who, organisation), async (trx) => {
            await sql`insert into erasure_request (place_id, id, person_id, asked_by, kind, record_id, category, asked_at, due_on, author_org, author_account)
              values (${app.place.id}, ${newUuid()}, ${person.id}, 'person', 'goal', ${person.goal}, 'plan', now(), '2026-04-01', ${organisation}, ${who.account})`.execute(
              trx,
            );
          }),
          /row-level security/,
        );
    });
  });
});
