import { createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { isAPIError } from 'better-auth/api';
import type { Context, Session } from '../../context.ts';
import type { Uuid } from '../../kernel/ids.ts';
import { noPlace, queueMail } from '../mail/mail.ts';
import { systemClock } from '../clock.ts';
import { errorFields } from '../log.ts';
import { authScope, inOneTransaction } from './dialect.ts';
import { callerHeader, createLibrary, refreshSeconds, sessionSeconds } from './library.ts';
import { KnownTokens } from './known-tokens.ts';
import { sessionOf } from './session.ts';
import { resetMail } from './letters.ts';

/** What sign-in needs of the composition root, with the secret that signs sessions. */
export type AuthContext = Pick<Context, 'config' | 'db' | 'clock' | 'newId' | 'log'> & { secret: string };
/** A request as sign-in sees it. */
export type Caller = { headers: IncomingHttpHeaders; address: string };
/** A cookie to set; an age of 0 takes it away. */
export type CookieToSet = { name: string; value: string; maxAgeSeconds: number };
/** What came of a call: `code` says why it was refused. */
export type Reply = { ok: boolean; status: number; code: string | undefined; body: unknown; cookies: CookieToSet[] };

export type SignInOutcome =
  | { kind: 'signed-in'; cookies: CookieToSet[] }
  | { kind: 'code-needed'; cookies: CookieToSet[] }
  | { kind: 'wrong' }
  | { kind: 'closed' };
export type CodeOutcome = { kind: 'signed-in'; cookies: CookieToSet[] } | { kind: 'wrong' | 'start-again' | 'locked' };

export type PasskeyInfo = { id: Uuid; name: string; addedAt: Date };
export type SessionInfo = { id: Uuid; device: string; since: Date; lastUsed: Date };
/** What the account page shows of how somebody signs in. */
export type SignInMethods = {
  hasPassword: boolean;
  hasAuthenticator: boolean;
  passkeys: PasskeyInfo[];
  sessions: SessionInfo[];
};

export type Auth = ReturnType<typeof createAuth>;

/** Browsers forget a cookie after 400 days at most; when a session ends is decided in the database. */
const cookieSeconds = 400 * 86_400;

function plainHeaders(incoming: IncomingHttpHeaders): Headers {
  const headers = new Headers();
  for (const name of ['cookie', 'origin', 'user-agent', 'sec-fetch-site', 'sec-fetch-mode', 'sec-fetch-dest']) {
    const value = incoming[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  return headers;
}

function cookiesOf(headers: Headers): CookieToSet[] {
  return headers.getSetCookie().map((line) => {
    const [pair = '', ...attributes] = line.split(';');
    const at = pair.indexOf('=');
    const name = pair.slice(0, at).trim();
    const age = attributes.map((part) => /^\s*max-age=(\d+)/i.exec(part)?.[1]).find((value) => value !== undefined);
    const seconds = age === undefined ? 600 : Number(age);
    return {
      name,
      value: decodeURIComponent(pair.slice(at + 1)),
      maxAgeSeconds: seconds > 0 && name.endsWith('.session_token') ? cookieSeconds : seconds,
    };
  });
}

async function replyOf(response: Response): Promise<Reply> {
  const text = await response.text();
  const body: unknown = text === '' ? undefined : JSON.parse(text);
  const code =
    typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string'
      ? body.code
      : undefined;
  if (response.status >= 500) throw new Error(`sign-in failed: ${code ?? response.status}`);
  return { ok: response.ok, status: response.status, code, body, cookies: cookiesOf(response.headers) };
}

function field(body: unknown, name: string): unknown {
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined;
}

function deviceOf(userAgent: string | null): string {
  const agent = userAgent ?? '';
  const browser = /Edg\//.test(agent)
    ? 'Edge'
    : /Firefox\//.test(agent)
      ? 'Firefox'
      : /Chrome\//.test(agent)
        ? 'Chrome'
        : /Safari\//.test(agent)
          ? 'Safari'
          : 'A browser';
  const system = /Android/.test(agent)
    ? 'Android'
    : /iPhone|iPad/.test(agent)
      ? 'an iPhone or iPad'
      : /Windows/.test(agent)
        ? 'Windows'
        : /Mac OS/.test(agent)
          ? 'a Mac'
          : /Linux/.test(agent)
            ? 'Linux'
            : undefined;
  return system === undefined ? browser : `${browser} on ${system}`;
}

/**
 * Sign-in: sessions, passwords, passkeys and second factors. Its calls make their own short transactions, so they are
 * never made inside another one: on the embedded database that would wait for ever.
 */
export function createAuth(context: AuthContext) {
  const { config, db, clock, newId, log, secret } = context;
  const background = new Set<Promise<void>>();
  const library = createLibrary({
    config,
    secret,
    db,
    newId,
    async sendReset({ email, token }) {
      await db.write(authScope, async (trx) => {
        const letter = resetMail(`${config.baseUrl}/sign-in/reset/${token}`);
        await queueMail(trx, { place: noPlace, kind: 'password-reset', to: email, ...letter }, clock.now(), newId);
      });
    },
  });
  const { api } = library;
  const tokens = new KnownTokens();

  /** An address under which a caller is counted: the same for the same caller, and of no use to find them. */
  function pseudonym(address: string): string {
    const hash = createHmac('sha256', secret).update(`caller\0${address}`).digest('hex');
    return `fd${hash.slice(0, 2)}:${(hash.slice(2, 30).match(/.{4}/g) ?? []).join(':')}`;
  }
  function headersOf(caller: Caller): Headers {
    const headers = plainHeaders(caller.headers);
    headers.set(callerHeader, pseudonym(caller.address));
    return headers;
  }
  function ids(rows: readonly { id: string }[]): Set<string> {
    return new Set(rows.map((row) => row.id));
  }

  return {
    /**
     * Who the cookies of a request belong to, and what they are in `place`; nobody when the session has ended or the account
     * is closed. One statement, unless the session is at its end or has to be made longer: that the library does.
     */
    findSession: async (headers: IncomingHttpHeaders, place?: Uuid): Promise<Session | undefined> => {
      if (headers.cookie?.includes('.session_token=') !== true) return undefined;
      const today = clock.now().toISOString().slice(0, 10);
      try {
        const token = await tokens.of(
          headers.cookie,
          async () => await api.sessionToken({ headers: plainHeaders(headers) }),
        );
        if (token === null) return undefined;
        const found = await sessionOf(db, token, place, today);
        if (found === undefined) return undefined;
        const lastsMs = found.endsAt.getTime() - systemClock().now().getTime();
        if (lastsMs > (sessionSeconds - refreshSeconds) * 1_000) return found.session;
        const stillThere = await inOneTransaction(
          db,
          async () => await api.getSession({ headers: plainHeaders(headers) }),
        );
        return stillThere === null ? undefined : found.session;
      } catch (error) {
        // The library wraps what went wrong; the cause says whether the database is away.
        if (isAPIError(error)) {
          if (error.cause instanceof Error) throw error.cause;
          if (error.statusCode < 500) return undefined;
        }
        throw error;
      }
    },

    async signInWithPassword(caller: Caller, words: { email: string; password: string }): Promise<SignInOutcome> {
      const reply = await replyOf(await api.signInEmail({ body: words, headers: headersOf(caller), asResponse: true }));
      if (reply.ok)
        return field(reply.body, 'twoFactorRedirect') === true
          ? { kind: 'code-needed', cookies: reply.cookies }
          : { kind: 'signed-in', cookies: reply.cookies };
      return { kind: reply.code === 'ACCOUNT_CLOSED' ? 'closed' : 'wrong' };
    },

    /** The second step: six figures from the authenticator, or one of the backup codes. */
    async signInWithCode(caller: Caller, code: string): Promise<CodeOutcome> {
      const plain = code.replaceAll(/\s/g, '');
      const options = { headers: headersOf(caller), asResponse: true } as const;
      const reply = await replyOf(
        /^\d{6}$/.test(plain)
          ? await api.verifyTOTP({ body: { code: plain }, ...options })
          : await api.verifyBackupCode({ body: { code: plain }, ...options }),
      );
      if (reply.ok) return { kind: 'signed-in', cookies: reply.cookies };
      if (reply.code === 'ACCOUNT_TEMPORARILY_LOCKED') return { kind: 'locked' };
      if (reply.code === 'INVALID_CODE' || reply.code === 'INVALID_BACKUP_CODE') return { kind: 'wrong' };
      return { kind: 'start-again' };
    },

    /** Opens a session for an account whose right to one was shown in another way; never around a second factor. */
    async openSession(caller: Caller, account: Uuid): Promise<CookieToSet[] | undefined> {
      const reply = await replyOf(
        await api.openSession({ body: { userId: account }, headers: headersOf(caller), asResponse: true }),
      );
      return reply.ok ? reply.cookies : undefined;
    },

    async signOut(caller: Caller): Promise<CookieToSet[]> {
      return (await replyOf(await api.signOut({ headers: headersOf(caller), asResponse: true }))).cookies;
    },

    /** Ends every session of the account; whoever holds one of them is signed out on the next click. */
    async signOutEverywhere(caller: Caller, account: Uuid): Promise<CookieToSet[]> {
      const cookies = (await replyOf(await api.signOut({ headers: headersOf(caller), asResponse: true }))).cookies;
      await db.write(authScope, async (trx) => {
        await trx.deleteFrom('auth.session').where('userId', '=', account).execute();
      });
      return cookies;
    },

    /**
     * Sends a link for a new password, if the address is one of ours. It works behind the answer, so that nobody learns
     * from the time it takes whether an account exists.
     */
    requestReset(email: string): void {
      const work = (async () => {
        try {
          await api.requestPasswordReset({ body: { email } });
        } catch (error) {
          log.error('a password reset could not be prepared', errorFields(error));
        }
      })();
      background.add(work);
      void work.finally(() => background.delete(work));
    },

    /** Waits until what goes on behind the answers is done: before the process stops, and in tests. */
    async settle(): Promise<void> {
      while (background.size > 0) await Promise.all(background);
    },

    async isResetOpen(token: string): Promise<boolean> {
      const { internalAdapter } = await library.$context;
      const found = await internalAdapter.findVerificationValue(`reset-password:${token}`);
      return found !== null && found !== undefined && found.expiresAt > systemClock().now();
    },

    /** Sets a new password with a token from a letter, once, and ends every session of the account. */
    async resetPassword(token: string, password: string): Promise<boolean> {
      const reply = await replyOf(
        await api.resetPassword({ body: { token, newPassword: password }, asResponse: true }),
      );
      return reply.ok;
    },

    /** Changes the password of whoever is signed in and ends their other sessions. */
    async changePassword(caller: Caller, words: { current: string; next: string }): Promise<Reply> {
      return await replyOf(
        await api.changePassword({
          body: { currentPassword: words.current, newPassword: words.next, revokeOtherSessions: true },
          headers: headersOf(caller),
          asResponse: true,
        }),
      );
    },

    /** Begins to set up an authenticator app; it counts once a code from it was given. */
    async beginAuthenticator(
      caller: Caller,
      password: string,
    ): Promise<{ uri: string; backupCodes: string[] } | undefined> {
      const reply = await replyOf(
        await api.enableTwoFactor({ body: { password }, headers: headersOf(caller), asResponse: true }),
      );
      const uri = field(reply.body, 'totpURI');
      const codes = field(reply.body, 'backupCodes');
      if (!reply.ok || typeof uri !== 'string' || !Array.isArray(codes)) return undefined;
      return { uri, backupCodes: codes.map(String) };
    },

    async confirmAuthenticator(caller: Caller, code: string): Promise<CookieToSet[] | undefined> {
      const reply = await replyOf(
        await api.verifyTOTP({
          body: { code: code.replaceAll(/\s/g, '') },
          headers: headersOf(caller),
          asResponse: true,
        }),
      );
      return reply.ok ? reply.cookies : undefined;
    },

    async turnOffAuthenticator(caller: Caller, password: string): Promise<CookieToSet[] | undefined> {
      const reply = await replyOf(
        await api.disableTwoFactor({ body: { password }, headers: headersOf(caller), asResponse: true }),
      );
      return reply.ok ? reply.cookies : undefined;
    },

    async newBackupCodes(caller: Caller, password: string): Promise<string[] | undefined> {
      const reply = await replyOf(
        await api.generateBackupCodes({ body: { password }, headers: headersOf(caller), asResponse: true }),
      );
      const codes = field(reply.body, 'backupCodes');
      return reply.ok && Array.isArray(codes) ? codes.map(String) : undefined;
    },

    async removePasskey(account: Uuid, id: Uuid): Promise<boolean> {
      const gone = await db.write(
        authScope,
        async (trx) =>
          await trx
            .deleteFrom('auth.passkey')
            .where('id', '=', id)
            .where('userId', '=', account)
            .returning('id')
            .execute(),
      );
      return ids(gone).has(id);
    },

    async methodsOf(account: Uuid, now: Date): Promise<SignInMethods> {
      return await db.read(authScope, async (trx) => {
        const user = await trx
          .selectFrom('auth.user')
          .select('twoFactorEnabled')
          .where('id', '=', account)
          .executeTakeFirst();
        const password = await trx
          .selectFrom('auth.account')
          .select('id')
          .where('userId', '=', account)
          .where('providerId', '=', 'credential')
          .where('password', 'is not', null)
          .executeTakeFirst();
        const passkeys = await trx
          .selectFrom('auth.passkey')
          .select(['id', 'name', 'createdAt'])
          .where('userId', '=', account)
          .orderBy('createdAt')
          .execute();
        const sessions = await trx
          .selectFrom('auth.session')
          .select(['id', 'userAgent', 'createdAt', 'updatedAt'])
          .where('userId', '=', account)
          .where('expiresAt', '>', now)
          .orderBy('updatedAt', 'desc')
          .execute();
        return {
          hasPassword: password !== undefined,
          hasAuthenticator: user?.twoFactorEnabled === true,
          passkeys: passkeys.map((row) => ({
            id: row.id,
            name: row.name === null || row.name === '' ? 'Passkey' : row.name,
            addedAt: row.createdAt ?? now,
          })),
          sessions: sessions.map((row) => ({
            id: row.id,
            device: deviceOf(row.userAgent),
            since: row.createdAt,
            lastUsed: row.updatedAt,
          })),
        };
      });
    },

    /** Passes one of the passkey calls of our own script to the library. Nothing else of its interface is reachable. */
    async handlePasskey(caller: Caller, method: 'GET' | 'POST', path: PasskeyPath, body?: unknown): Promise<Reply> {
      const headers = headersOf(caller);
      if (method === 'POST') headers.set('content-type', 'application/json');
      const request = new Request(`${config.baseUrl}/api/auth/passkey/${path}`, {
        method,
        headers,
        ...(method === 'POST' ? { body: JSON.stringify(body) } : {}),
      });
      return await replyOf(await library.handler(request));
    },

    /** A password as the library keeps it: slow on purpose, so never inside a transaction. */
    async hashPassword(password: string): Promise<string> {
      return await (await library.$context).password.hash(password);
    },
    newId,
  };
}

export const passkeyPaths = [
  'generate-register-options',
  'verify-registration',
  'generate-authenticate-options',
  'verify-authentication',
] as const;
export type PasskeyPath = (typeof passkeyPaths)[number];
