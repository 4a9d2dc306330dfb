// What another system writes by one statement leaves the same rows, and is answered alike, as written under the policies.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CompiledQuery } from 'kysely';
import { personCategories, type PersonCategory } from '../../src/kernel/helping.ts';
import { tokenHash } from '../../src/lib/token-hash.ts';
import { plant, type Fault } from '../store/plant-fault.ts';
import { withTestApp, type TestApp } from '../support/app.ts';
import {
  fhirClient,
  patient,
  serviceRequest,
  task,
  type FhirAnswer,
  type FhirClient,
  type Resource,
} from '../support/fhir.ts';
import { refold } from '../../src/modules/people/index.ts';
import { agree } from '../support/people.ts';

/** A client that has two tokens. */
type Client = FhirClient & { tokens: string[] };
type World = {
  app: TestApp;
  client: Client;
  /** Another organisation, and its client. */
  group: string;
  stranger: Client;
  /** A person for whom the first leads, and a request that it made about them. */
  known: string;
  asked: string;
  /** The task, as it was found last. */
  task: Resource;
};

async function newClient(app: TestApp, options: Parameters<typeof fhirClient>[1] = {}): Promise<Client> {
  const client = await fhirClient(app, options);
  app.context.clock.now = () => app.now;
  const [first, second] = [client.token, await client.askToken()];
  // A third is never sent.
  await client.signIn();
  return Object.assign(client, { tokens: [first, String(second.json['access_token'])] });
}

/** Something that a client sends, in a world that is otherwise for it; `sure` says that one statement writes it. */
type Case = {
  name: string;
  before?: (world: World) => Promise<void>;
  /** What happens after something was read, and before it is written. */
  between?: (world: World) => Promise<void>;
  send: (world: World) => Promise<FhirAnswer>;
  sure: boolean;
};

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

async function exec(app: TestApp, text: string): Promise<void> {
  const connection = await app.db.source.acquire();
  await connection.exec(text);
  connection.release();
}

/** Every row of every table, as text; how often somebody asked is counted in either way. */
async function rowsOf(app: TestApp): Promise<Set<string>> {
  const connection = await app.db.source.acquire();
  try {
    const { rows: tables } = await connection.query(
      `select string_agg(format('select %L || '' '' || to_jsonb(t)::text as row from public.%I t', tablename, tablename), ' union all ') as text
         from pg_tables where schemaname = 'public' and tablename <> 'rate_limit'`,
      [],
    );
    const { rows } = await connection.query((tables as { text: string }[])[0]?.text ?? '', []);
    return new Set((rows as { row: string }[]).map((one) => one.row));
  } finally {
    connection.release();
  }
}

/** What was added and taken away, with every id that was not there before as a number: the same in both ways where the rows are. */
function changesOf(before: ReadonlySet<string>, after: ReadonlySet<string>, answer: FhirAnswer): string[] {
  const known = new Set([...before].flatMap((row) => row.match(uuid) ?? []));
  const blank = (row: string): string => row.replaceAll(uuid, (id) => (known.has(id) ? id : 'new'));
  const changes = [
    ...[...after].filter((row) => !before.has(row)).map((row) => `+ ${row}`),
    ...[...before].filter((row) => !after.has(row)).map((row) => `- ${row}`),
  ].sort((a, b) => (blank(a) === blank(b) ? (a < b ? -1 : 1) : blank(a) < blank(b) ? -1 : 1));
  const { etag, location, 'last-modified': at } = answer.headers;
  const numbers = new Map<string, number>();
  return [...changes, JSON.stringify([answer.status, etag, location, at]), answer.text].map((row) =>
    row.replaceAll(uuid, (id) => {
      if (known.has(id)) return id;
      const index = numbers.get(id) ?? numbers.size;
      numbers.set(id, index);
      return `#${index}`;
    }),
  );
}

/** Sends the same at once and in full, each with a token of its own, from the same rows. */
async function inBothWays(first: World, one: Case): Promise<{ sure: boolean; atOnce: string[]; inFull: string[] }> {
  const { app, known } = first;
  const { db } = app.context;
  const together = db.onceTogether.bind(db);
  await exec(app, 'savepoint one_case');
  const world = { ...first };
  const clients = (): Client[] => [world.client, world.stranger];
  // Each token is known to the service, whatever becomes of it.
  for (const each of clients())
    for (const token of each.tokens) {
      each.token = token;
      await each.get(`Patient/${known}`);
    }
  await one.before?.(world);
  const before = await rowsOf(app);
  let sure = false;
  const send = async (way: number): Promise<string[]> => {
    for (const each of clients()) each.token = each.tokens[way] ?? '';
    await exec(app, 'savepoint way');
    let isBetween = one.between !== undefined;
    const pass = async (): Promise<void> => {
      if (isBetween) {
        isBetween = false;
        await one.between?.(world);
      }
    };
    if (way === 1) await pass();
    db.onceTogether = async (scope, statement, inTurn) => {
      if (!statement.sql.includes('thread.write_')) return await together(scope, statement, inTurn);
      if (way === 1) return [];
      await pass();
      const rows = await together(scope, statement, inTurn);
      sure = (rows[0] as { sure?: boolean } | undefined)?.sure === true;
      return rows;
    };
    try {
      const answer = await one.send(world);
      return changesOf(before, await rowsOf(app), answer);
    } finally {
      db.onceTogether = together;
      await exec(app, 'rollback to savepoint way');
    }
  };
  const [atOnce, inFull] = [await send(0), await send(1)];
  await exec(app, 'rollback to savepoint one_case');
  return { atOnce, inFull, sure };
}

async function set(world: World, statement: string): Promise<void> {
  await exec(
    world.app,
    `set local session_replication_role = replica; ${statement}; set local session_replication_role = origin`,
  );
}

const ofClient = (world: World): string => `where account_id = '${world.client.account}'`;
const number = (value: string) => ({ identifier: [{ system: 'https://practice.example/patients', value }] });
const add = async ({ client }: World): Promise<FhirAnswer> => await client.post('Patient', patient(number('P-1')));
const agreement = async ({ app }: World): Promise<void> => {
  await agree(app, [app.organisation.id]);
};
const knows =
  (...categories: PersonCategory[]) =>
  async (world: World): Promise<void> => {
    world.client = await newClient(world.app, { categories });
  };
const deny = (
  person: string,
  whom: string,
): string => `insert into access_denial (place_id, id, person_id, ${whom}_id, category, valid)
  select place_id, gen_random_uuid(), id, '%s', '*', '[,)' from person where id = '${person}'`;

/** What stands in the way of a client, whatever it writes. */
const hindrances: Omit<Case, 'send'>[] = [
  {
    name: 'and whose token was taken back',
    sure: false,
    before: async (world) =>
      set(
        world,
        `delete from fhir_token where token_hash in (${world.client.tokens.map((one) => `'${tokenHash(one)}'`).join()})`,
      ),
  },
  {
    name: 'and that was taken away',
    sure: false,
    before: async (world) => set(world, `update fhir_client set revoked_at = now() ${ofClient(world)}`),
  },
  {
    name: 'and whose account was closed',
    sure: false,
    before: async (world) => set(world, `update account set disabled_at = now() where id = '${world.client.account}'`),
  },
  {
    name: 'and whose token is that of another',
    sure: false,
    before: async (world) =>
      set(world, `update fhir_client set account_id = '${world.stranger.account}' ${ofClient(world)}`),
  },
  {
    name: 'and whose token is that of a colleague',
    sure: false,
    before: async (world) => {
      const { account } = await world.app.person('link-worker', { organisation: world.client.organisation });
      await set(world, `update fhir_client set account_id = '${account}' ${ofClient(world)}`);
    },
  },
  {
    name: 'and that works there no longer',
    sure: false,
    before: async (world) => set(world, `update membership set ends_on = current_date - 1 ${ofClient(world)}`),
  },
  {
    name: 'and that does not work there yet',
    sure: false,
    before: async (world) => set(world, `update membership set starts_on = current_date + 1 ${ofClient(world)}`),
  },
  {
    name: 'and that works elsewhere',
    sure: false,
    before: async (world) => set(world, `update membership set organisation_id = '${world.group}' ${ofClient(world)}`),
  },
  {
    name: 'and that is no helper',
    sure: false,
    before: async (world) => set(world, `update membership set role = 'analyst' ${ofClient(world)}`),
  },
];

const people: Case[] = [
  { name: 'a person, without any agreement', send: add, sure: true },
  { name: 'a person, under an agreement', before: agreement, send: add, sure: true },
  {
    name: 'a person, under two agreements',
    before: async (world) => {
      await agreement(world);
      await agreement(world);
    },
    send: add,
    sure: true,
  },
  {
    name: 'a person, under two agreements of which one ends',
    before: async (world) => {
      await agreement(world);
      await set(world, `update sharing_agreement set until_at = '2027-01-01'`);
      await agreement(world);
    },
    send: add,
    sure: true,
  },
  {
    name: 'a person, under an agreement that begins later',
    before: async (world) => {
      await agreement(world);
      await set(world, `update sharing_agreement_party set from_at = '2026-06-01'`);
    },
    send: add,
    sure: true,
  },
  {
    name: 'a person, under an agreement that ends',
    before: async (world) => {
      await agreement(world);
      await set(world, `update sharing_agreement set until_at = '2027-01-01'`);
    },
    send: add,
    sure: true,
  },
  {
    name: 'a person, under an agreement that the organisation left',
    before: async (world) => {
      await agreement(world);
      await set(world, `update sharing_agreement_party set until_at = '2026-01-01'`);
    },
    send: add,
    sure: true,
  },
  {
    name: 'a person, where others agreed',
    before: async ({ app, group }) => {
      await agree(app, [group]);
    },
    send: add,
    sure: true,
  },
  {
    name: 'a second person',
    before: async (world) => {
      await add(world);
    },
    send: add,
    sure: true,
  },
  {
    name: 'a person of whom little is known',
    send: async ({ client }) => await client.post('Patient', { resourceType: 'Patient', name: [{ text: 'Una' }] }),
    sure: true,
  },
  {
    name: 'a person of whom much is known',
    send: async ({ client }) =>
      await client.post(
        'Patient',
        patient({
          name: [{ text: 'Una Vale “\n” \u{1F9F5} \\' }, { use: 'nickname', text: 'U' }],
          communication: [{ language: { text: 'Welsh, {"and"} more' } }],
          identifier: [
            number('P-1').identifier[0],
            number('P-1').identifier[0],
            { system: 's', value: 'with, "all" {of} \\ it' },
          ],
        }),
      ),
    sure: true,
  },
  {
    name: 'a person whose number is long',
    send: async ({ client }) => await client.post('Patient', patient(number('x'.repeat(900)))),
    sure: true,
  },
  {
    name: 'nobody, where it is not a patient',
    send: async ({ client }) => await client.post('Patient', {}),
    sure: false,
  },
  {
    name: 'a person, unless they are there',
    send: async ({ client }) =>
      await client.post('Patient', patient(number('P-1')), {
        'if-none-exist': 'identifier=https://practice.example/patients|P-1',
      }),
    sure: false,
  },
  {
    name: 'a person, of a place that may not keep any',
    before: async (world) => set(world, 'delete from safety_signature'),
    send: add,
    sure: false,
  },
  { name: 'a person, by a client that knows of none', before: knows('referral'), send: add, sure: false },
  { name: 'a person, by a client that knows little of them', before: knows('identity'), send: add, sure: true },
  {
    name: 'a person, by an editor',
    before: async (world) => set(world, `update membership set role = 'editor' ${ofClient(world)}`),
    send: add,
    sure: false,
  },
  {
    name: 'a person, by a client that was refused another',
    before: async (world) => set(world, deny(world.known, 'account').replace('%s', world.client.account)),
    send: add,
    sure: true,
  },
  {
    name: 'a person, by a client that is somebody’s record, too',
    before: async (world) =>
      set(world, `update person set account_id = '${world.client.account}' where id = '${world.known}'`),
    send: add,
    sure: true,
  },
  ...hindrances.map((one) => ({ ...one, name: `a person, by a client that had a token ${one.name}`, send: add })),
];

/** Of `known`, whom the client's organisation leads. */
const ask = async ({ client, known }: World): Promise<FhirAnswer> =>
  await client.post('ServiceRequest', serviceRequest(`Patient/${known}`));
/** The same by the other organisation, to which they are a stranger unless it was granted anything. */
const askElsewhere = async ({ stranger, known }: World): Promise<FhirAnswer> =>
  await stranger.post('ServiceRequest', serviceRequest(`Patient/${known}`));
const granted =
  (category: string, purpose: string, valid: string, account = '00000000-0000-0000-0000-000000000000') =>
  async (world: World): Promise<void> =>
    set(
      world,
      `insert into access_grant (place_id, organisation_id, person_id, category, purpose, valid, basis, for_account)
       values ('${world.app.place.id}', '${world.group}', '${world.known}', '${category}', '${purpose}', '${valid}', 'consent', '${account}')`,
    );

const requests: Case[] = [
  { name: 'a request about a person', send: ask, sure: true },
  {
    name: 'a draft about a person',
    send: async ({ client, known }) =>
      await client.post(
        'ServiceRequest',
        serviceRequest(`Patient/${known}`, { status: 'draft', identifier: undefined }),
      ),
    sure: true,
  },
  {
    name: 'a request about nobody',
    send: async ({ client, group }) => await client.post('ServiceRequest', serviceRequest(`Patient/${group}`)),
    sure: false,
  },
  {
    name: 'a request about nobody, for others',
    send: async ({ client, group }) =>
      await client.post(
        'ServiceRequest',
        serviceRequest(`Patient/${group}`, { requester: { reference: `Organization/${group}` } }),
      ),
    sure: false,
  },
  {
    name: 'a request that begins as what it cannot be',
    send: async ({ client, known }) =>
      await client.post('ServiceRequest', serviceRequest(`Patient/${known}`, { status: 'completed' })),
    sure: false,
  },
  {
    name: 'a request that is larger than is kept',
    send: async ({ client, known }) =>
      await client.post(
        'ServiceRequest',
        serviceRequest(`Patient/${known}`, { note: Array.from({ length: 60 }, () => ({ text: 'x'.repeat(4_000) })) }),
      ),
    sure: false,
  },
  { name: 'a request about a stranger', send: askElsewhere, sure: false },
  {
    name: 'a request about somebody of whom they know',
    before: granted('identity', 'direct-support', '[2025-01-01,)'),
    send: askElsewhere,
    sure: true,
  },
  {
    name: 'a request about somebody of whom they knew',
    before: granted('identity', 'direct-support', '[2025-01-01,2025-02-01)'),
    send: askElsewhere,
    sure: false,
  },
  {
    name: 'a request about somebody of whom they know for another reason',
    before: granted('identity', 'safeguarding', '[2025-01-01,)'),
    send: askElsewhere,
    sure: false,
  },
  {
    name: 'a request about somebody of whom they know something else',
    before: granted('needs', 'direct-support', '[2025-01-01,)'),
    send: askElsewhere,
    sure: false,
  },
  {
    name: 'a request about somebody of whom another worker knows',
    before: async (world) => granted('identity', 'direct-support', '[2025-01-01,)', world.client.account)(world),
    send: askElsewhere,
    sure: false,
  },
  {
    name: 'a request by a client that was refused the person',
    before: async (world) => set(world, deny(world.known, 'account').replace('%s', world.client.account)),
    send: ask,
    sure: false,
  },
  {
    name: 'a request by a client whose organisation was refused the person',
    before: async (world) => set(world, deny(world.known, 'organisation').replace('%s', world.client.organisation)),
    send: ask,
    sure: false,
  },
  {
    name: 'a request about a person that was refused to others',
    before: async (world) => set(world, deny(world.known, 'organisation').replace('%s', world.group)),
    send: ask,
    sure: false,
  },
  { name: 'a request by a client that knows of none', before: knows('identity'), send: ask, sure: false },
  { name: 'a request by a client that knows no people', before: knows('referral'), send: ask, sure: false },
  { name: 'a request by a client that knows little', before: knows('identity', 'referral'), send: ask, sure: true },
  {
    name: 'a request by an editor',
    before: async (world) => set(world, `update membership set role = 'editor' ${ofClient(world)}`),
    send: ask,
    sure: true,
  },
  ...hindrances.map((one) => ({ ...one, name: `a request, by a client that had a token ${one.name}`, send: ask })),
];

const counted = async ({ app }: World): Promise<void> =>
  await exec(
    app,
    `insert into referral_count (place_id, about_kind, about_id, as_of, made_at, asked, answered, waiting)
     values ('${app.place.id}', 'place', '${app.place.id}', '2026-02-28', now(), 0, 0, 0)`,
  );
/** After the month was counted, as nearly always. */
const after =
  (...further: ((world: World) => Promise<unknown>)[]) =>
  async (world: World): Promise<void> => {
    await counted(world);
    for (const one of further) await one(world);
  };
const sending =
  (changed: Record<string, unknown> = {}, owner = (world: World) => world.group) =>
  async (world: World): Promise<FhirAnswer> =>
    await world.client.post(
      'Task',
      task(`ServiceRequest/${world.asked}`, `Patient/${world.known}`, owner(world), changed),
    );
const send = sending();
const changing =
  (changed: Record<string, unknown>) =>
  async (world: World): Promise<void> => {
    const { json } = await world.client.get(`ServiceRequest/${world.asked}`);
    await world.client.put(`ServiceRequest/${world.asked}`, { ...json, ...changed });
  };

const works = async (world: World): Promise<void> => {
  const { app, known, group } = world;
  await agree(app, [app.organisation.id, group]);
  await set(
    world,
    `insert into person_relationship (place_id, id, person_id, organisation_id, kind, scope, from_at)
     values ('${app.place.id}', gen_random_uuid(), '${known}', '${group}', 'circle', 'deliver', '2026-01-01')`,
  );
};
type Permission = { categories?: string; purpose?: string; basis?: string; from?: string; until?: string };
/** Those who are asked work with the person already, and were permitted something. */
const permitted =
  (one: Permission = {}, to = (world: World) => world.group, takenBack?: string) =>
  async (world: World): Promise<void> => {
    const { app, known } = world;
    const { categories = '{identity,needs}', purpose = '*', basis = 'consent', from = '2026-01-01', until } = one;
    const columns =
      'place_id, person_id, organisation_id, id, effect, withdraws_id, category, purpose, basis, reason, how_given, from_at, until_at';
    const of = `'${app.place.id}'::uuid, '${known}'::uuid, '${to(world)}'::uuid, gen_random_uuid()`;
    await works(world);
    await set(
      world,
      `insert into sharing_decision (${columns}) select ${of}, 'permit', null, c, '${purpose}', '${basis}', 'So it is', 'phone', '${from}',
              ${until === undefined ? 'null' : `'${until}'`} from unnest('${categories}'::text[]) as c;
       insert into sharing_decision (${columns}) select ${of}, 'withdraw', d.id, d.category, '*', 'consent', '', 'phone', '${takenBack ?? from}', null
         from sharing_decision d where d.person_id = '${known}' and d.reason = 'So it is' and ${takenBack !== undefined}`,
    );
    await app.db.write(app.seed, async (trx) => await refold(trx, known));
  };

const tasks: Case[] = [
  ...(
    [
      ['everything', permitted()],
      ['to see who it is alone', permitted({ categories: '{identity}' })],
      ['what is needed alone', permitted({ categories: '{needs}' })],
      ['for one purpose', permitted({ purpose: 'referral' })],
      ['for another reason', permitted({ basis: 'best-interests' })],
      ['for some time', permitted({ until: '2026-06-01' })],
      ['later', permitted({ from: '2026-06-01' })],
      ['what was taken back', permitted({}, undefined, '2026-02-01')],
      ['what others are', permitted({}, (world) => world.client.organisation)],
    ] as const
  ).map(([what, permit]) => ({
    name: `a task for those who work with the person and are permitted already: ${what}`,
    before: after(permit),
    send,
    sure: true,
  })),
  { name: 'a task, where the month was not counted yet', send, sure: false },
  {
    name: 'a task, where the count waits already',
    before: async ({ app }) =>
      await exec(
        app,
        `insert into job (place_id, id, kind, dedupe_key, run_after, created_at)
         values ('${app.place.id}', gen_random_uuid(), 'people/count-referrals', '2026-03', now(), now())`,
      ),
    send,
    sure: true,
  },
  { name: 'a task', before: counted, send, sure: true },
  {
    name: 'an urgent task',
    before: counted,
    send: sending({ priority: 'urgent', note: [{ text: 'Soon' }] }),
    sure: true,
  },
  {
    name: 'a task to themselves',
    before: counted,
    send: sending({}, (world) => world.client.organisation),
    sure: true,
  },
  {
    name: 'a task that was done already',
    before: counted,
    send: sending({ status: 'accepted' }, (world) => world.client.organisation),
    sure: false,
  },
  { name: 'a draft of a task', before: counted, send: sending({ status: 'draft' }), sure: false },
  { name: 'a task to nobody', before: counted, send: sending({}, (world) => world.known), sure: false },
  {
    name: 'a task about somebody else',
    before: counted,
    send: async (world) =>
      await world.client.post('Task', task(`ServiceRequest/${world.asked}`, `Patient/${world.group}`, world.group)),
    sure: false,
  },
  {
    name: 'a task to those who left',
    before: after(async (world) =>
      set(world, `update partner set left_on = current_date where organisation_id = '${world.group}'`),
    ),
    send,
    sure: false,
  },
  {
    name: 'a task for a request that was changed',
    before: after(changing({ note: [{ text: 'More' }] })),
    send,
    sure: true,
  },
  { name: 'a task for a request that is over', before: after(changing({ status: 'revoked' })), send, sure: false },
  {
    name: 'a task for a request that was deleted',
    before: after(async ({ client, asked }) => await client.send('DELETE', `ServiceRequest/${asked}`)),
    send,
    sure: false,
  },
  { name: 'a second task', before: after(send), send, sure: false },
  {
    name: 'a task after its draft was deleted',
    before: after(async (world) => {
      const { id } = await sending({ status: 'draft' })(world);
      await world.client.send('DELETE', `Task/${id}`);
    }),
    send,
    sure: false,
  },
  {
    name: 'a task for what others asked',
    before: after(
      granted('identity', 'direct-support', '[2025-01-01,)'),
      granted('referral', 'direct-support', '[2025-01-01,)'),
    ),
    send: async (world) => await send(ofStranger(world)),
    sure: false,
  },
  {
    name: 'a task for those who work with the person already, under an agreement',
    before: after(works),
    send,
    sure: true,
  },
  {
    name: 'a task by a client that sees the person no longer',
    before: after(async (world) =>
      set(world, `update person set author_org = '${world.group}' where id = '${world.known}'`),
    ),
    send,
    sure: false,
  },
  {
    name: 'a task by a client that was refused the person',
    before: after(async (world) => set(world, deny(world.known, 'account').replace('%s', world.client.account))),
    send,
    sure: false,
  },
  {
    name: 'a task by an editor',
    before: after(async (world) => set(world, `update membership set role = 'editor' ${ofClient(world)}`)),
    send,
    sure: true,
  },
  {
    name: 'a task to those who left a moment ago',
    before: counted,
    between: async (world) =>
      set(world, `update partner set left_on = current_date where organisation_id = '${world.group}'`),
    send,
    sure: false,
  },
  {
    name: 'a task to those who took another name a moment ago',
    before: counted,
    between: async (world) => set(world, `update organisation set name = 'Another' where id = '${world.group}'`),
    send,
    sure: false,
  },
  {
    name: 'a task for a request that was just changed',
    before: counted,
    between: changing({ reasonCode: [{ text: 'Something else' }] }),
    send,
    sure: false,
  },
  {
    name: 'a task for a request that was just deleted',
    before: counted,
    between: async ({ client, asked }) => void (await client.send('DELETE', `ServiceRequest/${asked}`)),
    send,
    sure: false,
  },
  {
    name: 'a task by a client that was just refused the person',
    before: counted,
    between: async (world) => set(world, deny(world.known, 'account').replace('%s', world.client.account)),
    send,
    sure: false,
  },
  {
    name: 'a task by a client that just lost a category',
    before: counted,
    between: async (world) => set(world, `update person set author_org = '${world.group}' where id = '${world.known}'`),
    send,
    sure: false,
  },
  ...(['identity', 'referral'] as const).map((category) => ({
    name: `a task by a client that knows of ${category} only`,
    before: after(knows(category)),
    send,
    sure: false,
  })),
  ...hindrances.map(({ before = counted, ...one }) => ({
    ...one,
    name: `a task, by a client that had a token ${one.name}`,
    before: after(before),
    send,
  })),
];

async function find(world: World): Promise<void> {
  const { status, json } = await world.client.get(`Task/${world.asked}`);
  if (status === 200) world.task = json;
}
/** After a task was sent and this happened to it, as those who asked find it. */
const sent =
  (...further: ((world: World) => Promise<unknown>)[]) =>
  async (world: World): Promise<void> => {
    await after(send, find)(world);
    for (const one of further) {
      await one(world);
      await find(world);
    }
  };
const moving =
  (status: string, changed: Record<string, unknown> = {}, by: 'client' | 'stranger' = 'stranger', headers = {}) =>
  async (world: World): Promise<FhirAnswer> =>
    await world[by].put(`Task/${world.asked}`, { ...world.task, status, ...changed }, headers);
const accept = moving('accepted');
const because = (code: string) => ({
  statusReason: { coding: [{ system: 'urn:common-thread:referral-reason', code }], text: 'So it is' },
});
const agreed = async ({ app, group }: World): Promise<void> => void (await agree(app, [app.organisation.id, group]));
const ofStranger = (world: World): World => ({
  ...world,
  client: world.stranger,
  stranger: world.client,
  group: world.client.organisation,
});

const moves: Case[] = [
  { name: 'that it is accepted', before: sent(), send: accept, sure: true },
  { name: 'that it is accepted, under an agreement', before: sent(agreed), send: accept, sure: true },
  { name: 'that it is rejected', before: sent(), send: moving('rejected', because('no-capacity')), sure: true },
  { name: 'that it is cancelled', before: sent(), send: moving('cancelled', because('other'), 'client'), sure: true },
  { name: 'that it was a mistake', before: sent(), send: moving('entered-in-error', {}, 'client'), sure: true },
  { name: 'that it begins', before: sent(agreed, accept), send: moving('in-progress'), sure: true },
  {
    name: 'that it waits',
    before: sent(accept),
    send: moving('on-hold', { statusReason: { text: 'They are away' } }),
    sure: true,
  },
  {
    name: 'that it was done',
    before: sent(agreed, accept),
    send: moving('completed', { output: [{ type: { text: 'What was done' }, valueString: 'A lunch a week' }] }),
    sure: true,
  },
  { name: 'that it ended', before: sent(agreed, accept), send: moving('failed', because('other')), sure: true },
  {
    name: 'that it is accepted by those who asked',
    before: sent(),
    send: moving('accepted', {}, 'client'),
    sure: false,
  },
  { name: 'that it is done before it was accepted', before: sent(), send: moving('completed'), sure: false },
  {
    name: 'that it is accepted, from an older version',
    before: sent(),
    send: moving('accepted', {}, 'stranger', { 'if-match': 'W/"7"' }),
    sure: false,
  },
  {
    name: 'that it is accepted, from this version',
    before: sent(),
    send: moving('accepted', {}, 'stranger', { 'if-match': 'W/"1"' }),
    sure: true,
  },
  {
    name: 'a word more',
    before: sent(accept),
    send: moving('accepted', { businessStatus: { text: 'Next week' } }),
    sure: false,
  },
  {
    name: 'that it is accepted, where a page changed it',
    before: sent(async (world) =>
      set(world, `update referral set version = 2, business_status = 'Soon' where id = '${world.asked}'`),
    ),
    send: accept,
    sure: false,
  },
  {
    name: 'that it is accepted, where the month is not counted',
    before: sent(async (world) => set(world, `delete from referral_count`)),
    send: accept,
    sure: false,
  },
  {
    name: 'that it is accepted, where it was offered openly',
    before: sent(async (world) =>
      set(
        world,
        `update referral set to_kind = 'open', may_offer_openly = true where id = '${world.asked}';
         insert into referral_offer (place_id, referral_id, person_id, need_kind, age_band, area, access_needs, urgency, offered_at, author_org)
         select place_id, id, person_id, '', '', '', '', urgency, now(), author_org from referral where id = '${world.asked}'`,
      ),
    ),
    send: accept,
    sure: false,
  },
  {
    name: 'that it is accepted, where they were refused the person',
    before: sent(async (world) => set(world, deny(world.known, 'organisation').replace('%s', world.group))),
    send: accept,
    sure: false,
  },
  {
    name: 'that it is accepted, where it was just taken back',
    before: sent(),
    between: async (world) => void (await moving('cancelled', because('other'), 'client')(world)),
    send: accept,
    sure: false,
  },
  {
    name: 'that it is accepted, where a page just took it back',
    before: sent(),
    between: async (world) =>
      set(
        world,
        `update referral set status = 'cancelled', status_reason = 'other', closed_at = now(), version = 2 where id = '${world.asked}'`,
      ),
    send: accept,
    sure: false,
  },
  {
    name: 'that it is accepted, where they were just refused the person',
    before: sent(),
    between: async (world) => set(world, deny(world.known, 'organisation').replace('%s', world.group)),
    send: accept,
    sure: false,
  },
  {
    name: 'that it is accepted, where others were just asked',
    before: sent(),
    between: async (world) =>
      set(world, `update referral set organisation_id = author_org where id = '${world.asked}'`),
    send: accept,
    sure: false,
  },
  {
    name: 'that it is accepted by a client that may know nothing of it',
    before: sent(async (world) => {
      world.stranger = await newClient(world.app, { organisation: world.group, categories: ['identity'] });
    }),
    send: accept,
    sure: false,
  },
  ...hindrances.map(({ before = counted, ...one }) => ({
    ...one,
    name: `that it is accepted, by a client that had a token ${one.name}`,
    before: sent(async (world) => before(ofStranger(world))),
    send: accept,
  })),
];

const [p, r] = [1, 2].map((one) => `urn:uuid:0196aaaa-0000-4000-8000-00000000000${one}`) as [string, string];
const made = (fullUrl: string | undefined, resource: Resource) => ({
  ...(fullUrl === undefined ? {} : { fullUrl }),
  resource,
  request: { method: 'POST', url: resource.resourceType },
});
const bundle =
  (...entries: ((world: World) => object)[]) =>
  async (world: World): Promise<FhirAnswer> =>
    await world.client.post('', {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: entries.map((one) => one(world)),
    });
const [aPerson, aRequest, aTask] = [
  () => made(p, patient(number('P-2'))),
  () => made(r, serviceRequest(p)),
  (world: World) => made(undefined, task(r, p, world.group)),
];

const bundles: Case[] = [
  { name: 'a person, a request and a task', before: counted, send: bundle(aPerson, aRequest, aTask), sure: true },
  { name: 'the same in another order', before: counted, send: bundle(aTask, aRequest, aPerson), sure: true },
  { name: 'a person and a request', send: bundle(aPerson, aRequest), sure: true },
  { name: 'the same, where the month was not counted', send: bundle(aPerson, aRequest, aTask), sure: false },
  {
    name: 'a person, and a request about a stranger',
    send: async (world) => await bundle(aPerson, () => made(r, serviceRequest(`Patient/${world.group}`)))(world),
    sure: false,
  },
  { name: 'two people', send: bundle(aPerson, () => made(undefined, patient())), sure: true },
  { name: 'two tasks of one request', before: counted, send: bundle(aPerson, aRequest, aTask, aTask), sure: false },
  {
    name: 'a person, and a task to nobody',
    before: counted,
    send: bundle(aPerson, aRequest, () => made(undefined, task(r, p, p))),
    sure: false,
  },
  { name: 'nothing', send: bundle(), sure: false },
  ...hindrances.map(({ before = counted, ...one }) => ({
    ...one,
    name: `a transaction, by a client that had a token ${one.name}`,
    before: after(before),
    send: bundle(aPerson, aRequest, aTask),
  })),
];

async function compare(world: World, cases: readonly Case[], isFaulty = false): Promise<string[]> {
  const differences: string[] = [];
  for (const one of cases) {
    const { sure, atOnce, inFull } = await inBothWays(world, one);
    if (sure !== one.sure && !isFaulty) differences.push(`${one.name}: ${sure ? 'was' : 'was not'} written at once`);
    try {
      assert.deepEqual(atOnce, inFull);
    } catch (error) {
      differences.push(`${one.name}: ${(error as Error).message}`);
    }
    if (isFaulty && differences.length > 0) break;
  }
  return differences;
}

async function withWorld(test: (world: World) => Promise<void>): Promise<void> {
  await withTestApp(async (app) => {
    const group = await app.addOrganisation('Testbourne Café');
    const client = await newClient(app);
    const stranger = await newClient(app, { organisation: group });
    const { id: known } = await client.post('Patient', patient());
    const { id: asked } = await client.post('ServiceRequest', serviceRequest(`Patient/${known}`));
    await test({ app, client, group, stranger, known, asked, task: { resourceType: 'Task' } });
  });
}

/** Of each fault in a function some case must come out otherwise than under the policies. */
async function unnoticed(world: World, faults: readonly Fault[], cases: readonly Case[]): Promise<string[]> {
  const found: string[] = [];
  for (const fault of faults) {
    await exec(world.app, 'savepoint fault');
    const connection = await world.app.db.source.acquire();
    await plant(connection, fault);
    connection.release();
    const named = fault.in.replace(/\(.*$/, '');
    // Whoever asks is found by a function that each of them calls.
    const name = named === 'thread.fhir_writer' ? 'thread.write_patient' : named;
    const isNoticed =
      (await compare(world, cases, true)).length > 0 ||
      (name in writings &&
        (await withWriting({ ...world }, name, async (...of) => wroteAlone(world, ...of))).length > 0);
    if (!isNoticed) found.push(`${fault.in}: ${fault.name}`);
    await exec(world.app, 'rollback to savepoint fault');
  }
  return found;
}

const writer = 'thread.fhir_writer(text)';
const faultsOfWriter: readonly Fault[] = [
  { name: 'the token is not asked', in: writer, replace: ['t.token_hash = fhir_writer.hash', 'true'] },
  {
    name: 'for what it writes is not asked',
    in: writer,
    replace: ["coalesce(thread.purpose(), '') not in ('direct-support', 'referral')", 'false'],
  },
  { name: 'whether the client was taken away is not asked', in: writer, replace: ['and c.revoked_at is null', ''] },
  { name: 'whether the account is open is not asked', in: writer, replace: ['and a.disabled_at is null', ''] },
  { name: 'whose token it is is not asked', in: writer, replace: ['and c.account_id = thread.account()', ''] },
  {
    name: 'the role is not asked',
    in: writer,
    replace: ["and m.role in ('link-worker', 'practitioner', 'editor')", ''],
  },
  { name: 'when somebody begins is not asked', in: writer, replace: ['m.starts_on <= current_date', 'true'] },
  {
    name: 'when somebody ends is not asked',
    in: writer,
    replace: ['(m.ends_on is null or m.ends_on >= current_date)', 'true'],
  },
  {
    name: 'for whom somebody works is not asked',
    in: writer,
    replace: ["and m.organisation_id = nullif(current_setting('thread.organisation', true), '')::uuid", ''],
  },
];
const functions = (name: string, faults: readonly [string, [string, string]][]) => async (world: World) => {
  const connection = await world.app.db.source.acquire();
  const { rows } = await connection.query('select $1::regproc::regprocedure::text as name', [name]);
  connection.release();
  const door = (rows as { name: string }[])[0]?.name ?? '';
  return faults.map(([fault, replace]): Fault => ({ name: fault, in: door, replace }));
};
const faultsOfPatient = functions('thread.write_patient', [
  ['the categories are not asked', ["'identity' <> all (thread.categories())", 'false']],
  ['who may add people is not asked', ["writer.role = 'editor'", 'false']],
  ['whether a place may keep people is not asked', ['not thread.may_hold_people()', 'false']],
  ['of several agreements one is folded', ['if agreements = 1 then', 'if agreements > 0 then']],
  ['several agreements are not folded', ['perform thread.fold_access(one, null)', 'null']],
  ['an agreement that begins later holds already', ['greatest(a.from_at, p.from_at, at)', 'at']],
  ['an agreement that ends goes on', ['least(a.until_at, p.until_at)', 'null']],
  ['others that agreed are taken for the writer', ['p.organisation_id = us', 'true']],
  [
    'a number is not kept',
    ['from unnest(tokens) as t (token)', "from unnest(tokens) as t (token) where t.token not like 's|%'"],
  ],
]);
const faultsOfRequest = async (world: World): Promise<Fault[]> => [
  ...(await functions('thread.write_request', [
    ['what the client may know is not asked', ["'referral' <> all (thread.categories())", 'false']],
    ['whether it sees the person is not asked', ['not thread.sees_plainly(us, about)', 'false']],
  ])(world)),
  ...(await functions('thread.sees_plainly', [
    ['what the client may know is not asked', ["'identity' = any (thread.categories())", 'true']],
    ['who was refused is not asked', ['d.person_id = sees_plainly.person', 'false']],
    ['whether somebody is known is not asked', ["thread.is_granted(us, sees_plainly.person, 'identity')", 'true']],
    ['any grant will do', ["sees_plainly.person, 'identity')", "sees_plainly.person, 'needs')"]],
  ])(world)),
];
const faultsOfTask = functions('thread.write_task', [
  ['what the client may know is not asked', ["'referral' <> all (thread.categories())", 'false']],
  ['whether it sees the person is not asked', ['not thread.sees_plainly(us, about)', 'false']],
  ['whether those who are asked are here is not asked', ['p.left_on is null and', '']],
  ['whether the month was counted is not asked', ['perform thread.need_count(count, month, counted_on, at);', '']],
  ['whose request it is is not asked', ['or request.author_org is distinct from us', '']],
  ['access is not folded', ['if not is_permitted then perform thread.refold_access_of(about, owner); end if;', '']],
  ['to see who it is, is enough', ["d.category = 'needs'", 'true']],
  ['what is needed is enough', ["d.category = 'identity'", 'true']],
  ['one purpose is every purpose', ["and d.purpose = '*'", '']],
  ['one reason is every reason', ["and d.basis = 'consent'", '']],
  ['what ends goes on', ['and d.until_at is null', '']],
  ['what begins later holds already', ['and d.from_at <= at', '']],
  ['what was taken back holds', ["d.effect = 'withdraw'", 'false']],
  ['what others may, they may', ['and d.organisation_id = owner', '']],
  ['whether the request is the one that was read is not asked', ['request.version <> request_version or', '']],
]);
const faultsOfMove = functions('thread.write_move', [
  ['what the client may know is not asked', ["'referral' <> all (thread.categories())", 'false']],
  ['who was refused is not asked', ['d.person_id = about', 'false']],
  ['whether it stands is not asked', ['r.version = was_version and r.status = was and', '']],
  ['who takes part is not asked', ['us in (r.author_org, r.organisation_id)', 'true']],
  ['an offer goes on', ["and r.to_kind <> 'open'", '']],
  ['the count is not asked', ['perform thread.need_count(count, month, counted_on, at);', '']],
  ['nothing follows from it', ['perform thread.settle_row(now_is, relationship, at);', '']],
  ['the look is not noted', ["perform thread.note_looks(array[look], array[about], 'fhir update Task', at);", '']],
]);
type Given = { statement: CompiledQuery; by: Client };

/** What the service would send, in the state in which it would send it. */
async function given(world: World, by: Client, send: Case['send']): Promise<Given> {
  const { db } = world.app.context;
  const together = db.onceTogether.bind(db);
  let found: CompiledQuery | undefined;
  await exec(world.app, 'savepoint given');
  db.onceTogether = async (scope, statement, inTurn) => {
    if (!statement.sql.includes('thread.write_')) return await together(scope, statement, inTurn);
    found = statement;
    return [];
  };
  await send(world);
  db.onceTogether = together;
  await exec(world.app, 'rollback to savepoint given');
  assert.ok(found !== undefined);
  return { statement: found, by };
}

type Asker = { account: string; place: string; organisation: string; purpose?: string; categories: string[] };

/** Those who may not write what is given, each with why. */
async function strangersTo(world: World, { by }: Given, needed: readonly string[]): Promise<[string, Asker][]> {
  const { app } = world;
  const other = by === world.client ? world.stranger : world.client;
  const asker: Asker = {
    account: by.account,
    place: app.place.id,
    organisation: by.organisation,
    purpose: 'direct-support',
    categories: [...personCategories],
  };
  const { purpose: _purpose, ...withoutPurpose } = asker;
  return [
    ['another account', { ...asker, account: other.account }],
    ['another organisation', { ...asker, organisation: other.organisation }],
    ['another client', { ...asker, account: other.account, organisation: other.organisation }],
    ['somebody of another place', { ...asker, place: (await app.addPlace('elsewhere')).id }],
    ['somebody without a reason', withoutPurpose],
    ['somebody in an emergency', { ...asker, purpose: 'emergency' }],
    ...needed.map((word): [string, Asker] => [
      `somebody who knows nothing of ${word}`,
      { ...asker, categories: asker.categories.filter((one) => one !== word) },
    ]),
  ];
}

/** Whether a statement wrote; what the database refuses it has undone. */
async function writes(asked: Promise<unknown[]>): Promise<boolean> {
  try {
    const [row] = await asked;
    return (row as { sure: boolean }).sure;
  } catch (error) {
    if (/^(?:23|42501)/.test(String((error as { code?: string }).code))) return false;
    throw error;
  }
}

/** Whoever wrote, or changed, what they may not, where a function is asked by itself. */
async function wroteAlone(world: World, one: Given, needed: readonly string[]): Promise<string[]> {
  const { app } = world;
  const wrote: string[] = [];
  await exec(app, 'savepoint alone');
  const asking = await strangersTo(world, one, needed);
  const before = await rowsOf(app);
  for (const [name, asker] of asking) {
    const scope = { role: 'thread_member', ...asker, knownStays: 'yes' } as const;
    if (await writes(app.db.once(scope, 'read write', one.statement))) wrote.push(name);
  }
  // Of those who have a token and may write nothing of that person, each hears no.
  if (needed.includes('referral') && one.by === world.client) {
    const { account, organisation, token } = world.stranger;
    const scope = {
      account,
      organisation,
      place: app.place.id,
      purpose: 'direct-support',
      categories: personCategories,
    };
    const parameters = one.statement.parameters.map((value, index) => (index === 0 ? tokenHash(token) : value));
    const asker = { role: 'thread_member', ...scope, knownStays: 'yes' } as const;
    if (await writes(app.db.once(asker, 'read write', { ...one.statement, parameters })))
      wrote.push('a client that was not asked');
  }
  for (const role of ['thread_guest', 'thread_public'] as const)
    await assert.rejects(app.db.once({ role, place: app.place.id }, 'read write', one.statement), /permission denied/);
  const after = await rowsOf(app);
  if (after.size !== before.size || [...after].some((row) => !before.has(row))) wrote.push('somebody left rows');
  await exec(app, 'rollback to savepoint alone');
  return wrote;
}

/** What the service writes by each function, with the categories that it takes. */
const writings: Readonly<
  Record<string, { before?: Case['before']; send: Case['send']; needed: string[]; asked?: true }>
> = {
  'thread.write_patient': { send: add, needed: ['identity'] },
  'thread.write_request': { send: ask, needed: ['identity', 'referral'] },
  // The other organisation knows of the person, and did not ask.
  'thread.write_task': {
    before: after(granted('identity', 'direct-support', '[2025-01-01,)')),
    send,
    needed: ['identity', 'referral'],
  },
  'thread.write_move': { before: sent(), send: accept, needed: ['referral'], asked: true },
};

async function withWriting<T>(
  world: World,
  name: string,
  test: (one: Given, needed: string[]) => Promise<T>,
): Promise<T> {
  const { before, send: write, needed, asked } = writings[name] ?? assert.fail(name);
  await exec(world.app, 'savepoint writing');
  await before?.(world);
  const result = await test(await given(world, asked ? world.stranger : world.client, write), needed);
  await exec(world.app, 'rollback to savepoint writing');
  return result;
}

describe('what other systems write', () => {
  it('is a person by one statement as under the policies, and a fault in it is noticed', async () => {
    await withWorld(async (world) => {
      assert.deepEqual(await compare(world, people), []);
      const faults = [...faultsOfWriter, ...(await faultsOfPatient(world))];
      assert.deepEqual(await unnoticed(world, faults, people), []);
    });
  });

  it('is a request by one statement as under the policies, and a fault in it is noticed', async () => {
    await withWorld(async (world) => {
      assert.deepEqual(await compare(world, requests), []);
      assert.deepEqual(await unnoticed(world, await faultsOfRequest(world), requests), []);
    });
  });

  it('is a task by one statement as under the policies, and a fault in it is noticed', async () => {
    await withWorld(async (world) => {
      assert.deepEqual(await compare(world, tasks), []);
      assert.deepEqual(await unnoticed(world, await faultsOfTask(world), tasks), []);
    });
  });

  it('is nothing by a function that is asked by itself, for anybody but a client that may write it', async () => {
    await withWorld(async (world) => {
      for (const name of Object.keys(writings))
        await withWriting({ ...world }, name, async (one, needed) => {
          assert.deepEqual(await wroteAlone(world, one, needed), [], name);
        });
    });
  });

  it('is a transaction by one statement as under the policies', async () => {
    await withWorld(async (world) => {
      assert.deepEqual(await compare(world, bundles), []);
    });
  });

  it('is what became of a task by one statement as under the policies, and a fault in it is noticed', async () => {
    await withWorld(async (world) => {
      assert.deepEqual(await compare(world, moves), []);
      assert.deepEqual(await unnoticed(world, await faultsOfMove(world), moves), []);
    });
  });
});
