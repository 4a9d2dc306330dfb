import { passkey } from '@better-auth/passkey';
import { betterAuth } from 'better-auth';
import { APIError, createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { twoFactor } from 'better-auth/plugins';
import { Kysely } from 'kysely';
import type { Config } from '../../config/config.ts';
import { isUuid, type Uuid } from '../../kernel/ids.ts';
import type { Database } from '../database/database.ts';
import { authDialect, authScope } from './dialect.ts';

export const passwordLength = { least: 12, most: 128 };
const day = 86_400;
/** How long somebody stays signed in without coming back. */
export const sessionSeconds = 30 * day;
/** After how long a session that is used is made to last its whole time again. */
export const refreshSeconds = day;
/** The header in which we hand over who calls, as a pseudonym: the library must believe no header of the client's. */
export const callerHeader = 'x-thread-caller';

/** The body of the call below, in the form of schema that the library reads. */
function userIdBody() {
  return {
    '~standard': {
      version: 1 as const,
      vendor: 'common-thread',
      validate: (value: unknown) =>
        typeof value === 'object' && value !== null && 'userId' in value && isUuid(value.userId)
          ? { value: { userId: value.userId } }
          : { issues: [{ message: 'userId must be a UUID' }] },
      types: undefined as { input: { userId: Uuid }; output: { userId: Uuid } } | undefined,
    },
  };
}

/** The token of the session that the cookies of a request name, when the cookie is one that we signed. */
function sessionTokenPlugin() {
  return {
    id: 'thread-session-token',
    endpoints: {
      sessionToken: createAuthEndpoint.serverOnly({ method: 'GET', requireHeaders: true }, async (ctx) => {
        const token = await ctx.getSignedCookie(ctx.context.authCookies.sessionToken.name, ctx.context.secret);
        return typeof token === 'string' ? token : null;
      }),
    },
  };
}

/** Opens a session for an account whose right to one was shown in another way: a demo person, an accepted invitation. */
function openSessionPlugin() {
  return {
    id: 'thread-open-session',
    endpoints: {
      openSession: createAuthEndpoint.serverOnly({ method: 'POST', body: userIdBody() }, async (ctx) => {
        const user = await ctx.context.internalAdapter.findUserById(ctx.body.userId);
        // A second factor is never stepped around.
        if (user === null || ('twoFactorEnabled' in user && user.twoFactorEnabled === true))
          throw new APIError('FORBIDDEN', { code: 'SECOND_FACTOR_NEEDED' });
        const session = await ctx.context.internalAdapter.createSession(user.id);
        await setSessionCookie(ctx, { session, user });
        return ctx.json({ status: true });
      }),
    },
  };
}

export type LibraryOptions = {
  config: Pick<Config, 'baseUrl'>;
  secret: string;
  db: Database;
  newId: () => Uuid;
  sendReset: (mail: { account: Uuid; email: string; token: string }) => Promise<void>;
};

/**
 * better-auth, set up for us: no open sign-up, ids of ours, its tables in the schema `auth`, nothing sent anywhere and
 * nothing logged, because its messages may quote what a person typed.
 */
export function createLibrary({ config, secret, db, newId, sendReset }: LibraryOptions) {
  const { origin, hostname } = new URL(config.baseUrl);
  return betterAuth({
    appName: 'Common Thread',
    baseURL: config.baseUrl,
    basePath: '/api/auth',
    secret,
    database: {
      db: new Kysely<never>({ dialect: authDialect(db) }),
      type: 'postgres',
      schemaName: 'auth',
      transaction: false,
    },
    telemetry: { enabled: false },
    logger: { disabled: true },
    onAPIError: { throw: true },
    trustedOrigins: [origin],
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      autoSignIn: false,
      minPasswordLength: passwordLength.least,
      maxPasswordLength: passwordLength.most,
      resetPasswordTokenExpiresIn: 3_600,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: async ({ user, token }) => await sendReset({ account: user.id, email: user.email, token }),
    },
    user: { changeEmail: { enabled: false }, deleteUser: { enabled: false } },
    session: { expiresIn: sessionSeconds, updateAge: refreshSeconds, freshAge: day },
    verification: { storeIdentifier: 'hashed' },
    rateLimit: { enabled: true, storage: 'database', window: 60, max: 30 },
    databaseHooks: {
      session: {
        create: {
          before: async (session) => {
            const closed = await db.read(
              authScope,
              async (trx) =>
                await trx
                  .selectFrom('account')
                  .select('disabled_at')
                  .where('id', '=', session.userId)
                  .executeTakeFirst(),
            );
            if (closed === undefined || closed.disabled_at !== null)
              throw new APIError('FORBIDDEN', { code: 'ACCOUNT_CLOSED' });
          },
        },
      },
    },
    advanced: {
      cookiePrefix: 'thread',
      useSecureCookies: config.baseUrl.startsWith('https:'),
      database: { generateId: () => newId() },
      ipAddress: { ipAddressHeaders: [callerHeader] },
    },
    plugins: [
      twoFactor({ issuer: 'Common Thread', twoFactorCookieMaxAge: 600 }),
      passkey({
        rpID: hostname,
        rpName: 'Common Thread',
        origin,
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        // A passkey stands for two factors only when the device made sure of the person: by finger, face or PIN.
        registration: {
          afterVerification: ({ verification }) => {
            if (verification.registrationInfo?.userVerified !== true)
              throw new APIError('FORBIDDEN', { code: 'PERSON_NOT_VERIFIED' });
          },
        },
        authentication: {
          afterVerification: ({ verification }) => {
            if (!verification.authenticationInfo.userVerified)
              throw new APIError('FORBIDDEN', { code: 'PERSON_NOT_VERIFIED' });
          },
        },
      }),
      openSessionPlugin(),
      sessionTokenPlugin(),
    ],
  });
}

export type Library = ReturnType<typeof createLibrary>;
