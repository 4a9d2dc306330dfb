// A place in which other systems write, and the comparison of what they write at once with what they write in full.
import assert from 'node:assert/strict';
import { withTestApp, type TestApp } from '../../support/app.ts';
import {
  fhirClient,
  patient,
  serviceRequest,
  type FhirAnswer,
  type FhirClient,
  type Resource,
} from '../../support/fhir.ts';

/** A client that has two tokens. */
export type Client = FhirClient & { tokens: string[] };

export type World = {
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

export async function newClient(app: TestApp, options: Parameters<typeof fhirClient>[1] = {}): Promise<Client> {
  const client = await fhirClient(app, options);
  app.context.clock.now = () => app.now;
  const [first, second] = [client.token, await client.askToken()];
  // A third is never sent.
  await client.signIn();
  return Object.assign(client, { tokens: [first, String(second.json['access_token'])] });
}

/** Something that a client sends, in a world that is otherwise for it; `sure` says that one statement writes it. */
export type Case = {
  name: string;
  before?: (world: World) => Promise<void>;
  /** What happens after something was read, and before it is written. */
  between?: (world: World) => Promise<void>;
  send: (world: World) => Promise<FhirAnswer>;
  sure: boolean;
};

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

export async function exec(app: TestApp, text: string): Promise<void> {
  const connection = await app.db.source.acquire();
  await connection.exec(text);
  connection.release();
}

/** Every row of every table, as text; how often somebody asked is counted in either way. */
export async function rowsOf(app: TestApp): Promise<Set<string>> {
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

export async function compare(world: World, cases: readonly Case[], isFaulty = false): Promise<string[]> {
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

export async function withWorld(test: (world: World) => Promise<void>): Promise<void> {
  await withTestApp(async (app) => {
    const group = await app.addOrganisation('Testbourne Café');
    const client = await newClient(app);
    const stranger = await newClient(app, { organisation: group });
    const { id: known } = await client.post('Patient', patient());
    const { id: asked } = await client.post('ServiceRequest', serviceRequest(`Patient/${known}`));
    await test({ app, client, group, stranger, known, asked, task: { resourceType: 'Task' } });
  });
}
