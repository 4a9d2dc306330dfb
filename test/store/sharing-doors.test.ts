// Functions that stand in policies for the policies of another table say what these say.
import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { Connection } from '../../src/platform/database/connections.ts';
import { plant, withConnection, type Fault } from './plant-fault.ts';
import { castName, makeWorld, writeWorlds, type World } from './sharing-world.ts';

/** What a policy asks by a function, and what the policies of the table say to the same reader. */
const doors = {
  'thread.sees_person': [
    'p.id',
    'exists (select 1 from person x where x.place_id = (select thread.place()) and x.id = p.id)',
  ],
  'thread.leads': [
    'p.id',
    'exists (select 1 from person x where x.place_id = (select thread.place()) and x.id = p.id and x.lead_organisation_id = (select thread.helping_organisation()))',
  ],
  'thread.sees_referral': [
    'r.id, r.person',
    'exists (select 1 from referral x where x.place_id = (select thread.place()) and x.id = r.id and x.person_id = r.person)',
  ],
  'thread.asked_by': [
    'r.id, r.person',
    'exists (select 1 from referral x where x.place_id = (select thread.place()) and x.id = r.id and x.person_id = r.person and x.author_org = (select thread.helping_organisation()))',
  ],
} as const;

const doorParts = Object.entries(doors).map(([name, [given, policies]]) => {
  const from = given.startsWith('p.')
    ? 'unnest(people) as p (id)'
    : 'jsonb_to_recordset(referrals) as r (id uuid, person uuid)';
  // Twice: what was found is kept for the rest of the transaction.
  return `select '${name}' as door, ${name}(${given}) as one, ${name}(${given}) as again, ${policies} as other from ${from}`;
});
/** What is found out at once, and what is found out by itself. */
const knownAtOnce = ['helping_organisation', 'denied_keys', 'my_person', 'my_open_person', 'represented_keys'] as const;
const knownParts = knownAtOnce.map(
  (name) =>
    `select 'thread.know ${name}' as door, thread.${name}() is not distinct from thread.find_${name}() as one, true as again, true as other`,
);
/** Of which categories somebody may write, asked of all at once and of each. */
const writableParts = [
  `select 'thread.writable_categories' as door, c.category = any (thread.writable_categories(p.id)) as one,
    thread.may_write(p.id, c.category) as again, thread.may_write(p.id, c.category) as other
  from unnest(people) as p (id) cross join unnest(thread.all_categories()) as c (category)`,
];

/** For each reader of each world, of which people and referrals each door says something else than the policies; and how often it says yes. */
async function compareDoors(
  connection: Connection,
  worlds: readonly World[],
  parts: readonly string[],
  stopAtFirst = false,
): Promise<{ asked: number; yes: number; differences: string[] }> {
  await connection.exec(`create or replace function pg_temp.try_doors(asked jsonb, people uuid[], referrals jsonb)
    returns table (door text, asked_times bigint, yes bigint, wrong bigint) language plpgsql as $$
    begin
      perform set_config('thread.place', asked->>0, true), set_config('thread.account', asked->>1, true),
        set_config('thread.organisation', asked->>2, true), set_config('thread.purpose', asked->>3, true),
        set_config('thread.categories', asked->>4, true),
        -- The worlds stay as they are: who asks is worked out once for all rows.
        set_config('thread.known_stays', 'yes', true);
      set local role thread_member;
      return query select d.door, count(*), count(*) filter (where d.other), count(*) filter (where d.one is distinct from d.other or d.again is distinct from d.other)
        from (${parts.join(' union all ')}) d group by 1;
      set local role none;
    end $$`);
  const found = { asked: 0, yes: 0, differences: [] as string[] };
  for (const world of worlds) {
    const people = world.people.map((one) => one.id);
    const referrals = world.records
      .filter((one) => one.table === 'referral')
      .flatMap((one) => [{ id: one.id, person: one.person }]);
    for (const reader of world.readers) {
      const { account, organisation = '', purpose = '', roleKnows } = reader;
      // Every role of the worlds may know who somebody is: one that may not is asked as well.
      for (const categories of [roleKnows, []]) {
        const asked = [world.place, account, organisation, purpose, `{${categories.join(',')}}`];
        const { rows } = await connection.query('select * from pg_temp.try_doors($1::jsonb, $2::uuid[], $3::jsonb)', [
          JSON.stringify(asked),
          people,
          JSON.stringify(referrals),
        ]);
        for (const row of rows as { door: string; asked_times: number; yes: number; wrong: number }[]) {
          found.asked += row.asked_times;
          found.yes += row.yes;
          if (row.wrong > 0)
            found.differences.push(`world ${world.seed}: ${castName(account)}, ${purpose}: ${row.door}`);
        }
        if (stopAtFirst && found.differences.length > 0) return found;
      }
    }
  }
  return found;
}

/** A clause of a function, and what breaks it. Each must be noticed. */
const doorFaults: readonly Fault[] = [
  ...['thread.sees_person(uuid)', 'thread.sees_referral(uuid,uuid)'].flatMap((door): Fault[] => [
    { name: 'who was refused is not asked', in: door, replace: ['key <> all (thread.denied_keys())', 'true'] },
    { name: 'grants never run out', in: door, replace: ['g.valid @> now()', 'true'] },
    { name: 'a grant opens every purpose', in: door, replace: ['g.purpose = thread.purpose()', 'true'] },
    { name: 'a grant opens every category', in: door, replace: ["and g.category = '", "and g.category <> '"] },
    { name: 'the role is not asked', in: door, replace: ['= any (thread.categories())', "<> ''"] },
    { name: 'a representative is nobody', in: door, replace: ['key = any (thread.represented_keys())', 'false'] },
  ]),
  {
    // An emergency opens no referral, so that this can be noticed of people alone.
    name: 'an emergency is for every colleague',
    in: 'thread.sees_person(uuid)',
    replace: [', thread.account())))', ', g.for_account)))'],
  },
  {
    name: 'the author is nobody',
    in: 'thread.sees_person(uuid)',
    replace: ['p.author_org = us', 'false'],
  },
  {
    name: 'a draft is shown to those whom it will be sent to',
    in: 'thread.sees_referral(uuid,uuid)',
    replace: ["one.organisation_id = us and one.status <> 'draft'", 'one.organisation_id = us'],
  },
  {
    name: 'a draft is shown to the person',
    in: 'thread.sees_referral(uuid,uuid)',
    replace: ["return one.status <> 'draft'\n        and", 'return'],
  },
  {
    name: 'who leads is not asked',
    in: 'thread.leads(uuid)',
    replace: ['p.lead_organisation_id = us', 'true'],
  },
  {
    name: 'what was found of one is said of everybody',
    in: 'thread.found(text,text)',
    replace: [
      "current_setting('thread.categories', true), what)",
      "current_setting('thread.categories', true), what) or true",
    ],
  },
  {
    name: 'who asked is not asked',
    in: 'thread.asked_by(uuid,uuid)',
    replace: ['r.author_org = thread.helping_organisation()', 'true'],
  },
];

/** What is worked out of whoever asks. */
const knowFaults = (
  [
    ['whose record it is, is not asked', 'p.account_id = a.id', 'false'],
    ['a closed account is open', 'and a.disabled_at is null', ''],
    ['who has left is still there', 'm.ends_on >= current_date', 'true'],
    ['every role helps', "m.role in ('link-worker', 'practitioner', 'editor')", 'true'],
    ['without a purpose they help, too', 'thread.purpose() is not null', 'true'],
    [
      'the first of two organisations is theirs',
      "= nullif(current_setting('thread.organisation', true), '')::uuid",
      'is not null',
    ],
    ['what is hidden is shown', "case when asker.is_hidden then '' else", "case when false then '' else"],
    ['nobody acts for anybody', "case when asker.acts then '-' else '{}' end", "'{}'"],
    ['nobody is refused', "case when asker.is_refused then '-' else '{}' end", "'{}'"],
    [
      'no organisation is refused',
      'or exists (select 1 from membership m join',
      'and exists (select 1 from membership m join',
    ],
  ] as const
).map(([name, from, to]): Fault => ({
  name,
  in: from.startsWith('case when') ? 'thread.know(text)' : 'thread.find_asker()',
  replace: [from, to],
}));
/** Where they may write. */
const writableFaults = (
  [
    [
      'who was refused a category is not asked',
      "(writable_categories.person::text || '/' || c.category) <> all (denied)",
      'true',
    ],
    ['who must not know is not asked', "(writable_categories.person::text || '/identity') = any (denied)", 'false'],
    ['grants never run out', 'g.valid @> now()', 'true'],
    ['a grant opens every purpose', 'g.purpose = thread.purpose()', 'true'],
    ['a grant opens every category', 'g.category = c.category', 'true'],
    ['who leads is not asked', 'p.lead_organisation_id = us', 'true'],
    ['in an emergency they write', "thread.purpose() = 'emergency'", 'false'],
  ] as const
).map(([name, from, to]): Fault => ({ name, in: 'thread.writable_categories(uuid)', replace: [from, to] }));

/** Of every fifth kind, so that each has its share. */
const worldCount = 30;

/** Compares in each world, and again with each fault, which must be noticed. */
async function prove(context: TestContext, parts: readonly string[], faults: readonly Fault[]): Promise<void> {
  await withConnection(async (connection) => {
    const worlds = Array.from({ length: worldCount }, (_, index) => makeWorld(index * 5));
    await writeWorlds(connection, worlds);
    const { asked, yes, differences } = await compareDoors(connection, worlds, parts);
    context.diagnostic(`${asked} answers compared, ${yes} times yes`);
    assert.deepEqual(differences.slice(0, 20), []);
    assert.ok(yes > asked / 100, 'the worlds are worth comparing');
    const unnoticed: string[] = [];
    for (const fault of faults) {
      await connection.exec('savepoint fault');
      await plant(connection, fault);
      const broken = await compareDoors(connection, worlds, parts, true);
      if (broken.differences.length === 0) unnoticed.push(`${fault.in}: ${fault.name}`);
      await connection.exec('rollback to savepoint fault');
    }
    context.diagnostic(`${faults.length} faults planted`);
    assert.deepEqual(unnoticed, []);
  });
}

describe('who may see what, asked by a function', () => {
  it('is what a function says that stands in a policy for the policies of another table, and a fault in it is noticed', async (context) => {
    await prove(context, doorParts, doorFaults);
  });

  it('is the same whether all that is asked of the asker is found out at once or by itself', async (context) => {
    await prove(context, knownParts, knowFaults);
  });

  it('is the same whether somebody may write in all categories or in each', async (context) => {
    await prove(context, writableParts, writableFaults);
  });
});
