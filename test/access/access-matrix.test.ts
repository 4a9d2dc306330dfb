import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { roles } from '../../src/kernel/actor.ts';
import type { RouteEntry } from '../../src/platform/http/routes.ts';
import { withTestApp, type Person, type TestApp } from '../support/app.ts';
import { abilityWords, allCallers, callersOf, readMatrix, writeMatrix, type Caller } from './matrix.ts';
import { addRecords, addressOf, smallestForm, undone } from './requests.ts';

/**
 * Routes that ask more than a role, and where the rest is tested: some callers with the role are refused all the same.
 * Before and after a workshop every partner answers for their own organisation by the same form with which its facilitator
 * asks others, which is refused to whoever does not run it (run-room and before-and-after tests). A commitment is answered by
 * its owner's own people (strategy's store and slice tests); a passkey is added to a real session, which these callers only
 * seem to have (the tests of sign-in).
 */
const askMore = new Set([
  'POST /:place/conversations/:slug/prepare',
  'POST /:place/conversations/:slug/commitments',
  'GET /:place/commitments/:slug/answer',
  'POST /:place/commitments/:slug/answer',
  'GET /:place/commitments/:slug/report',
  'POST /:place/commitments/:slug/report',
  'GET /api/auth/passkey/generate-register-options',
  'POST /api/auth/passkey/verify-registration',
]);

function committed(): Map<string, string> {
  return readMatrix(readFileSync(join(import.meta.dirname, 'access-matrix.md'), 'utf8'));
}

async function everybody(app: TestApp): Promise<Map<Caller, Person>> {
  const other = await app.addPlace('otherwood');
  const people = new Map<Caller, Person>();
  for (const role of roles) {
    people.set(role, await app.person(role));
    people.set(`${role} elsewhere`, await app.person(role, { place: other.id }));
  }
  const ended = await app.person('administrator');
  const connection = await app.db.source.acquire();
  await connection.query("update membership set ends_on = '2026-01-31' where account_id = $1", [ended.account]);
  connection.release();
  people.set('no role', ended);
  return people;
}

async function ask(app: TestApp, route: RouteEntry, person: Person | undefined): Promise<number> {
  const url = addressOf(route, app.place.slug);
  if (route.method !== 'GET' && route.method !== 'POST') {
    const headers = {
      'sec-fetch-site': 'same-origin',
      ...(person === undefined ? {} : { 'x-test-session': person.account }),
    };
    return (await app.app.inject({ method: route.method as 'PUT', url, headers })).statusCode;
  }
  const page = route.method === 'GET' ? await app.get(url, person) : await app.post(url, smallestForm(route), person);
  return page.status;
}

describe('the access matrix', () => {
  it('has a row for every route and a route for every row: if a difference is meant, correct access-matrix.md by hand', async () => {
    await withTestApp(async ({ app }) => {
      const text = writeMatrix(app.routeTable);
      assert.deepEqual(Object.fromEntries(committed()), Object.fromEntries(readMatrix(text)), text);
      assert.equal(committed().size, app.routeTable.length, 'a route stands in the table twice');
    });
  });

  it('is how every route answers every role, here and from another place', async (context) => {
    await withTestApp(async (app) => {
      await addRecords(app);
      const people = await everybody(app);
      const rows = committed();
      const wrong: string[] = [];
      let cells = 0;
      for (const route of app.app.routeTable) {
        const name = `${route.method} ${route.path}`;
        const allowed = callersOf(rows.get(name) ?? abilityWords(route.ability));
        for (const caller of allCallers()) {
          const status = await undone(app, async () => await ask(app, route, people.get(caller)));
          cells += 1;
          const isOff = [401, 403].includes(status);
          const expected = allowed.includes(caller)
            ? (!isOff || askMore.has(name)) && status < 500
            : route.ability === 'client'
              ? status === 401 || (route.path.endsWith('/token') && status === 400)
              : status === (caller === 'anonymous' ? 401 : 403) || status === 404;
          if (!expected) wrong.push(`${name} as ${caller}: ${status}`);
        }
      }
      context.diagnostic(`${cells} cells`);
      assert.ok(cells > 1_000, `${cells} cells were asked`);
      assert.deepEqual(wrong, []);
    });
  });

  it('is how a place that does not exist answers: with 404, to everybody', async () => {
    await withTestApp(async (app) => {
      const administrator = await app.person('administrator');
      for (const route of app.app.routeTable.filter((one) => one.path.startsWith('/:place')))
        for (const person of [undefined, administrator]) {
          const url = addressOf(route, 'nowhere-at-all');
          const page =
            route.method === 'GET' ? await app.get(url, person) : await app.post(url, smallestForm(route), person);
          assert.equal(page.status, 404, `${route.method} ${route.path}`);
        }
    });
  });
});
