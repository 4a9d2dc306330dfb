import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { plantService } from '../../../test/support/community.ts';
import { withTestApp, type Person, type TestApp } from '../../../test/support/app.ts';
import { agree, plantPerson } from '../../../test/support/people.ts';
import type { Uuid } from '../../kernel/ids.ts';

type World = { worker: Person; joan: Person; person: Uuid; café: Uuid; service: Uuid };

async function world(app: TestApp): Promise<World> {
  const café = await app.addOrganisation('Community Café');
  await agree(app, [app.organisation.id, café]);
  const { id: person } = await plantPerson(app);
  const { id: service } = await plantService(app, {}, { organisation: café });
  return {
    worker: await app.person('link-worker'),
    joan: await app.person('editor', { organisation: café }),
    person,
    café,
    service,
  };
}

async function send(app: TestApp, { worker, person, service }: World): Promise<string> {
  const form = {
    service,
    reason: 'wordreason',
    how: 'phone',
    scope: 'deliver',
    'safe-contact': 'any',
    risks: 'none',
    urgency: 'routine',
  };
  const sent = await app.post(`/testbourne/people/${person}/referrals/new`, form, worker);
  return (sent.location ?? '').split('?')[0] ?? '';
}

const answers = '/testbourne/referrals/answers';

describe('how referrals are answered', () => {
  it('is seen by the organisation itself, by coordinators, and in words by those who refer; fewer than five say nothing', async () => {
    await withTestApp(async (app) => {
      const the = await world(app);
      const manager = await app.person('programme-manager');
      const newForm = `/testbourne/people/${the.person}/referrals/new`;
      for (let count = 1; count <= 5; count += 1) {
        const referral = await send(app, the);
        if (count === 5) {
          // Four are too few: the organisation sees them itself, nobody else.
          break;
        }
        app.now.setTime(app.now.getTime() + 2 * 86_400_000);
        const move = count === 4 ? 'decline' : 'accept';
        const said = { version: '1', ...(move === 'decline' ? { reason: 'no-capacity' } : {}) };
        assert.equal((await app.post(`${referral}/${move}`, said, the.joan)).status, 303);
        if (count === 4) {
          assert.ok((await app.get(newForm, the.worker)).text.includes('Too few referrals to say how they answer'));
          assert.ok(!(await app.get(answers, manager)).text.includes('Community Café'));
          assert.ok((await app.get(answers, the.joan)).text.includes('Too few referrals'));
        }
      }
      const words = 'Answers about 8 in 10, half of them within 2 days; says yes to about 8 in 10 of those';
      for (const [page, reader] of [
        [answers, the.joan],
        [answers, manager],
        [newForm, the.worker],
      ] as const)
        assert.ok((await app.get(page, reader)).text.includes(words), page);
      assert.ok(!(await app.get(answers, the.worker)).text.includes('Community Café'), 'others see only themselves');
    });
  });

  it('is never public', async () => {
    await withTestApp(async (app) => {
      const the = await world(app);
      await send(app, the);
      assert.equal((await app.get(answers)).status, 401);
      for (const role of ['resident', 'analyst', 'board-member'] as const) {
        const reader = await app.person(role);
        assert.equal((await app.get(answers, reader)).status, 403, role);
        // Also past the page: without the role the function tells nothing.
        const scope = {
          role: 'thread_member',
          account: reader.account,
          place: app.place.id,
          organisation: app.organisation.id,
          purpose: 'direct-support',
          categories: ['referral'],
        } as const;
        const { rows } = await app.db.read(scope, async (trx) => {
          return await sql`select * from thread.answer_figures('2020-01-01')`.execute(trx);
        });
        assert.deepEqual(rows, [], role);
      }
    });
  });
});

describe('an introduction', () => {
  it('is written down for the person and those who help them; the group has no record of it, and it is counted from five on', async () => {
    await withTestApp(async (app) => {
      const the = await world(app);
      const ruth = await app.person('resident');
      const manager = await app.person('programme-manager');
      const people = [await plantPerson(app, { account: ruth.account })];
      for (let count = 0; count < 4; count += 1) people.push(await plantPerson(app));
      for (const [index, { id }] of people.entries()) {
        assert.ok(!(await app.get(answers, manager)).text.includes('5 people'), `after ${index}`);
        const here = `/testbourne/people/${id}/introductions`;
        assert.deepEqual((await app.post(here, { service: id }, the.worker)).errors, [
          'Choose the group that you told them of',
        ]);
        assert.equal(
          (await app.post(here, { service: the.service }, the.worker)).location,
          `${here}?notice=introduced`,
        );
      }
      const [first] = people;
      assert.ok(
        (await app.get(`/testbourne/people/${first?.id ?? ''}`, the.worker)).text.includes('Told of: Soup and company'),
      );
      assert.ok((await app.get('/testbourne/me', ruth)).text.includes('Told of: Soup and company'));
      assert.ok((await app.get('/testbourne/me/download', ruth)).html.includes('toldOf'));
      for (const page of ['/testbourne/today', '/testbourne/referrals', '/testbourne/people'])
        assert.ok(!(await app.get(page, the.joan)).html.includes('Wordidentity'), page);
      assert.equal((await app.get(`/testbourne/people/${first?.id ?? ''}/introductions`, the.joan)).status, 404);
      assert.ok((await app.get(answers, manager)).text.includes('5 people'));
      await app.post('/testbourne/me/safe-mode', { hide: 'yes' }, ruth);
      assert.ok(!(await app.get('/testbourne/me', ruth)).html.includes('Soup and company'));
    });
  });
});

describe('asking again after a referral has ended', () => {
  it('makes a new referral with what was written before, a reason and a new yes; the ended one stays as it ended', async () => {
    await withTestApp(async (app) => {
      const the = await world(app);
      const first = await send(app, the);
      const reopen = `${first}/reopen`;
      const form = { why: 'wordwhynow', how: 'phone', urgency: 'urgent' };
      assert.equal((await app.post(reopen, form, the.worker)).status, 422, 'not while it is open');
      await app.post(`${first}/decline`, { reason: 'no-capacity', version: '1' }, the.joan);
      assert.ok((await app.get(first, the.worker)).text.includes('Ask the same group again'));
      assert.equal((await app.get(reopen, the.joan)).status, 404, 'only those who asked');
      assert.equal((await app.post(reopen, form, the.joan)).status, 404);
      const empty = await app.post(reopen, {}, the.worker);
      assert.deepEqual(empty.errors, [
        'Say what is different now',
        'Choose how the person said yes. Without their yes it is not sent',
        'Choose how soon',
      ]);
      const again = await app.post(reopen, form, the.worker);
      const second = (again.location ?? '').split('?')[0] ?? '';
      assert.notEqual(second, first);
      const page = await app.get(second, the.joan);
      for (const word of ['wordreason', 'wordwhynow', 'Urgent', 'Yes, we can help'])
        assert.ok(page.text.includes(word), word);
      assert.ok(page.html.includes(`href="${first}"`));
      const old = await app.get(first, the.worker);
      assert.ok(old.text.includes('They could not help') && old.text.includes('asked again'));
      assert.ok(old.html.includes(`href="${second}"`));
      assert.equal((await app.post(reopen, form, the.worker)).status, 422, 'once at a time');
      const permits = await app.db.read(app.seed, (trx) =>
        trx
          .selectFrom('sharing_decision')
          .select('id')
          .where('referral_id', '=', second.split('/').at(-1) ?? '')
          .execute(),
      );
      assert.equal(permits.length, 2);
    });
  });

  it('is not possible of a mistake', async () => {
    await withTestApp(async (app) => {
      const the = await world(app);
      const first = await send(app, the);
      await app.post(`${first}/mistake`, { version: '1' }, the.worker);
      const form = { why: 'Again', how: 'phone', urgency: 'routine' };
      assert.equal((await app.post(`${first}/reopen`, form, the.worker)).status, 422);
      assert.equal((await app.get(`${first}/reopen`, the.worker)).status, 422);
    });
  });
});
