import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { withTestApp, type TestApp } from '../../../../test/support/app.ts';
import { plantPerson } from '../../../../test/support/people.ts';

async function access(app: TestApp): Promise<string> {
  return await app.db.read({ role: 'thread_owner' }, async (trx) => {
    const grants = await sql`select * from access_grant order by 1, 2, 3, 4, 5, 6`.execute(trx);
    const denials = await sql`select * from access_denial order by 1, 2`.execute(trx);
    return JSON.stringify([grants.rows, denials.rows]);
  });
}

describe('a carer’s record of their own', () => {
  it('is linked by a worker who may see both, and opens nothing of either', async () => {
    await withTestApp(async (app) => {
      const [worker, ruth] = [await app.person('link-worker'), await app.person('resident')];
      const cared = await plantPerson(app, { name: 'Desmond Baptiste' });
      const carer = await plantPerson(app, { name: 'Ruth Halloran', account: ruth.account });
      const trust = await app.addOrganisation('Riverside Trust');
      const hidden = await plantPerson(app, { name: 'Ruth Elsewhere', organisation: trust });
      const link = `/testbourne/people/${cared.id}/circle/${cared.tie}/record`;
      const edit = `/testbourne/people/${cared.id}/circle/${cared.tie}/edit`;
      const tie = { kind: 'friend', name: 'Ruth', ring: '1', care: 'cared-for-by' };
      assert.equal((await app.post(edit, { ...tie, version: '1' }, worker)).status, 303);
      assert.ok((await app.get(`/testbourne/people/${cared.id}`, worker)).text.includes('Is looked after by them'));
      assert.equal((await app.get(edit, worker)).link('They have a record of their own'), link);

      const found = await app.post(link, { find: 'ruth', version: '2' }, worker);
      assert.ok(found.text.includes('Ruth Halloran'));
      assert.equal(found.text.includes('Elsewhere'), false);
      for (const other of [hidden.id, cared.id, 'nobody']) {
        const refused = await app.post(link, { find: 'ruth', other, version: '2' }, worker);
        assert.deepEqual([refused.status, refused.errors], [422, ['Choose one of them']], other);
      }
      const before = await access(app);
      assert.equal((await app.post(link, { find: 'ruth', other: carer.id, version: '2' }, worker)).status, 303);
      assert.equal(await access(app), before);
      assert.ok((await app.get(`/testbourne/people/${cared.id}`, worker)).text.includes('Whom you also help'));

      // Neither of them, and nobody who helps only one of them, sees anything of the other by it.
      assert.equal((await app.get(`/testbourne/people/${cared.id}`, ruth)).status, 404);
      const own = (await app.get('/testbourne/me', ruth)).text + (await app.get('/testbourne/me/download', ruth)).html;
      assert.equal(own.includes('Desmond'), false);
      const nurse = await app.person('link-worker', { organisation: trust });
      for (const one of [cared, carer])
        assert.equal((await app.get(`/testbourne/people/${one.id}`, nurse)).status, 404);
      assert.equal((await app.post(link, { remove: 'yes', version: '3' }, worker)).status, 303);
      assert.equal(
        (await app.get(`/testbourne/people/${cared.id}`, worker)).text.includes('Whom you also help'),
        false,
      );
    });
  });
});
