import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { withTestApp, type TestApp } from '../../../../test/support/app.ts';
import { categoriesOfRole, helpingRoles, personCategories } from '../../../kernel/helping.ts';
import { parseClient } from './form.ts';

const form = (app: TestApp, changed: Record<string, string | string[]> = {}) => ({
  name: 'Surgery system',
  organisation: app.organisation.id,
  role: 'practitioner',
  purpose: 'direct-support',
  categories: ['identity', 'referral', 'safeguarding'],
  scopes: 'system/Patient.crs system/Task.crus',
  hooks: 'https://surgery.example/notices',
  ...changed,
});

async function askToken(app: TestApp, id: string, secret: string): Promise<number> {
  const answer = await app.app.inject({
    method: 'POST',
    url: '/testbourne/fhir/r4/token',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
    },
    payload: 'grant_type=client_credentials',
  });
  return answer.statusCode;
}

describe('connected systems', () => {
  it('one that is connected gets a secret that is shown once, and opens nothing once it is ended', async () => {
    await withTestApp(async (app) => {
      const sam = await app.person('administrator');
      assert.ok((await app.get('/testbourne/admin', sam)).hasLink('Connected systems'));
      assert.match((await app.get('/testbourne/admin/systems', sam)).text, /No system is connected/);
      const made = await app.post('/testbourne/admin/systems/new', form(app), sam);
      assert.equal(made.status, 200);
      const [id = '', secret = ''] = [...made.document.querySelectorAll('code')].map((one) => one.textContent ?? '');
      assert.equal(await askToken(app, id, secret), 200);
      const list = await app.get('/testbourne/admin/systems', sam);
      assert.match(list.text, /Surgery system/);
      assert.ok(!list.html.includes(secret), 'shown once');
      assert.match(list.text, /Sees at most: who somebody is and referrals/, 'no more than the role may know');
      assert.match(list.text, /system\/Patient\.crs system\/Task\.crus/);
      const again = await app.post('/testbourne/admin/systems/new', form(app), sam);
      assert.equal(again.status, 422, 'sending the form again makes no second one');
      const ended = await app.post('/testbourne/admin/systems/end', { client: id }, sam);
      assert.equal(ended.location, '/testbourne/admin/systems?notice=system-ended');
      assert.equal(await askToken(app, id, secret), 401);
      assert.match((await app.get(ended.location ?? '', sam)).text, /Ended/);
      assert.equal((await app.post('/testbourne/admin/systems/end', { client: id }, sam)).status, 404);
      const audit = (await app.get('/testbourne/admin/audit', sam)).text;
      assert.match(audit, /client-added|client added/);
      assert.match(audit, /client-revoked|client revoked/);
      assert.ok(!audit.includes(secret));
    });
  });

  it('a wrong form says what is wrong at each field and keeps what was typed', async () => {
    await withTestApp(async (app) => {
      const sam = await app.person('administrator');
      const wrong = form(app, {
        name: '',
        organisation: '01960000-0000-7000-8000-00000000ffff',
        role: 'administrator',
        categories: [],
        scopes: 'patient/*.read',
        hooks: 'http://surgery.example/notices',
      });
      const page = await app.post('/testbourne/admin/systems/new', wrong, sam);
      assert.equal(page.status, 422);
      assert.equal(page.errors.length, 6);
      assert.ok(page.html.includes('patient/*.read') && page.html.includes('http://surgery.example/notices'));
      assert.match((await app.get('/testbourne/admin/systems', sam)).text, /No system is connected/);
    });
  });

  it('are those of one place: another administrator neither sees nor ends them', async () => {
    await withTestApp(async (app) => {
      const other = await app.addPlace('elsewhere');
      const sam = await app.person('administrator');
      const ella = await app.person('administrator', { place: other.id });
      const made = await app.post('/testbourne/admin/systems/new', form(app), sam);
      const [id = '', secret = ''] = [...made.document.querySelectorAll('code')].map((one) => one.textContent ?? '');
      assert.ok(!(await app.get('/elsewhere/admin/systems', ella)).html.includes(id));
      assert.equal((await app.post('/elsewhere/admin/systems/end', { client: id }, ella)).status, 404);
      assert.equal(await askToken(app, id, secret), 200);
    });
  });
});

describe('what a system may see', () => {
  it('is never more than its role may know, whatever was ticked', () => {
    fc.assert(
      fc.property(fc.constantFrom(...helpingRoles), fc.subarray([...personCategories]), (role, categories) => {
        const typed = { name: 'A', organisation: 'o', role, purpose: 'referral', categories, scopes: 'system/*.r' };
        const parsed = parseClient(typed, { partners: ['o'], names: [] });
        if (!parsed.ok) {
          assert.ok(categories.every((one) => !categoriesOfRole(role).includes(one)));
          return;
        }
        for (const one of parsed.value.categories) {
          assert.ok(categoriesOfRole(role).some((known) => known === one));
          assert.ok(categories.some((ticked) => ticked === one));
        }
      }),
    );
  });
});
