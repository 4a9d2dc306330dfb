import type { FastifyInstance } from 'fastify';
import { Button, Input } from '../../../../design/index.ts';
import { redirect, type Answer } from '../../../http/answers.ts';
import { formSchema, querySchema, textField } from '../../../http/fields.ts';
import { siteRoute, type RouteContext } from '../../../http/routes.ts';
import type { Auth } from '../../auth.ts';
import { formPage, type Problem } from '../../form-page.ts';
import { setCookies } from '../../cookies.ts';
import { tooMany } from '../../limits.ts';
import { localPath } from '../../local-path.ts';
import { lockedCodes, startAgain, wrongCode } from '../../messages.ts';

function show(next: string, problem?: Problem): Answer {
  return formPage(
    {
      title: 'Enter your code',
      width: 'narrow',
      back: { text: 'Back to sign in', href: `/sign-in?next=${encodeURIComponent(next)}` },
      body: (
        <>
          <h1 class="nhsuk-heading-l">Enter your code</h1>
          <form method="post" action="/sign-in/code" novalidate>
            <input type="hidden" name="next" value={next} />
            <Input
              name="code"
              label="Code"
              hint="The 6 figures that your authenticator app shows now, or one of your backup codes."
              autocomplete="one-time-code"
              autocapitalize="none"
              spellcheck={false}
              width={10}
              code
              error={problem?.text}
            />
            <Button>Continue</Button>
          </form>
        </>
      ),
    },
    problem,
  );
}

/** The second step of signing in: a code from the authenticator app, or a backup code. */
export function codeRoutes(app: FastifyInstance, context: RouteContext, auth: Auth): void {
  siteRoute(app, context, {
    method: 'GET',
    path: '/sign-in/code',
    ability: 'anyone',
    query: querySchema({ next: textField(500) }),
    handle: async (request) => show(localPath(request.query.next)),
  });
  siteRoute(app, context, {
    method: 'POST',
    path: '/sign-in/code',
    ability: 'anyone',
    body: formSchema({ code: textField(100), next: textField(500) }),
    handle: async (request) => {
      const next = localPath(request.body.next);
      const code = (request.body.code ?? '').trim();
      if (code === '') return show(next, { status: 422, text: 'Enter the code', field: 'code' });
      const refusal = await tooMany(request, 'code', request.address);
      if (refusal !== undefined) return show(next, { status: 429, text: refusal, field: 'code' });
      const outcome = await auth.signInWithCode(request, code);
      switch (outcome.kind) {
        case 'signed-in':
          setCookies(request, outcome.cookies);
          return redirect(next);
        case 'wrong':
          return show(next, { status: 422, text: wrongCode, field: 'code' });
        case 'locked':
          return show(next, { status: 429, text: lockedCodes, field: 'code' });
        case 'start-again':
          return show(next, { status: 422, text: startAgain, field: 'code' });
      }
    },
  });
}
