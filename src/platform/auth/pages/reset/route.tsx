import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { Button, PasswordInput } from '../../../../design/index.ts';
import { redirect, type Answer } from '../../../http/answers.ts';
import { formSchema, querySchema, textField } from '../../../http/fields.ts';
import { siteRoute, type RouteContext } from '../../../http/routes.ts';
import type { Auth } from '../../auth.ts';
import { formPage, type Problem } from '../../form-page.ts';
import { tooMany } from '../../limits.ts';
import { passwordLength } from '../../library.ts';
import { passwordProblem, resetOver } from '../../messages.ts';

function over(): Answer {
  return {
    kind: 'page',
    status: 410,
    page: {
      title: 'This link no longer works',
      width: 'narrow',
      body: (
        <>
          <h1 class="nhsuk-heading-l">This link no longer works</h1>
          <p>{resetOver}</p>
          <p>
            <a href="/sign-in/forgotten">Ask for a new link</a>
          </p>
        </>
      ),
    },
  };
}

function show(token: string, problem?: Problem): Answer {
  return formPage(
    {
      title: 'Choose a new password',
      width: 'narrow',
      body: (
        <>
          <h1 class="nhsuk-heading-l">Choose a new password</h1>
          <form method="post" action={`/sign-in/reset/${token}`} novalidate>
            <PasswordInput
              name="password"
              label="New password"
              hint={`At least ${passwordLength.least} characters. Three words that you choose at random are good.`}
              autocomplete="new-password"
              error={problem?.text}
            />
            <Button>Save the new password</Button>
          </form>
          <p>You are then signed out everywhere, and sign in with the new password.</p>
        </>
      ),
    },
    problem,
  );
}

/** Chooses a new password with the link of a letter: once, within the hour. */
export function resetRoutes(app: FastifyInstance, context: RouteContext, auth: Auth): void {
  const params = Type.Object({ token: Type.String({ pattern: '^[A-Za-z0-9_-]{16,100}$' }) });
  siteRoute(app, context, {
    method: 'GET',
    path: '/sign-in/reset/:token',
    ability: 'anyone',
    params,
    query: querySchema({}),
    handle: async (request) => ((await auth.isResetOpen(request.params.token)) ? show(request.params.token) : over()),
  });
  siteRoute(app, context, {
    method: 'POST',
    path: '/sign-in/reset/:token',
    ability: 'anyone',
    params,
    body: formSchema({ password: textField(1_000) }),
    handle: async (request) => {
      const { token } = request.params;
      const password = request.body.password ?? '';
      const problem = passwordProblem(password, '');
      if (problem !== undefined) return show(token, { status: 422, text: problem, field: 'password' });
      const refusal = await tooMany(request, 'reset', token);
      if (refusal !== undefined) return show(token, { status: 429, text: refusal, field: 'password' });
      if (!(await auth.resetPassword(token, password))) return over();
      return redirect('/sign-in', 'password-changed');
    },
  });
}
