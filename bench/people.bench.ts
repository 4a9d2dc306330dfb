// Intake: whether somebody is known already, among a hundred thousand people; and the page of a person about whom much is
// written. On a served PostgreSQL the limits are asked for; the embedded database says only how it does.
import { sql } from 'kysely';
import type { LocalDate } from '../src/lib/dates.ts';
import { personCategories } from '../src/kernel/helping.ts';
import { findCandidates } from '../src/modules/people/store/candidates.ts';
import type { Sought } from '../src/modules/people/domain/match.ts';
import { testDatabaseUrl } from '../src/config/env.ts';
import { PostgresSource } from '../src/platform/database/connections.ts';
import { createDatabase, type Scope } from '../src/platform/database/database.ts';
import { quantile, withDemoService } from '../test/support/service.ts';
import { measurePages, timesFromOutside } from './driver.ts';
import { trailOf } from './trail.ts';

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 200);
const count = Number(process.env['BENCH_PEOPLE'] ?? 100_000);

await withDemoService(async (service, source, address) => {
  const { db } = service.context;
  const place = service.context.places.bySlug('wrenmouth');
  if (place === undefined) throw new Error('the demo place is not there');
  const scope: Scope = { role: 'thread_service', job: 'bench', place: place.id };
  const pages = await trailOf(service);
  const personPage = pages.find((page) => page.name === 'person (Amara)');
  const person = personPage?.path.split('/').at(-1) ?? '';
  const amara = await db.read(scope, (trx) =>
    trx
      .selectFrom('membership')
      .innerJoin('account', 'account.id', 'membership.account_id')
      .select(['membership.account_id', 'membership.organisation_id'])
      .where('membership.place_id', '=', place.id)
      .where('account.email', '=', 'amara@wrenmouth.example')
      .executeTakeFirstOrThrow(),
  );
  const us = amara.organisation_id;

  // Half of them are kept by Amara's own organisation: as many as no organisation of a place will ever see.
  await db.write(scope, async (trx) => {
    await sql`
      insert into person (place_id, id, name, born_on, nhs_number, postcode, phone, lead_organisation_id, author_org, created_at)
      select ${place.id}, gen_random_uuid(),
             (array['Una','Ruth','Margaret','William','Amina','Joseph','Dilys','Piotr','Grace','Owen','Leila','Frank'])[1 + n % 12]
               || ' ' || initcap(translate(to_hex((n * 7919) % 40009), '0123456789', 'ghijklmnop')),
             date '1930-01-01' + ((n::bigint * 104729) % 33000)::integer,
             lpad(((n::bigint * 100003) % 10000000000)::text, 10, '0'),
             'WQ' || (1 + n % 20) || ' ' || (n % 10) || chr(65 + (n / 10) % 26) || chr(65 + (n / 260) % 26),
             '01632 ' || lpad((n % 1000000)::text, 6, '0'),
             case when n % 2 = 0 then ${us}::uuid else o.id end, case when n % 2 = 0 then ${us}::uuid else o.id end, now()
        from generate_series(1, ${count}::integer) n
        cross join (select id from organisation where id <> ${us}::uuid order by id limit 1) o`.execute(trx);
    const ofPerson = sql`${place.id}, gen_random_uuid(), ${person}::uuid`;
    await sql`
      insert into circle_member (place_id, id, person_id, kind, name, ring, author_org, created_at)
      select ${ofPerson}, 'friend', 'Friend ' || n, 1 + n % 3, ${us}::uuid, now() from generate_series(1, 40) n`.execute(
      trx,
    );
    await sql`
      insert into goal_reading (place_id, id, person_id, goal_id, progress, at, author_org)
      select ${ofPerson}, g.id, n % 11, now() - n * interval '1 day', ${us}::uuid
        from generate_series(1, 100) n
        cross join (select id from goal where place_id = ${place.id} and person_id = ${person}::uuid order by id limit 1) g`.execute(
      trx,
    );
    await sql`
      insert into sharing_decision (place_id, id, person_id, effect, category, how_given, from_at, until_at, author_org)
      select ${ofPerson}, 'permit', 'plan', 'phone', now() - n * interval '1 day', now() - n * interval '1 day', ${us}::uuid
        from generate_series(1, 60) n`.execute(trx);
    await sql`
      insert into referral (place_id, id, person_id, requested_by, permission_how, permission_on, to_kind, organisation_id, to_name,
        reason, no_known_risks, status, status_reason, sent_at, author_org, created_at)
      select ${ofPerson}, 'partner', 'phone', current_date, 'organisation', ${us}::uuid, 'A group', 'A reason', true, 'cancelled', 'other',
             now() - n * interval '1 day', ${us}::uuid, now() - n * interval '1 day'
        from generate_series(1, 40) n`.execute(trx);
  });
  // Whom no policy binds: for the figures of the tables, and for what the same statements take by themselves.
  const url = testDatabaseUrl();
  const bare = url === undefined ? db.source : new PostgresSource({ url, connections: 1, onError: () => {} });
  const unguarded = createDatabase(bare);
  const connection = await bare.acquire();
  await connection.exec('vacuum (analyze)');
  connection.release();

  const known = await db.read(scope, (trx) =>
    trx
      .selectFrom('person')
      .select(['name', 'born_on', 'nhs_number', 'postcode', 'phone'])
      .where('place_id', '=', place.id)
      .where('author_org', '=', us)
      .where('nhs_number', 'is not', null)
      .orderBy('id')
      .limit(rounds)
      .execute(),
  );
  const asks: { what: string; of: (row: (typeof known)[number]) => Sought }[] = [
    {
      what: 'everything known',
      of: (row) => ({
        name: row.name,
        bornOn: (row.born_on ?? undefined) as LocalDate | undefined,
        nhsNumber: row.nhs_number ?? undefined,
        postcode: row.postcode,
        phone: row.phone,
      }),
    },
    {
      what: 'name and day of birth',
      of: (row) => ({
        name: row.name.split(' ').toReversed().join(' '),
        bornOn: (row.born_on ?? undefined) as LocalDate | undefined,
        nhsNumber: undefined,
        postcode: '',
        phone: '',
      }),
    },
    {
      what: 'name alone',
      of: (row) => ({ name: row.name, bornOn: undefined, nhsNumber: undefined, postcode: '', phone: '' }),
    },
  ];
  const asAmara: Scope = {
    role: 'thread_member',
    account: amara.account_id,
    place: place.id,
    organisation: us ?? undefined,
    purpose: 'direct-support',
    categories: personCategories,
  };
  console.log(`\n${db.kind}, ${count} people: is somebody known already? (milliseconds, ${rounds} rounds, limit 50)`);
  console.log(['asked by', 'p50', 'p99', 'SQL p50', '×SQL', 'found'].map((word) => word.padStart(14)).join(''));
  for (const { what, of } of asks) {
    const times = { guarded: [] as number[], plain: [] as number[] };
    let found = 0;
    for (let round = -20; round < known.length; round += 1) {
      const row = known[Math.abs(round) % known.length];
      if (row === undefined) break;
      const sought = of(row);
      let began = performance.now();
      const candidates = await db.read(asAmara, (trx) => findCandidates(trx, place.id, sought));
      const guarded = performance.now() - began;
      // The same statements where no policy is asked.
      began = performance.now();
      await unguarded.read({ role: 'thread_owner' }, (trx) => findCandidates(trx, place.id, sought));
      const plain = performance.now() - began;
      if (round < 0) continue;
      times.guarded.push(guarded);
      times.plain.push(plain);
      if (candidates.some((one) => one.person.name === row.name)) found += 1;
    }
    const [p50, floor] = [quantile(times.guarded, 0.5), quantile(times.plain, 0.5)];
    const figures = [p50, quantile(times.guarded, 0.99), floor, p50 / floor].map((one) => one.toFixed(2));
    console.log(
      [what, ...figures, `${found}/${known.length}`].map((one) => one.padStart(14)).join(''),
      p50 > 50 ? ' over' : ' within',
    );
  }
  if (url !== undefined) await bare.close();
  console.log(
    '\nthe page of a person with 200 things written down and a circle of 40 (limit 12 ms, at most 3 × its SQL)',
  );
  const again = pages.filter((page) => page.name === 'person (Amara)');
  await measurePages(service, source, address, again, { limit: 12, rounds });
  for (const page of again) {
    const times = await timesFromOutside(address, page, rounds);
    const p50 = quantile(times, 0.5);
    console.log(
      `asked for from a process of its own: p50 ${p50.toFixed(2)}, least ${Math.min(...times).toFixed(2)}: ${p50 > 12 ? 'over' : 'within'} 12 ms`,
    );
  }
});
