import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { withTestApp, type TestApp } from '../../../../test/support/app.ts';
import { agree, joinIn, plantPerson, working, type PlantedPerson } from '../../../../test/support/people.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import { addFamilyMember, addGoal, addTie, addWords, startFamilyRecord, type Tie } from '../index.ts';

const plain: Tie = {
  kind: 'pet',
  name: 'Biscuit',
  ring: 1,
  strength: 'ordinary',
  quality: 'helps',
  direction: 'gives',
  gives: '',
  otherPerson: undefined,
  organisation: undefined,
  service: undefined,
};

async function familyOf(app: TestApp, people: readonly PlantedPerson[]): Promise<Uuid> {
  const doing = working(app, app.organisation.id);
  return await app.db.write(app.seed, async (trx) => {
    const [first, ...others] = people;
    const { id } = await startFamilyRecord(trx, doing, {
      kind: 'household',
      person: first?.id ?? '',
      relation: 'wordrelation',
    });
    for (const one of others) await addFamilyMember(trx, doing, id, { person: one.id, relation: '' });
    return id;
  });
}

async function tie(app: TestApp, person: Uuid, more: Partial<Tie>): Promise<Uuid> {
  const doing = working(app, app.organisation.id);
  return await app.db.write(app.seed, async (trx) => (await addTie(trx, doing, person, { ...plain, ...more })).id);
}

describe('a family', () => {
  it('begins on a person’s page, takes in who is chosen among those found, and lets them go', async () => {
    await withTestApp(async (app) => {
      const worker = await app.person('link-worker');
      const [ruth, kez] = [
        await plantPerson(app, { name: 'Ruth Halloran' }),
        await plantPerson(app, { name: 'Kerry Halloran' }),
      ];
      const page = await app.get(`/testbourne/people/${ruth.id}`, worker);
      const start = page.link('Look at their household or family together') ?? '';
      const wrong = await app.post(start.replace('/new', ''), { relation: 'grandmother' }, worker);
      assert.equal(wrong.status, 422);
      assert.ok(wrong.html.includes('grandmother'));
      const begun = await app.post(start.replace('/new', ''), { kind: 'household', relation: 'grandmother' }, worker);
      const family = begun.location?.split('?')[0] ?? '';
      assert.match(family, /^\/testbourne\/people\/families\/[0-9a-f-]{36}$/);

      const found = await app.post(`${family}/members/new`, { name: 'Kerry Halloran' }, worker);
      assert.ok(found.text.includes('Kerry Halloran') && found.text.includes('This is the person'));
      assert.equal(found.text.includes('Ruth Halloran'), false, 'who is in it already is not offered again');
      const asked = await app.post(`${family}/members`, { person: kez.id }, worker);
      assert.ok(asked.text.includes('It opens nothing'));
      assert.equal((await app.get(family, worker)).text.includes('Kerry'), false, 'nobody is added before that');
      const sure = { person: kez.id, sure: 'yes', relation: 'mother' };
      assert.equal((await app.post(`${family}/members`, { ...sure, relation: 'm'.repeat(81) }, worker)).status, 422);
      assert.equal((await app.post(`${family}/members`, sure, worker)).status, 303);
      const twice = await app.post(`${family}/members`, sure, worker);
      assert.deepEqual([twice.status, twice.errors], [422, ['This person is in it already']]);
      const shown = await app.get(family, worker);
      assert.equal(shown.document.querySelector('h1')?.textContent, 'Kerry and Ruth');
      assert.equal(shown.document.title.includes('Kerry'), false);
      assert.ok((await app.get(`/testbourne/people/${kez.id}`, worker)).text.includes('Household, as mother'));

      const edit = shown.link('Change: Kerry Halloran') ?? '';
      assert.equal((await app.post(edit, { relation: 'mother of two', version: '1' }, worker)).status, 303);
      const late = await app.post(edit, { relation: 'typed words', version: '1' }, worker);
      assert.equal(late.status, 409);
      assert.ok(late.html.includes('typed words'));
      assert.equal((await app.post(edit, { relation: '', end: 'yes', version: '2' }, worker)).status, 303);
      const left = await app.get(family, worker);
      assert.equal(left.document.querySelector('h1')?.textContent, 'Ruth');
      assert.match(left.text, /Before: Kerry/);
    });
  });

  it('takes in no more than one page can show, and names who belongs to it today before who left', async () => {
    await withTestApp(async (app) => {
      const worker = await app.person('link-worker');
      const [ruth, kez] = [
        await plantPerson(app, { name: 'Ruth Halloran' }),
        await plantPerson(app, { name: 'Kerry Halloran' }),
      ];
      const id = await familyOf(app, [ruth]);
      const ours = app.organisation.id;
      await app.db.write({ role: 'thread_owner' }, async (trx) => {
        await sql`with made as (
          insert into person (place_id, id, name, lead_organisation_id, author_org, created_at)
          select ${app.place.id}, gen_random_uuid(), 'Somebody ' || n, ${ours}, ${ours}, now() from generate_series(1, 45) n returning id, name)
          insert into family_member (place_id, id, family_id, kind, person_id, since_on, until_on, author_org, created_at)
          select ${app.place.id}, gen_random_uuid(), ${id}, 'household', id, '2026-01-01', case when name < 'Somebody 16' then '2026-01-02'::date end, ${ours}, '2026-01-01'
            from made`.execute(trx);
      });
      const family = `/testbourne/people/families/${id}`;
      const heading = (await app.get(family, worker)).document.querySelector('h1')?.textContent ?? '';
      assert.ok(heading.includes('Ruth'), heading);
      const add = async () => await app.post(`${family}/members`, { person: kez.id, sure: 'yes' }, worker);
      assert.equal((await add()).status, 303);
      await app.db.write({ role: 'thread_owner' }, async (trx) => {
        await sql`update family_member set until_on = null where family_id = ${id}`.execute(trx);
        await sql`update family_member set until_on = '2026-03-02' where person_id = ${kez.id}`.execute(trx);
      });
      const full = await add();
      assert.deepEqual(
        [full.status, full.errors],
        [422, ['No more people fit on one page. Begin another family for the others']],
      );
    });
  });

  it('shows strengths and circles first, who is shared once, and asks who is the same', async () => {
    await withTestApp(async (app) => {
      const worker = await app.person('link-worker');
      const [ruth, kez, des] = [
        await plantPerson(app, { name: 'Ruth Halloran' }),
        await plantPerson(app, { name: 'Kerry Halloran' }),
        await plantPerson(app, { name: 'Desmond Baptiste' }),
      ];
      const family = `/testbourne/people/families/${await familyOf(app, [ruth, kez])}`;
      await tie(app, ruth.id, { kind: 'neighbour', name: 'Desmond', gives: 'A lift', otherPerson: des.id });
      await tie(app, kez.id, { kind: 'friend', name: 'Des next door', gives: 'Chess', otherPerson: des.id });
      await tie(app, ruth.id, { kind: 'family', name: 'Kez', gives: 'Company', otherPerson: kez.id });
      const [dog, other] = [await tie(app, ruth.id, {}), await tie(app, kez.id, { name: 'Biscuit, the dog' })];
      const page = await app.get(family, worker);
      const shared = page.document.querySelectorAll('.ct-rings__lists section')[1]?.textContent ?? '';
      assert.match(shared, /Desmond, neighbour.*For Kerry \(“Des next door”\): Chess/);
      assert.match(shared, /For Ruth: A lift/);
      assert.equal(shared.includes('Biscuit'), false);
      assert.ok(page.html.indexOf('wordstrength') < page.html.indexOf('id="gaps"'));
      assert.match(
        page.text,
        /“Biscuit”, pet, in the circle of Ruth, and “Biscuit, the dog”, pet, in the circle of Kerry/,
      );
      // Both planted people have a tie of one name, too, which is asked about and never joined by itself.
      const same = `${family}/same`;
      assert.equal((await app.post(same, { tie: dog, other, answer: 'perhaps' }, worker)).status, 422);
      assert.equal((await app.post(same, { tie: dog, other: dog, answer: 'same' }, worker)).status, 404);
      assert.equal((await app.post(same, { tie: dog, other: des.tie, answer: 'same' }, worker)).status, 404);
      assert.equal((await app.post(same, { tie: dog, other, answer: 'same' }, worker)).status, 303);
      const joined = await app.get(family, worker);
      assert.match(joined.document.querySelectorAll('.ct-rings__lists section')[1]?.textContent ?? '', /Biscuit, pet/);
      assert.ok(joined.text.includes('Take them apart'));
      assert.equal((await app.post(same, { tie: other, other: dog, answer: 'different' }, worker)).status, 303);
      const apart = await app.get(family, worker);
      assert.doesNotMatch(apart.document.querySelectorAll('.ct-rings__lists section')[1]?.textContent ?? '', /Biscuit/);
      assert.equal(apart.text.includes('“Biscuit”, pet'), false, 'what was answered with no is not asked again');
    });
  });

  it('tells help that comes twice, what nobody gives, and first what cannot wait', async () => {
    await withTestApp(async (app) => {
      const worker = await app.person('link-worker');
      const [trust, homes] = [await app.addOrganisation('Riverside Trust'), await app.addOrganisation('Estuary Homes')];
      const people = [await plantPerson(app, { name: 'Ruth H' }), await plantPerson(app, { name: 'Kerry H' })] as const;
      const [ruth, kez] = people;
      const family = `/testbourne/people/families/${await familyOf(app, people)}`;
      await tie(app, ruth.id, { kind: 'agency', name: 'Ann', organisation: trust, help: 'money', gives: 'Forms' });
      const doing = working(app, app.organisation.id);
      assert.match((await app.get(family, worker)).text, /No kind of help comes from two organisations/);
      await tie(app, kez.id, { kind: 'agency', name: 'Bob', organisation: homes, help: 'money', gives: 'Letters' });
      await app.db.write(app.seed, async (trx) => {
        const need = { kind: 'need', category: 'needs' } as const;
        await addWords(trx, doing, ruth.id, { ...need, words: 'The boiler is out', help: 'home', isUrgent: true });
        await addWords(trx, doing, ruth.id, { ...need, words: 'Somebody for the children', help: 'children' });
        await addWords(trx, doing, ruth.id, { ...need, words: 'The forms', help: 'money' });
        await addWords(trx, doing, ruth.id, { kind: 'need', category: 'safeguarding', words: 'wordhidden' });
        const goal = { why: '', importance: 5, progress: 0, status: 'active', priority: undefined } as const;
        await addGoal(trx, doing, kez.id, { ...goal, words: 'Two days at the salon' });
      });
      const page = await app.get(family, worker);
      assert.match(
        page.text,
        /2 organisations for money and benefits\s*Estuary Homes, for Kerry: Letters\s*Riverside Trust, for Ruth: Forms/,
      );
      const urgent = page.text.indexOf('This cannot wait');
      assert.ok(urgent >= 0 && urgent < page.text.indexOf('wordstrength'));
      const gaps = page.document.querySelector('#gaps')?.textContent ?? '';
      const order = ['The boiler is out', 'Somebody for the children', 'Two days at the salon'].map((one) =>
        gaps.indexOf(one),
      );
      assert.ok(
        order.every((at, index) => at > (order[index - 1] ?? -1)),
        gaps,
      );
      assert.equal(gaps.includes('The forms'), false);
      assert.equal(page.html.includes('wordhidden') || page.html.includes('wordsafety'), false);
    });
  });

  it('says of each member what is not yet known, and who will ask', async () => {
    await withTestApp(async (app) => {
      const worker = await app.person('link-worker');
      const ruth = await plantPerson(app, { name: 'Ruth H' });
      const family = `/testbourne/people/families/${await familyOf(app, [ruth])}`;
      assert.equal((await app.get(family, worker)).text.includes('Not yet known'), false);
      await app.db.write({ role: 'thread_owner' }, async (trx) => {
        await sql`update strength set removed_at = now() where person_id = ${ruth.id}`.execute(trx);
      });
      const page = await app.get(family, worker);
      assert.match(page.text, /Not yet known: what they are good at\. Nobody has said who will ask, and by when/);
      const asking = page.link('Say who will ask Ruth, and by when') ?? '';
      const late = { who: 'Amara', 'by-day': '17', 'by-month': '3', 'by-year': '2026' };
      const refused = await app.post(asking, late, worker);
      assert.deepEqual([refused.status, refused.errors], [422, ['Choose a day within fourteen days']]);
      assert.equal((await app.post(asking, { ...late, 'by-day': '16' }, worker)).status, 303);
      assert.match(
        (await app.get(family, worker)).text,
        /Not yet known: what they are good at\. Amara will ask, by 16 March/,
      );
    });
  });

  it('shows whoever may see one of them only that one', async () => {
    await withTestApp(async (app) => {
      const worker = await app.person('link-worker');
      const trust = await app.addOrganisation('Riverside Trust');
      const nurse = await app.person('practitioner', { organisation: trust });
      await agree(app, [app.organisation.id, trust]);
      const open = { mayKnow: 'partners', mayPlan: 'partners' } as const;
      const [ruth, kez] = [
        await plantPerson(app, { name: 'Ruth Halloran', ...open }),
        await plantPerson(app, { name: 'Kerry Halloran' }),
      ];
      await joinIn(app, ruth.id, trust);
      const id = await familyOf(app, [ruth, kez]);
      const family = `/testbourne/people/families/${id}`;
      await tie(app, kez.id, { name: 'Wordonlykez' });
      assert.equal((await app.get(family, worker)).document.querySelector('h1')?.textContent, 'Kerry and Ruth');
      const seen = await app.get(family, nurse);
      assert.equal(seen.document.querySelector('h1')?.textContent, 'Ruth');
      for (const word of ['Kerry', 'Wordonlykez', kez.id]) assert.equal(seen.html.includes(word), false, word);
      const editor = await app.person('editor', { organisation: trust });
      assert.equal((await app.get(family, editor)).status, 403);
      const stranger = await app.person('link-worker', { organisation: await app.addOrganisation('Another') });
      assert.equal((await app.get(family, stranger)).status, 404);
      // Nothing is learned by trying ids, and nobody is put into a family that one may not see.
      assert.equal((await app.post(`${family}/members`, { person: kez.id, sure: 'yes' }, nurse)).status, 404);
      assert.equal((await app.post(`${family}/members`, { person: ruth.id, sure: 'yes' }, stranger)).status, 404);
      // What one of them keeps from somebody by name is kept here, too.
      await app.db.write(app.seed, async (trx) => {
        await sql`insert into sharing_decision (place_id, id, person_id, effect, organisation_id, category, how_given, from_at)
          values (${app.place.id}, gen_random_uuid(), ${ruth.id}, 'deny', ${trust}, 'circle', 'phone', now() - interval '1 hour')`.execute(
          trx,
        );
        await sql`select thread.refold_access(${ruth.id}::uuid)`.execute(trx);
      });
      assert.equal((await app.get(family, nurse)).status, 404);
      assert.equal((await app.get(`/testbourne/people/${ruth.id}`, nurse)).text.includes('wordrelation'), false);
    });
  });

  it('lays nothing around somebody in safe mode beside the others, and shows the person nothing of it', async () => {
    await withTestApp(async (app) => {
      const worker = await app.person('link-worker');
      const resident = await app.person('resident', { name: 'Ruth' });
      const [ruth, kez] = [
        await plantPerson(app, { name: 'Ruth Halloran', account: resident.account }),
        await plantPerson(app, { name: 'Kerry Halloran' }),
      ];
      const family = `/testbourne/people/families/${await familyOf(app, [ruth, kez])}`;
      await tie(app, ruth.id, { name: 'Wordrefuge', kind: 'agency', help: 'home' });
      assert.ok((await app.get(family, worker)).text.includes('Wordrefuge'));
      assert.ok((await app.get('/testbourne/me/download', resident)).html.includes('wordrelation'));
      assert.ok((await app.get('/testbourne/me', resident)).text.includes('together with your family'));
      await app.post('/testbourne/me/safe-mode', { hide: 'yes' }, resident);
      const hidden = await app.get(family, worker);
      assert.equal(hidden.html.includes('Wordrefuge'), false);
      assert.match(hidden.text, /Who is around Ruth is not laid beside others here/);
      assert.equal(hidden.text.includes('Nobody has said who will ask'), false);
      assert.ok((await app.get(`/testbourne/people/${ruth.id}`, worker)).text.includes('Wordrefuge'));
      const own = (await app.get('/testbourne/me/download', resident)).html;
      assert.equal(own.includes('wordrelation'), false);
    });
  });
});
