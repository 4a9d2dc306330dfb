// Server time and compressed size of public pages, as ratios to an empty route and to their own bare SQL in the same run.
import { Agent, request } from 'node:http';
import { quantile, withDemoService, type Statement } from '../test/support/service.ts';

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 300);

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

type Answer = { status: number; bytes: number; ms: number; body: string };

async function get(address: string, headers: Record<string, string> = {}): Promise<Answer> {
  const began = performance.now();
  return await new Promise((resolve, reject) => {
    request(address, { headers: { 'accept-encoding': 'br', ...headers }, agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const body = Buffer.concat(chunks);
        resolve({
          status: response.statusCode ?? 0,
          bytes: body.length,
          ms: performance.now() - began,
          body: body.toString('latin1'),
        });
      });
      response.on('error', reject);
    })
      .on('error', reject)
      .end();
  });
}
await withDemoService(async (service, source, address) => {
  const { cache, places } = service.context;
  const { db } = service.context;
  const wrenmouth = places.bySlug('wrenmouth');
  if (wrenmouth === undefined) throw new Error('the demo place is not there');
  const priority = await db.read(
    { role: 'thread_public', place: wrenmouth.id },
    async (trx) =>
      await trx
        .selectFrom('priority')
        .select('slug')
        .where('place_id', '=', wrenmouth.id)
        .orderBy('position')
        .executeTakeFirstOrThrow(),
  );
  const pages = [
    { name: 'home', path: '/wrenmouth' },
    { name: 'priority', path: `/wrenmouth/priorities/${priority.slug}` },
  ];
  console.log(`\n${db.kind}, demo size, ${rounds} rounds, one request at a time over HTTP (milliseconds)`);
  console.log(
    'page'.padEnd(22),
    'p50'.padStart(8),
    'p99'.padStart(8),
    '×empty'.padStart(8),
    '×SQL'.padStart(8),
    'bytes'.padStart(8),
  );

  for (const { name, path } of pages) {
    const times = { empty: [] as number[], uncached: [] as number[], cached: [] as number[], sql: [] as number[] };
    source.recording = [];
    cache.forget();
    const first = await get(address + path);
    if (first.status !== 200) throw new Error(`${path} answered ${first.status}`);
    const statements: Statement[] = source.recording;
    source.recording = undefined;
    for (let warm = 0; warm < 50; warm += 1) {
      cache.forget();
      await get(address + path);
      await get(`${address}/healthz`);
    }
    for (let round = 0; round < rounds; round += 1) {
      times.empty.push((await get(`${address}/healthz`)).ms);
      cache.forget();
      times.uncached.push((await get(address + path)).ms);
      times.cached.push((await get(address + path)).ms);
      const connection = await db.source.acquire();
      const began = performance.now();
      for (const { sql, parameters, many } of statements)
        await (many ? connection.exec(sql) : connection.query(sql, parameters));
      times.sql.push(performance.now() - began);
      connection.release();
    }
    const empty = quantile(times.empty, 0.5);
    const bare = quantile(times.sql, 0.5);
    const line = (label: string, list: readonly number[], isSql: boolean, bytes: number): void => {
      const p50 = quantile(list, 0.5);
      console.log(
        label.padEnd(22),
        p50.toFixed(2).padStart(8),
        quantile(list, 0.99).toFixed(2).padStart(8),
        (p50 / empty).toFixed(2).padStart(8),
        (isSql ? (p50 / bare).toFixed(2) : '').padStart(8),
        String(bytes).padStart(8),
      );
    };
    line(`${name}, uncached`, times.uncached, true, first.bytes);
    line(`${name}, kept`, times.cached, false, first.bytes);
    line(`${name}, bare SQL (${statements.length})`, times.sql, false, 0);
    line('empty route', times.empty, false, 0);
  }

  const home = await get(`${address}/wrenmouth`, { 'accept-encoding': 'identity' });
  const assets = [...home.body.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map((match) => match[1] ?? '');
  let total = (await get(`${address}/wrenmouth`)).bytes;
  for (const asset of new Set(assets)) total += (await get(address + asset)).bytes;
  console.log(`first visit to the home page, everything, compressed: ${(total / 1000).toFixed(1)} kB (limit 150 kB)`);
});
