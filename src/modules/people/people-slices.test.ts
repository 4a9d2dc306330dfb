import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { addressOf } from '../../../test/access/requests.ts';
import { withTestApp, type Person } from '../../../test/support/app.ts';
import { plantPerson } from '../../../test/support/people.ts';
import { plantPriority } from '../../../test/support/strategy.ts';

const words = [
  'Wordidentity',
  'wordphone',
  'Wordcircle',
  'wordstrength',
  'wordmatters',
  'wordneed',
  'wordsafety',
  'wordgoal',
  'wordwhy',
  'wordstep',
];

describe('adding a person', () => {
  it('asks first who may know, and loses nothing that was typed', async () => {
    await withTestApp(async (app) => {
      const worker = await app.person('link-worker');
      const wrong = await app.post('/testbourne/people/new', { name: 'Una', 'nhs-number': '123' }, worker);
      assert.equal(wrong.status, 422);
      assert.deepEqual(wrong.errors, [
        'Choose who may know that we are helping',
        'Choose who may see the support plan',
        'Choose whether there is anybody who must not know',
        'Choose how the person told you',
        'Enter the ten digits of an NHS number, like 999 123 4567. Check each digit',
        'Choose how it is safe to get in touch',
      ]);
      assert.equal(wrong.value('Full name'), 'Una');
      for (const link of wrong.document.querySelectorAll('.nhsuk-error-summary a'))
        assert.notEqual(wrong.document.querySelector(`[id="${(link.getAttribute('href') ?? '').slice(1)}"]`), null);
      const right = {
        'may-know': 'only-us',
        'may-plan': 'only-us',
        'must-not': 'nobody',
        how: 'in-person',
        name: 'Una Fairley',
        'safe-contact': 'through-somebody',
        'safe-contact-note': 'Only through her sister',
      };
      const sent = await app.post('/testbourne/people/new', right, worker);
      assert.match(sent.location ?? '', /^\/testbourne\/people\/[0-9a-f-]{36}\?notice=person-added$/);
      const page = await app.get(sent.location ?? '', worker);
      assert.ok(page.text.includes('Only through her sister'));
      assert.ok((await app.get('/testbourne/today', worker)).text.includes('Una Fairley'));
    });
  });
});

describe('the list for today', () => {
  it('looks at no more people than it shows, fifteen of a sort', async () => {
    await withTestApp(async (app) => {
      const worker = await app.person('link-worker');
      for (let count = 0; count < 24; count += 1) await plantPerson(app);
      await app.db.write(app.seed, async (trx) => {
        await sql`update goal set status = 'reached'`.execute(trx);
      });
      const page = await app.get('/testbourne/today', worker);
      assert.ok(page.text.includes('No more than 15 are shown'));
      const shown = new Set(
        [...page.document.querySelectorAll('main a[href^="/testbourne/people/"]')].map((one) =>
          one.getAttribute('href'),
        ),
      );
      const looks = await app.db.read(app.seed, async (trx) => {
        const { rows } = await sql<{
          id: string;
        }>`select record_id as id from access_log where route = '/:place/today'`.execute(trx);
        return rows.map((row) => `/testbourne/people/${row.id}`);
      });
      assert.equal(looks.length, 15);
      assert.deepEqual(
        looks.filter((one) => !shown.has(one)),
        [],
      );
    });
  });
});

describe('the referrals on the page of a person', () => {
  it('are those that go on and the last that ended, and all of them a link away', async () => {
    await withTestApp(async (app) => {
      const worker = await app.person('link-worker');
      const person = await plantPerson(app);
      await app.db.write(app.seed, async (trx) => {
        await sql`
          insert into referral (place_id, id, person_id, requested_by, permission_how, permission_on, to_kind, organisation_id, to_name,
            reason, no_known_risks, status, status_reason, sent_at, author_org, created_at)
          select ${app.place.id}, gen_random_uuid(), ${person.id}, 'partner', 'phone', '2026-01-01', 'organisation', ${app.organisation.id},
                 'Group ' || n, 'A reason', true, case n when 14 then 'requested' else 'cancelled' end, case when n < 14 then 'other' end,
                 ${app.now}::timestamptz - n * interval '1 day', ${app.organisation.id}, ${app.now}::timestamptz - n * interval '1 day'
            from generate_series(1, 14) n`.execute(trx);
      });
      const here = `/testbourne/people/${person.id}`;
      const shown = async (url: string) => {
        const page = await app.get(url, worker);
        const links = [...page.document.querySelectorAll('#referrals .ct-row__title a')].map((one) => one.textContent);
        return { links, more: page.document.querySelector('a[href$="#referrals"]')?.getAttribute('href') ?? '' };
      };
      const first = await shown(here);
      assert.deepEqual(first.links, ['Group 14', ...Array.from({ length: 9 }, (_, index) => `Group ${index + 1}`)]);
      assert.equal(first.more, `${here}?referrals=all#referrals`);
      const all = await shown(`${here}?referrals=all`);
      assert.equal(all.links.length, 14);
      assert.equal(all.more, '');
    });
  });
});

describe('a plan that two write at once', () => {
  it('shows the second what the first wrote and keeps their words', async () => {
    await withTestApp(async (app) => {
      const [first, second] = [await app.person('link-worker'), await app.person('link-worker')];
      const person = await plantPerson(app);
      const here = `/testbourne/people/${person.id}`;
      for (const { form, good, field } of [
        {
          form: `${here}/goals/${person.goal}/edit`,
          good: { words: 'One', importance: '8', progress: '4', status: 'active' },
          field: 'words',
        },
        { form: `${here}/circle/${person.tie}/edit`, good: { kind: 'friend', name: 'One', ring: '1' }, field: 'name' },
        { form: `${here}/edit`, good: { name: 'One', 'safe-contact': 'any' }, field: 'name' },
      ]) {
        assert.equal((await app.post(form, { ...good, version: '1' }, first)).status, 303, form);
        const late = await app.post(form, { ...good, [field]: 'Two', version: '1' }, second);
        assert.equal(late.status, 409, form);
        assert.ok(late.html.includes('value="Two"'));
        const version = late.document.querySelector('input[name="version"]')?.getAttribute('value') ?? '';
        assert.equal((await app.post(form, { ...good, [field]: 'Two', version }, second)).status, 303, form);
      }
      const stale = await app.post(`${here}/steps/${person.step}/answer`, { answer: 'accept', version: '9' }, first);
      assert.equal(stale.status, 409);
    });
  });

  it('puts nobody down for a step in their absence', async () => {
    await withTestApp(async (app) => {
      const worker = await app.person('link-worker');
      const trust = await app.addOrganisation('Riverside Trust');
      const person = await plantPerson(app);
      const to = `/testbourne/people/${person.id}/goals/${person.goal}/steps`;
      const step = { what: 'Call', who: `organisation/${trust}`, 'by-day': '9', 'by-month': '3', 'by-year': '2026' };
      const refused = await app.post(to, step, worker);
      assert.equal(refused.status, 422);
      assert.deepEqual(refused.errors, [
        'Nobody is put down for something in their absence. Tick the box if they said so themselves',
      ]);
      assert.equal((await app.post(to, { ...step, 'said-so': 'yes' }, worker)).status, 303);
      assert.ok((await app.get(`/testbourne/people/${person.id}`, worker)).text.includes('Offered: waiting for a yes'));
    });
  });
});

describe('what somebody may not know', () => {
  it('stands on no page, whichever they open, and in no list, search, feed or thread', async () => {
    await withTestApp(async (app) => {
      const priority = await plantPriority(app);
      const person = await plantPerson(app, { priority: priority.priorityId });
      const denied = await app.person('link-worker', { name: 'Denied' });
      const worker = await app.person('link-worker');
      const here = `/testbourne/people/${person.id}/sharing/deny`;
      const said = { 'deny-who': `${app.organisation.id}/${denied.account}`, 'deny-how': 'phone' };
      assert.equal((await app.post(here, said, worker)).status, 303);
      const trust = await app.addOrganisation('Riverside Trust');
      const readers: (Person | undefined)[] = [
        undefined,
        denied,
        await app.person('link-worker', { organisation: trust }),
        await app.person('practitioner', { organisation: trust }),
        await app.person('administrator'),
        await app.person('programme-manager'),
        await app.person('analyst'),
        await app.person('resident'),
      ];
      let pages = 0;
      for (const reader of readers)
        for (const route of app.app.routeTable.filter((one) => one.method === 'GET' && one.path.startsWith('/:place')))
          for (const changed of [
            { id: person.id, item: person.goal, slug: priority.slug, kind: 'goal' },
            { id: person.goal, kind: 'goal' },
            { id: priority.priorityId, kind: 'priority' },
          ]) {
            const url = addressOf(route, app.place.slug, changed);
            const query = route.path === '/:place/search' ? '?q=wordgoa' : '';
            const page = await app.get(`${url}${query}`, reader);
            pages += 1;
            const found = words.filter((word) => page.html.includes(word));
            assert.deepEqual(found, [], `${route.path} for ${reader?.name ?? 'nobody'}`);
          }
      for (const find of ['Wordidentity', 'moor'])
        assert.equal(
          (await app.post('/testbourne/people/search', { find }, denied)).text.includes('Wordidentity'),
          false,
        );
      assert.ok(pages > 300, `${pages} pages were opened`);
      // The same walk by somebody who may know finds the words: it looks in the right places.
      const seen = await app.get(`/testbourne/people/${person.id}`, worker);
      assert.ok(words.filter((word) => seen.text.includes(word)).length >= 8, seen.text);
    });
  });

  it('shows a helper no more than their role may know', async () => {
    await withTestApp(async (app) => {
      const person = await plantPerson(app);
      const editor = await app.person('editor');
      const page = await app.get(`/testbourne/people/${person.id}`, editor);
      assert.equal(page.heading, 'Wordidentity Moor');
      for (const word of ['Wordcircle', 'wordgoal', 'wordneed', 'wordstep'])
        assert.equal(page.text.includes(word), false, word);
      assert.equal((await app.get(`/testbourne/people/${person.id}/goals/new`, editor)).status, 404);
      assert.equal(
        (
          await app.post(
            `/testbourne/people/${person.id}/goals`,
            { words: 'x', importance: '5', progress: '1' },
            editor,
          )
        ).status,
        404,
      );
      const nurse = await app.person('practitioner');
      assert.equal((await app.get(`/testbourne/people/${person.id}`, nurse)).text.includes('wordsafety'), false);
    });
  });
});
