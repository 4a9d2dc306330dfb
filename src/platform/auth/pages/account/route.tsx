import type { FastifyInstance } from 'fastify';
import type { Session } from '../../../../context.ts';
import { isUuid } from '../../../../kernel/ids.ts';
import { page, redirect, type Answer } from '../../../http/answers.ts';
import { HttpError, notFound } from '../../../http/errors.ts';
import { formSchema, querySchema, textField } from '../../../http/fields.ts';
import { siteRoute, type Request, type RouteContext } from '../../../http/routes.ts';
import type { Auth } from '../../auth.ts';
import { setCookies } from '../../cookies.ts';
import { formPage, type Problem } from '../../form-page.ts';
import { tooMany } from '../../limits.ts';
import { passwordProblem, wrongCode, wrongOwnPassword } from '../../messages.ts';
import { AccountPage, AuthenticatorPage, BackupCodes, ConfirmForm } from './account-page.tsx';

function sessionOf(request: Request): Session {
  if (request.session === undefined) throw new HttpError('request/sign-in-needed', 'Sign in first.');
  return request.session;
}

/** What somebody may do with how they sign in. Each change asks for the password again: a session may be left open. */
export function accountRoutes(app: FastifyInstance, context: RouteContext, auth: Auth): void {
  const back = { text: 'Back to your account', href: '/account' };

  async function show(request: Request, problem?: Problem): Promise<Answer> {
    const session = sessionOf(request);
    // Sessions end by the machine's time, as the sign-in library counts it.
    const methods = await auth.methodsOf(session.account, request.now);
    const body = <AccountPage session={session} methods={methods} problem={problem} />;
    return formPage({ title: 'Your account', width: 'narrow', body }, problem);
  }
  /** Counts a try at the password of whoever is signed in. */
  async function refusedTry(request: Request, field: string): Promise<Answer | undefined> {
    const refusal = await tooMany(request, 'own-password', sessionOf(request).account);
    return refusal === undefined ? undefined : await show(request, { status: 429, text: refusal, field });
  }

  siteRoute(app, context, {
    method: 'GET',
    path: '/account',
    ability: 'signed-in',
    query: querySchema({}),
    handle: async (request) => await show(request),
  });

  siteRoute(app, context, {
    method: 'POST',
    path: '/account/password',
    ability: 'signed-in',
    body: formSchema({ username: textField(300), current: textField(1_000), password: textField(1_000) }),
    handle: async (request) => {
      const session = sessionOf(request);
      const next = request.body.password ?? '';
      const text = passwordProblem(next, session.email);
      if (text !== undefined) return await show(request, { status: 422, text, field: 'password' });
      const refused = await refusedTry(request, 'current');
      if (refused !== undefined) return refused;
      const reply = await auth.changePassword(request, { current: request.body.current ?? '', next });
      if (!reply.ok) return await show(request, { status: 422, text: wrongOwnPassword, field: 'current' });
      setCookies(request, reply.cookies);
      return redirect('/account', 'password-changed');
    },
  });

  siteRoute(app, context, {
    method: 'POST',
    path: '/account/passkeys/remove',
    ability: 'signed-in',
    body: formSchema({ id: textField(36) }),
    handle: async (request) => {
      const { id } = request.body;
      if (!isUuid(id) || !(await auth.removePasskey(sessionOf(request).account, id))) throw notFound();
      return redirect('/account', 'passkey-removed');
    },
  });

  siteRoute(app, context, {
    method: 'POST',
    path: '/account/authenticator',
    ability: 'signed-in',
    body: formSchema({ 'app-password': textField(1_000) }),
    handle: async (request) => {
      const field = 'app-password';
      const refused = await refusedTry(request, field);
      if (refused !== undefined) return refused;
      const begun = await auth.beginAuthenticator(request, request.body[field] ?? '');
      if (begun === undefined) return await show(request, { status: 422, text: wrongOwnPassword, field });
      return page({
        title: 'Set up an authenticator app',
        width: 'narrow',
        back,
        body: <AuthenticatorPage {...begun} />,
      });
    },
  });

  siteRoute(app, context, {
    method: 'POST',
    path: '/account/authenticator/confirm',
    ability: 'signed-in',
    body: formSchema({ code: textField(100) }),
    handle: async (request) => {
      const refusal = await tooMany(request, 'own-code', sessionOf(request).account);
      const cookies =
        refusal === undefined ? await auth.confirmAuthenticator(request, request.body.code ?? '') : undefined;
      if (cookies === undefined) {
        const text = refusal ?? wrongCode;
        const body = (
          <>
            <h1 class="nhsuk-heading-l">Set up an authenticator app</h1>
            <p>Your app has the key already. Enter the code that it shows now.</p>
            <ConfirmForm error={text} />
            <p>
              <a href="/account">Start again with a new key</a>
            </p>
          </>
        );
        return formPage(
          { title: 'Set up an authenticator app', width: 'narrow', back, body },
          { status: refusal === undefined ? 422 : 429, text, field: 'code' },
        );
      }
      setCookies(request, cookies);
      return redirect('/account', 'authenticator-on');
    },
  });

  siteRoute(app, context, {
    method: 'POST',
    path: '/account/authenticator/off',
    ability: 'signed-in',
    body: formSchema({ 'off-password': textField(1_000) }),
    handle: async (request) => {
      const field = 'off-password';
      const refused = await refusedTry(request, field);
      if (refused !== undefined) return refused;
      const cookies = await auth.turnOffAuthenticator(request, request.body[field] ?? '');
      if (cookies === undefined) return await show(request, { status: 422, text: wrongOwnPassword, field });
      setCookies(request, cookies);
      return redirect('/account', 'authenticator-off');
    },
  });

  siteRoute(app, context, {
    method: 'POST',
    path: '/account/backup-codes',
    ability: 'signed-in',
    body: formSchema({ 'backup-password': textField(1_000) }),
    handle: async (request) => {
      const field = 'backup-password';
      const refused = await refusedTry(request, field);
      if (refused !== undefined) return refused;
      const codes = await auth.newBackupCodes(request, request.body[field] ?? '');
      if (codes === undefined) return await show(request, { status: 422, text: wrongOwnPassword, field });
      return page({
        title: 'Your new backup codes',
        width: 'narrow',
        back,
        body: (
          <>
            <h1 class="nhsuk-heading-l">Your new backup codes</h1>
            <p>The codes that you had before no longer work.</p>
            <BackupCodes codes={codes} />
          </>
        ),
      });
    },
  });

  siteRoute(app, context, {
    method: 'POST',
    path: '/account/sign-out-everywhere',
    ability: 'signed-in',
    handle: async (request) => {
      setCookies(request, await auth.signOutEverywhere(request, sessionOf(request).account));
      return redirect('/sign-in', 'signed-out-everywhere');
    },
  });
}
