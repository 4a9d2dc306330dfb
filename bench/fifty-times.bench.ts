// The same pages with fifty times the demo's data in the same place, on a served PostgreSQL.
import { testDatabaseUrl } from '../src/config/env.ts';
import { PostgresSource } from '../src/platform/database/connections.ts';
import { withDemoService } from '../test/support/service.ts';
import { measurePages } from './driver.ts';
import { multiplyPlace } from './multiply.ts';
import { trailOf } from './trail.ts';

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 100);
const times = Number(process.env['BENCH_TIMES'] ?? 50);
const url = testDatabaseUrl();

if (url === undefined) console.log('\nthe embedded database is for trying out: it is not measured at this size');
else
  await withDemoService(async (service, source, address) => {
    const pages = await trailOf(service);
    const place = service.context.places.bySlug('wrenmouth');
    if (place === undefined) throw new Error('the demo place is not there');
    const owner = new PostgresSource({ url, connections: 1, onError: (error) => console.error(error.message) });
    const connection = await owner.acquire();
    const began = performance.now();
    const added = await multiplyPlace(connection, place.id, times);
    connection.release();
    await owner.close();
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    console.log(`\npostgres, ${times} times the demo: ${added} rows added in ${seconds} s`);
    await measurePages(service, source, address, pages, { limit: 25, rounds });
  });
