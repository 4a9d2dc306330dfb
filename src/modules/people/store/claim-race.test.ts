import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { sharedSource } from '../../../../test/support/database.ts';
import { must } from '../../../../test/support/strategy.ts';
import { personCategories } from '../../../kernel/helping.ts';
import { newUuid, type Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { createDatabase, type Database, type Scope } from '../../../platform/database/database.ts';
import type { PeopleDoing } from './doing.ts';
import { addHelpRequest, takeRequest } from './help-requests.ts';
import { addPerson } from './person-writes.ts';
import { claimReferral, sendReferral } from './referral-writes.ts';
import { createAgreement } from './sharing.ts';

const tries = 12;
const now = new Date();
const today = now.toISOString().slice(0, 10) as LocalDate;

/** Takes away everything of a place, and what was made for it. As a superuser. */
async function clear(place: Uuid, accounts: readonly Uuid[], organisations: readonly Uuid[]): Promise<void> {
  const connection = await (await sharedSource()).acquire();
  try {
    const { rows } = await connection.query(
      `select c.oid::regclass::text as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'place_id' and not a.attisdropped
        where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`,
      [],
    );
    await connection.exec(
      [
        'begin; set local session_replication_role = replica',
        ...rows.map((row) => `delete from ${(row as { name: string }).name} where place_id = '${place}'`),
        `delete from place where id = '${place}'`,
        ...accounts.map((id) => `delete from account where id = '${id}'`),
        ...organisations.map((id) => `delete from organisation where id = '${id}'`),
        'commit',
      ].join('; '),
    );
  } finally {
    connection.release();
  }
}

type Group = { id: Uuid; account: Uuid };
type Race = {
  db: Database;
  seed: Scope;
  groups: readonly [Group, Group, Group, Group];
  person: Uuid;
  doingFor: (one: Group | undefined) => PeopleDoing;
  scopeOf: (one: Group) => Scope;
};

const words = {
  reason: 'Company',
  accessNeeds: '',
  risks: '',
  safeContact: 'any',
  safeContactNote: '',
  urgency: 'routine',
  permissionHow: 'phone',
  permissionOn: today,
} as const;
const details = {
  name: 'Una Fairley',
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

/** Adds a place with four groups in one agreement, each with a worker, and a person whom the first of them leads. */
async function addPlace(db: Database, race: Omit<Race, 'person'>, place: Uuid, slug: string): Promise<Uuid> {
  const { groups, doingFor } = race;
  return await db.write(race.seed, async (trx) => {
    await trx
      .insertInto('place')
      .values({ id: place, slug, name: 'Raceton', tier: 'place', is_demo: true, created_at: now })
      .execute();
    for (const { id, account } of groups) {
      await trx
        .insertInto('organisation')
        .values({ id, slug: `r-${id}`, name: 'A group', kind: 'charity', created_at: now })
        .execute();
      await trx
        .insertInto('partner')
        .values({ place_id: place, organisation_id: id, joined_on: '2026-01-01' })
        .execute();
      await trx
        .insertInto('account')
        .values({ id: account, email: `${account}@example.org`, name: 'A worker', created_at: now })
        .execute();
      await trx
        .insertInto('membership')
        .values({
          place_id: place,
          id: newUuid(),
          account_id: account,
          organisation_id: id,
          role: 'link-worker',
          starts_on: '2026-01-01',
          created_at: now,
        })
        .execute();
    }
    const doing = doingFor(groups[0]);
    await createAgreement(trx, doing, {
      name: 'Working together',
      purposes: ['direct-support', 'referral'],
      categories: personCategories,
      lawfulBasis: 'The person says so',
      from: new Date('2026-01-01T00:00:00Z'),
      until: undefined,
      reviewOn: '2030-01-01' as LocalDate,
      parties: groups.map((one) => one.id),
    });
    const answers = { mayKnow: 'partners', mayPlan: 'only-us', mustNot: undefined, how: 'phone' } as const;
    const { id } = await addPerson(trx, doing, details, answers);
    return id;
  });
}

/** Runs `work` where several can act at the same moment; otherwise it is skipped. */
async function withRace(t: TestContext, work: (race: Race) => Promise<void>): Promise<void> {
  const source = await sharedSource();
  if (source.kind !== 'postgres') {
    t.skip('needs several connections: set TEST_DATABASE_URL');
    return;
  }
  const db = createDatabase(source);
  const place = newUuid();
  const slug = `r-${place}`;
  const group = (): Group => ({ id: newUuid(), account: newUuid() });
  const groups = [group(), group(), group(), group()] as const;
  const race = {
    db,
    seed: { role: 'thread_service', job: 'seed', place },
    groups,
    doingFor: (one: Group | undefined): PeopleDoing => ({
      place: { id: place, slug },
      by: { account: one?.account, organisation: one?.id, name: 'A worker' },
      now,
      newId: newUuid,
    }),
    scopeOf: (one: Group): Scope => ({
      role: 'thread_member',
      account: one.account,
      place,
      organisation: one.id,
      purpose: 'direct-support',
      categories: personCategories,
    }),
  } as const;
  try {
    await work({ ...race, person: await addPlace(db, race, place, slug) });
  } finally {
    await clear(
      place,
      groups.map((one) => one.account),
      groups.map((one) => one.id),
    );
  }
}

describe('those who take one thing at the same moment', () => {
  it('are one who has it and others who are told so, each time: an open referral, and an open request for help', async (t) => {
    await withRace(t, async ({ db, seed, groups, person, doingFor, scopeOf }) => {
      const made = await db.write(seed, async (trx) => {
        const doing = doingFor(groups[0]);
        const referrals: Uuid[] = [];
        const requests: Uuid[] = [];
        for (let each = 0; each < tries; each += 1) {
          const to = {
            open: groups.map((one) => ({ organisation: one.id, service: newUuid(), name: 'A group' })),
            needKind: 'Company',
            ageBand: '',
            area: '',
          };
          const asked = { ...words, to, goal: undefined, scope: 'deliver', phone: '' } as const;
          referrals.push(must(await sendReferral(trx, doing, person, asked)).id);
          const request = await addHelpRequest(
            trx,
            { ...doing, by: { account: undefined, organisation: undefined, name: '' } },
            {
              ...words,
              organisation: undefined,
              source: 'self',
              asker: { name: '', relation: '', organisation: '', contact: '' },
              name: 'Una Fairley',
              bornOn: undefined,
              nhsNumber: undefined,
              postcode: '',
              phone: '',
              email: '',
            },
          );
          requests.push(request.id);
        }
        return { referrals, requests };
      });
      for (const id of made.referrals) {
        const claims = await Promise.all(
          groups.map(
            async (one) => await db.write(scopeOf(one), async (trx) => await claimReferral(trx, doingFor(one), id)),
          ),
        );
        assert.equal(claims.filter((one) => one.ok).length, 1);
      }
      for (const id of made.requests) {
        const taken = await Promise.all(
          groups.map(async (one) => await db.write(scopeOf(one), async (trx) => await takeRequest(trx, id))),
        );
        assert.equal(taken.filter(Boolean).length, 1);
      }
    });
  });
});

describe('those who refer one person at the same moment', () => {
  it('do not wait for one another for ever: each referral is sent', async (t) => {
    await withRace(t, async ({ db, groups, person, doingFor, scopeOf }) => {
      const [sender, ...others] = groups;
      for (let each = 0; each < tries; each += 1) {
        const sent = await Promise.all(
          others.map(async (one) => {
            const to = { organisation: one.id, service: undefined, name: 'A group' };
            const asked = { ...words, to, goal: undefined, scope: 'deliver', phone: '' } as const;
            return await db.write(scopeOf(sender), async (trx) => {
              return await sendReferral(trx, doingFor(sender), person, asked);
            });
          }),
        );
        assert.ok(sent.every((one) => one.ok));
      }
    });
  });
});
