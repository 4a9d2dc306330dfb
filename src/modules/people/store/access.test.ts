import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { withTestApp, type TestApp } from '../../../../test/support/app.ts';
import { agree, helperScope, joinIn, plantPerson, working } from '../../../../test/support/people.ts';
import { everyone, must } from '../../../../test/support/strategy.ts';
import { personCategories } from '../../../kernel/helping.ts';
import type { Scope } from '../../../platform/database/database.ts';
import { circleOf } from './circle.ts';
import { goalsOf } from './goals.ts';
import { personById } from './people.ts';
import { decideSharing, decisionsAbout, endAgreement, endRelationship, withdrawDecision } from './sharing.ts';

/** What a reader sees of a person, as words. */
async function seen(app: TestApp, scope: Scope, person: string): Promise<string> {
  return await app.db.read(scope, async (trx) => {
    const place = app.place.id;
    return [
      (await personById(trx, place, person)) === undefined ? '' : 'identity',
      (await circleOf(trx, place, person)).length > 0 ? 'circle' : '',
      (await goalsOf(trx, place, [person])).length > 0 ? 'plan' : '',
    ]
      .filter((word) => word !== '')
      .join(' ');
  });
}

const permit = {
  effect: 'permit',
  account: undefined,
  category: '*',
  basis: 'consent',
  how: 'phone',
  reason: '',
} as const;

async function shared(app: TestApp) {
  const trust = await app.addOrganisation('Riverside Trust');
  const nurse = await app.person('practitioner', { organisation: trust });
  const agreement = await agree(app, [app.organisation.id, trust]);
  const person = await plantPerson(app, { mayPlan: 'partners' });
  const relationship = await joinIn(app, person.id, trust);
  return { trust, nurse, agreement, person, relationship, scope: helperScope(app, nurse, trust) };
}

describe('a person’s record', () => {
  it('needs agreement, relationship and permission at once: without any of them the next query is empty', async () => {
    await withTestApp(async (app) => {
      const { person, scope, relationship, agreement } = await shared(app);
      const doing = working(app, app.organisation.id);
      assert.equal(await seen(app, scope, person.id), 'identity circle plan');
      const decisions = await app.db.read(app.seed, (trx) => decisionsAbout(trx, app.place.id, person.id));
      for (const one of decisions.filter((decision) => decision.organisation === undefined))
        must(await app.db.write(app.seed, (trx) => withdrawDecision(trx, doing, person.id, one.id, 'phone')));
      assert.equal(await seen(app, scope, person.id), '');
      must(
        await app.db.write(app.seed, (trx) =>
          decideSharing(trx, doing, person.id, { ...permit, organisation: undefined }),
        ),
      );
      assert.equal(await seen(app, scope, person.id), 'identity circle plan');
      assert.equal(await app.db.write(app.seed, (trx) => endRelationship(trx, doing, person.id, relationship)), true);
      assert.equal(await seen(app, scope, person.id), '');
      await joinIn(
        app,
        person.id,
        (await app.db.read(app.seed, (trx) => organisationOf(trx, 'riverside-trust'))) ?? '',
      );
      assert.equal(await seen(app, scope, person.id), 'identity circle plan');
      await app.db.write(app.seed, (trx) => endAgreement(trx, doing, agreement));
      assert.equal(await seen(app, scope, person.id), '');
    });
  });

  it('is closed to an organisation that must not know, and to one worker by name, whatever else holds', async () => {
    await withTestApp(async (app) => {
      const { person, scope, trust } = await shared(app);
      const doing = working(app, app.organisation.id);
      const colleague = await app.person('link-worker', { organisation: trust });
      const deny = { ...permit, effect: 'deny', organisation: trust } as const;
      const named = must(
        await app.db.write(app.seed, (trx) =>
          decideSharing(trx, doing, person.id, { ...deny, account: colleague.account }),
        ),
      );
      assert.equal(await seen(app, helperScope(app, colleague, trust), person.id), '');
      assert.equal(await seen(app, scope, person.id), 'identity circle plan');
      must(await app.db.write(app.seed, (trx) => decideSharing(trx, doing, person.id, deny)));
      assert.equal(await seen(app, scope, person.id), '');
      must(await app.db.write(app.seed, (trx) => withdrawDecision(trx, doing, person.id, named.id, 'phone')));
      assert.equal(await seen(app, helperScope(app, colleague, trust), person.id), '');
    });
  });

  it('shows no category that the role may not know, and nothing without a purpose or under another organisation’s name', async () => {
    await withTestApp(async (app) => {
      const { person, nurse, trust } = await shared(app);
      assert.equal(
        await seen(app, helperScope(app, nurse, trust, { categories: ['identity', 'plan'] }), person.id),
        'identity plan',
      );
      assert.equal(await seen(app, helperScope(app, nurse, trust, { categories: ['circle'] }), person.id), 'circle');
      // The nurse is not of the council: naming it gives her nothing.
      assert.equal(await seen(app, helperScope(app, nurse, app.organisation.id), person.id), '');
      const purposeless: Scope = {
        role: 'thread_member',
        account: nurse.account,
        place: app.place.id,
        organisation: trust,
        categories: personCategories,
      };
      assert.equal(await seen(app, purposeless, person.id), '');
      assert.equal(await seen(app, helperScope(app, nurse, trust, { purpose: 'safeguarding' }), person.id), '');
      assert.equal(await seen(app, everyone(app), person.id).catch((error: unknown) => code(error)), '42501');
    });
  });

  it('does not reach another place', async () => {
    await withTestApp(async (app) => {
      const { person, nurse, trust } = await shared(app);
      const other = await app.addPlace('otherwood');
      const scope: Scope = { ...helperScope(app, nurse, trust), place: other.id } as Scope;
      assert.equal(await seen(app, scope, person.id), '');
    });
  });

  it('is open to the person themselves, without any organisation, but for what is kept apart', async () => {
    await withTestApp(async (app) => {
      const ruth = await app.person('resident');
      const person = await plantPerson(app, { account: ruth.account });
      const other = await app.person('resident');
      const scope = (account: string): Scope => ({ role: 'thread_member', account, place: app.place.id });
      assert.equal(await seen(app, scope(ruth.account), person.id), 'identity circle plan');
      assert.equal(await seen(app, scope(other.account), person.id), '');
      const needs = await app.db.read(scope(ruth.account), async (trx) => {
        return (await sql<{ category: string }>`select category from need`.execute(trx)).rows;
      });
      assert.deepEqual(needs, [{ category: 'needs' }]);
    });
  });

  it('cannot be opened by writing what only folding writes, nor by saying who somebody is', async () => {
    await withTestApp(async (app) => {
      const { person, nurse, trust, scope } = await shared(app);
      const worker = await app.person('link-worker');
      const own = helperScope(app, worker, app.organisation.id);
      for (const [who, text] of [
        [
          own,
          sql`insert into access_grant (place_id, organisation_id, person_id, category, purpose, valid, basis) values (${app.place.id}, ${trust}, ${person.id}, 'plan', 'referral', '[,]', 'x')`,
        ],
        [own, sql`delete from access_denial`],
        [own, sql`update person set account_id = ${worker.account}`],
        [
          scope,
          sql`insert into sharing_decision (place_id, id, person_id, effect, organisation_id, how_given, from_at, author_org, author_account) values (${app.place.id}, gen_random_uuid(), ${person.id}, 'permit', ${trust}, 'phone', now(), ${trust}, ${nurse.account})`,
        ],
        [
          scope,
          sql`insert into goal (place_id, id, person_id, words, importance, author_org, author_account, created_at) values (${app.place.id}, gen_random_uuid(), ${person.id}, 'x', 5, ${app.organisation.id}, ${nurse.account}, now())`,
        ],
      ] as const)
        assert.equal(
          await app.db
            .write(who, async (trx) => await text.execute(trx))
            .then(
              () => 'done',
              (error: unknown) => code(error),
            ),
          '42501',
        );
    });
  });
});

function code(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

async function organisationOf(trx: Parameters<typeof circleOf>[0], slug: string): Promise<string | undefined> {
  const row = await trx.selectFrom('organisation').select('id').where('slug', '=', slug).executeTakeFirst();
  return row?.id;
}
