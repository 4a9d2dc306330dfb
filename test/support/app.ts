import type { FastifyInstance } from 'fastify';
import { createApp } from '../../src/app.tsx';
import { readConfig } from '../../src/config/config.ts';
import type { Membership, Role } from '../../src/kernel/actor.ts';
import { newUuid, type Uuid } from '../../src/kernel/ids.ts';
import { modules } from '../../src/modules.ts';
import { createAuth, type Auth } from '../../src/platform/auth/auth.ts';
import { createLog } from '../../src/platform/log.ts';
import { signingDuties } from '../../src/modules/people/domain/duties.ts';
import type { Database, Scope, Trx } from '../../src/platform/database/database.ts';
import { Places, type Place } from '../../src/platform/http/places.ts';
import { PublicCache } from '../../src/platform/http/public-cache.ts';
import type { RouteContext } from '../../src/platform/http/routes.ts';
import { withRollback } from './database.ts';
import { PageView } from './html.ts';

export type Person = { account: Uuid; name: string; email: string };
export type TestApp = {
  app: FastifyInstance;
  auth: Auth;
  context: RouteContext;
  db: Database;
  place: Place;
  now: Date;
  organisation: { id: Uuid; name: string };
  /** Who answers for the care of people in every place of the test, and has signed for it. */
  officer: Person;
  /** Scope of the seed, for setting things up. */
  seed: Scope;
  /** Adds a person with a role in the place. */
  person: (role: Role, options?: { organisation?: Uuid; place?: Uuid; name?: string }) => Promise<Person>;
  addOrganisation: (name: string) => Promise<Uuid>;
  addPlace: (slug: string) => Promise<Place>;
  get: (
    url: string,
    as?: Person,
    cookies?: Record<string, string>,
  ) => Promise<PageView & { location: string | undefined; setCookies: Record<string, string> }>;
  /** Sends a form from our own pages. */
  post: (
    url: string,
    form: Record<string, string | string[]>,
    as?: Person,
    cookies?: Record<string, string>,
  ) => Promise<PageView & { location: string | undefined; setCookies: Record<string, string> }>;
};

function encode(form: Record<string, string | string[]>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(form))
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, one);
  return search.toString();
}

/** A place of a test may keep records of people: somebody holds the four duties and has signed. */
async function signForPeople(trx: Trx, place: Uuid, officer: Person): Promise<void> {
  const at = new Date('2026-01-01T00:00:00Z');
  await trx
    .insertInto('account')
    .values({ id: officer.account, email: officer.email, name: officer.name, created_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  for (const duty of signingDuties) {
    const common = { place_id: place, duty, account_id: officer.account, name: officer.name };
    await trx
      .insertInto('place_duty')
      .values({ ...common, id: newUuid(), from_at: at })
      .execute();
    await trx
      .insertInto('safety_signature')
      .values({ ...common, id: newUuid(), digest: '0'.repeat(64), signed_at: at })
      .execute();
  }
}

async function membershipsOf(db: Database, account: Uuid, place: Uuid | undefined, now: Date): Promise<Membership[]> {
  if (place === undefined) return [];
  const today = now.toISOString().slice(0, 10);
  const rows = await db.read({ role: 'thread_member', account, place }, async (trx) =>
    trx
      .selectFrom('membership')
      .select(['place_id', 'role', 'organisation_id'])
      .where('place_id', '=', place)
      .where('account_id', '=', account)
      .where('starts_on', '<=', today)
      .where((eb) => eb.or([eb('ends_on', 'is', null), eb('ends_on', '>=', today)]))
      .execute(),
  );
  return rows.map((row) => ({
    place: row.place_id,
    role: row.role as Role,
    organisation: row.organisation_id ?? undefined,
  }));
}

/** Runs `test` against the whole application on the shared database; everything it does is rolled back. */
export async function withTestApp<T>(test: (app: TestApp) => Promise<T>): Promise<T> {
  return await withRollback(async (db) => {
    const now = new Date('2026-03-02T09:00:00Z');
    const read = readConfig({ NODE_ENV: 'test', SECRET: 'a secret that only the tests know of' });
    if (!read.ok) throw new Error(read.error.join());
    const sessions = new Map<string, Person>();
    const context: RouteContext = {
      config: read.value,
      db,
      clock: { now: () => now },
      newId: newUuid,
      log: createLog(
        'silent',
        () => now,
        () => {},
      ),
      cache: new PublicCache(),
      places: new Places(),
      assets: {
        css: '/assets/main.css',
        js: '/assets/main.js',
        room: { css: '/assets/room.css', js: '/assets/room.js' },
      },
      findSession: async (headers, at) => {
        const known = sessions.get(String(headers['x-test-session'] ?? ''));
        return known === undefined
          ? undefined
          : { ...known, memberships: await membershipsOf(db, known.account, at, now) };
      },
      wake: () => {},
    };
    const auth = createAuth({ ...context, secret: 'a secret that only the tests know of' });
    const officer: Person = { account: newUuid(), name: 'An officer', email: 'officer@example.org' };
    sessions.set(officer.account, officer);
    async function addPlace(slug: string): Promise<Place> {
      const id = newUuid();
      const name = slug.charAt(0).toUpperCase() + slug.slice(1);
      await db.write({ role: 'thread_service', job: 'seed', place: id }, async (trx) => {
        await trx.insertInto('place').values({ id, slug, name, tier: 'place', created_at: now }).execute();
        await signForPeople(trx, id, officer);
      });
      const place: Place = {
        id,
        slug,
        name,
        tier: 'place',
        parentId: undefined,
        summary: '',
        population: undefined,
        accent: undefined,
        isDemo: false,
      };
      context.places.replace([...context.places.all(), place]);
      return place;
    }
    const app = await createApp(context, (registry) => modules(registry, auth));
    const place = await addPlace('testbourne');
    const seed: Scope = { role: 'thread_service', job: 'seed', place: place.id };
    async function addOrganisation(name: string): Promise<Uuid> {
      const id = newUuid();
      await db.write(seed, async (trx) => {
        await trx
          .insertInto('organisation')
          .values({
            id,
            slug: name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
            name,
            kind: 'charity',
            created_at: now,
          })
          .execute();
        await trx
          .insertInto('partner')
          .values({ place_id: place.id, organisation_id: id, joined_on: '2026-01-01' })
          .execute();
      });
      return id;
    }
    const organisation = { id: await addOrganisation('Testbourne Council'), name: 'Testbourne Council' };
    async function person(
      role: Role,
      options: { organisation?: Uuid; place?: Uuid; name?: string } = {},
    ): Promise<Person> {
      const account = newUuid();
      const one = { account, name: options.name ?? `A ${role}`, email: `${account}@example.org` };
      const at = options.place ?? place.id;
      await db.write({ role: 'thread_service', job: 'seed', place: at }, async (trx) => {
        await trx
          .insertInto('account')
          .values({ id: account, email: one.email, name: one.name, created_at: now })
          .execute();
        await trx
          .insertInto('membership')
          .values({
            place_id: at,
            id: newUuid(),
            account_id: account,
            organisation_id: options.organisation ?? (role === 'resident' ? null : organisation.id),
            role,
            starts_on: '2026-01-01',
            created_at: now,
          })
          .execute();
      });
      sessions.set(account, one);
      return one;
    }
    async function send(
      method: 'GET' | 'POST',
      url: string,
      form: Record<string, string | string[]> | undefined,
      as: Person | undefined,
      cookies: Record<string, string>,
    ) {
      const response = await app.inject({
        method,
        url,
        headers: {
          'sec-fetch-site': 'same-origin',
          ...(as === undefined ? {} : { 'x-test-session': as.account, cookie: 'thread.session_token=test' }),
          ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
        },
        cookies,
        ...(form === undefined ? {} : { payload: encode(form) }),
      });
      const view = new PageView(response.body, response.statusCode);
      const { location } = response.headers;
      return Object.assign(view, {
        location: typeof location === 'string' ? location : undefined,
        setCookies: Object.fromEntries(response.cookies.map((cookie) => [cookie.name, cookie.value])),
      });
    }
    try {
      return await test({
        app,
        auth,
        context,
        db,
        place,
        now,
        organisation,
        officer,
        seed,
        person,
        addOrganisation,
        addPlace,
        get: async (url, as, cookies = {}) => await send('GET', url, undefined, as, cookies),
        post: async (url, form, as, cookies = {}) => await send('POST', url, form, as, cookies),
      });
    } finally {
      await app.close();
    }
  });
}
