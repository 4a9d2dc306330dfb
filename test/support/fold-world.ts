// Worlds of agreements, relationships and decisions about one person, and what they come to.
import fc from 'fast-check';
import { sql } from 'kysely';
import { withTestApp, type Person, type TestApp } from './app.ts';
import { plantPerson, working } from './people.ts';
import { newUuid, type Uuid } from '../../src/kernel/ids.ts';
import { personCategories, type PersonCategory } from '../../src/kernel/helping.ts';
import { addWords } from '../../src/modules/people/store/words.ts';
import { refold } from '../../src/modules/people/store/sharing.ts';

export const hour = 3_600_000;
export const purposes = ['direct-support', 'referral'] as const;
const scopes = ['full', 'share-plan', 'deliver', 'answer'] as const;
const hourly = fc.integer({ min: -6, max: 6 });
/** From an hour, for some hours or for ever. */
const span = fc.record({ from: hourly, hours: fc.option(fc.integer({ min: 0, max: 8 }), { nil: undefined }) });
export const organisation = fc.nat(2);
type Span = { from: number; hours: number | undefined };

export const world = fc.record({
  agreements: fc.array(
    fc.record({
      span,
      parties: fc.uniqueArray(organisation, { minLength: 1 }),
      categories: fc.uniqueArray(fc.constantFrom(...personCategories), { minLength: 1 }),
      purposes: fc.uniqueArray(fc.constantFrom(...purposes), { minLength: 1 }),
    }),
    { maxLength: 3 },
  ),
  relationships: fc.array(fc.record({ span, organisation, scope: fc.constantFrom(...scopes) }), { maxLength: 4 }),
  decisions: fc.array(
    fc.record({
      span,
      effect: fc.constantFrom('permit', 'permit', 'permit', 'deny'),
      organisation: fc.option(organisation, { nil: undefined }),
      /** Only a denial can name a worker: of two in the second organisation. */
      worker: fc.option(fc.nat(1), { nil: undefined }),
      category: fc.constantFrom('*', '*', ...personCategories),
      purpose: fc.constantFrom('*', '*', ...purposes),
      withdrawn: fc.option(hourly, { nil: undefined }),
    }),
    { maxLength: 6 },
  ),
});
export type World = typeof world extends fc.Arbitrary<infer T> ? T : never;
type Decision = World['decisions'][number];

const opened: Record<(typeof scopes)[number], readonly PersonCategory[]> = {
  full: personCategories,
  'share-plan': ['identity', 'circle', 'plan', 'needs'],
  deliver: ['identity', 'needs'],
  answer: [],
};

// The reference: what the layers say at one moment, without any folding.
function holds(at: number, one: Span, end?: number): boolean {
  const until = Math.min(one.hours === undefined ? Infinity : one.from + one.hours, end ?? Infinity);
  return at >= one.from && at < until;
}
function isInForce(at: number, one: Decision): boolean {
  return holds(at, one.span, one.withdrawn);
}
function fits(word: string, wanted: string): boolean {
  return word === '*' || word === wanted;
}
function namesWorker(one: Decision): boolean {
  return one.effect === 'deny' && one.worker !== undefined;
}
export function grants(w: World, at: number, org: number, category: PersonCategory, purpose: string): boolean {
  const about = (one: Decision): boolean =>
    !namesWorker(one) &&
    (one.organisation === undefined || one.organisation === org) &&
    fits(one.category, category) &&
    fits(one.purpose, purpose) &&
    isInForce(at, one);
  return (
    w.agreements.some(
      (one) =>
        holds(at, one.span) &&
        one.parties.includes(org) &&
        one.categories.includes(category) &&
        one.purposes.some((other) => other === purpose),
    ) &&
    w.relationships.some(
      (one) => holds(at, one.span) && one.organisation === org && opened[one.scope].includes(category),
    ) &&
    w.decisions.some((one) => one.effect === 'permit' && about(one)) &&
    !w.decisions.some((one) => one.effect === 'deny' && about(one))
  );
}
export function denies(w: World, at: number, org: number, worker: number | undefined, category: string): boolean {
  return w.decisions.some(
    (one) =>
      one.effect === 'deny' &&
      isInForce(at, one) &&
      fits(one.category, category) &&
      (namesWorker(one) ? one.worker === worker : one.organisation === org && one.purpose === '*'),
  );
}

export type Setting = {
  app: TestApp;
  person: Uuid;
  goal: Uuid;
  orgs: Uuid[];
  workers: { person: Person; org: number }[];
  now: Date;
};

export async function layDown(setting: Setting, w: World): Promise<void> {
  const { app, person, orgs, now } = setting;
  const place = app.place.id;
  const when = (at: number): Date => new Date(now.getTime() + at * hour);
  const times = (one: Span) => ({
    from_at: when(one.from),
    until_at: one.hours === undefined ? null : when(one.from + one.hours),
  });
  await app.db.write(app.seed, async (trx) => {
    for (const table of ['sharing_agreement_party', 'sharing_agreement', 'person_relationship'] as const)
      await trx.deleteFrom(table).where('place_id', '=', place).execute();
    await trx.deleteFrom('sharing_decision').where('place_id', '=', place).where('effect', '=', 'withdraw').execute();
    await trx.deleteFrom('sharing_decision').where('place_id', '=', place).execute();
    for (const one of w.agreements) {
      const id = newUuid();
      await trx
        .insertInto('sharing_agreement')
        .values({
          place_id: place,
          id,
          name: 'One',
          purposes: one.purposes,
          categories: one.categories,
          lawful_basis: 'x',
          ...times(one.span),
          review_on: '2030-01-01',
          created_at: now,
        })
        .execute();
      for (const party of one.parties)
        await trx
          .insertInto('sharing_agreement_party')
          .values({ place_id: place, agreement_id: id, organisation_id: orgs[party] ?? '', from_at: when(-100) })
          .execute();
    }
    for (const one of w.relationships)
      await trx
        .insertInto('person_relationship')
        .values({
          place_id: place,
          id: newUuid(),
          person_id: person,
          organisation_id: orgs[one.organisation] ?? '',
          kind: 'circle',
          scope: one.scope,
          ...times(one.span),
        })
        .execute();
    for (const one of w.decisions) {
      const id = newUuid();
      const worker = namesWorker(one) ? setting.workers[(one.worker ?? 0) + 1] : undefined;
      const common = { place_id: place, person_id: person, how_given: 'phone' };
      await trx
        .insertInto('sharing_decision')
        .values({
          ...common,
          id,
          effect: one.effect,
          organisation_id:
            worker !== undefined
              ? (orgs[worker.org] ?? null)
              : one.organisation === undefined
                ? null
                : (orgs[one.organisation] ?? null),
          account_id: worker?.person.account ?? null,
          category: one.category,
          purpose: one.purpose,
          ...times(one.span),
        })
        .execute();
      if (one.withdrawn !== undefined)
        await trx
          .insertInto('sharing_decision')
          .values({ ...common, id: newUuid(), effect: 'withdraw', withdraws_id: id, from_at: when(one.withdrawn) })
          .execute();
    }
    await refold(trx, person);
  });
}

export async function folded(setting: Setting) {
  return await setting.app.db.read(setting.app.seed, async (trx) => {
    const result = await sql<{
      organisation_id: Uuid;
      category: string;
      purpose: string;
      from: Date;
      until: Date | null;
    }>`
      select organisation_id, category, purpose, lower(valid) as from, upper(valid) as until
        from access_grant where place_id = ${setting.app.place.id} and person_id = ${setting.person}`.execute(trx);
    return result.rows;
  });
}

/** The real time: what the policies compare with. */
async function databaseNow(app: TestApp): Promise<Date> {
  return await app.db.read(app.seed, async (trx) => {
    const result = await sql<{ now: Date }>`select now() as now`.execute(trx);
    return result.rows[0]?.now ?? new Date(0);
  });
}

export async function withSetting(test: (setting: Setting) => Promise<void>): Promise<void> {
  await withTestApp(async (app) => {
    const orgs = [app.organisation.id, await app.addOrganisation('Second'), await app.addOrganisation('Third')];
    const workers = [];
    for (const org of [0, 1, 1, 2])
      workers.push({ person: await app.person('link-worker', { organisation: orgs[org] ?? '' }), org });
    const person = await plantPerson(app);
    // Whatever the second organisation wrote itself, it sees by authorship alone.
    await app.db.write(app.seed, async (trx) => {
      await addWords(trx, working(app, orgs[1] ?? ''), person.id, { kind: 'what-matters', words: 'theirs' });
    });
    // Half an hour aside, so that now is never the edge of a span.
    const now = new Date((await databaseNow(app)).getTime() - hour / 2);
    await test({ app, person: person.id, goal: person.goal, orgs, workers, now });
  });
}

/** Everything that is folded of the person. */
export async function grantsOf({ app, person }: Setting): Promise<unknown[]> {
  return await app.db.read(app.seed, async (trx) => {
    const result =
      await sql`select organisation_id, category, purpose, for_account, valid::text, basis from access_grant
      where place_id = ${app.place.id} and person_id = ${person} order by 1, 2, 3, 4, 5`.execute(trx);
    return result.rows;
  });
}
