import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp } from '../../../../test/support/app.ts';

async function membershipOf(
  get: (url: string) => Promise<{ document: Document }>,
  url: string,
  role: string,
): Promise<string> {
  const page = await get(url);
  const row = [...page.document.querySelectorAll('tr')].find(
    (one) => (one.textContent ?? '').includes(role) && one.querySelector('input[name=membership]') !== null,
  );
  return row?.querySelector('input[name=membership]')?.getAttribute('value') ?? '';
}

describe('people and roles', () => {
  it('are shown to an administrator, with everybody who has a role today', async () => {
    await withTestApp(async ({ get, person }) => {
      const sam = await person('administrator', { name: 'Sam' });
      await person('analyst', { name: 'Lena' });
      const page = await get('/testbourne/admin/people', sam);
      assert.equal(page.status, 200);
      assert.match(page.text, /Sam .*Administrator.*|Lena .*Analyst/);
    });
  });

  it('an invitation is written, put in the outbox of the place, and can be withdrawn', async () => {
    await withTestApp(async ({ get, post, person, organisation }) => {
      const sam = await person('administrator');
      const sent = await post(
        '/testbourne/admin/people/invite',
        { name: 'Joan', email: 'Joan@Example.org', role: 'editor', organisation: organisation.id },
        sam,
      );
      assert.equal(sent.location, '/testbourne/admin/people?notice=invitation-sent');
      const page = await get('/testbourne/admin/people', sam);
      assert.match(page.text, /Joan joan@example\.org/);
      assert.match((await get('/testbourne/admin/mail', sam)).text, /joan@example\.org/);
      const invitation = page.document.querySelector('input[name=invitation]')?.getAttribute('value') ?? '';
      await post('/testbourne/admin/people/withdraw', { invitation }, sam);
      assert.match((await get('/testbourne/admin/people', sam)).text, /Withdrawn/);
    });
  });

  it('a wrong invitation names each field and keeps what was typed', async () => {
    await withTestApp(async ({ post, person }) => {
      const sam = await person('administrator');
      const page = await post(
        '/testbourne/admin/people/invite',
        { name: 'Joan', email: 'nowhere', role: 'editor', organisation: '' },
        sam,
      );
      assert.equal(page.status, 422);
      assert.equal(page.errors.length, 2);
      assert.equal(page.value('Their name'), 'Joan');
      assert.equal(page.value('Their email address'), 'nowhere');
    });
  });

  it('nobody is invited to speak for an organisation that is no partner here', async () => {
    await withTestApp(async ({ post, person }) => {
      const sam = await person('administrator');
      const form = {
        name: 'Joan',
        email: 'joan@example.org',
        role: 'editor',
        organisation: '019ad000-0000-7000-8000-000000000001',
      };
      assert.equal((await post('/testbourne/admin/people/invite', form, sam)).status, 422);
    });
  });

  it('a role that is given works at once, and one that is ended stops at once', async () => {
    await withTestApp(async ({ get, post, person }) => {
      const sam = await person('administrator');
      const lena = await person('analyst');
      assert.equal((await get('/testbourne/plans/new', lena)).status, 403);
      await post(
        '/testbourne/admin/people/role',
        { account: lena.account, role: 'programme-manager', organisation: '' },
        sam,
      );
      assert.equal((await get('/testbourne/plans/new', lena)).status, 200);
      const membership = await membershipOf(
        async (url) => await get(url, sam),
        '/testbourne/admin/people',
        'Programme manager',
      );
      const ended = await post('/testbourne/admin/people/end', { membership }, sam);
      assert.equal(ended.location, '/testbourne/admin/people?notice=role-ended');
      assert.equal((await get('/testbourne/plans/new', lena)).status, 403);
      assert.match(
        (await get('/testbourne/admin/audit', sam)).text,
        /role: ended.*role: given|role: given.*role: ended/,
      );
    });
  });

  it('the last administrator cannot be taken away', async () => {
    await withTestApp(async ({ get, post, person }) => {
      const sam = await person('administrator');
      const membership = await membershipOf(
        async (url) => await get(url, sam),
        '/testbourne/admin/people',
        'Administrator',
      );
      const page = await post('/testbourne/admin/people/end', { membership }, sam);
      assert.equal(page.status, 422);
      assert.match(page.text, /last administrator/);
      assert.equal((await get('/testbourne/admin', sam)).status, 200);
    });
  });

  it('an administrator of one place gives no role in another', async () => {
    await withTestApp(async ({ post, person, addPlace }) => {
      const other = await addPlace('elsewhere');
      const sam = await person('administrator');
      const stranger = await person('analyst', { place: other.id });
      assert.equal(
        (await post('/elsewhere/admin/people/role', { account: stranger.account, role: 'administrator' }, sam)).status,
        403,
      );
      assert.equal(
        (await post('/testbourne/admin/people/role', { account: stranger.account, role: 'analyst' }, sam)).status,
        422,
      );
    });
  });
});
