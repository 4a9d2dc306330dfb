import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { readConfig } from '../../config/config.ts';
import { newUuid } from '../../kernel/ids.ts';
import { withRollback } from '../../../test/support/database.ts';
import { totpCode } from '../../../test/support/totp.ts';
import type { Database, Scope } from '../database/database.ts';
import { createLog } from '../log.ts';
import { createAccount } from './accounts.ts';
import { createAuth, type Auth, type Caller, type CookieToSet } from './auth.ts';
import { authScope } from './dialect.ts';

const password = 'correct horse battery';
const now = new Date();

type World = { db: Database; auth: Auth; account: string; lines: string[] };

async function withAuth<T>(test: (world: World) => Promise<T>): Promise<T> {
  return await withRollback(async (db) => {
    const read = readConfig({ NODE_ENV: 'test' });
    assert.ok(read.ok);
    const lines: string[] = [];
    const log = createLog(
      'debug',
      () => now,
      (line) => lines.push(line),
    );
    const auth = createAuth({
      config: read.value,
      db,
      clock: { now: () => now },
      newId: newUuid,
      log,
      secret: 'a secret that only the tests know of',
    });
    const { id } = await createAccount(db, auth, { name: 'Amara', email: 'Amara@Example.org ', password }, now);
    return await test({ db, auth, account: id, lines });
  });
}

function caller(cookies: readonly CookieToSet[] = []): Caller {
  const cookie = cookies.map((one) => `${one.name}=${encodeURIComponent(one.value)}`).join('; ');
  return { address: '192.0.2.7', headers: { ...(cookie === '' ? {} : { cookie }), origin: 'http://localhost:3000' } };
}

async function signIn(auth: Auth): Promise<CookieToSet[]> {
  const outcome = await auth.signInWithPassword(caller(), { email: 'amara@example.org', password });
  assert.equal(outcome.kind, 'signed-in');
  return outcome.kind === 'signed-in' ? outcome.cookies : [];
}

describe('the tables of sign-in', () => {
  it('are empty for every role but their own', async () => {
    await withAuth(async ({ db, auth, account }) => {
      await signIn(auth);
      const scopes: Scope[] = [
        { role: 'thread_public' },
        { role: 'thread_guest', place: newUuid() },
        { role: 'thread_member', account },
        { role: 'thread_service', job: 'curious' },
      ];
      for (const scope of scopes) {
        for (const table of ['user', 'session', 'account', 'verification', 'twoFactor', 'passkey', 'rateLimit']) {
          await assert.rejects(
            db.read(scope, async (trx) => await sql`select * from auth.${sql.ref(table)}`.execute(trx)),
            /permission denied/,
            `${scope.role} ${table}`,
          );
        }
      }
    });
  });

  it('are all that the role of sign-in reads, but for whether an account is closed', async () => {
    await withAuth(async ({ db }) => {
      for (const table of ['membership', 'invitation', 'mail', 'place', 'thread_record']) {
        await assert.rejects(
          db.read(authScope, async (trx) => await sql`select * from ${sql.ref(table)}`.execute(trx)),
          /permission denied/,
          table,
        );
      }
      await assert.rejects(
        db.read(authScope, async (trx) => await sql`select email from public.account`.execute(trx)),
        /permission denied/,
      );
    });
  });
});

describe('a password', () => {
  it('signs in and finds the session; signing out ends it', async () => {
    await withAuth(async ({ auth, account }) => {
      const cookies = await signIn(auth);
      assert.deepEqual(await auth.findSession(caller(cookies).headers), {
        account,
        name: 'Amara',
        email: 'amara@example.org',
        memberships: [],
      });
      const gone = await auth.signOut(caller(cookies));
      assert.ok(gone.some((cookie) => cookie.name.endsWith('session_token') && cookie.maxAgeSeconds === 0));
      assert.equal(await auth.findSession(caller(cookies).headers), undefined);
    });
  });

  it('that is wrong is refused as an unknown address is, and nothing personal is logged', async () => {
    await withAuth(async ({ auth, lines }) => {
      const wrong = await auth.signInWithPassword(caller(), {
        email: 'amara@example.org',
        password: 'wrong wrong wrong',
      });
      const unknown = await auth.signInWithPassword(caller(), { email: 'nobody@example.org', password });
      assert.deepEqual(wrong, { kind: 'wrong' });
      assert.deepEqual(unknown, wrong);
      const odd = await auth.signInWithPassword(caller(), { email: 'not an address', password: 'x'.repeat(400) });
      assert.deepEqual(odd, wrong);
      assert.deepEqual(lines, []);
    });
  });

  it('is not replaced by making the account again', async () => {
    await withAuth(async ({ db, auth, account }) => {
      const again = await createAccount(
        db,
        auth,
        { name: 'Mallory', email: 'amara@example.org', password: 'something else entirely' },
        now,
      );
      assert.deepEqual(again, { id: account, isNew: false });
      await signIn(auth);
    });
  });

  it('cannot be chosen by signing up: there is no way to', async () => {
    await withAuth(async ({ auth }) => {
      assert.ok(!('signUp' in auth));
    });
  });
});

describe('a session', () => {
  it('ends after thirty days without use', async () => {
    await withAuth(async ({ db, auth }) => {
      const cookies = await signIn(auth);
      await db.write(authScope, async (trx) => {
        const row = await trx.selectFrom('auth.session').select('expiresAt').executeTakeFirstOrThrow();
        const days = (row.expiresAt.getTime() - Date.now()) / 86_400_000;
        assert.ok(days > 29.9 && days <= 30, String(days));
        await trx
          .updateTable('auth.session')
          .set({ expiresAt: new Date(Date.now() - 1_000) })
          .execute();
      });
      assert.equal(await auth.findSession(caller(cookies).headers), undefined);
    });
  });

  it('is prolonged by use, and its cookie outlives it', async () => {
    await withAuth(async ({ db, auth }) => {
      const cookies = await signIn(auth);
      assert.ok((cookies.find((cookie) => cookie.name.endsWith('session_token'))?.maxAgeSeconds ?? 0) > 31 * 86_400);
      await db.write(authScope, async (trx) => {
        await trx
          .updateTable('auth.session')
          .set({ expiresAt: new Date(Date.now() + 86_400_000) })
          .execute();
      });
      assert.ok(await auth.findSession(caller(cookies).headers));
      await db.read(authScope, async (trx) => {
        const row = await trx.selectFrom('auth.session').select('expiresAt').executeTakeFirstOrThrow();
        assert.ok(row.expiresAt.getTime() > Date.now() + 29 * 86_400_000);
      });
    });
  });

  it('says what its person is in the place that was asked for, for as long as that lasts', async () => {
    await withAuth(async ({ db, auth, account }) => {
      const cookies = await signIn(auth);
      const [place, organisation, other] = [newUuid(), newUuid(), newUuid()];
      await db.write({ role: 'thread_service', job: 'test', place }, async (trx) => {
        await trx
          .insertInto('place')
          .values({ id: place, slug: 'here', name: 'Here', tier: 'place', created_at: now })
          .execute();
        await trx
          .insertInto('organisation')
          .values({ id: organisation, slug: 'helpers', name: 'Helpers', kind: 'charity', created_at: now })
          .execute();
        const common = { place_id: place, account_id: account, created_at: now };
        await trx
          .insertInto('membership')
          .values([
            { ...common, id: newUuid(), organisation_id: organisation, role: 'link-worker', starts_on: '2026-01-01' },
            { ...common, id: newUuid(), role: 'resident', starts_on: '2025-01-01', ends_on: '2025-12-31' },
            { ...common, id: newUuid(), role: 'analyst', starts_on: '2099-01-01' },
          ])
          .execute();
      });
      const headers = caller(cookies).headers;
      assert.deepEqual((await auth.findSession(headers, place))?.memberships, [
        { place, role: 'link-worker', organisation },
      ]);
      assert.deepEqual((await auth.findSession(headers, other))?.memberships, []);
      assert.deepEqual((await auth.findSession(headers))?.memberships, []);
    });
  });

  it('with a cookie that was tampered with is nobody', async () => {
    await withAuth(async ({ auth }) => {
      const cookies = await signIn(auth);
      const forged = cookies.map((cookie) => ({ ...cookie, value: `${cookie.value.slice(0, -4)}AAA=` }));
      assert.equal(await auth.findSession(caller(forged).headers), undefined);
      assert.equal(await auth.findSession({ cookie: 'thread.session_token=%E0%A4%A' }), undefined);
    });
  });

  it('of a closed account is nobody, at once, and cannot be opened again', async () => {
    await withAuth(async ({ db, auth, account }) => {
      const cookies = await signIn(auth);
      await db.write({ role: 'thread_service', job: 'test' }, async (trx) => {
        await trx.updateTable('account').set({ disabled_at: now }).where('id', '=', account).execute();
      });
      assert.equal(await auth.findSession(caller(cookies).headers), undefined);
      assert.deepEqual(await auth.signInWithPassword(caller(), { email: 'amara@example.org', password }), {
        kind: 'closed',
      });
      assert.equal(await auth.openSession(caller(), account), undefined);
    });
  });

  it('keeps no address that leads to a person', async () => {
    await withAuth(async ({ db, auth }) => {
      await signIn(auth);
      await db.read(authScope, async (trx) => {
        const row = await trx.selectFrom('auth.session').select('ipAddress').executeTakeFirstOrThrow();
        assert.match(row.ipAddress ?? '', /^fd/);
      });
    });
  });

  it('ends everywhere at once', async () => {
    await withAuth(async ({ auth, account }) => {
      const [here, there] = [await signIn(auth), await signIn(auth)];
      assert.equal((await auth.methodsOf(account, now)).sessions.length, 2);
      await auth.signOutEverywhere(caller(here), account);
      assert.equal(await auth.findSession(caller(there).headers), undefined);
    });
  });
});

describe('an authenticator app', () => {
  async function setUp(auth: Auth): Promise<{ uri: string; backupCodes: string[] }> {
    const cookies = await signIn(auth);
    assert.equal(await auth.beginAuthenticator(caller(cookies), 'wrong wrong wrong'), undefined);
    const begun = await auth.beginAuthenticator(caller(cookies), password);
    assert.ok(begun);
    const { uri } = begun;
    assert.equal(await auth.confirmAuthenticator(caller(cookies), '000000'), undefined);
    assert.ok(await auth.confirmAuthenticator(caller(cookies), totpCode(uri)));
    return begun;
  }

  it('is asked for after the password, and only then is there a session', async () => {
    await withAuth(async ({ auth, account }) => {
      const { uri } = await setUp(auth);
      const first = await auth.signInWithPassword(caller(), { email: 'amara@example.org', password });
      assert.equal(first.kind, 'code-needed');
      const cookies = first.kind === 'code-needed' ? first.cookies : [];
      assert.equal(await auth.findSession(caller(cookies).headers), undefined);
      assert.deepEqual(await auth.signInWithCode(caller(cookies), '000 000'), { kind: 'wrong' });
      const second = await auth.signInWithCode(caller(cookies), totpCode(uri));
      assert.ok(second.kind === 'signed-in');
      assert.equal((await auth.findSession(caller(second.cookies).headers))?.account, account);
      assert.equal(await auth.openSession(caller(), account), undefined, 'never stepped around');
    });
  });

  it('that is lost is replaced by a backup code, once', async () => {
    await withAuth(async ({ auth }) => {
      const { backupCodes } = await setUp(auth);
      const code = backupCodes[0] ?? '';
      for (const expected of ['signed-in', 'wrong']) {
        const first = await auth.signInWithPassword(caller(), { email: 'amara@example.org', password });
        assert.ok(first.kind === 'code-needed');
        assert.equal((await auth.signInWithCode(caller(first.cookies), code)).kind, expected);
      }
    });
  });

  it('cannot be guessed: five wrong codes end the attempt', async () => {
    await withAuth(async ({ auth }) => {
      const { uri } = await setUp(auth);
      const first = await auth.signInWithPassword(caller(), { email: 'amara@example.org', password });
      assert.ok(first.kind === 'code-needed');
      for (let i = 0; i < 5; i += 1) await auth.signInWithCode(caller(first.cookies), '000000');
      const right = totpCode(uri);
      assert.equal((await auth.signInWithCode(caller(first.cookies), right)).kind, 'start-again');
    });
  });

  it('is turned off with the password', async () => {
    await withAuth(async ({ auth }) => {
      const { uri } = await setUp(auth);
      const first = await auth.signInWithPassword(caller(), { email: 'amara@example.org', password });
      assert.ok(first.kind === 'code-needed');
      const second = await auth.signInWithCode(caller(first.cookies), totpCode(uri));
      assert.ok(second.kind === 'signed-in');
      assert.equal(await auth.turnOffAuthenticator(caller(second.cookies), 'wrong wrong wrong'), undefined);
      assert.ok(await auth.turnOffAuthenticator(caller(second.cookies), password));
      await signIn(auth);
    });
  });
});

describe('a forgotten password', () => {
  async function tokenFrom(db: Database): Promise<string | undefined> {
    const mails = await db.read({ role: 'thread_service', job: 'mail-sender' }, async (trx) => {
      return await trx.selectFrom('mail').selectAll().execute();
    });
    assert.ok(mails.every((mail) => !mail.subject.includes('Amara')));
    return /reset\/(\S+)/.exec(mails[0]?.body ?? '')?.[1];
  }

  it('is replaced by a link that works once and ends every session', async () => {
    await withAuth(async ({ db, auth }) => {
      const cookies = await signIn(auth);
      auth.requestReset('AMARA@example.org');
      await auth.settle();
      const token = (await tokenFrom(db)) ?? '';
      assert.equal(await auth.isResetOpen(token), true);
      await db.read(authScope, async (trx) => {
        const rows = await trx.selectFrom('auth.verification').selectAll().execute();
        assert.ok(!JSON.stringify(rows).includes(token), 'kept as a hash only');
      });
      assert.equal(await auth.resetPassword(token, 'short'), false);
      assert.equal(await auth.resetPassword(token, 'another long password'), true);
      assert.equal(await auth.findSession(caller(cookies).headers), undefined);
      assert.equal(await auth.isResetOpen(token), false);
      assert.equal(await auth.resetPassword(token, 'a third long password'), false);
      const outcome = await auth.signInWithPassword(caller(), {
        email: 'amara@example.org',
        password: 'another long password',
      });
      assert.equal(outcome.kind, 'signed-in');
    });
  });

  it('sends nothing to an address that is not ours, and lasts an hour', async () => {
    await withAuth(async ({ db, auth }) => {
      auth.requestReset('nobody@example.org');
      await auth.settle();
      assert.equal(await tokenFrom(db), undefined);
      auth.requestReset('amara@example.org');
      await auth.settle();
      const token = (await tokenFrom(db)) ?? '';
      await db.write(authScope, async (trx) => {
        const row = await trx.selectFrom('auth.verification').select('expiresAt').executeTakeFirstOrThrow();
        assert.ok(row.expiresAt.getTime() <= Date.now() + 3_600_000);
        await trx
          .updateTable('auth.verification')
          .set({ expiresAt: new Date(Date.now() - 1) })
          .execute();
      });
      assert.equal(await auth.isResetOpen(token), false);
      assert.equal(await auth.resetPassword(token, 'another long password'), false);
    });
  });
});
