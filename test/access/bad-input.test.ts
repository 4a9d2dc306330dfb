import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import type { RouteEntry } from '../../src/platform/http/routes.ts';
import type { Database } from '../../src/platform/database/database.ts';
import { withTestApp, type Person, type TestApp } from '../support/app.ts';
import { rightForms } from './right-forms.ts';
import { addRecords, addressOf, fieldsOf, fullForm, smallestForm, undone } from './requests.ts';

type Sent = { what: string; payload: string | Buffer; type?: string; url?: string };

const form = 'application/x-www-form-urlencoded';

/** What nobody means to send, and what a field may come to hold all the same. */
const strange: readonly [what: string, text: string][] = [
  ['left empty', ''],
  ['as a number beyond all numbers', '99999999999999999999'],
  ['below nothing', '-1'],
  ['as a day that does not exist', '2026-02-30'],
  ['as the id of nothing', '01960000-0000-7000-8000-0000000000ff'],
  ['in lines and letters of all kinds', 'one\r\ntwo\t\u{1F600} \u202e\u0301 x'],
];

/** Every way in which a form can be wrong, field by field. */
function wrongForms(route: RouteEntry, url: string): Sent[] {
  const right = new URLSearchParams(smallestForm(route)).toString();
  const sent: Sent[] = [
    { what: 'a field nobody knows', payload: `${right}&nobody-knows-this=1` },
    { what: 'a form larger than the limit', payload: `${right}&x=${'x'.repeat(300_000)}` },
    { what: 'text that is no form', payload: '{"a":', type: 'application/json' },
    { what: 'a type we do not read', payload: '<a/>', type: 'application/xml' },
    { what: 'the name of a prototype', payload: '__proto__=1&constructor=2' },
    { what: 'nothing at all', payload: '' },
  ];
  for (const [name] of fieldsOf(route, 'body')) {
    sent.push(
      { what: `${name} huge`, payload: `${name}=${'ö'.repeat(60_000)}` },
      { what: `${name} repeated`, payload: `${right}&${name}=a&${name}=b&${name}=c` },
      { what: `${name} with a NUL`, payload: `${right}&${name}=a%00b` },
      { what: `${name} in broken UTF-8`, payload: Buffer.from(`${right}&${name}=%ff%fe\xc3\x28`, 'latin1') },
      { what: `${name} as a list`, payload: `${right}&${name}[]=a` },
      { what: `${name} as script`, payload: `${right}&${name}=%3Cscript%3Ealert(1)%3C/script%3E'%22;--` },
    );
  }
  // In a form that is filled in otherwise, so that what is wrong comes as far as it can.
  const full = { ...fullForm(route), ...rightForms[route.path] };
  for (const name of Object.keys(full))
    for (const [what, text] of strange)
      sent.push({ what: `${name} ${what}`, payload: new URLSearchParams({ ...full, [name]: text }).toString() });
  return sent.map((one) => ({ ...one, url }));
}

/** How many rows each table has: a refused request changes none of them. */
async function counts(db: Database): Promise<string> {
  return await db.read({ role: 'thread_owner' }, async (trx) => {
    const tables = await sql<{
      name: string;
    }>`select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'auth') order by 1`.execute(
      trx,
    );
    const parts = tables.rows.map(({ name }) => `select '${name}' as name, count(*)::int as count from ${name}`);
    const result = await sql.raw<{ name: string; count: number }>(parts.join(' union all ')).execute(trx);
    return JSON.stringify(result.rows.filter((row) => row.name !== 'public.rate_limit'));
  });
}

async function send(app: TestApp, method: 'GET' | 'POST', one: Sent, person: Person | undefined, site = 'same-origin') {
  return await app.app.inject({
    method,
    url: one.url ?? '/',
    headers: {
      'sec-fetch-site': site,
      ...(person === undefined ? {} : { 'x-test-session': person.account, cookie: 'thread.session_token=test' }),
      ...(method === 'POST' ? { 'content-type': one.type ?? form } : {}),
    },
    ...(method === 'POST' ? { payload: one.payload } : {}),
  });
}

/** Somebody who may use the route: an administrator, or a link worker where people are helped. */
async function callers(app: TestApp): Promise<(route: RouteEntry) => Person> {
  const administrator = await app.person('administrator');
  const helper = await app.person('link-worker');
  return ({ ability }) => (typeof ability === 'string' || ability.includes('administrator') ? administrator : helper);
}

describe('bad input', { timeout: 900_000 }, () => {
  it('of any kind to any form never ends in a fault, and what is refused changes nothing', async (context) => {
    await withTestApp(async (app) => {
      await addRecords(app);
      const callerOf = await callers(app);
      const wrong: string[] = [];
      let tries = 0;
      const before = await counts(app.db);
      for (const route of app.app.routeTable.filter((one) => one.method === 'POST')) {
        for (const one of wrongForms(route, addressOf(route, app.place.slug)))
          await undone(app, async () => {
            const answer = await send(app, 'POST', one, callerOf(route));
            tries += 1;
            if (answer.statusCode >= 500) wrong.push(`${route.path}: ${one.what} gave ${answer.statusCode}`);
            const isRefused = answer.statusCode >= 400;
            if (isRefused && !/<h1|"detail"|"code"|"message"|"error_description"/.test(answer.body))
              wrong.push(`${route.path}: ${one.what} gave no sentence`);
          });
        // Nothing that is refused writes: with what went through undone, every table is as it was.
        if ((await counts(app.db)) !== before) wrong.push(`${route.path} left something behind`);
      }
      context.diagnostic(`${tries} forms`);
      assert.deepEqual(wrong, []);
    });
  });

  it('spoils forms that are right otherwise: each is accepted as it stands', async () => {
    await withTestApp(async (app) => {
      await addRecords(app);
      const callerOf = await callers(app);
      const refused: string[] = [];
      for (const [path, right] of Object.entries(rightForms)) {
        const route = app.app.routeTable.find((one) => one.method === 'POST' && one.path === path);
        assert.ok(route, path);
        const form = { ...fullForm(route), ...right };
        const url = addressOf(route, app.place.slug);
        const page = await undone(app, async () => await app.post(url, form, callerOf(route)));
        if (page.status !== 303) refused.push(`${path}: ${page.status} ${page.errors.join(' | ')}`);
      }
      assert.deepEqual(refused, []);
    });
  });

  it('that a schema refuses is answered with 400, 413 or 415 and writes nothing', async () => {
    await withTestApp(async (app) => {
      await addRecords(app);
      const callerOf = await callers(app);
      const before = await counts(app.db);
      const wrong: string[] = [];
      // What programs send is tried in test/fhir: it is no form.
      const forms = app.app.routeTable.filter((one) => one.method === 'POST' && one.ability !== 'client');
      for (const route of forms.filter((one) => !one.path.startsWith('/api/'))) {
        const url = addressOf(route, app.place.slug);
        for (const one of wrongForms(route, url).filter((sent) =>
          /nobody knows|larger|no form|do not read/.test(sent.what),
        )) {
          if (route.schema?.body === undefined && one.what === 'a field nobody knows') continue;
          const answer = await send(app, 'POST', one, callerOf(route));
          if (![400, 413, 415].includes(answer.statusCode))
            wrong.push(`${route.path}: ${one.what} gave ${answer.statusCode}`);
        }
      }
      assert.deepEqual(wrong, []);
      assert.equal(await counts(app.db), before);
    });
  });

  it('in an address is never a fault', async () => {
    await withTestApp(async (app) => {
      await addRecords(app);
      const callerOf = await callers(app);
      const wrong: string[] = [];
      const bad = [
        '%00',
        '%ff',
        'A'.repeat(5_000),
        '..%2f..%2fetc',
        "' or 1=1--",
        '<b>',
        '0',
        '-1',
        '99999999999999999999',
        'é',
      ];
      for (const route of app.app.routeTable.filter((one) => one.method === 'GET')) {
        const right = addressOf(route, app.place.slug);
        const urls = [
          ...fieldsOf(route, 'params').flatMap(([name]) =>
            bad.map((text) =>
              addressOf(route, app.place.slug, { [name]: /%/.test(text) ? text : encodeURIComponent(text) }),
            ),
          ),
          ...fieldsOf(route, 'query').flatMap(([name]) =>
            bad.map((text) => `${right}?${name}=${/%/.test(text) ? text : encodeURIComponent(text)}`),
          ),
          ...fieldsOf(route, 'query').map(([name]) => `${right}?${name}=a&${name}=b`),
          `${right}?utm_source=somewhere`,
          `${right}?__proto__=1`,
        ];
        for (const url of urls) {
          const answer = await send(app, 'GET', { what: url, payload: '', url }, callerOf(route));
          if (answer.statusCode >= 500) wrong.push(`${url.slice(0, 120)} gave ${answer.statusCode}`);
        }
      }
      assert.deepEqual(wrong, []);
    });
  });

  it('from another site is refused by every route that changes something', async () => {
    await withTestApp(async (app) => {
      await addRecords(app);
      const administrator = await app.person('administrator');
      for (const route of app.app.routeTable.filter((one) => one.method === 'POST')) {
        const url = addressOf(route, app.place.slug);
        const payload = new URLSearchParams(smallestForm(route)).toString();
        for (const site of ['cross-site', 'same-site', 'none']) {
          const answer = await send(app, 'POST', { what: site, payload, url }, administrator, site);
          // No sign-in opens the routes of programs, whatever site a browser comes from: they ask for a token or a secret.
          const refusals = route.ability === 'client' ? [400, 401] : [403];
          assert.ok(refusals.includes(answer.statusCode), `${route.path} from ${site}: ${answer.statusCode}`);
        }
      }
    });
  });
});
