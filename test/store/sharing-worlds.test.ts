import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Connection } from '../../src/platform/database/connections.ts';
import { plant, withConnection, type Fault } from './plant-fault.ts';
import { maySee } from './sharing-model.ts';
import {
  castName,
  hasEveryTable,
  lookAtWorlds,
  makeWorld,
  recordTables,
  refoldWorlds,
  writeWorlds,
  type RecordTable,
  type World,
} from './sharing-world.ts';

const worldCount = 1_000;
const history: readonly RecordTable[] = ['personal_version'];
const ownTables = recordTables.filter((one) => one !== 'personal_version');

type Compared = { cells: number; seen: number; differences: string[] };

/** Compares what each reader sees of these tables with what the model says, record by record. */
async function compare(
  connection: Connection,
  worlds: readonly World[],
  tables: readonly RecordTable[],
): Promise<Compared> {
  const shown = await lookAtWorlds(connection, worlds, tables);
  const found: Compared = { cells: 0, seen: 0, differences: [] };
  for (const [index, world] of worlds.entries()) {
    const records = world.records.filter((one) => tables.includes(one.table));
    for (const [number, reader] of world.readers.entries())
      for (const record of records) {
        const isSeen = shown[index]?.[number]?.has(record.id.slice(-3)) ?? false;
        found.cells += 1;
        if (isSeen) found.seen += 1;
        if (isSeen !== maySee(world, reader, record))
          found.differences.push(
            `world ${world.seed}: ${castName(reader.account)} ${isSeen ? 'sees' : 'does not see'} ${record.category} (${record.table}) of person ${world.people.findIndex((one) => one.id === record.person) + 1}, ${reader.purpose ?? 'no purpose'}`,
          );
      }
  }
  return found;
}

const faults: readonly Fault[] = [
  {
    name: 'the agreement is not asked for a category',
    in: 'thread.fold_access(uuid,uuid)',
    replace: ['unnest(a.categories)', 'unnest(thread.all_categories())'],
  },
  {
    name: 'a party that left an agreement stays in it',
    in: 'thread.fold_access(uuid,uuid)',
    replace: ['least(a.until_at, p.until_at), ', 'a.until_at, '],
  },
  {
    name: 'a relationship never ends',
    in: 'thread.fold_access(uuid,uuid)',
    replace: ['r.from_at, r.until_at', 'r.from_at, null'],
  },
  {
    name: 'every relationship opens everything',
    in: 'thread.fold_access(uuid,uuid)',
    replace: ['unnest(thread.categories_of_scope(r.scope))', 'unnest(thread.all_categories())'],
  },
  {
    name: 'what was decided about one organisation counts for all',
    in: 'thread.fold_access(uuid,uuid)',
    replace: ['(d.organisation_id is null or d.organisation_id = a.organisation_id)', 'true'],
  },
  {
    name: 'what was decided for one purpose counts for every purpose',
    in: 'thread.fold_access(uuid,uuid)',
    replace: ["d.purpose in ('*', a.purpose)", 'true'],
  },
  {
    name: 'what was decided about one category counts for every category',
    in: 'thread.fold_access(uuid,uuid)',
    replace: ["d.category in ('*', a.category)", 'true'],
  },
  {
    name: 'a denial does not take away',
    in: 'thread.fold_access(uuid,uuid)',
    replace: ["filter (where d.effect = 'deny' and d.account_id is null)", "filter (where d.effect = 'none')"],
  },
  {
    name: 'a withdrawal is not heard',
    in: 'thread.fold_access(uuid,uuid)',
    replace: ['w.id = d.id', 'false'],
  },
  {
    name: 'a withdrawal is heard one microsecond late',
    in: 'thread.fold_access(uuid,uuid)',
    replace: ['greatest(w.at, d.from_at) end', "greatest(w.at, d.from_at) + interval '1 microsecond' end"],
  },
  {
    name: 'a refusal of an organisation that was withdrawn goes on',
    in: 'thread.refold_access(uuid)',
    replace: ['x.withdraws_id = d.id', 'false'],
  },
  {
    name: 'a refusal of an organisation goes on for one microsecond',
    in: 'thread.refold_access(uuid)',
    replace: ['least(d.until_at, w.at)', "least(d.until_at, w.at + interval '1 microsecond')"],
  },
  {
    name: 'an organisation that was refused keeps what it wrote',
    in: 'thread.refold_access(uuid)',
    replace: [
      "(d.account_id is not null or (d.organisation_id is not null and d.purpose = '*'))",
      'd.account_id is not null',
    ],
  },
  {
    name: 'a worker who was refused by name is let in',
    in: 'thread.find_denied_keys()',
    replace: ['d.account_id = thread.account()', 'false'],
  },
  {
    name: 'an organisation is refused only where the worker says that they work for it',
    in: 'thread.find_denied_keys()',
    replace: [
      'm.account_id = thread.account()',
      "m.account_id = thread.account() and m.organisation_id = nullif(current_setting('thread.organisation', true), '')::uuid",
    ],
  },
  {
    name: 'a membership that ended still counts',
    in: 'thread.find_helping_organisation()',
    replace: ['and (m.ends_on is null or m.ends_on >= current_date)', ''],
  },
  {
    name: 'an account that was closed still counts',
    in: 'thread.find_helping_organisation()',
    replace: ['and a.disabled_at is null', ''],
  },
  {
    name: 'saying that one works somewhere is enough',
    in: 'thread.find_helping_organisation()',
    replace: ['m.account_id = thread.account()', 'true'],
  },
  {
    name: 'a role that sees no person helps people',
    in: 'thread.find_helping_organisation()',
    replace: [
      "'link-worker', 'practitioner', 'editor'",
      "'link-worker', 'practitioner', 'editor', 'analyst', 'administrator'",
    ],
  },
  {
    name: 'no purpose is needed',
    in: 'thread.find_helping_organisation()',
    replace: ['thread.purpose() is not null and', ''],
  },
  {
    name: 'safe mode hides nothing',
    in: 'thread.find_my_open_person()',
    replace: ['and not p.safe_mode', ''],
    tables: ['circle_member'],
  },
  {
    name: 'anybody is the person',
    in: 'thread.find_my_person()',
    replace: ['and p.account_id = thread.account()', 'limit 1'],
  },
  {
    name: 'a representative who was suspended goes on',
    in: 'thread.represented_matters()',
    replace: ['and r.suspended_at is null', ''],
    tables: ownTables,
  },
  {
    name: 'authority never ends',
    in: 'thread.represented_matters()',
    replace: ['and (r.until_at is null or r.until_at > now())', ''],
    tables: ownTables,
  },
  {
    name: 'a parent decides for a child who was found competent',
    in: 'thread.represented_matters()',
    replace: ['and not thread.decides_alone(p.id, m.matter)', ''],
    tables: ownTables,
  },
  {
    name: 'parental responsibility does not end at 18',
    in: 'thread.represented_matters()',
    replace: ["p.born_on > current_date - interval '18 years'", 'true'],
    tables: ownTables,
  },
  {
    name: 'a representative sees what the person kept from them',
    in: 'thread.find_represented_keys()',
    replace: ["and (s.person_id::text || '/' || c.category) <> all (thread.denied_keys())", ''],
    tables: ownTables,
  },
  {
    name: 'safe mode hides nothing from a representative',
    in: 'thread.find_represented_keys()',
    replace: ['not (p.safe_mode and', 'not (false and'],
    tables: ownTables,
  },
  {
    name: 'anybody with an account represents everybody',
    in: 'thread.represented_matters()',
    replace: ['r.account_id = thread.account() and', ''],
    tables: ownTables,
  },
  ...(['plan_review', 'contingency', 'wellbeing_reading'] as const).map((table): Fault => ({
    name: `${table}: a representative sees the plan of whom they only know the name of`,
    in: `${table}_represented on ${table}`,
    replace: ["'/plan'", "'/identity'"],
  })),
  {
    name: 'an earlier finding counts',
    in: 'thread.decides_alone(uuid,text)',
    replace: ['order by f.from_at desc', 'order by f.from_at'],
    tables: ownTables,
  },
  ...(['person', 'circle_member', 'goal', 'need', 'referral'] as const).flatMap((table): Fault[] => [
    {
      name: `${table}: who was refused by name is not asked`,
      in: `${table}_helper on ${table}`,
      replace: ['<> ALL', '= ANY'],
    },
    {
      name: `${table}: grants never run out`,
      in: `${table}_helper on ${table}`,
      replace: ['g.valid @> now()', 'true'],
    },
    {
      name: `${table}: a grant for one purpose opens every purpose`,
      in: `${table}_helper on ${table}`,
      replace: ['g.purpose =', 'g.purpose is not null or g.purpose ='],
    },
    {
      name: `${table}: a grant for one person opens another`,
      in: `${table}_helper on ${table}`,
      replace: [table === 'person' ? 'g.person_id = person.id' : `g.person_id = ${table}.person_id`, 'true'],
    },
  ]),
  {
    name: 'an emergency opens the record to every colleague',
    in: 'access_grant_ours on access_grant',
    replace: ['(for_account = ANY', '(for_account is not null or for_account = ANY'],
  },
  {
    name: 'an emergency goes on after its hour',
    in: 'thread.refold_access(uuid)',
    replace: ['e.from_at, e.until_at', 'e.from_at, null'],
  },
  {
    name: 'an emergency opens what is kept apart',
    in: 'thread.refold_access(uuid)',
    replace: ['unnest(thread.emergency_categories())', 'unnest(thread.all_categories())'],
  },
  {
    name: 'an emergency stands above a refusal',
    in: 'thread.refold_access(uuid)',
    replace: ["d.effect = 'deny' and d.account_id is null and d.purpose = '*'", 'false'],
  },
  {
    name: 'the role is not asked',
    in: 'goal_helper on goal',
    replace: ["'plan'::text = ANY", "'plan'::text = ANY (thread.all_categories()) or 'plan'::text = ANY"],
  },
  {
    name: 'a draft is shown to those whom it will be sent to',
    in: 'referral_helper on referral',
    replace: ["status <> 'draft'", 'true'],
  },
  {
    name: 'the person reads what is kept apart',
    in: 'need_own on need',
    replace: ["category <> 'safeguarding'", 'true'],
  },
];

describe('who may see what', () => {
  it(`is in ${worldCount} random worlds what a plain model says, for every person, reader, category and purpose`, async (context) => {
    await withConnection(async (connection) => {
      const worlds = Array.from({ length: worldCount }, (_, seed) => makeWorld(seed));
      await writeWorlds(connection, worlds);
      // The history holds all categories in one table, so all worlds are asked of it; a fifth of them of every table.
      const found = await compare(connection, worlds, history);
      const tables = await compare(
        connection,
        worlds.filter((world) => hasEveryTable(world.seed)),
        ownTables,
      );
      const differences = [...found.differences, ...tables.differences];
      context.diagnostic(
        `seeds 0 to ${worldCount - 1}: ${found.cells + tables.cells} answers compared, ${found.seen + tables.seen} times something was seen, ${differences.length} differences`,
      );
      assert.deepEqual(differences.slice(0, 20), []);
      assert.ok(found.seen > found.cells / 50, 'the worlds are worth comparing');
    });
  });

  it('would be noticed with any one of its clauses broken', async (context) => {
    await withConnection(async (connection) => {
      const worlds = Array.from({ length: 120 }, (_, index) => makeWorld(index * 5));
      await writeWorlds(connection, worlds);
      const unnoticed: string[] = [];
      for (const fault of faults) {
        await connection.exec('savepoint fault');
        await plant(connection, fault);
        const table = recordTables.find((one) => fault.in.endsWith(` on ${one}`));
        let isNoticed = false;
        for (let from = 0; from < worlds.length && !isNoticed; from += 8) {
          const some = worlds.slice(from, from + 8);
          if (fault.in.includes('fold_access')) await refoldWorlds(connection, some);
          const tables = fault.tables ?? (table === undefined ? history : [table]);
          isNoticed = (await compare(connection, some, tables)).differences.length > 0;
        }
        if (!isNoticed) unnoticed.push(fault.name);
        await connection.exec('rollback to savepoint fault');
      }
      context.diagnostic(`${faults.length} faults planted`);
      assert.deepEqual(unnoticed, []);
    });
  });
});
