// The directory at the size of a country: searches and pages of the feed beside the plain SQL that they cannot do without,
// in the same run. On a served PostgreSQL with 300,000 services in 150 places; on the embedded database with the demo.
import { sql } from 'kysely';
import { newUuid, type Uuid } from '../src/kernel/ids.ts';
import { todayInLondon } from '../src/lib/dates.ts';
import { placeStem, searchServices, stemsOf, type ServiceSearch } from '../src/modules/community/index.ts';
import { testDatabaseUrl } from '../src/config/env.ts';
import { PostgresSource } from '../src/platform/database/connections.ts';
import type { Database } from '../src/platform/database/database.ts';
import { allPlaces } from '../src/platform/http/places.ts';
import { askAll } from '../test/support/search-quality.ts';
import { quantile, withDemoService } from '../test/support/service.ts';

const places = Number(process.env['BENCH_PLACES'] ?? 150);
const perPlace = 2_000;
const seconds = Number(process.env['BENCH_SECONDS'] ?? 15);
const perSecond = Number(process.env['BENCH_RATE'] ?? 50);

/** Ordinary words with the frequency of ordinary words: the n-th stands about 1/n as often as the first. */
const vocabulary =
  'community group people help support local weekly friendly open welcome advice health lunch walk coffee exercise garden music craft money housing debt carers families children youth older memory grief singing swimming dance sewing repair bicycle computer reading english welcome transport shopping visiting listening art drama pottery chess bingo yoga pilates cricket football rowing birdwatching allotment orchard bees';

async function fill(db: Database): Promise<{ id: Uuid; slug: string }[]> {
  const made: { id: Uuid; slug: string }[] = [];
  const now = new Date();
  const today = todayInLondon(now);
  for (let number = 1; number <= places; number += 1) {
    const id = newUuid();
    const slug = `bench-${number}`;
    const organisation = newUuid();
    await db.write({ role: 'thread_service', job: 'seed', place: id }, async (trx) => {
      await trx.insertInto('place').values({ id, slug, name: slug, tier: 'place', created_at: now }).execute();
      await trx
        .insertInto('organisation')
        .values({ id: organisation, slug, name: `Charity ${number}`, kind: 'charity', created_at: now })
        .execute();
      await trx
        .insertInto('partner')
        .values({ place_id: id, organisation_id: organisation, joined_on: '2026-01-01' })
        .execute();
      await sql`create temporary table made on commit drop as
        select gen_random_uuid() as id, gen_random_uuid() as location, n,
          51 + random() * 0.3 as latitude, -1 + random() * 0.4 as longitude,
          (select string_agg(w.list[1 + floor(power(random(), 2) * cardinality(w.list))::int], ' ')
             from generate_series(1, 30), (select string_to_array(${vocabulary}, ' ') as list) w where n > 0) as words
        from generate_series(1, ${perPlace}) as n`.execute(trx);
      await sql`insert into service (place_id, id, slug, organisation_id, name, description, approved_at, version, last_modified, created_at)
        select ${id}, id, 'service-' || n, ${organisation}, initcap(split_part(words, ' ', 1) || ' ' || split_part(words, ' ', 2)) || ' ' || n, words, ${now}, 1, ${now}, ${now} from made`.execute(
        trx,
      );
      await sql`insert into location (place_id, id, name, address, city, postcode, latitude, longitude, step_free)
        select ${id}, location, 'Hall', '1 High Street', 'Town', 'ZZ1 1ZZ', latitude, longitude, n % 2 = 0 from made`.execute(
        trx,
      );
      await sql`insert into service_at_location (place_id, id, service_id, location_id) select ${id}, gen_random_uuid(), id, location from made`.execute(
        trx,
      );
      await sql`insert into service_schedule (place_id, id, service_id, byday, opens_at, closes_at)
        select ${id}, gen_random_uuid(), id, (array['MO','TU','WE','TH','FR','SA','SU'])[1 + n % 7], '10:00', '12:00' from made`.execute(
        trx,
      );
      await sql`insert into service_check (place_id, service_id, checked_on) select ${id}, id, ${today}::date - (n % 200) from made`.execute(
        trx,
      );
      await sql`insert into service_term (place_id, service_id, term) select ${id}, id, (array['company','food','housing','health'])[1 + n % 4] from made`.execute(
        trx,
      );
      await sql`insert into service_search (place_id, service_id, organisation_id, name, status, is_free, step_free, latitude, longitude, facets, stems)
        select ${id}, id, ${organisation}, initcap(split_part(words, ' ', 1) || ' ' || split_part(words, ' ', 2)) || ' ' || n, 'active', n % 3 = 0, n % 2 = 0, latitude, longitude,
          array['term:' || (array['company','food','housing','health'])[1 + n % 4], 'day:' || (array['MO','TU','WE','TH','FR','SA','SU'])[1 + n % 7]],
          ${stemsOf(id, sql`initcap(split_part(words, ' ', 1) || ' ' || split_part(words, ' ', 2)) || ' ' || n`, sql`words`)} from made`.execute(
        trx,
      );
      await sql`insert into search_word (place_id, word, stem)
        select distinct ${id}::uuid, w, (ts_lexize('english_stem', w))[1] from unnest(string_to_array(${vocabulary}, ' ')) w where length(w) >= 3`.execute(
        trx,
      );
    });
    made.push({ id, slug });
  }
  // So many rows at once: the planner is told before anything is measured.
  const owner = new PostgresSource({ url: testDatabaseUrl() ?? '', connections: 1, onError: () => {} });
  const connection = await owner.acquire();
  await connection.exec('analyze');
  connection.release();
  await owner.close();
  return made;
}

/** Starts `perSecond` pieces of work in each second, whether or not those before have ended; how long each took. */
async function atRate(count: number, work: (number: number) => Promise<void>): Promise<number[]> {
  const times: number[] = [];
  const running: Promise<void>[] = [];
  const began = performance.now();
  for (let number = 0; number < count; number += 1) {
    const due = began + (number * 1_000) / perSecond;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const started = performance.now();
    running.push(
      work(number).then(
        () => void times.push(performance.now() - started),
        // The machine could not keep up: it took for ever.
        () => void times.push(Infinity),
      ),
    );
  }
  await Promise.all(running);
  return times;
}

function tell(name: string, times: readonly number[], floor: readonly number[], wanted: string): void {
  const [p50, p99] = [quantile(times, 0.5), quantile(times, 0.99)];
  const ratio = p50 / quantile(floor, 0.5);
  console.log(
    name.padEnd(34),
    p50.toFixed(1).padStart(8),
    p99.toFixed(1).padStart(8),
    quantile(floor, 0.5).toFixed(1).padStart(8),
    quantile(floor, 0.99).toFixed(1).padStart(10),
    ratio.toFixed(1).padStart(8),
    `  ${wanted}`,
  );
}

const words = ['lunch', 'walking', 'coffee and music', 'gardening', 'debt advice', 'swiming', 'older carers', 'chess'];

await withDemoService(async (service, _source, address) => {
  const { db } = service.context;
  const isServed = db.kind === 'postgres';
  const wrenmouth = service.context.places.bySlug('wrenmouth');
  if (wrenmouth === undefined) throw new Error('the demo place is not there');
  const { recall, asked } = await askAll(service);
  console.log(`\nrecall at 10 of ${asked.length} written questions: ${recall.toFixed(3)} (wanted: at least 0.9)`);
  const began = performance.now();
  const all = isServed ? await fill(db) : [{ id: wrenmouth.id, slug: 'wrenmouth' }];
  if (isServed)
    console.log(
      `${all.length * perPlace} services in ${all.length} places, made in ${((performance.now() - began) / 1_000).toFixed(0)} s`,
    );
  const today = todayInLondon(new Date());
  const at = isServed ? { latitude: 51.15, longitude: -0.8 } : { latitude: 53.3, longitude: 0.6 };
  const pick = (number: number) => all[(number * 7) % all.length] ?? { id: wrenmouth.id, slug: 'wrenmouth' };
  const search = async (number: number, change: Partial<ServiceSearch>): Promise<void> => {
    const place = pick(number).id;
    const wanted: ServiceSearch = {
      words: words[number % words.length] ?? '',
      day: undefined,
      today,
      near: undefined,
      freeOnly: false,
      stepFree: false,
      organisation: undefined,
      most: 50,
      ...change,
    };
    await db.read({ role: 'thread_public', place }, (trx) => searchServices(trx, place, wanted));
  };
  const floorOf = async (number: number): Promise<void> => {
    const place = pick(number).id;
    const text = words[number % words.length] ?? '';
    await db.read({ role: 'thread_public', place }, async (trx) => {
      await sql`select service_id, latitude, longitude from service_search
        where place_id = ${place} and stems @@ (${placeStem(place)}::tsquery && plainto_tsquery('english', ${text})) and step_free
        order by ts_rank(stems, plainto_tsquery('english', ${text})) desc, name limit 50`.execute(trx);
    });
  };
  const count = seconds * perSecond;
  console.log(`\n${db.kind}, ${perSecond} a second for ${seconds} s (milliseconds)`);
  console.log(
    ''.padEnd(34),
    'p50'.padStart(8),
    'p99'.padStart(8),
    'floor'.padStart(8),
    'floor p99'.padStart(10),
    '×floor'.padStart(8),
  );
  for (let warm = 0; warm < 100; warm += 1) {
    await search(warm, { near: at, stepFree: true, day: 'TU' });
    await floorOf(warm);
  }
  const floor = await atRate(count, floorOf);
  const wanted = isServed ? 'wanted: p50 < 15, p99 < 60' : 'wanted: p50 < 10';
  tell('words', await atRate(count, (number) => search(number, {})), floor, wanted);
  tell(
    'words, step-free, near',
    await atRate(count, (number) => search(number, { stepFree: true, near: at })),
    floor,
    wanted,
  );
  tell(
    'words, step-free, near, Tuesday',
    await atRate(count, (number) => search(number, { stepFree: true, near: at, day: 'TU' })),
    floor,
    wanted,
  );

  // The new places are not known to the running service yet.
  service.context.places.replace(await db.read({ role: 'thread_public' }, allPlaces));
  const feed = async (number: number, query: string): Promise<void> => {
    const response = await fetch(`${address}/${pick(number).slug}/open-referral/3.0/services?per_page=100${query}`, {
      headers: { 'accept-encoding': 'identity' },
    });
    if (!response.ok) throw new Error(`the feed answered ${response.status}`);
    await response.arrayBuffer();
  };
  const rowsOf = async (number: number): Promise<void> => {
    const place = pick(number).id;
    await db.read({ role: 'thread_public', place }, async (trx) => {
      await sql`select * from service where place_id = ${place} and approved_at is not null order by name, id limit 100`.execute(
        trx,
      );
    });
  };
  for (let warm = 0; warm < 50; warm += 1) await feed(warm, '');
  const rows: number[] = [];
  const pages: number[] = [];
  const full: number[] = [];
  for (let number = 0; number < 200; number += 1) {
    for (const [times, work] of [
      [rows, () => rowsOf(number)],
      [pages, () => feed(number, '')],
      [full, () => feed(number, '&full=true')],
    ] as const) {
      const started = performance.now();
      await work();
      times.push(performance.now() - started);
    }
  }
  console.log('\none after another, over HTTP');
  tell('feed, 100 services', pages, rows, 'wanted: p50 < 10');
  tell('feed, 100 whole services', full, rows, '');
});
