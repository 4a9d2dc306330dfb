import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp, type TestApp } from '../../../../test/support/app.ts';
import { contentWith } from '../../../../test/support/community.ts';
import { seeding } from '../../../../test/support/strategy.ts';
import { newUuid, type Uuid } from '../../../kernel/ids.ts';
import { organisationsNamed, partnersOf } from '../../partnership/index.ts';
import { applyRows, importScope, sourceNamed } from '../index.ts';

/** A directory that was brought in, with a service of each of these organisations: its run. */
async function plantRun(app: TestApp, names: readonly string[]): Promise<Uuid> {
  const run = newUuid();
  await app.db.write(importScope(app.place.id), async (trx) => {
    const doing = seeding(app, app.now);
    const source = await sourceNamed(trx, doing, 'County', undefined);
    const rows = names.map((name, index) => ({
      kind: 'offered' as const,
      offered: {
        key: `${index}`,
        organisation: { name, summary: '', website: undefined, charityNumber: undefined },
        content: contentWith({ name: `What ${name} does`, phone: undefined, venue: undefined }),
        checkedOn: undefined,
      },
    }));
    await applyRows(trx, doing, source, rows, organisationsNamed);
    await trx
      .insertInto('import_run')
      .values({
        place_id: app.place.id,
        id: run,
        source_id: source,
        state: 'done',
        total: rows.length,
        done: rows.length,
        made_at: app.now,
      })
      .execute();
  });
  return run;
}

async function partners(app: TestApp): Promise<string[]> {
  return await app.db.read(app.seed, async (trx) => (await partnersOf(trx, app.place.id)).map((one) => one.name));
}

describe('organisations of another directory', () => {
  it('are no partners until an administrator says so, one form for all of them', async () => {
    await withTestApp(async (app) => {
      const before = await partners(app);
      const run = await plantRun(app, ['Bowls Club', 'Chess Club', 'Dance Club']);
      assert.deepEqual(await partners(app), before);
      const sam = await app.person('administrator');
      const page = await app.get(`/testbourne/community/imports/${run}`, sam);
      const here = page.link('3 organisations of this directory');
      const form = await app.get(here, sam);
      const boxes = [...form.document.querySelectorAll<HTMLInputElement>('input[type=checkbox]')];
      assert.equal(boxes.length, 3);
      assert.ok(boxes.every((box) => !box.hasAttribute('checked')));
      const nobody = await app.post(here, {}, sam);
      assert.ok(nobody.text.includes('Choose at least one organisation that agreed'));
      const chosen = boxes.slice(0, 2).map((box) => box.getAttribute('value') ?? '');
      // Somebody whom the directory never named is not made a partner by this form.
      const stranger = await app.addOrganisation('A stranger');
      await app.db.write(app.seed, (trx) =>
        trx
          .updateTable('partner')
          .set({ left_on: '2026-01-02' })
          .where('place_id', '=', app.place.id)
          .where('organisation_id', '=', stranger)
          .execute(),
      );
      const done = await app.post(here, { organisation: [...chosen, stranger] }, sam);
      assert.equal(done.location, `${here}?notice=partners-made`);
      const now = await partners(app);
      assert.ok(now.includes('Bowls Club') && now.includes('Chess Club'));
      assert.ok(!now.includes('Dance Club') && !now.includes('A stranger'));
      const left = await app.get(`/testbourne/community/imports/${run}`, sam);
      assert.equal(left.link('1 organisation of this directory'), here);
    });
  });

  it('are made partners by nobody else', async () => {
    await withTestApp(async (app) => {
      const run = await plantRun(app, ['Chess Club']);
      const here = `/testbourne/community/imports/${run}/partners`;
      const tom = await app.person('programme-manager');
      assert.equal((await app.get(here, tom)).status, 403);
      assert.equal((await app.get(`/testbourne/community/imports/${run}`, tom)).hasLink('of this directory'), false);
      assert.equal((await app.get(here)).status, 401);
    });
  });
});
