import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { withTestApp, type Person, type TestApp } from '../../../../test/support/app.ts';
import { officerOf, plantPerson } from '../../../../test/support/people.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import { newUuid } from '../../../kernel/ids.ts';
import { countReferrals } from '../store/referral-counts.ts';
import { eraseGranted, offerRetention } from '../store/erase.ts';

const mine = '/testbourne/me/erasure';
const days = (count: number): number => count * 86_400_000;

async function ask(app: TestApp, who: Person, what: string, form: Record<string, string> = { sure: 'yes' }) {
  return await app.post(mine, { what, words: 'Wordwish', ...form }, who);
}

async function requestOf(app: TestApp): Promise<Uuid> {
  return await app.db.read(app.seed, async (trx) => {
    const row = await trx.selectFrom('erasure_request').select('id').orderBy('id', 'desc').executeTakeFirstOrThrow();
    return row.id;
  });
}

async function run(app: TestApp, id: Uuid, after = 0): Promise<number> {
  const now = new Date(app.now.getTime() + days(after));
  return await app.db.write(
    app.seed,
    async (trx) => await eraseGranted(trx, { place: app.place.id, now, newId: newUuid }, id),
  );
}

const keep = { reason: 'Wordlaw: it must be kept', 'review-day': '2', 'review-month': '3', 'review-year': '2027' };

describe('asking for everything to be erased', () => {
  it('is decided by the data protection officer alone, and done a week later, for good', async () => {
    await withTestApp(async (app) => {
      const ruth = await app.person('resident');
      const person = await plantPerson(app, { account: ruth.account });
      const other = await plantPerson(app, { name: 'Bo Reed' });
      const officer = await officerOf(app);
      const [worker, administrator] = [await app.person('link-worker'), await app.person('administrator')];
      await app.db.write(app.seed, async (trx) => {
        await sql`update circle_member set other_person_id = ${person.id} where id = ${other.tie}`.execute(trx);
        await sql`update person set email = 'Ruth@Example.org' where id = ${person.id}`.execute(trx);
        for (const to of ['ruth@example.org', 'somebody@example.org'])
          await sql`insert into mail (place_id, id, kind, to_address, subject, body, created_at, send_after)
            values (${app.place.id}, gen_random_uuid(), 'notice', ${to}, 'Wordmail', 'Wordmail', now(), now())`.execute(
            trx,
          );
      });
      assert.deepEqual((await ask(app, ruth, 'everything', { sure: '' })).errors, [
        'Tick the box if you want everything to be erased',
      ]);
      assert.equal((await ask(app, ruth, 'everything')).status, 303);
      assert.equal((await ask(app, ruth, 'everything')).status, 409);
      assert.ok((await app.get(mine, ruth)).text.includes('An answer is due by 2 April 2026'));
      const id = await requestOf(app);
      const page = `/testbourne/erasure/${id}`;
      for (const reader of [worker, administrator, ruth]) {
        assert.ok([403, 404].includes((await app.get(page, reader)).status));
        assert.ok([403, 404].includes((await app.post(page, { outcome: 'granted', version: '1' }, reader)).status));
      }
      assert.ok((await app.get('/testbourne/erasure', officer)).text.includes('Wordidentity Moor'));
      const seen = await app.get(page, officer);
      for (const words of [
        'Wordidentity Moor',
        'Wordwish',
        '8 years after the last contact',
        'Records Management Code',
      ])
        assert.ok(seen.text.includes(words), words);
      // The officer decides about a record that they do not read.
      for (const words of ['wordgoal', 'Wordcircle', 'wordphone'])
        assert.equal(seen.text.includes(words), false, words);
      assert.equal((await app.post(page, { outcome: 'granted', version: '1' }, officer)).status, 303);
      assert.equal((await app.post(page, { outcome: 'refused', ...keep, version: '1' }, officer)).status, 409);
      assert.ok((await app.get(mine, ruth)).text.includes('Erased on 9 March 2026'));
      assert.equal(await run(app, id, 6), 0, 'not before its day');
      assert.ok((await run(app, id, 7)) > 20);
      assert.equal(await run(app, id, 7), 0, 'done once');
      const gone = await app.get('/testbourne/me', ruth);
      assert.ok(gone.text.includes('Nothing is written down about you here'));
      assert.equal((await app.get(`/testbourne/people/${person.id}`, worker)).status, 404);
      assert.equal((await app.get(`/testbourne/people/${other.id}`, worker)).status, 200);
      const stones = await app.get('/testbourne/erasure', officer);
      assert.ok(stones.text.includes(`Certificate ${person.id}`));
      assert.equal(stones.text.includes('Wordidentity'), false);
      const letters = await app.db.read(
        { role: 'thread_owner' },
        async (trx) => await trx.selectFrom('mail').select('to_address').execute(),
      );
      assert.deepEqual(
        letters.map((one) => one.to_address),
        ['somebody@example.org'],
      );
    });
  });

  it('is kept with a reason, a day to look again and the way to complain, all of which the person reads', async () => {
    await withTestApp(async (app) => {
      const ruth = await app.person('resident');
      await plantPerson(app, { account: ruth.account });
      const officer = await officerOf(app);
      await ask(app, ruth, 'everything');
      const page = `/testbourne/erasure/${await requestOf(app)}`;
      const empty = await app.post(page, { outcome: 'refused', version: '1' }, officer);
      assert.deepEqual(empty.errors, ['Say why, in words that the person understands']);
      const early = await app.post(page, { outcome: 'later', ...keep, 'review-year': '2020', version: '1' }, officer);
      assert.deepEqual(early.errors, ['Enter the day on which it is looked at again, tomorrow or later']);
      assert.ok(early.html.includes('Wordlaw'));
      assert.equal((await app.post(page, { outcome: 'later', ...keep, version: '1' }, officer)).status, 303);
      const answer = await app.get(mine, ruth);
      for (const words of ['Kept for now', 'Wordlaw', '2 March 2027', 'Information Commissioner'])
        assert.ok(answer.text.includes(words), words);
      assert.ok((await app.get('/testbourne/me/download', ruth)).html.includes('Wordlaw'));
      // What was not granted is never done.
      assert.equal(await run(app, await requestOf(app), 4_000), 0);
      assert.equal((await app.get('/testbourne/me', ruth)).text.includes('wordgoal'), true);
      assert.equal((await ask(app, ruth, 'everything')).status, 303, 'it can be asked again');
    });
  });

  it('can be taken back until it is done', async () => {
    await withTestApp(async (app) => {
      const ruth = await app.person('resident');
      await plantPerson(app, { account: ruth.account });
      const officer = await officerOf(app);
      await ask(app, ruth, 'everything');
      const id = await requestOf(app);
      await app.post(`/testbourne/erasure/${id}`, { outcome: 'granted', version: '1' }, officer);
      assert.equal((await app.post(`${mine}/${id}/withdraw`, {}, officer)).status, 404);
      assert.equal((await app.post(`${mine}/${id}/withdraw`, {}, ruth)).status, 303);
      assert.equal(await run(app, id, 30), 0);
      assert.ok((await app.get('/testbourne/me', ruth)).text.includes('wordgoal'));
    });
  });

  it('is not shown, nor asked, while somebody might look over their shoulder', async () => {
    await withTestApp(async (app) => {
      const ruth = await app.person('resident');
      await plantPerson(app, { account: ruth.account });
      await ask(app, ruth, 'everything');
      await app.post('/testbourne/me/safe-mode', { hide: 'yes' }, ruth);
      const hidden = await app.get(mine, ruth);
      assert.equal(hidden.text.includes('Wordwish'), false);
      assert.equal(hidden.text.includes('What you asked for'), false);
      assert.equal((await ask(app, ruth, 'everything')).status, 200, 'the page says what to do first');
    });
  });

  it('is nothing for an officer whom the person refused by name, nor for an officer about themselves', async () => {
    await withTestApp(async (app) => {
      const ruth = await app.person('resident');
      const person = await plantPerson(app, { account: ruth.account });
      const officer = await officerOf(app);
      await app.db.write({ role: 'thread_owner' }, async (trx) => {
        await sql`insert into access_denial (place_id, id, person_id, account_id, category, valid)
          values (${app.place.id}, gen_random_uuid(), ${person.id}, ${officer.account}, '*', '[2026-01-01,)')`.execute(
          trx,
        );
      });
      await ask(app, ruth, 'everything');
      const page = `/testbourne/erasure/${await requestOf(app)}`;
      assert.equal((await app.get('/testbourne/erasure', officer)).text.includes('Wordidentity'), false);
      assert.equal((await app.get(page, officer)).status, 404);
      await app.db.write({ role: 'thread_owner' }, async (trx) => {
        await sql`delete from access_denial`.execute(trx);
        await sql`update person set account_id = ${officer.account} where id = ${person.id}`.execute(trx);
      });
      assert.equal((await app.get(page, officer)).status, 404);
      assert.equal((await app.post(page, { outcome: 'granted', version: '1' }, officer)).status, 404);
    });
  });
});

describe('asking for one thing to be erased', () => {
  it('is decided by those who keep the record; it goes with what it said before, and the rest stays', async () => {
    await withTestApp(async (app) => {
      const ruth = await app.person('resident');
      const worker = await app.person('link-worker');
      const person = await plantPerson(app, { account: ruth.account });
      const trust = await app.addOrganisation('Riverside Trust');
      const nurse = await app.person('practitioner', { organisation: trust });
      for (const what of [`goal/${person.goal}`, `circle/${person.tie}`])
        assert.equal((await ask(app, ruth, what)).status, 303);
      assert.equal((await ask(app, ruth, `referral/${person.goal}`)).status, 422);
      for (let one = 0; one < 2; one += 1) {
        const today = await app.get('/testbourne/today', worker);
        const link = today.document.querySelector('a[href*="/erasure/"]')?.getAttribute('href') ?? '';
        assert.equal((await app.get(link, nurse)).status, 404);
        assert.ok((await app.get(link, worker)).text.includes('Wordwish'));
        assert.equal((await app.post(link, { outcome: 'granted', version: '1' }, nurse)).status, 404);
        assert.equal((await app.post(link, { outcome: 'granted', version: '1' }, worker)).status, 303);
        assert.ok((await run(app, link.split('/').at(-1) ?? '', 8)) > 0);
      }
      const text = await app.db.read({ role: 'thread_owner' }, async (trx) => {
        const rows = await sql<{ text: string }>`
          select coalesce(string_agg(t, ' '), '') as text from (
            select to_jsonb(x)::text as t from goal x union all select to_jsonb(x)::text from personal_version x
            union all select to_jsonb(x)::text from plan_step x union all select to_jsonb(x)::text from circle_member x
            union all select to_jsonb(x)::text from thread_record x union all select to_jsonb(x)::text from thread_event x
            union all select to_jsonb(x)::text from erasure_request x union all select to_jsonb(x)::text from strength x) all_of_it`.execute(
          trx,
        );
        return rows.rows[0]?.text ?? '';
      });
      for (const word of ['wordgoal', 'wordwhy', 'wordstep', 'Wordcircle', 'Wordwish'])
        assert.equal(text.includes(word), false, word);
      assert.ok(text.includes('wordstrength'));
      const after = await app.get(mine, ruth);
      assert.ok(after.text.includes('Something that you asked for Erased'));
    });
  });
});

describe('a record that was kept for as long as the rule says', () => {
  it('is offered to the officer once, and never erased by itself', async () => {
    await withTestApp(async (app) => {
      const person = await plantPerson(app);
      const child = await plantPerson(app, { name: 'A child' });
      const recent = await plantPerson(app, { name: 'Somebody recent' });
      const officer = await officerOf(app);
      const old = new Date('2017-01-10T10:00:00Z');
      await app.db.write({ role: 'thread_owner' }, async (trx) => {
        for (const one of [person.id, child.id]) {
          await sql`update person set created_at = ${old} where id = ${one}`.execute(trx);
          await sql`update personal_version set at = ${old} where person_id = ${one}`.execute(trx);
          await sql`update goal_reading set at = ${old} where person_id = ${one}`.execute(trx);
          await sql`update sharing_decision set from_at = ${old} where person_id = ${one}`.execute(trx);
          await sql`update person_relationship set from_at = ${old} where person_id = ${one}`.execute(trx);
        }
        await sql`update person set born_on = '2009-05-01' where id = ${child.id}`.execute(trx);
        await sql`update person set created_at = ${old} where id = ${recent.id}`.execute(trx);
      });
      const offer = async (): Promise<number> =>
        await app.db.write(
          app.seed,
          async (trx) => await offerRetention(trx, { place: app.place.id, now: app.now, newId: newUuid }),
        );
      assert.equal(await offer(), 1);
      assert.equal(await offer(), 0, 'not twice');
      const list = await app.get('/testbourne/erasure', officer);
      assert.ok(list.text.includes('Wordidentity Moor'));
      for (const name of ['A child', 'Somebody recent']) assert.equal(list.text.includes(name), false, name);
      const id = await requestOf(app);
      assert.equal(await run(app, id, 4_000), 0, 'nobody decided');
      const page = `/testbourne/erasure/${id}`;
      assert.ok((await app.get(page, officer)).text.includes('10 January 2025: that day has come'));
      assert.equal((await app.post(page, { outcome: 'later', ...keep, version: '1' }, officer)).status, 303);
      assert.equal(await offer(), 0, 'it is kept until the day it is looked at again');
      app.now.setTime(new Date('2027-03-02T09:00:00Z').getTime());
      assert.equal(await offer(), 1);
      const next = await requestOf(app);
      assert.equal(
        (await app.post(`/testbourne/erasure/${next}`, { outcome: 'granted', version: '1' }, officer)).status,
        303,
      );
      assert.ok((await run(app, next, 7)) > 10);
    });
  });
});

describe('what the place counted', () => {
  it('stays true after people were erased, as a number and no more', async () => {
    await withTestApp(async (app) => {
      const people: Uuid[] = [];
      for (let one = 0; one < 12; one += 1) people.push((await plantPerson(app, { name: `Person ${one}` })).id);
      const sent = new Date('2026-01-10T10:00:00Z');
      const counted = async () =>
        await app.db.write(app.seed, async (trx) => {
          await trx.deleteFrom('referral_count').execute();
          await countReferrals(trx, app.place.id, app.now);
          return await trx
            .selectFrom('referral_count')
            .select(['asked', 'answered', 'waiting'])
            .executeTakeFirstOrThrow();
        });
      await app.db.write({ role: 'thread_owner' }, async (trx) => {
        for (const [index, person] of people.entries())
          await sql`insert into referral (place_id, id, person_id, requested_by, permission_how, permission_on, to_kind, organisation_id, to_name, reason, no_known_risks, status, author_org, created_at, sent_at, answered_at)
            values (${app.place.id}, gen_random_uuid(), ${person}, 'partner', 'phone', '2026-01-01', 'organisation', ${app.organisation.id}, 'x', 'x', true,
              ${index < 11 ? 'accepted' : 'requested'}, ${app.organisation.id}, ${sent}, ${sent}, ${index < 11 ? sent : null})`.execute(
            trx,
          );
      });
      const before = await counted();
      assert.deepEqual([before.asked, before.answered], [10, 10]);
      await app.db.write(app.seed, async (trx) => {
        for (const person of people)
          await sql`select thread.erase_person(${app.place.id}::uuid, ${person}::uuid, 'person', '2026-02-01', gen_random_uuid(), false, ${app.now})`.execute(
            trx,
          );
      });
      const after = await counted();
      assert.deepEqual([after.asked, after.answered, after.waiting], [10, 10, 0]);
    });
  });
});
