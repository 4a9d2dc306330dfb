// What every benchmark shares: requests one at a time over HTTP, the statements of a page run again by themselves, a line
// for each page.
import { randomUUID } from 'node:crypto';
import { spawn } from 'node:child_process';
import { Agent, request } from 'node:http';
import { createInterface } from 'node:readline';
import { quantile, type RecordingSource, type Statement } from '../test/support/service.ts';
import type { Service } from '../src/start.ts';
import type { Done, Run } from './sender.ts';
import type { Page } from './trail.ts';

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

type Answer = { status: number; bytes: number; ms: number; body: string; cookies: string[] };

async function send(
  method: 'GET' | 'POST',
  address: string,
  headers: Record<string, string>,
  payload = '',
): Promise<Answer> {
  const began = performance.now();
  return await new Promise((resolve, reject) => {
    request(address, { method, headers: { 'accept-encoding': 'br', ...headers }, agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const body = Buffer.concat(chunks);
        resolve({
          status: response.statusCode ?? 0,
          bytes: body.length,
          ms: performance.now() - began,
          body: body.toString('latin1'),
          cookies: (response.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0] ?? ''),
        });
      });
      response.on('error', reject);
    })
      .on('error', reject)
      .end(payload);
  });
}

export async function get(address: string, headers: Record<string, string> = {}): Promise<Answer> {
  return await send('GET', address, headers);
}

/** The cookie of somebody of the demo. */
export async function signIn(address: string, email: string): Promise<string> {
  const headers = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' };
  const { status, cookies } = await send(
    'POST',
    `${address}/sign-in/demo`,
    headers,
    new URLSearchParams({ email }).toString(),
  );
  if (status >= 400 || cookies.length === 0) throw new Error(`${email} could not sign in: ${status}`);
  return cookies.join('; ');
}

/** When an id of version 7 was made, in milliseconds; other ids say nothing. */
function madeAt(value: unknown): number {
  return typeof value === 'string' && /^[0-9a-f]{8}-[0-9a-f]{4}-7/.test(value)
    ? Number.parseInt(value.replaceAll('-', '').slice(0, 12), 16)
    : 0;
}

/** The statements again, under the same roles and settings; a row that they add gets a new id each time. Milliseconds of each. */
async function runAgain(service: Service, statements: readonly Statement[], since: number): Promise<number[]> {
  const anew = (value: unknown): unknown =>
    Array.isArray(value) ? value.map(anew) : madeAt(value) >= since ? randomUUID() : value;
  const fresh = statements.map(({ sql, parameters, many, role }) => ({
    sql,
    many,
    role,
    parameters: /^\s*insert/i.test(sql) ? parameters.map(anew) : parameters,
  }));
  const connection = await service.context.db.source.acquire();
  let isDone = false;
  try {
    const times: number[] = [];
    for (const { sql, parameters, many, role } of fresh) {
      const began = performance.now();
      await (many ? connection.exec(sql) : connection.query(sql, parameters, role));
      times.push(performance.now() - began);
    }
    isDone = true;
    return times;
  } finally {
    connection.release(!isDone);
  }
}

/** Which statements of a page take longest, and how often it asks each: printed with BENCH_STATEMENTS. */
function printStatements(statements: readonly Statement[], rounds: readonly (readonly number[])[]): void {
  const found = new Map<string, { asked: number; ms: number }>();
  for (const [index, { sql }] of statements.entries()) {
    const ms = quantile(
      rounds.map((times) => times[index] ?? 0),
      0.5,
    );
    const before = found.get(sql) ?? { asked: 0, ms: 0 };
    found.set(sql, { asked: before.asked + 1, ms: before.ms + ms });
  }
  for (const [sql, { asked, ms }] of [...found].sort((a, b) => b[1].ms - a[1].ms).slice(0, 25))
    console.log(
      `  ${ms.toFixed(2).padStart(8)} ms ${String(asked).padStart(3)} ×  ${sql.replaceAll(/\s+/g, ' ').slice(0, 600)}`,
    );
}

/** The program that sends requests from a process of its own. */
export function openSender(): { send(run: Run): Promise<Done[]>; close(): void } {
  const child = spawn(process.execPath, ['--import', './tools/register.js', 'bench/sender.ts'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async send(run) {
      child.stdin.write(`${JSON.stringify(run)}\n`);
      const line = await lines.next();
      return JSON.parse(String(line.value)) as Done[];
    },
    close: () => void child.kill(),
  };
}

/**
 * How long a page takes whoever asks for it from a process of their own, one request at a time after a warming up, in
 * milliseconds: here the browser's work is not the server's.
 */
export async function timesFromOutside(
  address: string,
  { path, as }: Page,
  rounds: number,
): Promise<readonly number[]> {
  const headers = { 'accept-encoding': 'br', ...(as === undefined ? {} : { cookie: await signIn(address, as) }) };
  const urls = [(address + path).replace('[::1]', 'localhost')];
  const sender = openSender();
  const done = await sender.send({
    method: 'GET',
    headers,
    urls,
    bodies: [],
    many: warmUp + rounds,
    width: 1,
    keep: false,
  });
  sender.close();
  const wrong = done.find((one) => one.status !== 200);
  if (wrong !== undefined) throw new Error(`${path} answered ${wrong.status}`);
  return done.slice(warmUp).map((one) => one.ms);
}

function verdict(when: string, over: readonly string[], limit: number): string {
  return `${when}: ${over.length === 0 ? `every page is within ${limit} ms` : `over ${limit} ms are ${over.join(', ')}`}`;
}

/** Waits for the work that follows the seed: its statements would be taken for those of a page. */
async function untilIdle(service: Service): Promise<void> {
  const { db, clock } = service.context;
  for (;;) {
    const due = await db.read(
      { role: 'thread_service', job: 'job-runner' },
      async (trx) => await trx.selectFrom('job').select('id').where('run_after', '<=', clock.now()).limit(1).execute(),
    );
    if (due.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** So often each page is asked for before it is measured: what is measured is a server in use, not one that has just begun. */
const warmUp = 300;

const columns = ['least', 'p50', 'p99', 'SQL p50', '×SQL', 'asked', 'served', '×empty', 'bytes', 'limit', ''];

/**
 * Measures each page twice and prints a line for it: as the first who looks after something public of the place has
 * changed, when nothing of it is kept (least, p50, p99), and as it is served from then on (served: its p50). In the same
 * round run an empty route and the page's own statements one after another by themselves. The least is what a page takes
 * when the machine does nothing else for a moment.
 * @returns the names of pages whose p50 is over `limit` milliseconds as they are served.
 */
export async function measurePages(
  service: Service,
  source: RecordingSource,
  address: string,
  pages: readonly Page[],
  options: { limit: number; rounds: number },
): Promise<string[]> {
  const { cache, clock } = service.context;
  const { limit, rounds } = options;
  await untilIdle(service);
  const words = process.argv.slice(2);
  const chosen = pages.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
  const sessions = new Map<string, string>();
  for (const { as } of chosen) if (as !== undefined && !sessions.has(as)) sessions.set(as, await signIn(address, as));
  console.log(
    'page'.padEnd(24),
    columns.map((column) => column.padStart(9)).join(''),
    `\n${''.padEnd(24)} milliseconds, one request at a time over HTTP, ${rounds} rounds`,
  );
  const over: string[] = [];
  const overAtFirst: string[] = [];
  const empties: number[] = [];
  for (const { name, path, as } of chosen) {
    const cookie = as === undefined ? undefined : sessions.get(as);
    const headers: Record<string, string> = cookie === undefined ? {} : { cookie };
    const times = { empty: [] as number[], page: [] as number[], served: [] as number[], sql: [] as number[] };
    const ofStatements: number[][] = [];
    for (let warm = 0; warm < warmUp; warm += 1) {
      cache.forget();
      const { status } = await get(address + path, headers);
      if (status !== 200) throw new Error(`${path} answered ${status}`);
    }
    cache.forget();
    source.recording = [];
    const since = clock.now().getTime();
    const { bytes } = await get(address + path, headers);
    // One after another, as each connection was asked.
    const statements = source.recording.toSorted((a, b) => a.lending - b.lending);
    source.recording = undefined;
    for (let round = 0; round < rounds; round += 1) {
      times.empty.push((await get(`${address}/healthz`)).ms);
      cache.forget();
      times.page.push((await get(address + path, headers)).ms);
      times.served.push((await get(address + path, headers)).ms);
      const again = await runAgain(service, statements, since);
      ofStatements.push(again);
      times.sql.push(again.reduce((sum, one) => sum + one, 0));
    }
    const p50 = quantile(times.page, 0.5);
    const sql = quantile(times.sql, 0.5);
    const empty = quantile(times.empty, 0.5);
    empties.push(empty);
    const served = quantile(times.served, 0.5);
    if (served > limit) over.push(name);
    if (p50 > limit) overAtFirst.push(name);
    const figures = [
      Math.min(...times.page).toFixed(2),
      p50.toFixed(2),
      quantile(times.page, 0.99).toFixed(2),
      sql.toFixed(2),
      (p50 / sql).toFixed(2),
      String(statements.length),
      served.toFixed(2),
      (served / empty).toFixed(1),
      String(bytes),
      String(limit),
      served > limit ? 'over' : 'within',
    ];
    console.log(name.padEnd(24), figures.map((figure) => figure.padStart(9)).join(''));
    if (process.env['BENCH_STATEMENTS'] !== undefined) printStatements(statements, ofStatements);
  }
  console.log(
    `empty route: p50 ${quantile(empties, 0.5).toFixed(2)} (from ${Math.min(...empties).toFixed(2)} to ${Math.max(...empties).toFixed(2)}: the noise of this machine)`,
    `\n${verdict('served', over, limit)}\n${verdict('the first after a change', overAtFirst, limit)}\nA machine that does other work as well makes every figure larger.`,
  );
  return over;
}
