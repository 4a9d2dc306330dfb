import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp } from './support/app.ts';

describe('any request', () => {
  it('that finds nothing gets a plain page with the number of the request', async () => {
    await withTestApp(async ({ get }) => {
      const page = await get('/nowhere/at/all');
      assert.equal(page.status, 404);
      assert.equal(page.heading, 'Page not found');
    });
  });

  it('that goes wrong in a place stays in it: its navigation, who is signed in, and a quick exit where it is about people', async () => {
    await withTestApp(async (app) => {
      const worker = await app.person('link-worker');
      const lost = await app.get(`/testbourne/people/${app.place.id}`, worker);
      assert.equal(lost.status, 404);
      assert.equal(lost.link('People'), '/testbourne/people');
      assert.equal(lost.link('Go to the start page'), '/testbourne');
      assert.notEqual(lost.document.querySelector('form[action="/sign-out"]'), null);
      assert.notEqual(lost.document.querySelector('[data-quick-exit]'), null);
      const refused = await app.get('/testbourne/admin', worker);
      assert.equal(refused.status, 403);
      assert.equal(refused.link('Meetings'), '/testbourne/meetings');
      const nobody = await app.get('/testbourne/priorities/no-such-priority');
      assert.equal(nobody.status, 404);
      assert.equal(nobody.link('Priorities'), '/testbourne/priorities');
      assert.equal(nobody.document.querySelector('[data-quick-exit]'), null);
    });
  });

  it('says whether the process lives and whether it reaches its records', async () => {
    await withTestApp(async ({ app }) => {
      assert.deepEqual((await app.inject('/healthz')).json(), { alive: true });
      assert.deepEqual((await app.inject('/readyz')).json(), { ready: true });
    });
  });

  it('for JSON gets a problem in JSON, with the same code as the page', async () => {
    await withTestApp(async ({ app }) => {
      const response = await app.inject({ url: '/api/nothing' });
      assert.equal(response.statusCode, 404);
      assert.equal(response.headers['content-type'], 'application/problem+json; charset=utf-8');
      assert.equal(response.json().type, 'urn:common-thread:request/not-found');
    });
  });

  it('gets the headers that keep other sites out of our pages', async () => {
    await withTestApp(async ({ app }) => {
      const { headers } = await app.inject('/nowhere');
      assert.match(String(headers['content-security-policy']), /default-src 'none';script-src 'self';style-src 'self'/);
      assert.doesNotMatch(String(headers['content-security-policy']), /unsafe/);
      assert.equal(headers['x-content-type-options'], 'nosniff');
      assert.equal(headers['referrer-policy'], 'same-origin');
    });
  });
});
