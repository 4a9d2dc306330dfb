import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { withTestApp, type TestApp } from '../../../../test/support/app.ts';
import { fhirClient, type FhirClient } from '../../../../test/support/fhir.ts';
import { plantPerson } from '../../../../test/support/people.ts';
import { newUuid } from '../../../kernel/ids.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { tokenHash } from '../../../lib/token-hash.ts';
import { clientOfToken, clientScope, tokenHolds } from './clients.ts';

const questions = ['helping_organisation', 'denied_keys', 'my_person', 'my_open_person', 'represented_keys'];

type Answer = { name: string; kept: string | null; found: string | null };

/** What a token keeps of whoever asks, and what each question finds by itself. */
async function answers(app: TestApp, client: FhirClient): Promise<Answer[]> {
  const hash = tokenHash(client.token);
  const of = await app.db.read(app.seed, async (trx) => await clientOfToken(trx, app.place.id, hash, app.now));
  assert.ok(of !== undefined);
  return await app.db.write(clientScope(app.place.id, of.client), async (trx) => {
    assert.equal(await tokenHolds(trx, hash), true);
    const each = questions.map(async (name) => {
      const { rows } = await sql<{ kept: string | null; found: string | null }>`select thread.known(${name}) as kept,
        ${sql.raw(`coalesce(thread.find_${name}()::text, '')`)} as found`.execute(trx);
      return { name, kept: rows[0]?.kept ?? null, found: rows[0]?.found ?? null };
    });
    return await Promise.all(each);
  });
}

describe('what a token finds of whoever asks', () => {
  it('is what each question about them finds by itself', async () => {
    await withTestApp(async (app) => {
      const client = await fhirClient(app);
      const found = await answers(app, client);
      for (const { name, kept, found: alone } of found) assert.equal(kept, alone, name);
      assert.equal(found[0]?.kept, client.organisation);
    });
  });

  it('leaves to the question what somebody refused them, and what an account that is somebody is', async () => {
    await withTestApp(async (app) => {
      const client = await fhirClient(app);
      const person = await plantPerson(app);
      const changed = async (change: (trx: Trx) => Promise<unknown>): Promise<Record<string, string | null>> => {
        await app.db.write({ role: 'thread_owner' }, async (trx) => await change(trx));
        const found = await answers(app, client);
        for (const { name, kept, found: alone } of found) assert.ok(kept === null || kept === alone, name);
        return Object.fromEntries(found.map(({ name, found: alone }) => [name, alone]));
      };
      const common = { place_id: app.place.id, person_id: person.id, category: '*', valid: '[2020-01-01,)' };
      const byName = await changed(async (trx) =>
        trx
          .insertInto('access_denial')
          .values({ ...common, id: newUuid(), account_id: client.account })
          .execute(),
      );
      assert.match(byName['denied_keys'] ?? '', /identity/);
      const byOrganisation = await changed(async (trx) => {
        await trx.deleteFrom('access_denial').execute();
        await trx
          .insertInto('access_denial')
          .values({ ...common, id: newUuid(), organisation_id: client.organisation })
          .execute();
      });
      assert.match(byOrganisation['denied_keys'] ?? '', /identity/);
      const isSomebody = await changed(async (trx) =>
        trx.updateTable('person').set({ account_id: client.account }).where('id', '=', person.id).execute(),
      );
      assert.equal(isSomebody['my_person'], person.id);
      const left = await changed(async (trx) =>
        trx.updateTable('membership').set({ ends_on: '2020-01-02' }).where('account_id', '=', client.account).execute(),
      );
      assert.equal(left['helping_organisation'], '');
    });
  });
});
