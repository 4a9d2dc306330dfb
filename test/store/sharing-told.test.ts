// What is told to a client by one function is what the policies show it: no more and, where the function is sure, no less.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Connection } from '../../src/platform/database/connections.ts';
import { plant, withConnection, type Fault } from './plant-fault.ts';
import { castName, makeWorld, organisationIds, writeWorlds, type World } from './sharing-world.ts';

const code = 's|1';
/** The token of an account in a world. */
const tokenOf = `md5(place || account) || md5(account || place)`;

/** Gives each account a token, and writes of each person and referral what was sent of it. */
async function writeSent(connection: Connection, worlds: readonly World[]): Promise<void> {
  const clients = worlds.flatMap((world) =>
    [...new Set(world.readers.map((one) => one.account))].map((account) => ({ place: world.place, account })),
  );
  const authors = Object.values(organisationIds);
  const sent = worlds.flatMap((world) =>
    world.records.flatMap((one, index) => {
      const common = { place: world.place, id: one.id, person: one.person, author: one.author ?? authors[0] };
      // Others than those who keep the record send what they know of somebody, too.
      if (one.table === 'person')
        return [
          {
            ...common,
            author: index % 2 === 0 ? common.author : authors[index % authors.length],
            kind: 'Patient',
            category: 'identity',
          },
        ];
      if (one.table !== 'referral') return [];
      // What waits to be a referral has an id near by.
      const waiting = { ...common, id: `f${one.id.slice(1)}`, author: authors[index % authors.length] };
      return [
        ...[common, waiting].map((each) => ({ ...each, kind: 'ServiceRequest', category: 'referral' })),
        { ...common, kind: 'Task', category: 'referral' },
      ];
    }),
  );
  await connection.exec('set local session_replication_role = replica');
  await connection.query(
    `with c as (select place, account, gen_random_uuid() as id from jsonb_to_recordset($1::jsonb) as c (place text, account text)),
     made as (insert into fhir_client (place_id, id, account_id, organisation_id, name, secret_hash, scopes, categories, purpose, created_at)
       select place::uuid, id, account::uuid, '${authors[0] ?? ''}', 'A program', repeat('0', 64), '{system/*.rs}', '{identity}', 'direct-support', now() from c)
     insert into fhir_token (place_id, token_hash, client_id, scopes, created_at, expires_at)
       select place::uuid, ${tokenOf}, id, '{system/*.rs}', now(), 'infinity' from c`,
    [JSON.stringify(clients)],
  );
  await connection.query(
    `with s as (select * from jsonb_to_recordset($1::jsonb) as s (place uuid, id uuid, person uuid, author uuid, kind text, category text)),
     made as (insert into fhir_part (place_id, kind, record_id, version, person_id, category, author_org, author_account, bumps, content, at)
       select place, kind, id, 1, person, category, author, gen_random_uuid(), case when kind = 'Patient' then 1 - (select p.version from person p
         where p.place_id = s.place and p.id = s.person) else 0 end, '{"identifier":[{"system":"s","value":"1"}]}', now() from s)
     insert into fhir_key (place_id, kind, record_id, version, person_id, category, author_org, author_account, token)
       select place, kind, id, 1, person, category, author, gen_random_uuid(), '${code}' from s where kind = 'Patient'`,
    [JSON.stringify(sent)],
  );
  // Of those who work with people, one is somebody's record and one acts for somebody.
  for (const world of worlds) {
    const [first, second] = [
      ...new Set(world.readers.filter((one) => one.organisation !== undefined).map((one) => one.account)),
    ];
    const person = world.people.find((one) => one.account === undefined);
    const [acts] = world.representatives;
    await connection.query('update person set account_id = $1 where id = $2', [first, person?.id]);
    await connection.query('update representative set account_id = $1 where id = $2', [second, acts?.id]);
  }
  await connection.exec('set local session_replication_role = origin; analyze fhir_part; analyze fhir_key');
}

/** What a function tells, as ids, and what the policies show of the same. */
const told = {
  'thread.tell_patient': [
    `unnest(people) as a (id)`,
    `thread.tell_patient(hash, a.id, array[gen_random_uuid()], 'fhir', now())`,
    `select p.id from person p where p.place_id = (select thread.place()) and p.id = a.id
       and exists (select 1 from fhir_part s where s.place_id = p.place_id and s.kind = 'Patient' and s.record_id = p.id)`,
    2,
  ],
  'thread.tell_patients': [
    `unnest(array[1]) as a (id)`,
    `thread.tell_patients(hash, 's', '1', array(select gen_random_uuid() from generate_series(1, 40) where a.id is not null), 'fhir', now())`,
    `select p.id from person p where p.place_id = (select thread.place())
       and exists (select 1 from fhir_part s where s.place_id = p.place_id and s.kind = 'Patient' and s.record_id = p.id)
       and exists (select 1 from fhir_key k where k.place_id = p.place_id and k.kind = 'Patient' and k.record_id = p.id)`,
    2,
  ],
  'thread.tell_requests': [
    `unnest(people) as a (id)`,
    `thread.tell_requests(hash, a.id, 40, array[gen_random_uuid()], 'fhir', now())`,
    `select r.id from referral r where r.place_id = (select thread.place()) and r.person_id = a.id
     union select s.record_id from fhir_part s where s.place_id = (select thread.place()) and s.person_id = a.id and s.kind = 'ServiceRequest'`,
    2,
  ],
  'thread.tell_tasks': [
    `unnest(organisations) as a (id)`,
    `thread.tell_tasks(hash, a.id, '{requested,draft}', 40, true, array(select gen_random_uuid() from generate_series(1, 40) where a.id is not null), 'fhir', now())`,
    `select r.id from referral r where r.place_id = (select thread.place()) and r.organisation_id = a.id and r.status = 'requested'`,
    4,
  ],
} as const;

type Compared = { what: string; sure: number; shown: number; wrong: number; missed: number };

async function compare(
  connection: Connection,
  worlds: readonly World[],
  stopAtFirst = false,
): Promise<{ all: Compared[]; differences: string[] }> {
  const parts = Object.entries(told).map(
    ([what, [from, call, policies, lines]]) => `
      select '${what}' as what, t.sure, coalesce(cardinality(t.ids), 0) as shown,
             t.sure and t.ids is distinct from v.ids and not (t.ids is null and v.ids is null) as wrong, v.ids is not null and not t.sure as missed
        from ${from}
        cross join lateral (select f.sure, (select array_agg(split_part(line, ' ', 1)::uuid order by split_part(line, ' ', 1)::uuid)
          from regexp_split_to_table(f.told, E'\\n') with ordinality as l (line, n) where l.n % ${lines} = 1) as ids from ${call} f) t
        cross join lateral (select array_agg(w.id order by w.id) as ids from (${policies}) w) v`,
  );
  await connection.exec(`create or replace function pg_temp.try_told(asked jsonb, people uuid[], organisations uuid[])
    returns table (what text, sure bigint, shown bigint, wrong bigint, missed bigint, is_plain boolean) language plpgsql as $$
    declare
      hash constant text := (select ${tokenOf} from (select asked->>0 as place, asked->>1 as account) a);
      -- Whoever was ever refused anything, or acted for somebody, is asked for in full.
      plain boolean := not exists (select 1 from access_denial d where d.place_id = (asked->>0)::uuid and (d.account_id = (asked->>1)::uuid
        or d.organisation_id in (select m.organisation_id from membership m where m.place_id = d.place_id and m.account_id = (asked->>1)::uuid)))
        and not exists (select 1 from representative r where r.place_id = (asked->>0)::uuid and r.account_id = (asked->>1)::uuid);
    begin
      perform set_config('thread.place', asked->>0, true), set_config('thread.account', asked->>1, true),
        set_config('thread.organisation', asked->>2, true), set_config('thread.purpose', asked->>3, true),
        set_config('thread.categories', asked->>4, true), set_config('thread.known_stays', 'yes', true), set_config('thread.known_for', '', true);
      set local role thread_member;
      plain := plain and thread.helping_organisation() is not null and thread.my_person() is null and thread.my_open_person() is null
        and thread.represented_keys() = '{}';
      return query select d.what, count(*) filter (where d.sure), sum(d.shown)::bigint, count(*) filter (where d.wrong),
          count(*) filter (where d.missed), plain
        from (${parts.join(' union all ')}) d group by 1;
      set local role none;
    end $$`);
  const sums = new Map<string, Compared>();
  const differences: string[] = [];
  for (const world of worlds) {
    const people = world.people.map((one) => one.id);
    for (const [index, { account, organisation = '', purpose = '', roleKnows }] of world.readers.entries())
      // Some are asked as if their role might know nothing.
      for (const categories of index % 4 === 0 ? [roleKnows, []] : [roleKnows]) {
        const asked = [world.place, account, organisation, purpose, `{${categories.join(',')}}`];
        const { rows } = await connection.query('select * from pg_temp.try_told($1::jsonb, $2::uuid[], $3::uuid[])', [
          JSON.stringify(asked),
          people,
          Object.values(organisationIds),
        ]);
        for (const row of rows as (Compared & { is_plain: boolean })[]) {
          const sum = sums.get(row.what) ?? { what: row.what, sure: 0, shown: 0, wrong: 0, missed: 0 };
          sums.set(row.what, sum);
          sum.sure += row.sure;
          sum.shown += row.shown;
          const name = `world ${world.seed}: ${castName(account)}, ${purpose}: ${row.what}`;
          if (row.wrong > 0) differences.push(`${name} tells something else`);
          // Of one person everything that a worker and nobody else may see is told.
          if (row.missed > 0 && row.is_plain && row.what === 'thread.tell_patient')
            differences.push(`${name} is not sure`);
        }
        if (stopAtFirst && differences.length > 0) return { all: [...sums.values()], differences };
      }
  }
  return { all: [...sums.values()], differences };
}

const requests = 'thread.tell_requests(text,uuid,integer,uuid[],text,timestamptz)';
const tasks = 'thread.tell_tasks(text,uuid,text[],integer,boolean,uuid[],text,timestamptz)';
/** A clause of a function, and what breaks it. Each must be noticed. What is found of the asker is proved below. */
const faults: readonly Fault[] = [
  {
    name: 'who was refused is not asked',
    in: 'thread.tell_patient(text,uuid,uuid[],text,timestamptz)',
    replace: ['or worker.is_refused', ''],
  },
  ...['thread.tell_patient(text,uuid,uuid[],text,timestamptz)', requests, tasks].map((door): Fault => ({
    name: 'the role is not asked',
    in: door,
    replace: ['<> all (thread.categories())', "= ''"],
  })),
  {
    name: 'grants never run out',
    in: 'thread.is_granted(uuid,uuid,text)',
    replace: ['g.valid @> now()', 'true'],
  },
  {
    name: 'a grant opens every purpose',
    in: 'thread.is_granted(uuid,uuid,text)',
    replace: ['g.purpose = thread.purpose()', 'true'],
  },
  {
    name: 'whether it was granted is not asked',
    in: 'thread.patient_as_sent(uuid,uuid)',
    replace: ['if not granted then return; end if;', ''],
  },
  { name: 'grants of requests never run out', in: requests, replace: ['g.valid @> now()', 'true'] },
  { name: 'a grant opens requests for every purpose', in: requests, replace: ['g.purpose = why', 'true'] },
  { name: 'a draft is shown to those whom it will be sent to', in: requests, replace: ["and r.status <> 'draft'", ''] },
  { name: 'what waits is shown to everybody', in: requests, replace: ['s.author_org = worker.us', 'true'] },
  { name: 'a draft is asked already', in: tasks, replace: ["and r.status <> 'draft'", ''] },
  { name: 'others are told of it, too', in: tasks, replace: ['worker.us is distinct from owner', 'worker.us is null'] },
];

/** What is found of who asks with a token, and what breaks it. */
const workerFaults = (
  [
    ['whose record it is, is not asked', 'p.account_id = a.id', 'false'],
    ['a closed account is open', 'and a.disabled_at is null', ''],
    ['who has left is still there', 'm.ends_on >= current_date', 'true'],
    ['every role helps', "m.role in ('link-worker', 'practitioner', 'editor')", 'true'],
    [
      'the first of two organisations is theirs',
      "= nullif(current_setting('thread.organisation', true), '')::uuid",
      'is not null',
    ],
    [
      'nobody acts for anybody',
      'or exists (select 1 from representative r',
      'and exists (select 1 from representative r',
    ],
    [
      'nobody is refused by name',
      'exists (select 1 from access_denial d where d.place_id = here and d.account_id = me)',
      'false',
    ],
    [
      'no organisation is refused',
      'or exists (select 1 from membership m join',
      'and exists (select 1 from membership m join',
    ],
    ['every token is theirs', 't.token_hash = fhir_worker.hash', 'true'],
    ['without a purpose they help, too', 'thread.purpose() is not null', 'true'],
    ['what was found stands for every token', 'fhir_worker.hash, here', 'here'],
    ['what was found stands for every account', 'here, me', 'here'],
    ['what was found stands for every purpose', ' thread.purpose(), current', ' current'],
    ['what was found stands for every organisation', "current_setting('thread.organisation', true)) ||", "'') ||"],
    ['who is more is taken for a worker the next time', 'and not is_more and', 'and'],
    ['who was refused is not, the next time', 'and not is_refused then', 'then'],
  ] as const
).map(([name, from, to]): Fault => ({ name, in: 'thread.fhir_worker(text)', replace: [from, to] }));

/** For how many readers a token finds something else than who they are, and with how many it differs what that is. */
async function compareWorkers(
  connection: Connection,
  worlds: readonly World[],
): Promise<{ wrong: number; kinds: number }> {
  await connection.exec(`create or replace function pg_temp.try_worker(asked jsonb) returns table (wrong boolean, kind text) language plpgsql as $$
    declare
      token text;
      setting text;
      before text;
    begin
      perform set_config('thread.place', asked->>0, true), set_config('thread.account', asked->>1, true),
        set_config('thread.organisation', asked->>2, true), set_config('thread.purpose', asked->>3, true);
      return query select (w.holds, w.us, w.is_more, w.is_refused) is distinct from (a.is_open, a.us, a.mine is not null or a.acts, a.is_refused)
          or to_jsonb(w) <> to_jsonb(thread.fhir_worker((select ${tokenOf} from (select asked->>0 as place, asked->>1 as account) t)))
          or (thread.fhir_worker('no token of theirs')).holds,
          concat(a.us is not null, a.mine is not null, a.acts, a.is_refused)
        from thread.fhir_worker((select ${tokenOf} from (select asked->>0 as place, asked->>1 as account) t)) w, thread.find_asker() a where a.is_open or w.holds;
      -- What was found is not found of the same token for another account, organisation or purpose.
      select ${tokenOf} into token from (select asked->>0 as place, asked->>1 as account) t;
      foreach setting in array array['account', 'organisation', 'purpose'] loop
        perform thread.fhir_worker(token);
        before := current_setting('thread.' || setting, true);
        perform set_config('thread.' || setting, case setting when 'purpose' then '' else gen_random_uuid()::text end, true);
        return query select true, '' from thread.fhir_worker(token) w where w.us is not null or (setting = 'account' and w.holds);
        perform set_config('thread.' || setting, before, true);
      end loop;
    end $$`);
  await connection.exec(`select set_config('thread.known_worker', '', true)`);
  const asked = worlds.flatMap(({ place, readers }) =>
    readers.map(({ account, organisation = '', purpose = '' }) => [place, account, organisation, purpose]),
  );
  const { rows } = await connection.query(
    `select count(*) filter (where t.wrong) as wrong, count(distinct t.kind) as kinds
       from jsonb_array_elements($1::jsonb) as asked cross join lateral pg_temp.try_worker(asked) t`,
    [JSON.stringify(asked)],
  );
  return rows[0] as { wrong: number; kinds: number };
}

const worldCount = 16;

describe('what a client is told by one function', () => {
  it('knows of who asks with a token what is known of them signed in, and a fault in it is noticed', async () => {
    await withConnection(async (connection) => {
      const worlds = Array.from({ length: 30 }, (_, index) => makeWorld(index * 5));
      await writeWorlds(connection, worlds);
      await writeSent(connection, worlds);
      const { wrong, kinds } = await compareWorkers(connection, worlds);
      assert.equal(wrong, 0);
      assert.ok(kinds >= 6, 'the worlds are worth comparing');
      const unnoticed: string[] = [];
      for (const fault of workerFaults) {
        await connection.exec('savepoint fault');
        await plant(connection, fault);
        if ((await compareWorkers(connection, worlds)).wrong === 0) unnoticed.push(fault.name);
        await connection.exec('rollback to savepoint fault');
      }
      assert.deepEqual(unnoticed, []);
    });
  });

  it('is what the policies show it, and a fault in it is noticed', async (context) => {
    await withConnection(async (connection) => {
      const worlds = Array.from({ length: worldCount }, (_, index) => makeWorld(index * 5));
      await writeWorlds(connection, worlds);
      await writeSent(connection, worlds);
      const { all, differences } = await compare(connection, worlds);
      context.diagnostic(all.map((one) => `${one.what}: ${one.sure} times sure, ${one.shown} told`).join('; '));
      assert.deepEqual(differences.slice(0, 20), []);
      assert.ok(all.length === 4 && all.every((one) => one.shown > 20), 'the worlds are worth comparing');
      const unnoticed: string[] = [];
      for (const fault of faults) {
        await connection.exec('savepoint fault');
        await plant(connection, fault);
        const broken = await compare(connection, worlds, true);
        if (broken.differences.length === 0) unnoticed.push(`${fault.in}: ${fault.name}`);
        await connection.exec('rollback to savepoint fault');
      }
      assert.deepEqual(unnoticed, []);
    });
  });
});
