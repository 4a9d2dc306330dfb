import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { helperScope } from '../../../../test/support/people.ts';
import {
  denies,
  folded,
  grants,
  grantsOf,
  hour,
  layDown,
  organisation,
  purposes,
  withSetting,
  world,
} from '../../../../test/support/fold-world.ts';
import { newUuid, type Uuid } from '../../../kernel/ids.ts';
import { personCategories, type PersonCategory } from '../../../kernel/helping.ts';
import { refold, refoldFor } from './sharing.ts';

describe('what the layers come to', () => {
  it('is what they say at every moment, in 300 random worlds', async () => {
    await withSetting(async (setting) => {
      await fc.assert(
        fc.asyncProperty(world, async (w) => {
          await layDown(setting, w);
          const rows = await folded(setting);
          for (const [index, org] of setting.orgs.entries())
            for (const category of personCategories)
              for (const purpose of purposes)
                // On every edge, a moment before it and between the edges.
                for (let at = -8; at <= 18; at += 0.5)
                  for (const aside of [0, -1 / hour]) {
                    const moment = setting.now.getTime() + (at + aside) * hour;
                    const isIn = rows.some(
                      (row) =>
                        row.organisation_id === org &&
                        row.category === category &&
                        row.purpose === purpose &&
                        row.from.getTime() <= moment &&
                        (row.until === null || moment < row.until.getTime()),
                    );
                    const should = grants(w, at + aside, index, category, purpose);
                    assert.equal(isIn, should, `organisation ${index}, ${category}, ${purpose}, hour ${at + aside}`);
                  }
        }),
        { numRuns: 300, seed: 20_260_302 },
      );
    });
  });

  it('is what each worker then sees, with denials before authorship, in 300 random worlds', async () => {
    await withSetting(async (setting) => {
      const { app, person } = setting;
      let seen = 0;
      await fc.assert(
        fc.asyncProperty(world, fc.constantFrom(...purposes), async (w, purpose) => {
          await layDown(setting, w);
          for (const [number, worker] of setting.workers.entries()) {
            const scope = helperScope(app, worker.person, setting.orgs[worker.org] ?? '', { purpose });
            const found = await app.db.read(scope, async (trx) => ({
              identity: await count(trx, 'person', person),
              circle: await count(trx, 'circle_member', person),
              plan: await count(trx, 'goal', person),
              theirs: await count(trx, 'what_matters', person),
            }));
            const named = worker.org === 1 ? number - 1 : undefined;
            const sees = (category: PersonCategory, author: number): boolean =>
              !denies(w, 0.5, worker.org, named, category) &&
              (author === worker.org || grants(w, 0.5, worker.org, category, purpose));
            assert.deepEqual(found, {
              identity: Number(sees('identity', 0)),
              circle: Number(sees('circle', 0)),
              plan: Number(sees('plan', 0)),
              theirs: Number(sees('plan', 0)) + Number(sees('plan', 1)),
            });
            seen += found.identity + found.circle + found.plan;
          }
        }),
        { numRuns: 300, seed: 7 },
      );
      assert.ok(seen > 300, `${seen} rows were seen in all: the worlds are worth comparing`);
    });
  });

  it('is the same where only the organisation is folded that a permission names, in 150 random worlds', async () => {
    await withSetting(async (setting) => {
      const { app, person, orgs, now } = setting;
      let changed = 0;
      await fc.assert(
        fc.asyncProperty(
          world,
          organisation,
          fc.constantFrom('*', ...personCategories),
          fc.boolean(),
          async (w, org, category, works) => {
            await layDown(setting, w);
            const before = JSON.stringify(await grantsOf(setting));
            const common = {
              place_id: app.place.id,
              person_id: person,
              organisation_id: orgs[org] ?? '',
              from_at: now,
            };
            await app.db.write(app.seed, async (trx) => {
              if (works)
                await trx
                  .insertInto('person_relationship')
                  .values({ ...common, id: newUuid(), kind: 'circle', scope: 'deliver' })
                  .execute();
              await trx
                .insertInto('sharing_decision')
                .values({ ...common, id: newUuid(), effect: 'permit', category, how_given: 'phone' })
                .execute();
              await refoldFor(trx, person, common.organisation_id);
            });
            const ofOne = await grantsOf(setting);
            await app.db.write(app.seed, async (trx) => await refold(trx, person));
            assert.deepEqual(ofOne, await grantsOf(setting));
            if (JSON.stringify(ofOne) !== before) changed += 1;
          },
        ),
        { numRuns: 150, seed: 29 },
      );
      assert.ok(changed > 10, `${changed} permissions opened something: the worlds are worth comparing`);
    });
  });

  it('is nothing in an emergency for an organisation that was refused, also where it has no other part in it', async () => {
    await withSetting(async (setting) => {
      const { app, person, orgs, workers, now } = setting;
      const place_id = app.place.id;
      const [, , organisation_id = ''] = orgs;
      await layDown(setting, { agreements: [], relationships: [], decisions: [] });
      const opened = async (): Promise<number> => {
        await app.db.write(app.seed, async (trx) => await refold(trx, person));
        const rows = await folded(setting);
        return rows.filter((row) => row.organisation_id === organisation_id && row.purpose === 'emergency').length;
      };
      await app.db.write(app.seed, async (trx) => {
        const emergency = { kind: 'life-in-danger', reason: 'Found on the floor, and nobody else can be asked' };
        const span = { from_at: now, until_at: new Date(now.getTime() + hour) };
        const account_id = workers[3]?.person.account ?? '';
        await trx
          .insertInto('emergency_access')
          .values({
            place_id,
            id: newUuid(),
            person_id: person,
            organisation_id,
            account_id,
            worker_name: 'A worker',
            ...emergency,
            ...span,
          })
          .execute();
      });
      assert.ok((await opened()) > 0, 'an emergency opens the record');
      await app.db.write(app.seed, async (trx) => {
        const refusal = { effect: 'deny', category: '*', purpose: '*', how_given: 'phone', from_at: now };
        await trx
          .insertInto('sharing_decision')
          .values({ place_id, id: newUuid(), person_id: person, organisation_id, ...refusal })
          .execute();
      });
      assert.equal(await opened(), 0, 'a refusal stands above it');
    });
  });
});

async function count(
  trx: Parameters<typeof refold>[0],
  table: 'person' | 'circle_member' | 'goal' | 'what_matters',
  person: Uuid,
): Promise<number> {
  const column = table === 'person' ? 'id' : 'person_id';
  const result = await sql<{ count: number }>`
    select count(*)::int as count from ${sql.table(table)} where ${sql.ref(column)} = ${person}`.execute(trx);
  return result.rows[0]?.count ?? 0;
}
