import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp, type Person, type TestApp } from '../../../../test/support/app.ts';
import { agree, plantPerson, working } from '../../../../test/support/people.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import { addDecision, refold } from '../store/sharing.ts';

const match = '/testbourne/people/match';
const born = { 'born-day': '3', 'born-month': '5', 'born-year': '1962' };
const number = '9990000018';
const consent = {
  'may-know': 'only-us',
  'may-plan': 'only-us',
  'must-not': 'nobody',
  how: 'in-person',
  'safe-contact': 'any',
} as const;

async function tellFacts(app: TestApp, id: Uuid): Promise<void> {
  await app.db.write(app.seed, async (trx) => {
    await trx
      .updateTable('person')
      .set({ nhs_number: number, born_on: '1962-05-03', postcode: 'WQ1 1AA' })
      .where('id', '=', id)
      .execute();
  });
}

async function countPeople(app: TestApp): Promise<number> {
  return await app.db.read(app.seed, async (trx) => (await trx.selectFrom('person').select('id').execute()).length);
}

/** Two organisations in an agreement; the second keeps a person whom the first may not see. */
async function apart(
  app: TestApp,
  mayKnow: 'partners' | 'only-us',
): Promise<{ worker: Person; person: Uuid; other: Uuid }> {
  const other = await app.addOrganisation('Other Surgery');
  await agree(app, [app.organisation.id, other]);
  const { id: person } = await plantPerson(app, { organisation: other, mayKnow });
  await tellFacts(app, person);
  return { worker: await app.person('link-worker'), person, other };
}
const sought = { name: 'Wordidentity Moor', ...born, 'nhs-number': number };
const hint = 'Another partner already works with this person';

describe('looking whether somebody is known already', () => {
  it('shows who may be meant and why, and adds nobody by itself', async () => {
    await withTestApp(async (app) => {
      const worker = await app.person('link-worker');
      const { id } = await plantPerson(app);
      await tellFacts(app, id);
      const before = await countPeople(app);
      const page = await app.post(match, { ...sought, name: 'Moor, Wordidentity', postcode: 'wq11aa' }, worker);
      assert.equal(page.status, 200);
      assert.ok(page.text.includes('Almost certainly them'));
      assert.ok(page.text.includes('The same: the NHS number, the name, the day of birth and the postcode.'));
      assert.ok(page.html.includes(`/testbourne/people/${id}"`));
      assert.equal(await countPeople(app), before);
      assert.equal(page.document.querySelector('title')?.textContent?.includes('Wordidentity'), false);
    });
  });

  it('asks for what it needs, keeps what was typed, and finds nobody by too little', async () => {
    await withTestApp(async (app) => {
      const worker = await app.person('link-worker');
      const { id } = await plantPerson(app);
      await tellFacts(app, id);
      const wrong = await app.post(
        match,
        { name: '', 'nhs-number': '9990000019', postcode: 'nowhere', ...born },
        worker,
      );
      assert.equal(wrong.status, 422);
      assert.deepEqual(wrong.errors, [
        'Enter the name of the person',
        'Enter the ten digits of an NHS number, like 999 123 4567. Check each digit',
        'Enter a full UK postcode, like AB1 2CD',
      ]);
      assert.equal(wrong.value('NHS number, if known'), '9990000019');
      const other = await app.post(match, { name: 'Somebody Quite Else', ...born }, worker);
      assert.ok(other.text.includes('Nobody you may see fits'));
    });
  });

  it('notes the look, so that the person can read it', async () => {
    await withTestApp(async (app) => {
      const worker = await app.person('link-worker');
      const ruth = await app.person('resident');
      const { id } = await plantPerson(app, { account: ruth.account });
      await tellFacts(app, id);
      await app.post(match, sought, worker);
      assert.ok((await app.get('/testbourne/me', ruth)).text.includes('looked whether you are known here already'));
    });
  });

  it('carries what was typed into the record of somebody else, and asks again where it was not said', async () => {
    await withTestApp(async (app) => {
      const worker = await app.person('link-worker');
      const { id } = await plantPerson(app);
      await tellFacts(app, id);
      const before = await countPeople(app);
      const unsaid = await app.post('/testbourne/people/new', { ...sought, ...consent }, worker);
      assert.equal(unsaid.status, 422);
      assert.equal(unsaid.errors.length, 1);
      assert.ok(unsaid.text.includes('Is it one of them?') && unsaid.html.includes(`/people/${id}"`));
      assert.equal(unsaid.value('Full name'), sought.name);
      assert.equal(await countPeople(app), before);

      const begun = await app.post('/testbourne/people/new', { ...sought, 'somebody-else': id, begin: 'yes' }, worker);
      assert.equal(begun.status, 200);
      assert.equal(begun.value('NHS number (optional)'), number);
      const carried = begun.document.querySelector('input[name=somebody-else]')?.getAttribute('value');
      assert.equal(carried, id);
      const said = await app.post('/testbourne/people/new', { ...sought, ...consent, 'somebody-else': id }, worker);
      assert.equal(said.status, 303);
      assert.equal(await countPeople(app), before + 1);
    });
  });

  it('is for those who begin a record', async () => {
    await withTestApp(async (app) => {
      for (const role of ['editor', 'resident', 'administrator'] as const)
        assert.equal((await app.post(match, sought, await app.person(role))).status, 403, role);
    });
  });
});

describe('somebody whom another organisation keeps', () => {
  it('is hinted at by NHS number and day of birth, where they let partners know: no name, no organisation', async () => {
    await withTestApp(async (app) => {
      const { worker, person } = await apart(app, 'partners');
      const page = await app.post(match, { ...sought, name: 'Anybody' }, worker);
      assert.ok(page.text.includes(hint));
      for (const word of ['Wordidentity', 'Other Surgery', person]) assert.ok(!page.html.includes(word), word);
      const looks = await app.db.read(app.seed, async (trx) =>
        trx.selectFrom('access_log').select('record_id').where('route', '=', '/:place/people/match').execute(),
      );
      assert.deepEqual(looks, [{ record_id: person }]);

      const before = await countPeople(app);
      const unsaid = await app.post('/testbourne/people/new', { ...sought, ...consent }, worker);
      assert.equal(unsaid.status, 422);
      assert.ok(unsaid.text.includes(hint));
      assert.equal(await countPeople(app), before);
      const said = { ...sought, ...consent, 'known-elsewhere': 'seen' };
      assert.equal((await app.post('/testbourne/people/new', said, worker)).status, 303);
    });
  });

  it('is not there without the day of birth, by the name alone, or where they keep it to one organisation', async () => {
    await withTestApp(async (app) => {
      const { worker } = await apart(app, 'partners');
      const another = { ...sought, 'born-day': '4' };
      for (const one of [{ name: sought.name, 'nhs-number': number }, { name: sought.name, ...born }, another])
        assert.ok(!(await app.post(match, one, worker)).text.includes(hint));
    });
    await withTestApp(async (app) => {
      const { worker } = await apart(app, 'only-us');
      assert.ok(!(await app.post(match, sought, worker)).text.includes(hint));
    });
  });

  it('is not there for a worker or an organisation whom they refused, nor once they took it back', async () => {
    for (const refuse of ['worker', 'organisation', 'take back'] as const)
      await withTestApp(async (app) => {
        const { worker, person, other } = await apart(app, 'partners');
        assert.ok((await app.post(match, sought, worker)).text.includes(hint));
        await app.db.write(app.seed, async (trx) => {
          const doing = working(app, other);
          if (refuse === 'take back') {
            const permits = await trx
              .selectFrom('sharing_decision')
              .select('id')
              .where('person_id', '=', person)
              .execute();
            for (const { id } of permits)
              await trx
                .insertInto('sharing_decision')
                .values({
                  place_id: app.place.id,
                  id: doing.newId(),
                  person_id: person,
                  effect: 'withdraw',
                  withdraws_id: id,
                  how_given: 'phone',
                  from_at: app.now,
                })
                .execute();
          } else
            await addDecision(trx, doing, person, {
              effect: 'deny',
              organisation: app.organisation.id,
              account: refuse === 'worker' ? worker.account : undefined,
              category: '*',
              basis: 'consent',
              how: 'phone',
              reason: '',
            });
          await refold(trx, person);
        });
        assert.ok(!(await app.post(match, sought, worker)).text.includes(hint), refuse);
      });
  });

  it('is not there for an organisation outside the agreement', async () => {
    await withTestApp(async (app) => {
      await apart(app, 'partners');
      const stranger = await app.person('link-worker', { organisation: await app.addOrganisation('A Stranger') });
      assert.ok(!(await app.post(match, sought, stranger)).text.includes(hint));
    });
  });
});
