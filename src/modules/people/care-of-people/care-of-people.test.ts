import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { withTestApp, type TestApp } from '../../../../test/support/app.ts';
import { plantPerson } from '../../../../test/support/people.ts';
import { signingDuties } from '../domain/duties.ts';

const page = '/testbourne/admin/care';

/** The place as it is before anybody signed. */
async function unsigned(app: TestApp): Promise<void> {
  await app.db.write(app.seed, async (trx) => {
    await sql`delete from safety_signature`.execute(trx);
    await sql`delete from place_duty`.execute(trx);
    // The database's clock is the real one: what the test's clock says must not lie behind it.
    const now = await sql<{ now: Date }>`select now() as now`.execute(trx);
    app.now.setTime(now.rows[0]?.now.getTime() ?? 0);
  });
}

describe('a place without the four signatures', () => {
  it('keeps no record of a person, whoever tries: the database refuses it, the pages say what is missing', async () => {
    await withTestApp(async (app) => {
      await unsigned(app);
      const worker = await app.person('link-worker');
      const refused = await plantPerson(app).then(
        () => 'kept',
        (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
      );
      assert.equal(refused, '42501');
      const form = await app.get('/testbourne/people/new', worker);
      assert.ok(form.text.includes('Records of people are off here'));
      const sent = await app.post('/testbourne/people/new', { name: 'Somebody' }, worker);
      assert.ok(sent.text.includes('Records of people are off here'));
      const missing = await app.get(page, worker);
      assert.ok(missing.text.includes('Records of people are off'));
      assert.ok(missing.text.includes('Caldicott guardian: nobody is named'));
    });
  });

  it('is opened by the four, each with their own sign-in, and shut by one who takes theirs back', async () => {
    await withTestApp(async (app) => {
      await unsigned(app);
      const administrator = await app.person('administrator');
      const holders = await Promise.all(signingDuties.map(async () => await app.person('board-member')));
      for (const [index, duty] of signingDuties.entries()) {
        const holder = holders[index];
        assert.ok(holder);
        const named = await app.post(`${page}/name`, { duty, account: holder.account }, administrator);
        assert.equal(named.location, `${page}?notice=duty-named`);
        const shown = await app.get(page, holder);
        const digest = shown.document.querySelector('input[name="digest"]')?.getAttribute('value') ?? '';
        assert.match(digest, /^[0-9a-f]{64}$/);
        const unread = await app.post(`${page}/sign`, { duty, digest }, holder);
        assert.deepEqual(unread.errors, ['Tick the box once you have read the documents']);
        const old = await app.post(`${page}/sign`, { duty, digest: '0'.repeat(64), read: 'yes' }, holder);
        assert.equal(old.status, 422);
        assert.equal((await app.post(`${page}/sign`, { duty, digest, read: 'yes' }, administrator)).status, 404);
        assert.equal((await plantPerson(app).catch(() => 'refused')) === 'refused', true, `${index} of four`);
        assert.equal((await app.post(`${page}/sign`, { duty, digest, read: 'yes' }, holder)).status, 303);
      }
      assert.equal(typeof (await plantPerson(app)), 'object');
      assert.ok((await app.get(page, administrator)).text.includes('Records of people can be kept here'));
      const [first] = holders;
      assert.ok(first);
      const back = await app.post(`${page}/withdraw`, { duty: signingDuties[0] }, first);
      assert.equal(back.status, 303);
      assert.equal(await plantPerson(app).catch(() => 'refused'), 'refused');
    });
  });

  it('is shut when one of the four ends, and when another is named until they have signed', async () => {
    await withTestApp(async (app) => {
      const administrator = await app.person('administrator');
      const other = await app.person('board-member');
      app.now.setTime(Date.now());
      await plantPerson(app);
      await app.post(`${page}/name`, { duty: 'safeguarding-lead', account: other.account }, administrator);
      await app.db.write(
        app.seed,
        async (trx) => await sql`update place_duty set until_at = now() where until_at is not null`.execute(trx),
      );
      assert.equal(await plantPerson(app).catch(() => 'refused'), 'refused');
    });
  });

  it('is any place but a demo place, in which everybody is invented', async () => {
    await withTestApp(async (app) => {
      await unsigned(app);
      await app.db.write(
        app.seed,
        async (trx) => await sql`update place set is_demo = true where id = ${app.place.id}`.execute(trx),
      );
      assert.equal(typeof (await plantPerson(app)), 'object');
    });
  });

  it('shows the documents as they lie beside the program', async () => {
    await withTestApp(async (app) => {
      const administrator = await app.person('administrator');
      const text = await app.get(`${page}/documents/hazard-log`, administrator);
      assert.ok(text.html.startsWith('# Hazard log'));
      assert.equal((await app.get(`${page}/documents/passwd`, administrator)).status, 400);
    });
  });
});
