import { sql } from 'kysely';
import { newUuid, type Uuid } from '../../src/kernel/ids.ts';
import { personCategories, type PersonCategory } from '../../src/kernel/helping.ts';
import type { LocalDate } from '../../src/lib/dates.ts';
import {
  addGoal,
  addPersonRecord,
  addRelationship,
  addStep,
  addTie,
  addWords,
  createAgreement,
  linkAccount,
  refold,
  type PeopleDoing,
} from '../../src/modules/people/index.ts';
import type { Scope, Trx } from '../../src/platform/database/database.ts';
import type { Person, TestApp } from './app.ts';
import { must } from './strategy.ts';

/** Somebody of an organisation at work, at the test's time. */
export function working(app: TestApp, organisation: Uuid, account?: Uuid, now = app.now): PeopleDoing {
  return { place: app.place, by: { account, organisation, name: 'A worker' }, now, newId: newUuid };
}

/** The scope of a helper's own requests, with everything their role could know unless told otherwise. */
export function helperScope(
  app: TestApp,
  person: Person,
  organisation: Uuid,
  options: { categories?: readonly PersonCategory[]; purpose?: string } = {},
): Scope {
  return {
    role: 'thread_member',
    account: person.account,
    place: app.place.id,
    organisation,
    purpose: options.purpose ?? 'direct-support',
    categories: options.categories ?? personCategories,
  };
}

/** An agreement of these organisations about everything, from a year before the test. */
export async function agree(app: TestApp, parties: readonly Uuid[]): Promise<Uuid> {
  return await app.db.write(app.seed, async (trx) => {
    const made = await createAgreement(trx, working(app, app.organisation.id), {
      name: 'Working together',
      purposes: ['direct-support', 'referral'],
      categories: personCategories,
      lawfulBasis: 'The person says so',
      from: new Date('2025-03-01T00:00:00Z'),
      until: undefined,
      reviewOn: '2027-03-01' as LocalDate,
      parties,
    });
    return made.id;
  });
}

export type PlantedPerson = { id: Uuid; goal: Uuid; tie: Uuid; step: Uuid };

const nobody = {
  knownAs: '',
  bornOn: undefined,
  nhsNumber: undefined,
  postcode: '',
  phone: '',
  email: '',
  safeContact: 'any',
  safeContactNote: '',
  formatNeeds: '',
  language: '',
  interpreter: false,
} as const;

/** A person with something of every category, kept by the test's organisation. Each text holds a word of its own. */
export async function plantPerson(
  app: TestApp,
  options: {
    name?: string;
    mayKnow?: 'partners' | 'only-us';
    mayPlan?: 'partners' | 'only-us';
    account?: Uuid;
    priority?: Uuid;
    organisation?: Uuid;
  } = {},
): Promise<PlantedPerson> {
  const doing = working(app, options.organisation ?? app.organisation.id);
  return await app.db.write(app.seed, async (trx) => {
    const { id } = await addPersonRecord(
      trx,
      doing,
      { ...nobody, name: options.name ?? 'Wordidentity Moor', phone: 'wordphone' },
      {
        mayKnow: options.mayKnow ?? 'only-us',
        mayPlan: options.mayPlan ?? 'only-us',
        mustNot: undefined,
        how: 'in-person',
      },
    );
    const tie = await addTie(trx, doing, id, {
      kind: 'friend',
      name: 'Wordcircle',
      ring: 1,
      strength: 'strong',
      quality: 'helps',
      direction: 'gives',
      gives: 'Company',
      otherPerson: undefined,
      organisation: undefined,
      service: undefined,
    });
    await addWords(trx, doing, id, { kind: 'strength', words: 'wordstrength', about: 'good-at', saidBy: 'person' });
    await addWords(trx, doing, id, { kind: 'what-matters', words: 'wordmatters' });
    await addWords(trx, doing, id, { kind: 'need', words: 'wordneed', category: 'needs' });
    await addWords(trx, doing, id, { kind: 'need', words: 'wordsafety', category: 'safeguarding' });
    const goal = must(
      await addGoal(trx, doing, id, {
        words: 'wordgoal',
        why: 'wordwhy',
        importance: 8,
        progress: 2,
        status: 'active',
        priority: options.priority,
      }),
    );
    const step = must(
      await addStep(trx, doing, id, {
        goal: goal.id,
        what: 'wordstep',
        doer: { kind: 'organisation', organisation: options.organisation ?? app.organisation.id },
        by: '2026-03-04' as LocalDate,
        saidSoThemselves: false,
      }),
    );
    if (options.account !== undefined) await linkAccount(trx, app.place.id, id, options.account);
    return { id, goal: goal.id, tie: tie.id, step: step.id };
  });
}

/** Another organisation begins to work with the person. */
export async function joinIn(
  app: TestApp,
  person: Uuid,
  organisation: Uuid,
  scope: 'full' | 'share-plan' | 'deliver' | 'answer' = 'full',
): Promise<Uuid> {
  return await app.db.write(app.seed, async (trx: Trx) => {
    const doing = working(app, app.organisation.id);
    const id = await addRelationship(trx, doing, { person, organisation, kind: 'circle', scope });
    await refold(trx, person);
    return id;
  });
}

/** The officer of the place, at work there: decides about whole records. */
export async function officerOf(app: TestApp): Promise<Person> {
  const officer = await app.person('programme-manager', { name: 'Officer' });
  await app.db.write(app.seed, async (trx) => {
    await sql`update place_duty set until_at = now() where duty = 'data-protection-officer'`.execute(trx);
    await trx
      .insertInto('place_duty')
      .values({
        place_id: app.place.id,
        id: newUuid(),
        duty: 'data-protection-officer',
        account_id: officer.account,
        from_at: new Date('2026-01-01T00:00:00Z'),
      })
      .execute();
  });
  return officer;
}
