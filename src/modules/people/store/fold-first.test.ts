import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import {
  grantsOf,
  layDown,
  organisation,
  withSetting,
  world,
  type World,
} from '../../../../test/support/fold-world.ts';
import { newUuid } from '../../../kernel/ids.ts';
import { personCategories } from '../../../kernel/helping.ts';
import { refold } from './sharing.ts';

const always = { from: -6, hours: undefined };

/** As it nearly always is: one agreement of all, permissions that nobody took back, help that goes on. */
function plain(w: World): World {
  const agreement = { categories: [...personCategories], purposes: ['direct-support' as const] };
  return {
    agreements: [{ ...agreement, span: w.agreements[0]?.span ?? always, parties: [0, 1, 2] }],
    relationships: w.relationships.slice(0, 2).map((one) => ({ ...one, span: { ...one.span, hours: undefined } })),
    decisions: w.decisions.slice(0, 3).map((one) => ({
      ...one,
      effect: 'permit',
      worker: undefined,
      purpose: '*',
      span: { ...one.span, hours: undefined },
      withdrawn: undefined,
    })),
  };
}

describe('what the layers come to where help begins', () => {
  it('is what they come to all together, also beside help that goes on already, in 200 worlds', async () => {
    await withSetting(async (setting) => {
      const { app, person, orgs, now } = setting;
      const scopes = fc.constantFrom('answer', 'deliver', 'share-plan');
      let changed = 0;
      await fc.assert(
        fc.asyncProperty(world, fc.boolean(), organisation, scopes, async (w, isPlain, org, scope) => {
          await layDown(setting, isPlain ? plain(w) : w);
          const before = JSON.stringify(await grantsOf(setting));
          await app.db.write(app.seed, async (trx) => {
            const id = newUuid();
            const permission = { permission_how: 'phone', permission_on: '2026-01-01' };
            const to = { to_kind: 'organisation', organisation_id: orgs[org] ?? '', to_name: 'They' };
            await trx
              .insertInto('referral')
              .values({
                place_id: app.place.id,
                id,
                person_id: person,
                requested_by: 'partner',
                requester_name: 'A worker',
                ...permission,
                ...to,
                reason: 'Company',
                no_known_risks: true,
                safe_contact: 'any',
                urgency: 'routine',
                scope,
                status: 'accepted',
                author_org: orgs[0] ?? '',
                sent_at: now,
                answered_at: now,
                created_at: now,
              })
              .execute();
            await sql`select thread.settle_referral(${id}::uuid, ${newUuid()}::uuid, ${now}::timestamptz)`.execute(trx);
          });
          const settled = await grantsOf(setting);
          // Folded anew from all layers: nothing is left to be the first.
          await app.db.write(app.seed, async (trx) => await refold(trx, person));
          assert.deepEqual(settled, await grantsOf(setting));
          if (JSON.stringify(settled) !== before) changed += 1;
        }),
        { numRuns: 200, seed: 32 },
      );
      assert.ok(changed > 20, `${changed} answers opened something: the worlds are worth comparing`);
    });
  });
});
