// The pages of the thread at the size of the demo.
import { withDemoService } from '../test/support/service.ts';
import { get, measurePages } from './driver.ts';
import { trailOf } from './trail.ts';

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 200);

await withDemoService(async (service, source, address) => {
  console.log(`\n${service.context.db.kind}, demo size`);
  await measurePages(service, source, address, await trailOf(service), { limit: 12, rounds });

  const home = await get(`${address}/wrenmouth`, { 'accept-encoding': 'identity' });
  const assets = [...home.body.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map((match) => match[1] ?? '');
  let total = (await get(`${address}/wrenmouth`)).bytes;
  for (const asset of new Set(assets)) total += (await get(address + asset)).bytes;
  console.log(`first visit to the home page, everything, compressed: ${(total / 1000).toFixed(1)} kB (limit 150 kB)`);
});
