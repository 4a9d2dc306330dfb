import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import type { Uuid } from '../../src/kernel/ids.ts';
import type { RouteEntry } from '../../src/platform/http/routes.ts';
import { withTestApp, type Person, type TestApp } from '../support/app.ts';
import { agree, joinIn, plantPerson, type PlantedPerson } from '../support/people.ts';
import { addRecords, addressOf, recordId, smallestForm, undone } from './requests.ts';

/** Words that stand in one record of one category and nowhere else. */
const canaries = {
  circle: 'Wordcircle',
  plan: 'wordgoal',
  steps: 'wordstep',
  strengths: 'wordstrength',
  needs: 'wordneed',
  safeguarding: 'wordsafety',
  referral: 'wordreferral',
  notes: 'wordnote',
  tasks: 'wordtask',
  appointments: 'wordvisit',
  family: 'wordrelation',
};

/** A referral and what the thread and the history keep of the plan, each with its word. */
async function addRest(app: TestApp, person: PlantedPerson, to: Uuid): Promise<{ referral: Uuid; family: Uuid }> {
  const ours = app.organisation.id;
  return await app.db.write({ role: 'thread_owner' }, async (trx) => {
    const made = await sql<{ id: Uuid }>`
      insert into referral (place_id, id, person_id, requested_by, permission_how, permission_on, to_kind, organisation_id, to_name, reason, no_known_risks, status, author_org, created_at, sent_at)
      values (${app.place.id}, gen_random_uuid(), ${person.id}, 'partner', 'phone', '2026-02-01', 'organisation', ${to}, 'wordreferral', 'wordreferral', true, 'requested', ${ours}, now(), now())
      returning id`.execute(trx);
    const referral = made.rows[0]?.id ?? '';
    await sql`insert into referral_event (place_id, id, person_id, referral_id, at, kind, by_kind, note, author_org)
      values (${app.place.id}, gen_random_uuid(), ${person.id}, ${referral}, now(), 'note', 'requester', 'wordreferral', ${ours})`.execute(
      trx,
    );
    await sql`insert into person_note (place_id, id, person_id, category, how, happened_on, words, author_org, author_name, created_at)
      values (${app.place.id}, ${referral}, ${person.id}, 'plan', 'met', '2026-02-01', 'wordnote', ${ours}, 'Somebody', now())`.execute(
      trx,
    );
    await sql`insert into work_task (place_id, id, person_id, category, what, for_account, for_name, by_on, status, author_org, author_name, created_at)
      select ${app.place.id}, ${referral}, ${person.id}, 'plan', 'wordtask', a.id, 'Somebody', '2026-03-02', 'open', ${ours}, 'Somebody', now() from account a limit 1`.execute(
      trx,
    );
    await sql`insert into appointment (place_id, id, person_id, category, starts_at, minutes, where_words, with_name, about, author_org, created_at)
      values (${app.place.id}, ${referral}, ${person.id}, 'plan', '2026-03-09T10:00:00Z', 30, 'wordvisit', 'Somebody', 'wordvisit', ${ours}, now())`.execute(
      trx,
    );
    for (const [kind, word] of [
      ['note', 'wordnote'],
      ['appointment', 'wordvisit'],
    ])
      await sql`insert into personal_version (place_id, kind, record_id, version, person_id, category, at, author_org, content)
        values (${app.place.id}, ${kind}, ${referral}, 1, ${person.id}, 'plan', now(), ${ours}, ${JSON.stringify({ words: word })}::jsonb)`.execute(
        trx,
      );
    for (const [kind, record, category, word] of [
      ['referral', referral, 'referral', 'wordreferral'],
      ['goal', person.goal, 'plan', 'wordgoal'],
      ['goal', person.tie, 'circle', 'Wordcircle'],
    ] as const) {
      await sql`insert into personal_version (place_id, kind, record_id, version, person_id, category, at, author_org, content)
        values (${app.place.id}, ${kind}, ${record}, 9, ${person.id}, ${category}, now(), ${ours}, ${JSON.stringify({ words: word })}::jsonb)`.execute(
        trx,
      );
      await sql`insert into thread_event (place_id, id, at, name, sentence, kind, record_id, visibility, person_id, category, author_org)
        values (${app.place.id}, gen_random_uuid(), now(), 'people/goal-set', ${word}, ${kind}, ${record}, 'personal', ${person.id}, ${category}, ${ours})`.execute(
        trx,
      );
    }
    const family = await sql<{ id: Uuid }>`
      insert into family (place_id, id, kind, author_org, created_at) values (${app.place.id}, gen_random_uuid(), 'household', ${ours}, now())
      returning id`.execute(trx);
    await sql`insert into family_member (place_id, id, family_id, kind, person_id, relation, since_on, author_org, created_at)
      values (${app.place.id}, gen_random_uuid(), ${family.rows[0]?.id}, 'household', ${person.id}, 'wordrelation', '2026-02-01', ${ours}, now())`.execute(
      trx,
    );
    return { referral, family: family.rows[0]?.id ?? '' };
  });
}

/** Every address of a route that could lead to something of the person. */
function addressesOf(route: RouteEntry, place: string, ids: readonly Uuid[]): string[] {
  const names = [...route.path.matchAll(/:([a-z]+)/gi)].map((match) => match[1] ?? '').filter((one) => one !== 'place');
  // Records of the other rooms have ids of their own; only these routes look something up about a person.
  const isAboutPeople = /people|referrals|thread|representing|emergency|safeguarding|\/me/.test(route.path);
  if (!isAboutPeople || !names.some((one) => one === 'id' || one === 'item')) return [addressOf(route, place)];
  const kinds = names.includes('kind') && route.path.includes('thread') ? ['goal', 'referral'] : [undefined];
  const [person = ''] = ids;
  return (names.includes('item') ? [person] : ids).flatMap((id) =>
    (names.includes('item') ? ids : [undefined]).flatMap((item) =>
      kinds.map((kind) =>
        addressOf(route, place, {
          id,
          ...(item === undefined ? {} : { item }),
          ...(kind === undefined ? {} : { kind }),
        }),
      ),
    ),
  );
}

async function wordsFound(
  app: TestApp,
  reader: Person | undefined,
  ids: readonly Uuid[],
  words: readonly string[],
  sends = true,
): Promise<{ found: string[]; asked: number }> {
  const found: string[] = [];
  let asked = 0;
  const look = (what: string, body: string): void => {
    asked += 1;
    for (const word of words) if (body.toLowerCase().includes(word.toLowerCase())) found.push(`${word} in ${what}`);
  };
  for (const route of app.app.routeTable)
    for (const url of addressesOf(route, app.place.slug, ids)) {
      const name = `${route.method} ${url}`;
      if (route.method === 'GET') look(name, (await app.get(url, reader)).html);
      else if (sends)
        await undone(app, async () => {
          look(name, (await app.post(url, smallestForm(route), reader)).html);
        });
    }
  for (const word of words)
    for (const url of [`/${app.place.slug}/search?q=${word}`, `/${app.place.slug}/community?q=${word}`]) {
      const page = await app.get(url, reader);
      // The page repeats what was searched for: what it found stands in its list.
      look(
        url,
        [...page.document.querySelectorAll('main li, main article, main .ct-row')]
          .map((one) => one.textContent)
          .join(' '),
      );
    }
  return { found, asked };
}

describe('words of a category that somebody denied', () => {
  it('stand on no page, in no file, list, search, feed, letter or trace, whoever of the others asks', async (context) => {
    await withTestApp(async (app) => {
      await addRecords(app);
      const trust = await app.addOrganisation('Riverside Trust');
      const person = await plantPerson(app, { mayKnow: 'partners', mayPlan: 'partners' });
      const { referral, family } = await addRest(app, person, recordId);
      await agree(app, [app.organisation.id, trust]);
      await joinIn(app, person.id, trust);
      // The trust may know who it is, and nothing else: that was denied, also what it would be allowed otherwise.
      await app.db.write(app.seed, async (trx) => {
        for (const category of ['circle', 'plan', 'needs', 'referral', 'safeguarding'])
          await sql`insert into sharing_decision (place_id, id, person_id, effect, organisation_id, category, how_given, from_at)
            values (${app.place.id}, gen_random_uuid(), ${person.id}, 'deny', ${trust}, ${category}, 'phone', now() - interval '1 hour')`.execute(
            trx,
          );
        await sql`select thread.refold_access(${person.id}::uuid)`.execute(trx);
      });
      const nurse = await app.person('link-worker', { organisation: trust });
      assert.ok((await app.get(`/testbourne/people/${person.id}`, nurse)).text.includes('Wordidentity'));
      const ids = [person.id, person.goal, person.tie, person.step, referral, family];
      const readers: [string, Person | undefined][] = [
        ['nurse', nurse],
        ['nobody known', undefined],
        ['administrator', await app.person('administrator', { organisation: trust })],
        ['speaker', await app.person('editor', { organisation: trust })],
        ['another resident', await app.person('resident')],
      ];
      let asked = 0;
      for (const [name, reader] of readers) {
        const looked = await wordsFound(app, reader, ids, Object.values(canaries), name === 'nurse');
        asked += looked.asked;
        assert.deepEqual(looked.found, [], name);
      }
      context.diagnostic(`${asked} answers of ${app.app.routeTable.length} routes were read`);
      const traces = await app.db.read({ role: 'thread_owner' }, async (trx) => {
        const rows = await sql<{ row: string }>`
          select to_jsonb(a)::text as row from audit_event a union all select to_jsonb(l)::text from access_log l
          union all select to_jsonb(m)::text from mail m union all select to_jsonb(j)::text from job j
          union all select to_jsonb(v)::text from record_version v`.execute(trx);
        return rows.rows.map((one) => one.row).join('\n');
      });
      for (const word of Object.values(canaries)) assert.equal(traces.includes(word), false, word);
    });
  });

  it('would be found: those who lead read them all', async () => {
    await withTestApp(async (app) => {
      await addRecords(app);
      const person = await plantPerson(app);
      const { referral, family } = await addRest(app, person, recordId);
      const worker = await app.person('link-worker');
      const page = await app.get(`/testbourne/people/${person.id}`, worker);
      const referred = await app.get(`/testbourne/referrals/${referral}`, worker);
      const together = await app.get(`/testbourne/people/families/${family}`, worker);
      for (const word of Object.values(canaries))
        assert.ok(`${page.html}${referred.html}${together.html}`.includes(word), word);
    });
  });
});

describe('what safe mode hides', () => {
  it('stands on no page, in no file, letter, calendar or history of the person, and all of it is there again afterwards', async (context) => {
    await withTestApp(async (app) => {
      await addRecords(app);
      const ruth = await app.person('resident', { name: 'Ruth' });
      const person = await plantPerson(app, { account: ruth.account });
      const { referral, family } = await addRest(app, person, recordId);
      const other = await app.person('practitioner');
      await app.db.write({ role: 'thread_owner' }, async (trx) => {
        await sql`insert into emergency_access (place_id, id, person_id, organisation_id, account_id, worker_name, kind, reason, from_at, until_at)
          values (${app.place.id}, gen_random_uuid(), ${person.id}, ${app.organisation.id}, ${other.account}, 'Wordworker', 'life-in-danger', 'Wordemergency and more letters', now(), now())`.execute(
          trx,
        );
        await sql`insert into representative (place_id, id, person_id, name, kind, matters, evidence, from_at)
          values (${app.place.id}, gen_random_uuid(), ${person.id}, 'Wordrepresentative', 'advocate', '{plan}', 'A paper', now())`.execute(
          trx,
        );
        await sql`update sharing_decision set reason = 'Wordreason' where person_id = ${person.id}`.execute(trx);
      });
      await app.get(`/testbourne/people/${person.id}`, await app.person('link-worker'));
      const hidden = [
        'Wordcircle',
        'wordrelation',
        'wordreferral',
        'wordnote',
        'wordvisit',
        'Wordemergency',
        'Wordworker',
        'Wordrepresentative',
        'Wordreason',
        'opened your page',
      ];
      const ids = [person.id, person.goal, person.tie, person.step, referral, family];
      assert.equal((await app.post('/testbourne/me/safe-mode', { hide: 'yes' }, ruth)).status, 303);
      const looked = await wordsFound(app, ruth, ids, hidden);
      context.diagnostic(`${looked.asked} answers were read`);
      assert.deepEqual(looked.found, []);
      // What no page shows today, no page of tomorrow can: the rows themselves are away for the person.
      const rows = await app.db.read(
        { role: 'thread_member', account: ruth.account, place: app.place.id, purpose: 'direct-support' },
        async (trx) => {
          const found = await sql<{ row: string }>`
            select to_jsonb(c)::text as row from circle_member c union all select to_jsonb(m)::text from family_member m union all select to_jsonb(r)::text from referral r
            union all select to_jsonb(e)::text from referral_event e union all select to_jsonb(v)::text from personal_version v
            union all select to_jsonb(t)::text from thread_event t union all select to_jsonb(l)::text from access_log l
            union all select to_jsonb(x)::text from emergency_access x
            union all select to_jsonb(d)::text from sharing_decision d union all select to_jsonb(p)::text from representative p`.execute(
            trx,
          );
          return found.rows.map((one) => one.row).join('\n');
        },
      );
      for (const word of hidden) assert.equal(rows.includes(word), false, word);
      await app.post('/testbourne/me/safe-mode', { hide: 'no' }, ruth);
      const shown = (await app.get('/testbourne/me', ruth)).text;
      for (const word of ['Wordcircle', 'wordreferral', 'wordnote', 'wordvisit', 'Wordemergency', 'opened your page'])
        assert.ok(shown.includes(word), word);
    });
  });
});
