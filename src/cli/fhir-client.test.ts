import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { serviceScope, clientsOf } from '../adapters/fhir/store/clients.ts';
import { withTestApp } from '../../test/support/app.ts';
import { addAsked, readAsked } from './fhir-client.ts';

describe('a client from the command line', () => {
  it('has an account that nobody signs in with, a role, and a token for its secret', async () => {
    await withTestApp(async (app) => {
      const asked = readAsked('Surgery system', { organisation: 'testbourne-council', role: 'editor' });
      const made = await app.db.write(serviceScope(app.place.id), async (trx) =>
        addAsked(trx, app.place.id, asked, app.now),
      );
      const response = await app.app.inject({
        method: 'POST',
        url: '/testbourne/fhir/r4/token',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          authorization: `Basic ${Buffer.from(`${made.id}:${made.secret}`).toString('base64')}`,
        },
        payload: 'grant_type=client_credentials',
      });
      assert.equal(response.statusCode, 200, response.body);
      const [client] = await app.db.read(serviceScope(app.place.id), async (trx) => clientsOf(trx, app.place.id));
      assert.deepEqual(client?.categories, ['identity', 'referral'], 'no more than the role may know');
      const users = await app.db.read({ role: 'thread_auth' }, async (trx) =>
        trx
          .selectFrom('auth.user')
          .select('id')
          .where('id', '=', client?.account ?? '')
          .execute(),
      );
      assert.deepEqual(users, []);
    });
  });

  it('is refused with what to type otherwise', async () => {
    const organisation = 'testbourne-council';
    assert.throws(() => readAsked(undefined, { organisation }), /fhir-client add/);
    assert.throws(() => readAsked('A', {}), /fhir-client add/);
    assert.throws(() => readAsked('A', { organisation, role: 'administrator' }), /role must be/);
    assert.throws(() => readAsked('A', { organisation, scopes: 'patient/*.read' }), /no scope/);
    assert.throws(() => readAsked('A', { organisation, role: 'editor', categories: 'plan' }), /not a category/);
    assert.throws(() => readAsked('A', { organisation, purpose: 'curiosity' }), /purpose/);
    await withTestApp(async (app) => {
      const asked = readAsked('A', { organisation: 'nobody' });
      await assert.rejects(
        app.db.write(serviceScope(app.place.id), async (trx) => addAsked(trx, app.place.id, asked, app.now)),
        /no partner/,
      );
    });
  });
});
