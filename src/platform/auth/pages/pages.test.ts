import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SoftwarePasskey } from '../../../../test/support/software-passkey.ts';
import { testPassword as password, withSignIn, type Browser } from '../../../../test/support/sign-in.ts';
import { totpCode } from '../../../../test/support/totp.ts';
import { localPath } from '../local-path.ts';

const email = 'amara@example.org';
const origin = 'http://localhost:3000';

async function challengeOf(browser: Browser, path: string): Promise<string> {
  const answer = await browser.get(`/api/auth/passkey/${path}`);
  assert.equal(answer.status, 200, answer.html);
  return (JSON.parse(answer.response.body) as { challenge: string }).challenge;
}

describe('the way back after signing in', () => {
  it('never leads to another site', () => {
    for (const next of [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      '/\t/evil.example',
      '/\n/evil.example',
      '\\\\evil.example',
      'javascript:alert(1)',
      '/..//evil.example',
      '/.//evil.example',
      '/sign-out',
      '/api/auth/x',
      '',
      undefined,
      `/${'a'.repeat(600)}`,
    ])
      assert.equal(localPath(next), '/', String(next));
    assert.equal(localPath('/wrenmouth/priorities?q=a#b'), '/wrenmouth/priorities?q=a');
  });
});

describe('signing in', () => {
  it('keeps the address, never the password, and says the same for an unknown address', async () => {
    await withSignIn({}, async ({ person, browser, lines }) => {
      await person(email);
      const wrong = await browser().post('/sign-in', { email: ` ${email}`, password: 'wrong wrong wrong', next: '/a' });
      const unknown = await browser().post('/sign-in', { email: 'nobody@example.org', password, next: '/a' });
      assert.equal(wrong.status, 422);
      assert.deepEqual(wrong.errors, unknown.errors);
      assert.equal(wrong.value('E-mail address'), ` ${email}`);
      assert.ok(!wrong.html.includes('wrong wrong wrong'));
      const right = await browser().post('/sign-in', { email, password, next: '/testbourne?x=1' });
      assert.equal(right.location, '/testbourne?x=1');
      const cookie = right.response.cookies.find((one) => one.name.endsWith('session_token'));
      assert.ok(cookie?.httpOnly === true && cookie.sameSite === 'Lax' && cookie.path === '/');
      const elsewhere = await browser().post('/sign-in', { email, password, next: '//evil.example' });
      assert.equal(elsewhere.location, '/');
      assert.ok(!/amara|wrong wrong|correct horse/.test(lines.join('')));
    });
  });

  it('is refused from another site', async () => {
    await withSignIn({}, async ({ person, browser }) => {
      await person(email);
      const answer = await browser().post('/sign-in', { email, password }, { 'sec-fetch-site': 'cross-site' });
      assert.equal(answer.status, 403);
    });
  });

  it('is limited for each account, even with the right password, until the time is over', async () => {
    await withSignIn({}, async ({ person, browser, wait }) => {
      await person(email);
      await person('joan@example.org');
      for (let i = 0; i < 10; i += 1) await browser().post('/sign-in', { email, password: 'wrong wrong wrong' });
      const refused = await browser().post('/sign-in', { email: email.toUpperCase(), password });
      assert.equal(refused.status, 429);
      assert.match(refused.errors[0] ?? '', /too many tries/);
      assert.equal(refused.value('E-mail address'), email.toUpperCase());
      assert.equal((await browser().post('/sign-in', { email: 'joan@example.org', password })).status, 303);
      wait(901);
      assert.equal((await browser().post('/sign-in', { email, password })).status, 303);
    });
  });

  it('ends with signing out', async () => {
    await withSignIn({}, async ({ person, signedIn }) => {
      await person(email);
      const browser = await signedIn(email);
      assert.equal((await browser.get('/account')).status, 200);
      assert.equal((await browser.post('/sign-out')).status, 303);
      assert.equal((await browser.get('/account')).status, 401);
    });
  });
});

describe('the sign-in library', () => {
  it('is reachable for passkeys only: nobody signs up, signs in or changes a name by its own interface', async () => {
    await withSignIn({}, async ({ person, signedIn }) => {
      await person(email);
      const browser = await signedIn(email);
      for (const [path, body] of [
        ['sign-up/email', { email: 'mallory@example.org', password, name: 'Mallory' }],
        ['sign-in/email', { email, password }],
        ['update-user', { name: 'Mallory' }],
        ['change-email', { newEmail: 'mallory@example.org' }],
        ['delete-user', {}],
        ['thread-open-session', { userId: '' }],
        ['open-session', {}],
      ] as const)
        assert.equal((await browser.postJson(`/api/auth/${path}`, body)).status, 404, path);
      for (const path of ['get-session', 'list-sessions', 'ok', 'reset-password/abc'])
        assert.equal((await browser.get(`/api/auth/${path}`)).status, 404, path);
    });
  });
});

describe('the demo', () => {
  it('signs in with one click', async () => {
    await withSignIn({ demo: true }, async ({ person, browser }) => {
      await person(email, 'link-worker');
      const visitor = browser();
      assert.ok((await visitor.get('/sign-in')).hasButton('Sign in as amara'));
      assert.equal((await visitor.post('/sign-in/demo', { email })).status, 303);
      assert.equal((await visitor.get('/account')).status, 200);
    });
  });

  it('is impossible as soon as one place is not a demo', async () => {
    await withSignIn({ demo: true }, async ({ person, browser, addPlace }) => {
      await person(email, 'link-worker');
      await addPlace('realtown', false);
      assert.ok(!(await browser().get('/sign-in')).hasButton('Sign in as'));
      assert.equal((await browser().post('/sign-in/demo', { email })).status, 404);
    });
  });

  it('is for the people of the demo only, and for nobody where there is no place or no wish for it', async () => {
    await withSignIn({ demo: true }, async ({ person, browser, context }) => {
      await person(email, 'link-worker');
      await person('real@example.org');
      assert.equal((await browser().post('/sign-in/demo', { email: 'real@example.org' })).status, 403);
      context.config.demo = false;
      assert.equal((await browser().post('/sign-in/demo', { email })).status, 404);
    });
    await withSignIn({}, async ({ person, browser }) => {
      await person(email, 'administrator');
      assert.equal((await browser().post('/sign-in/demo', { email })).status, 404);
    });
  });
});

describe('the account page', () => {
  it('changes the password, with the old one, and signs other devices out', async () => {
    await withSignIn({}, async ({ person, signedIn, browser }) => {
      await person(email);
      const [here, there] = [await signedIn(email), await signedIn(email)];
      const short = await here.post('/account/password', { current: password, password: 'short' });
      assert.equal(short.status, 422);
      const wrong = await here.post('/account/password', { current: 'wrong', password: 'another long password' });
      assert.deepEqual(wrong.errors, ['This is not your password. Check it and try again.']);
      const done = await here.post('/account/password', { current: password, password: 'another long password' });
      assert.equal(done.location, '/account?notice=password-changed');
      assert.equal((await here.get('/account')).status, 200);
      assert.equal((await there.get('/account')).status, 401);
      assert.equal((await browser().post('/sign-in', { email, password: 'another long password' })).status, 303);
    });
  });

  it('sets up an authenticator app, which is asked for from then on, and turns it off', async () => {
    await withSignIn({}, async ({ person, signedIn, browser }) => {
      await person(email);
      const here = await signedIn(email);
      const set = await here.post('/account/authenticator', { 'app-password': password });
      assert.ok(set.document.querySelector('svg[role=img]'));
      const [key = '', ...codes] = [...set.document.querySelectorAll('code')].map((one) => one.textContent ?? '');
      const uri = `otpauth://totp/x?secret=${key.replaceAll(' ', '')}`;
      assert.equal(codes.length, 10);
      assert.equal((await here.post('/account/authenticator/confirm', { code: '000000' })).status, 422);
      const on = await here.post('/account/authenticator/confirm', { code: totpCode(uri) });
      assert.equal(on.location, '/account?notice=authenticator-on');

      const there = browser();
      const first = await there.post('/sign-in', { email, password, next: '/testbourne' });
      assert.equal(first.location, '/sign-in/code?next=%2Ftestbourne');
      assert.equal((await there.get('/account')).status, 401);
      assert.equal((await there.post('/sign-in/code', { code: '000000', next: '/testbourne' })).status, 422);
      const second = await there.post('/sign-in/code', { code: codes[0] ?? '', next: '/testbourne' });
      assert.equal(second.location, '/testbourne');
      assert.equal((await there.get('/account')).status, 200);

      const fresh = await there.post('/account/backup-codes', { 'backup-password': password });
      assert.equal(fresh.document.querySelectorAll('code').length, 10);
      const off = await there.post('/account/authenticator/off', { 'off-password': password });
      assert.equal(off.location, '/account?notice=authenticator-off');
      assert.equal((await browser().post('/sign-in', { email, password })).location, '/');
    });
  });

  it('signs out everywhere', async () => {
    await withSignIn({}, async ({ person, signedIn }) => {
      await person(email);
      const [here, there] = [await signedIn(email), await signedIn(email)];
      await here.post('/account/sign-out-everywhere');
      assert.equal((await here.get('/account')).status, 401);
      assert.equal((await there.get('/account')).status, 401);
    });
  });
});

describe('a passkey', () => {
  it('is added, signs in, and no longer does once it is removed', async () => {
    await withSignIn({}, async ({ person, signedIn, browser }) => {
      await person(email);
      const here = await signedIn(email);
      const key = new SoftwarePasskey(origin);
      const added = await here.postJson('/api/auth/passkey/verify-registration', {
        response: key.create(await challengeOf(here, 'generate-register-options')),
        name: 'My phone',
      });
      assert.deepEqual(JSON.parse(added.response.body), { ok: true });
      const account = await here.get('/account');
      assert.match(account.text, /My phone/);

      const there = browser();
      const challenge = await challengeOf(there, 'generate-authenticate-options');
      const response = key.get(challenge);
      const entered = await there.postJson('/api/auth/passkey/verify-authentication', { response });
      assert.deepEqual(JSON.parse(entered.response.body), { ok: true });
      assert.equal((await there.get('/account')).status, 200);
      const replayed = await browser().postJson('/api/auth/passkey/verify-authentication', { response });
      assert.equal(replayed.status, 400, 'a challenge is good once');

      const id = account.document.querySelector('form[action="/account/passkeys/remove"] input')?.getAttribute('value');
      await person('mallory@example.org');
      const mallory = await signedIn('mallory@example.org');
      assert.equal((await mallory.post('/account/passkeys/remove', { id: id ?? '' })).status, 404);
      assert.equal((await here.post('/account/passkeys/remove', { id: id ?? '' })).status, 303);
      const late = browser();
      const refused = await late.postJson('/api/auth/passkey/verify-authentication', {
        response: key.get(await challengeOf(late, 'generate-authenticate-options')),
      });
      assert.equal(refused.status, 401);
    });
  });

  it('that does not make sure of the person, or speaks for another site, is refused', async () => {
    await withSignIn({}, async ({ person, signedIn }) => {
      await person(email);
      const here = await signedIn(email);
      for (const key of [
        new SoftwarePasskey(origin, { verifies: false }),
        new SoftwarePasskey('http://evil.example'),
      ]) {
        const challenge = await challengeOf(here, 'generate-register-options');
        const answer = await here.postJson('/api/auth/passkey/verify-registration', {
          response: key.create(challenge),
        });
        assert.notEqual(answer.status, 200);
      }
      assert.doesNotMatch((await here.get('/account')).text, /added on/);
    });
  });

  it('is only for who is signed in', async () => {
    await withSignIn({}, async ({ browser }) => {
      assert.equal((await browser().get('/api/auth/passkey/generate-register-options')).status, 401);
    });
  });
});

describe('a forgotten password', () => {
  it('answers the same for any address; the link works once', async () => {
    await withSignIn({}, async ({ person, browser, auth, db }) => {
      await person(email);
      const known = await browser().post('/sign-in/forgotten', { email });
      const unknown = await browser().post('/sign-in/forgotten', { email: 'nobody@example.org' });
      assert.deepEqual([known.status, known.location], [unknown.status, unknown.location]);
      await auth.settle();
      const letters = await db.read(
        { role: 'thread_service', job: 'mail-sender' },
        async (trx) => await trx.selectFrom('mail').select('body').execute(),
      );
      assert.equal(letters.length, 1);
      const link = /http:\/\/localhost:3000(\/sign-in\/reset\/\S+)/.exec(letters[0]?.body ?? '')?.[1] ?? '';
      assert.equal((await browser().get(link)).status, 200);
      assert.equal((await browser().post(link, { password: 'short' })).status, 422);
      const done = await browser().post(link, { password: 'another long password' });
      assert.equal(done.location, '/sign-in?notice=password-changed');
      assert.equal((await browser().get(link)).status, 410);
      assert.equal((await browser().post(link, { password: 'a third long password' })).status, 410);
      assert.equal((await browser().post('/sign-in', { email, password: 'another long password' })).status, 303);
    });
  });
});
