import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { withTestApp, type Person, type TestApp } from '../../../../test/support/app.ts';
import { agree, joinIn, plantPerson } from '../../../../test/support/people.ts';

/** A child of eleven, kept by a worker; the test's clock stands with the database's. */
async function scene(app: TestApp, bornYearsAgo = 11) {
  const worker = await app.person('link-worker');
  const child = await app.person('resident', { name: 'Child' });
  const parent = await app.person('resident', { name: 'Parent' });
  const person = await plantPerson(app, { account: child.account });
  await app.db.write(app.seed, async (trx) => {
    await sql`update person set born_on = (current_date - make_interval(years => ${bornYearsAgo}::int) - interval '10 days')::date`.execute(
      trx,
    );
    const now = await sql<{ now: Date }>`select now() as now`.execute(trx);
    app.now.setTime(now.rows[0]?.now.getTime() ?? 0);
  });
  return { worker, child, parent, person, here: `/testbourne/people/${person.id}` };
}

const authority = {
  name: 'A parent',
  authority: 'parental-responsibility',
  matters: ['sharing', 'plan'],
  evidence: 'Birth certificate, seen today',
};

/** Writes the authority down, makes a code and connects it, all through the pages. */
async function connect(app: TestApp, here: string, worker: Person, who: Person, form = authority): Promise<string> {
  const added = await app.post(`${here}/representatives`, form, worker);
  assert.equal(added.status, 303, added.errors.join());
  const page = await app.get(`${here}/representatives`, worker);
  const id = page.document.querySelector('button[name="representative"]')?.getAttribute('value') ?? '';
  const code = await app.post(`${here}/link-code`, { representative: id }, worker);
  const text = /[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}/.exec(code.text)?.[0] ?? '';
  const connected = await app.post('/testbourne/connect', { code: text.toLowerCase() }, who);
  assert.equal(connected.location, '/testbourne/representing?notice=account-connected', connected.errors.join());
  return id;
}

const particulars = { given: 'Wordgiven', address: '4 Wordstreet', practice: 'Wordpractice', version: '0' };

/** Something in each of the newer tables, each with a word of its own. */
async function fillIn(app: TestApp, here: string, worker: Person): Promise<void> {
  const review = {
    'held-day': '2',
    'held-month': '2',
    'held-year': '2026',
    how: 'phone',
    with: 'person',
    words: 'Wordreview',
    'next-day': '3',
    'next-month': '6',
    'next-year': '2026',
  };
  const sent = [
    await app.post(`${here}/contingency`, { trigger: 'Wordtrigger', helps: 'Wordhelps', call: '' }, worker),
    await app.post(`${here}/plan/reviews`, review, worker),
    await app.post(`${here}/particulars`, particulars, worker),
    await app.post(
      `${here}/wellbeing/ons4`,
      {
        'on-day': '1',
        'on-month': '2',
        'on-year': '2026',
        'answer-1': '3',
        'answer-2': '3',
        'answer-3': '3',
        'answer-4': '9',
      },
      worker,
    ),
  ];
  for (const page of sent) assert.equal(page.status, 303, page.errors.join());
}

describe('acting for somebody', () => {
  it('shows whoever decides about the plan what a plan holds: reviews, what to do if things go wrong, figures, particulars', async () => {
    await withTestApp(async (app) => {
      const { worker, parent, person, here } = await scene(app);
      await fillIn(app, here, worker);
      await connect(app, here, worker, parent);
      const acting = `/testbourne/representing/${person.id}`;
      const seen = await app.get(acting, parent);
      for (const word of ['Wordreview', 'Wordtrigger', 'Wordhelps', 'Wordgiven', '4 Wordstreet', 'Wordpractice'])
        assert.ok(seen.text.includes(word), word);
      assert.ok(seen.text.includes('How they are'));
      // Earlier plans are no part of it, and nothing leads to them.
      assert.equal(seen.document.querySelector('a[href*="plan/reviews"]'), null);
      assert.ok(seen.text.includes('wordgoal'));
      for (const link of seen.document.querySelectorAll('main a[href^="/"]')) {
        const href = link.getAttribute('href') ?? '';
        assert.equal((await app.get(href, parent)).status, 200, href);
      }
      // What safe mode hides, it hides from them, too; what the plan says stays.
      await app.db.write(app.seed, async (trx) => {
        await sql`update person set safe_mode = true`.execute(trx);
      });
      const hidden = await app.get(acting, parent);
      assert.ok(hidden.text.includes('Wordreview'));
      for (const word of ['Wordcircle', 'Written down by']) assert.equal(hidden.text.includes(word), false, word);
    });
  });

  it('shows whoever decides about sharing or money alone nothing of the plan, and no particulars', async () => {
    await withTestApp(async (app) => {
      for (const [matters, years] of [
        [['sharing'], 11],
        [['money'], 11],
      ] as const) {
        const { worker, parent, person, here } = await scene(app, years);
        await fillIn(app, here, worker);
        await connect(app, here, worker, parent, { ...authority, matters: [...matters] });
        const seen = await app.get(`/testbourne/representing/${person.id}`, parent);
        assert.equal(seen.status, 200);
        for (const word of ['Wordreview', 'Wordtrigger', 'Wordgiven', 'Wordstreet', 'wordgoal'])
          assert.equal(seen.text.includes(word), false, `${matters.join()} ${word}`);
        await app.db.write({ role: 'thread_owner' }, async (trx) => {
          await sql`update person set born_on = '1960-01-01', account_id = null`.execute(trx);
        });
      }
    });
  });

  it('needs authority that was written down and a code given by hand: an estranged parent sees nothing', async () => {
    await withTestApp(async (app) => {
      const { worker, parent, person, here } = await scene(app);
      const estranged = await app.person('resident', { name: 'Estranged' });
      assert.equal((await app.get(`/testbourne/representing/${person.id}`, parent)).status, 404);
      await connect(app, here, worker, parent);
      const seen = await app.get(`/testbourne/representing/${person.id}`, parent);
      for (const word of ['wordgoal', 'Wordcircle', 'wordneed']) assert.ok(seen.text.includes(word), word);
      assert.equal(seen.text.includes('wordsafety'), false);
      for (const page of [`/testbourne/representing/${person.id}`, here])
        assert.equal((await app.get(page, estranged)).status, 404);
      assert.equal((await app.get('/testbourne/representing', estranged)).text.includes('Wordidentity'), false);
      const wrong = await app.post('/testbourne/connect', { code: 'AAAA-BBBB-CCCC' }, estranged);
      assert.equal(wrong.status, 422);
    });
  });

  it('decides about sharing for a child, takes back only what it decided itself, and shuts nobody out whom the child shut in', async () => {
    await withTestApp(async (app) => {
      const { worker, child, parent, person, here } = await scene(app);
      const trust = await app.addOrganisation('Riverside Trust');
      const nurse = await app.person('practitioner', { organisation: trust });
      await agree(app, [app.organisation.id, trust]);
      await joinIn(app, person.id, trust);
      await connect(app, here, worker, parent);
      const acting = `/testbourne/representing/${person.id}`;
      // A child of eleven cannot open more by themselves, but can always keep something from somebody.
      const own = await app.post(`${here}/sharing/permit`, { 'permit-who': trust, category: 'identity' }, child);
      assert.equal(own.status, 422);
      const permit = await app.post(`${acting}/permit`, { 'permit-who': trust, category: 'identity' }, parent);
      assert.equal(permit.status, 303);
      assert.equal((await app.get(here, nurse)).status, 200);
      assert.equal((await app.post(`${here}/sharing/deny`, { 'deny-who': trust }, child)).status, 303);
      assert.equal((await app.get(here, nurse)).status, 404);
      const decided = await app.db.read(
        app.seed,
        async (trx) => await trx.selectFrom('sharing_decision').selectAll().execute(),
      );
      const childs = decided.find((one) => one.author_account === child.account);
      const parents = decided.find((one) => one.author_account === parent.account);
      assert.equal((await app.post(`${acting}/withdraw`, { decision: childs?.id ?? '' }, parent)).status, 404);
      assert.equal((await app.post(`${acting}/withdraw`, { decision: parents?.id ?? '' }, parent)).status, 303);
    });
  });

  it('ends for a matter in which a child was found competent, and the child then decides alone', async () => {
    await withTestApp(async (app) => {
      const { worker, child, parent, person, here } = await scene(app, 14);
      await connect(app, here, worker, parent);
      const finding = {
        matter: 'plan',
        decides: 'yes',
        reason: 'Understands it and can weigh it',
        'assessed-by': 'Dr Okafor',
      };
      assert.equal((await app.post(`${here}/capacity`, finding, worker)).status, 303);
      const seen = await app.get(`/testbourne/representing/${person.id}`, parent);
      assert.equal(seen.text.includes('wordgoal'), false);
      assert.ok(seen.text.includes('who may see what'));
      assert.equal((await app.post(`${here}/capacity`, { ...finding, matter: 'sharing' }, worker)).status, 303);
      assert.equal((await app.get(`/testbourne/representing/${person.id}`, parent)).status, 404);
      const permit = await app.post(`${here}/sharing/permit`, { 'permit-who': 'everybody', category: 'plan' }, child);
      assert.equal(permit.status, 303);
    });
  });

  it('is stopped at once by a suspension, and its reason is not for them to read', async () => {
    await withTestApp(async (app) => {
      const { worker, parent, person, here } = await scene(app);
      const id = await connect(app, here, worker, parent);
      const stop = { how: 'suspend', reason: 'Canaryreason: she is afraid of him' };
      assert.equal((await app.post(`${here}/representatives/${id}/stop`, { how: 'suspend' }, worker)).status, 422);
      assert.equal((await app.post(`${here}/representatives/${id}/stop`, stop, worker)).status, 303);
      assert.equal((await app.get(`/testbourne/representing/${person.id}`, parent)).status, 404);
      assert.doesNotMatch((await app.get('/testbourne/representing', parent)).text, /Canaryreason|Wordidentity/);
      assert.ok((await app.get(`${here}/representatives`, worker)).text.includes('Canaryreason'));
    });
  });

  it('never shows what the person kept from the representative by name', async () => {
    await withTestApp(async (app) => {
      const { worker, parent, person, here } = await scene(app);
      await connect(app, here, worker, parent);
      await app.db.write(app.seed, async (trx) => {
        await sql`insert into sharing_decision (place_id, id, person_id, effect, account_id, category, how_given, from_at)
          values (${app.place.id}, gen_random_uuid(), ${person.id}, 'deny', ${parent.account}, 'plan', 'in-person', now() - interval '1 second')`.execute(
          trx,
        );
        await sql`select thread.refold_access(${person.id}::uuid)`.execute(trx);
      });
      const seen = await app.get(`/testbourne/representing/${person.id}`, parent);
      assert.equal(seen.status, 200);
      assert.equal(seen.text.includes('wordgoal'), false);
      assert.ok(seen.text.includes('Wordcircle'));
    });
  });

  it('is for an adult only after they were found unable to decide, and is seen by those who lead and by nobody of another organisation', async () => {
    await withTestApp(async (app) => {
      const { worker, parent, person, here } = await scene(app, 60);
      const attorney = { ...authority, authority: 'attorney-health', evidence: 'Registered LPA 7000' };
      await connect(app, here, worker, parent, attorney);
      assert.equal((await app.get(`/testbourne/representing/${person.id}`, parent)).status, 404);
      const finding = {
        matter: 'plan',
        decides: 'no',
        reason: 'Cannot keep it in mind long enough',
        'assessed-by': 'Dr Okafor',
      };
      assert.equal((await app.post(`${here}/capacity`, finding, worker)).status, 303);
      assert.ok((await app.get(`/testbourne/representing/${person.id}`, parent)).text.includes('wordgoal'));
      const money = { ...authority, authority: 'appointee', matters: ['plan'] };
      const refused = await app.post(`${here}/representatives`, money, worker);
      assert.deepEqual(refused.errors, ['Somebody who looks after money acts in matters of money alone']);
      const other = await app.person('link-worker', { organisation: await app.addOrganisation('Other') });
      assert.equal((await app.get(`${here}/representatives`, other)).status, 404);
    });
  });
});

describe('a record of one’s own', () => {
  it('is connected by a code that was given by hand, once, by one account, and can be disconnected', async () => {
    await withTestApp(async (app) => {
      const worker = await app.person('link-worker');
      const ruth = await app.person('resident');
      const other = await app.person('resident');
      const person = await plantPerson(app);
      const here = `/testbourne/people/${person.id}`;
      const made = await app.post(`${here}/link-code`, {}, worker);
      const code = /[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}/.exec(made.text)?.[0] ?? '';
      const stored = await app.db.read(
        app.seed,
        async (trx) => await trx.selectFrom('link_code').selectAll().execute(),
      );
      assert.equal(JSON.stringify(stored).includes(code.replaceAll('-', '')), false, 'only its hash is kept');
      assert.equal(
        (await app.post('/testbourne/connect', { code }, ruth)).location,
        '/testbourne/me?notice=account-connected',
      );
      assert.ok((await app.get('/testbourne/me', ruth)).text.includes('wordgoal'));
      assert.equal((await app.post('/testbourne/connect', { code }, other)).status, 422);
      assert.equal((await app.post('/testbourne/me/disconnect', {}, other)).status, 404);
      assert.equal((await app.post('/testbourne/me/disconnect', {}, ruth)).status, 303);
      assert.ok((await app.get('/testbourne/me', ruth)).text.includes('Nothing is written down about you here'));
    });
  });

  it('is not connected by a code that is a week old or was replaced, nor by somebody who is another person here', async () => {
    await withTestApp(async (app) => {
      const worker = await app.person('link-worker');
      const ruth = await app.person('resident');
      const taken = await app.person('resident');
      await plantPerson(app, { account: taken.account });
      const person = await plantPerson(app);
      const here = `/testbourne/people/${person.id}`;
      const codes: string[] = [];
      for (const _ of [1, 2]) {
        const made = await app.post(`${here}/link-code`, {}, worker);
        codes.push(/[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}/.exec(made.text)?.[0] ?? '');
      }
      assert.equal((await app.post('/testbourne/connect', { code: codes[0] ?? '' }, ruth)).status, 422);
      assert.equal((await app.post('/testbourne/connect', { code: codes[1] ?? '' }, taken)).status, 422);
      app.now.setTime(app.now.getTime() + 8 * 86_400_000);
      assert.equal((await app.post('/testbourne/connect', { code: codes[1] ?? '' }, ruth)).status, 422);
    });
  });
});
