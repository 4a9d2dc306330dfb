import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp, type Person, type TestApp } from '../../../../test/support/app.ts';
import { plantService } from '../../../../test/support/community.ts';
import { agree, helperScope, plantPerson, working } from '../../../../test/support/people.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import { chaseReferral } from '../jobs/chase-referral.ts';
import { addDecision, refold } from '../store/sharing.ts';

const days = 86_400_000;

type World = {
  worker: Person;
  groups: readonly { id: Uuid; editor: Person; service: Uuid }[];
  person: Uuid;
  ruth: Person;
  form: Record<string, string | string[]>;
};

async function world(app: TestApp): Promise<World> {
  const groups = [];
  for (const name of ['Community Café', 'Bowls Club', 'Not Asked']) {
    const id = await app.addOrganisation(name);
    const { id: service } = await plantService(app, { name: `${name} mornings` }, { organisation: id });
    groups.push({ id, service, editor: await app.person('editor', { organisation: id }) });
  }
  await agree(app, [app.organisation.id, ...groups.map((one) => one.id)]);
  const worker = await app.person('link-worker', { name: 'Wordworker' });
  const ruth = await app.person('resident');
  const { id: person } = await plantPerson(app, { account: ruth.account });
  await app.db.write(app.seed, (trx) =>
    trx.updateTable('person').set({ born_on: '1946-03-02', postcode: 'WQ1 1AA' }).where('id', '=', person).execute(),
  );
  const form = {
    services: groups.slice(0, 2).map((one) => one.service),
    need: 'wordneedkind',
    reason: 'wordreason',
    how: 'in-person',
    scope: 'deliver',
    'safe-contact': 'only-this-way',
    'safe-contact-note': 'wordsafecontact',
    risks: 'some',
    'risks-note': 'wordrisk',
    urgency: 'routine',
    'access-needs': 'wordaccess',
  };
  return { worker, groups, person, ruth, form };
}

async function offer(app: TestApp, { worker, person, form }: World): Promise<string> {
  const sent = await app.post(`/testbourne/people/${person}/referrals/offer`, form, worker);
  const address = /^\/testbourne\/referrals\/([0-9a-f-]{36})\?notice=referral-offered$/.exec(sent.location ?? '')?.[1];
  assert.ok(address !== undefined, sent.text.slice(0, 400));
  return address;
}
const open = '/testbourne/referrals/open';

describe('a referral offered to several', () => {
  it('shows what is needed to those who were asked, and nothing of who it is; others see nothing', async () => {
    await withTestApp(async (app) => {
      const the = await world(app);
      const id = await offer(app, the);
      const [first, second, third] = the.groups;
      for (const one of [first, second]) {
        const page = await app.get(open, one?.editor);
        for (const word of ['wordneedkind', 'age 80 or older', 'lives in WQ1', 'wordaccess'])
          assert.ok(page.text.includes(word), word);
        for (const word of ['Wordidentity', 'wordphone', 'wordreason', 'wordrisk', 'wordsafecontact', '1AA', '1946'])
          assert.ok(!page.html.includes(word), word);
        assert.equal((await app.get(`/testbourne/referrals/${id}`, one?.editor)).status, 404);
        assert.equal((await app.get(`/testbourne/people/${the.person}`, one?.editor)).status, 404);
        assert.ok((await app.get('/testbourne/today', one?.editor)).text.includes('wordneedkind'));
      }
      assert.ok(!(await app.get(open, third?.editor)).html.includes('wordneedkind'));
      const offers = await app.db.read(helperScope(app, third?.editor ?? the.worker, third?.id ?? ''), async (trx) => [
        ...(await trx.selectFrom('referral_offer').select('referral_id').execute()),
        ...(await trx.selectFrom('referral_offer_to').select('referral_id').execute()),
      ]);
      assert.deepEqual(offers, []);
      // Those who asked cannot make a link: nobody yet could answer by it.
      assert.equal((await app.post(`/testbourne/referrals/${id}/link`, {}, the.worker)).status, 422);
      assert.ok((await app.get('/testbourne/me', the.ruth)).text.includes('without your name, offered to them'));
    });
  });

  it('is taken by the first, who then sees the person; to the others it is gone', async () => {
    await withTestApp(async (app) => {
      const the = await world(app);
      const id = await offer(app, the);
      const [first, second, third] = the.groups;
      const claim = `${open}/${id}/claim`;
      assert.equal((await app.post(claim, {}, third?.editor)).location, `${open}?notice=referral-not-claimed`);
      assert.equal((await app.post(claim, {}, the.worker)).location, `${open}?notice=referral-not-claimed`);
      const taken = await app.post(claim, {}, first?.editor);
      assert.equal(taken.location, `/testbourne/referrals/${id}?notice=referral-claimed`);
      const page = await app.get(taken.location ?? '', first?.editor);
      for (const word of ['Wordidentity Moor', 'wordreason', 'wordsafecontact', 'wordrisk', 'Community Café mornings'])
        assert.ok(page.text.includes(word), word);
      assert.equal((await app.get(`/testbourne/people/${the.person}`, first?.editor)).status, 200);
      assert.equal((await app.post(claim, {}, second?.editor)).location, `${open}?notice=referral-not-claimed`);
      assert.ok(!(await app.get(open, second?.editor)).html.includes('wordneedkind'));
      assert.equal((await app.get(`/testbourne/people/${the.person}`, second?.editor)).status, 404);
      assert.ok(
        (await app.get(`/testbourne/referrals/${id}`, the.worker)).text.includes(
          'Community Café took it, first of those it was offered to',
        ),
      );
      // The person allowed it for the one that took it, and for nobody else.
      const permits = await app.db.read(app.seed, (trx) =>
        trx.selectFrom('sharing_decision').select('organisation_id').where('referral_id', '=', id).distinct().execute(),
      );
      assert.deepEqual(permits, [{ organisation_id: first?.id }]);
      const done = { output: 'Came twice', version: '2' };
      assert.equal((await app.post(`/testbourne/referrals/${id}/finish`, done, first?.editor)).status, 303);
      assert.equal((await app.get(`/testbourne/people/${the.person}`, first?.editor)).status, 404);
    });
  });

  it('is not there for an organisation or a worker whom the person refused', async () => {
    await withTestApp(async (app) => {
      const the = await world(app);
      const id = await offer(app, the);
      const [first] = the.groups;
      await app.db.write(app.seed, async (trx) => {
        const deny = {
          effect: 'deny',
          organisation: first?.id,
          account: undefined,
          category: '*',
          basis: 'consent',
        } as const;
        await addDecision(trx, working(app, app.organisation.id), the.person, { ...deny, how: 'phone', reason: '' });
        await refold(trx, the.person);
      });
      assert.ok(!(await app.get(open, first?.editor)).html.includes('wordneedkind'));
      const claimed = await app.post(`${open}/${id}/claim`, {}, first?.editor);
      assert.equal(claimed.location, `${open}?notice=referral-not-claimed`);
    });
  });

  it('is no longer offered once it is taken back, by those who asked or by the person, or nobody answered', async () => {
    for (const how of ['cancel', 'withdraw', 'silence'] as const)
      await withTestApp(async (app) => {
        const the = await world(app);
        const id = await offer(app, the);
        const [first] = the.groups;
        const words = { reason: 'duplicate', version: '1' };
        if (how === 'cancel') await app.post(`/testbourne/referrals/${id}/cancel`, words, the.worker);
        if (how === 'withdraw') await app.post(`/testbourne/referrals/${id}/withdraw`, { version: '1' }, the.ruth);
        if (how === 'silence') {
          app.now.setTime(app.now.getTime() + 14 * days);
          await app.db.write(app.seed, async (trx) => {
            const doing = {
              ...working(app, app.organisation.id),
              by: { account: undefined, organisation: undefined, name: '' },
            };
            await chaseReferral(trx, doing, { placeName: 'Testbourne', baseUrl: 'http://localhost' }, id);
          });
        }
        assert.ok(!(await app.get(open, first?.editor)).html.includes('wordneedkind'), how);
        const claimed = await app.post(`${open}/${id}/claim`, {}, first?.editor);
        assert.equal(claimed.location, `${open}?notice=referral-not-claimed`, how);
      });
  });

  it('asks for two to ten groups of two organisations, and what is needed', async () => {
    await withTestApp(async (app) => {
      const the = await world(app);
      const here = `/testbourne/people/${the.person}/referrals/offer`;
      const [first] = the.groups;
      const one = await app.post(here, { ...the.form, services: first?.service ?? '', need: '' }, the.worker);
      assert.deepEqual(one.errors, [
        'Choose between two and ten groups',
        'Say in a few words what is needed, without the name',
      ]);
      const { id: again } = await plantService(app, { name: 'Café evenings' }, { organisation: first?.id ?? '' });
      const same = await app.post(here, { ...the.form, services: [first?.service ?? '', again] }, the.worker);
      assert.deepEqual(same.errors, ['Choose between two and ten groups']);
      const gone = await app.post(here, { ...the.form, services: [first?.service ?? '', the.person] }, the.worker);
      assert.deepEqual(gone.errors, ['Choose between two and ten groups']);
      assert.ok(gone.html.includes('wordreason'));
    });
  });
});
