// What a request of another system takes: milliseconds of the processor, of Node and of PostgreSQL, with row security on and the
// look written down, interleaved with an empty route. The limits are half of what a well-known server takes on such a machine
// (Medplum 5.0.10: create 4.1 to 4.6, the transaction 11.5, update 5.2, searches 1.6 to 2.3 ms), and 0.8 ms for a read.
import { globSync, readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { addClient, addToken, serviceScope } from '../src/adapters/fhir/store/clients.ts';
import { personCategories } from '../src/kernel/helping.ts';
import { newUuid } from '../src/kernel/ids.ts';
import { testDatabaseUrl } from '../src/config/env.ts';
import { patient, serviceRequest, task } from '../test/support/fhir.ts';
import { countTables, quantile, withDemoService } from '../test/support/service.ts';
import { openSender } from './driver.ts';
import type { Done } from './sender.ts';

const many = Number(process.env['BENCH_ROUNDS'] ?? 120);
const rounds = 6;
const width = 8;

type Case = {
  name: string;
  limit: number;
  method: string;
  urls: () => string[];
  bodies?: () => string[];
  headers?: Record<string, string>;
};

/** Nanoseconds on a processor of a process, by the kernel's scheduler. */
function nanoseconds(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]);
  } catch {
    return 0;
  }
}

function parentOf(pid: number): number {
  return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

/** Every process of a database server. */
function familyOf(postmaster: number): number[] {
  const all = globSync('/proc/[0-9]*').map((path) => Number(path.split('/')[2]));
  return all.filter((pid) => {
    try {
      return pid === postmaster || parentOf(pid) === postmaster;
    } catch {
      return false;
    }
  });
}

/** What each process of the server has worked so far. */
function workOf(postmaster: number): Map<number, number> {
  return new Map(familyOf(postmaster).map((pid) => [pid, nanoseconds(pid)]));
}

/** What the processes of the server have worked since, each by itself: one that has ended takes nothing from the others. */
function workSince(postmaster: number, before: ReadonlyMap<number, number>): number {
  return [...workOf(postmaster)].reduce((sum, [pid, now]) => sum + now - (before.get(pid) ?? 0), 0);
}

await withDemoService(async (service, _source, address) => {
  const { db, config, clock } = service.context;
  config.fhirPerMinute = 10_000_000;
  const place = service.context.places.bySlug('wrenmouth');
  if (place === undefined) throw new Error('the demo place is not there');
  const scope = serviceScope(place.id);
  const now = clock.now();
  const { us, group, quiet, postmaster } = await db.write(scope, async (trx) => {
    const amara = await trx
      .selectFrom('membership as m')
      .innerJoin('account as a', 'a.id', 'm.account_id')
      .select('m.organisation_id')
      .where('m.place_id', '=', place.id)
      .where('a.email', '=', 'amara@wrenmouth.example')
      .executeTakeFirstOrThrow();
    const other = await trx
      .selectFrom('sharing_agreement_party')
      .select('organisation_id')
      .where('place_id', '=', place.id)
      .where('organisation_id', '<>', amara.organisation_id)
      .execute();
    const [first, second] = other.map((one) => one.organisation_id);
    const pid = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx);
    // Asked while the backend is there: an idle one ends.
    const postmaster = db.kind === 'postgres' ? parentOf(pid.rows[0]?.pid ?? 0) : 0;
    return { us: amara.organisation_id ?? '', group: first ?? '', quiet: second ?? '', postmaster };
  });
  async function tokenFor(organisation: string, name: string): Promise<string> {
    const [id, account] = [newUuid(), newUuid()];
    return await db.write(scope, async (trx) => {
      await trx
        .insertInto('account')
        .values({ id: account, email: `${id}@client.invalid`, name, created_at: now })
        .execute();
      await trx
        .insertInto('membership')
        .values({
          place_id: place?.id ?? '',
          id: newUuid(),
          account_id: account,
          organisation_id: organisation,
          role: 'link-worker',
          starts_on: '2026-01-01',
          created_at: now,
        })
        .execute();
      const scopes = ['system/*.cruds'];
      const client = {
        id,
        account,
        organisation,
        name,
        scopes,
        categories: personCategories,
        purpose: 'direct-support',
        hooks: [],
        by: undefined,
      } as const;
      await addClient(trx, place?.id ?? '', client, now);
      return await addToken(
        trx,
        place?.id ?? '',
        { client: id, scopes, expiresAt: new Date(now.getTime() + 86_400_000) },
        now,
      );
    });
  }
  const [asks, answers, inbox] = [
    await tokenFor(us, 'Asks'),
    await tokenFor(group, 'Answers'),
    await tokenFor(quiet, 'Inbox'),
  ];
  const base = `${address.replace('[::1]', 'localhost')}/wrenmouth/fhir/r4`;
  const json = { 'content-type': 'application/fhir+json', accept: 'application/fhir+json' };
  const as = (token: string): Record<string, string> => ({ ...json, authorization: `Bearer ${token}` });

  const sender = openSender();
  async function run(one: Case, count: number, keep = false): Promise<Done[]> {
    const headers = one.headers ?? as(asks);
    const asked = { method: one.method, headers, urls: one.urls(), bodies: one.bodies?.() ?? [] };
    const done = await sender.send({ ...asked, many: count, width, keep });
    const wrong = done.find((answer) => answer.status >= 300);
    if (wrong !== undefined) throw new Error(`${one.name}: ${wrong.status} ${wrong.text.slice(0, 600)}`);
    return done;
  }
  const idsOf = (done: readonly Done[]): string[] =>
    done.map((answer) => (JSON.parse(answer.text) as { id: string }).id);
  const post = (name: string, type: string, bodies: string[], limit: number): Case => ({
    name,
    limit,
    method: 'POST',
    urls: () => [`${base}/${type}`.replace(/\/$/, '')],
    bodies: () => bodies,
  });

  let serial = 0;
  const somebody = (): string =>
    JSON.stringify(
      patient({ identifier: [{ system: 'https://practice.example/patients', value: `P-${(serial += 1)}` }] }),
    );
  const people = idsOf(await run(post('people', 'Patient', Array.from({ length: 40 }, somebody), 0), 40, true));
  const requests = async (count: number): Promise<string[]> =>
    idsOf(
      await run(
        post(
          'requests',
          'ServiceRequest',
          Array.from({ length: count }, (_, index) =>
            JSON.stringify(serviceRequest(`Patient/${people[index % 40] ?? ''}`)),
          ),
          0,
        ),
        count,
        true,
      ),
    );
  const taskFor = (request: string, index: number): string =>
    JSON.stringify(task(`ServiceRequest/${request}`, `Patient/${people[index % 40] ?? ''}`, group));
  const tasks = async (count: number): Promise<Record<string, unknown>[]> => {
    const ids = await requests(count);
    return (await run(post('tasks', 'Task', ids.map(taskFor), 0), count, true)).map(
      (answer) => JSON.parse(answer.text) as Record<string, unknown>,
    );
  };
  // An inbox of a hundred, which the other cases leave alone.
  const waitingIds = await requests(100);
  const toQuiet = waitingIds.map((id, index) =>
    JSON.stringify(task(`ServiceRequest/${id}`, `Patient/${people[index % 40] ?? ''}`, quiet)),
  );
  await run(post('inbox', 'Task', toQuiet, 0), 100);
  let waiting: string[] = [];
  let open: Record<string, unknown>[] = [];
  const entry = (fullUrl: string, resource: unknown, url: string) => ({
    fullUrl,
    resource,
    request: { method: 'POST', url },
  });
  const [p, r, t] = [1, 2, 3].map((one) => `urn:uuid:0196aaaa-0000-4000-8000-00000000000${one}`) as [
    string,
    string,
    string,
  ];
  const three = (): string =>
    JSON.stringify({
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [
        entry(p, JSON.parse(somebody()), 'Patient'),
        entry(r, serviceRequest(p), 'ServiceRequest'),
        entry(t, task(r, p, group), 'Task'),
      ],
    });
  const cases: (Case & { prepare?: (count: number) => Promise<void> })[] = [
    { name: 'empty route', limit: 0, method: 'GET', urls: () => [`${address}/healthz`], headers: {} },
    { ...post('create Patient', 'Patient', [], 2.3), bodies: () => Array.from({ length: many }, somebody) },
    {
      ...post('create ServiceRequest', 'ServiceRequest', [], 2.1),
      bodies: () => people.map((id) => JSON.stringify(serviceRequest(`Patient/${id}`))),
    },
    {
      ...post('create Task', 'Task', [], 2.0),
      prepare: async (count) => {
        waiting = await requests(count);
      },
      bodies: () => waiting.map(taskFor),
    },
    { ...post('transaction of three', '', [], 5.7), bodies: () => Array.from({ length: many }, three) },
    {
      name: 'update Task',
      limit: 2.6,
      method: 'PUT',
      prepare: async (count) => {
        open = await tasks(count);
      },
      headers: as(answers),
      urls: () => open.map((one) => `${base}/Task/${String(one['id'])}`),
      bodies: () => open.map((one) => JSON.stringify({ ...one, status: 'accepted' })),
    },
    { name: 'read Patient', limit: 0.8, method: 'GET', urls: () => people.map((id) => `${base}/Patient/${id}`) },
    {
      name: 'S1 inbox with include',
      limit: 1.1,
      method: 'GET',
      headers: as(inbox),
      urls: () => [
        `${base}/Task?owner=Organization/${quiet}&status=requested&_include=Task:focus&_sort=-_lastUpdated&_count=20`,
      ],
    },
    {
      name: 'S2 by subject',
      limit: 1.1,
      method: 'GET',
      urls: () => people.map((id) => `${base}/ServiceRequest?subject=Patient/${id}&_count=20`),
    },
    {
      name: 'S3 by identifier',
      limit: 0.8,
      method: 'GET',
      urls: () =>
        people.map((_, index) => `${base}/Patient?identifier=https://practice.example/patients|P-${index + 1}`),
    },
  ];
  const wanted = process.argv.slice(2);
  const chosen = cases.filter(
    ({ name }) => wanted.length === 0 || name === 'empty route' || wanted.some((word) => name.includes(word)),
  );
  const isServed = testDatabaseUrl() !== undefined;
  const used = new Map(
    chosen.map(({ name }) => [name, { node: [] as number[], database: [] as number[], ms: [] as number[] }]),
  );
  for (let round = 0; round < rounds + 1; round += 1) {
    const url = testDatabaseUrl();
    // What was planned for the few rows of the demo is planned for what has come since.
    if (round === 1 && url !== undefined) await countTables(url);
    for (const one of chosen) {
      await one.prepare?.(many);
      const before = { node: process.cpuUsage(), database: isServed ? workOf(postmaster) : new Map<number, number>() };
      const done = await run(one, many);
      const after = process.cpuUsage(before.node);
      // The first round warms up.
      if (round === 0) continue;
      const figures = used.get(one.name);
      figures?.node.push((after.user + after.system) / 1_000 / many);
      const worked = isServed ? workSince(postmaster, before.database) : 0;
      figures?.database.push(worked / 1e6 / many);
      figures?.ms.push(...done.map((answer) => answer.ms));
    }
  }
  sender.close();
  console.log(
    `\n${db.kind}, fsync ${isServed ? 'on' : 'of the embedded database'}, ${many} requests a round, ${rounds} rounds, ${width} at once`,
  );
  console.log(
    'request'.padEnd(24),
    ['Node', 'database', 'together', 'least', 'p50 ms', 'limit', ''].map((word) => word.padStart(9)).join(''),
  );
  for (const { name, limit } of chosen) {
    const { node, database, ms } = used.get(name) ?? { node: [], database: [], ms: [] };
    const both = node.map((one, index) => one + (database[index] ?? 0));
    const total = quantile(both, 0.5);
    const figures = [quantile(node, 0.5), quantile(database, 0.5), total, Math.min(...both), quantile(ms, 0.5)].map(
      (one) => one.toFixed(2),
    );
    const verdict = limit === 0 || !isServed ? '' : total <= limit ? 'within' : 'over';
    console.log(
      name.padEnd(24),
      [...figures, limit === 0 ? '' : limit.toFixed(1), verdict].map((one) => one.padStart(9)).join(''),
    );
  }
});
