import type { FastifyInstance } from 'fastify';
import { Button, Input, WarningCallout } from '../../../../design/index.ts';
import { isEmail, normaliseEmail } from '../../../../lib/email.ts';
import { page, redirect, type Answer } from '../../../http/answers.ts';
import { formSchema, querySchema, textField } from '../../../http/fields.ts';
import { siteRoute, type Request, type RouteContext } from '../../../http/routes.ts';
import type { Auth } from '../../auth.ts';
import { formPage, type Problem } from '../../form-page.ts';
import { tooMany } from '../../limits.ts';

function show(request: Pick<Request, 'context'>, email: string, problem?: Problem): Answer {
  return formPage(
    {
      title: 'Forgotten password',
      width: 'narrow',
      back: { text: 'Back to sign in', href: '/sign-in' },
      body: (
        <>
          <h1 class="nhsuk-heading-l">I have forgotten my password</h1>
          {request.context.config.mail.kind === 'outbox' && (
            <WarningCallout heading="This service sends no mail yet" headingLevel={2}>
              <p>Ask the people who run it for a new password instead.</p>
            </WarningCallout>
          )}
          <p>Enter the address of your account. If we know it, we send it a link that works once, for one hour.</p>
          <form method="post" action="/sign-in/forgotten" novalidate>
            <Input
              name="email"
              label="E-mail address"
              type="email"
              autocomplete="email"
              autocapitalize="none"
              spellcheck={false}
              value={email}
              error={problem?.text}
            />
            <Button>Send me a link</Button>
          </form>
        </>
      ),
    },
    problem,
  );
}

/** Asks for a link for a new password. The answer is the same, and as quick, whether or not we know the address. */
export function forgottenRoutes(app: FastifyInstance, context: RouteContext, auth: Auth): void {
  siteRoute(app, context, {
    method: 'GET',
    path: '/sign-in/forgotten',
    ability: 'anyone',
    query: querySchema({}),
    handle: async (request) => show(request, ''),
  });
  siteRoute(app, context, {
    method: 'POST',
    path: '/sign-in/forgotten',
    ability: 'anyone',
    body: formSchema({ email: textField(300) }),
    handle: async (request) => {
      const typed = request.body.email ?? '';
      const email = normaliseEmail(typed);
      if (!isEmail(email))
        return show(request, typed, {
          status: 422,
          text: 'Enter your e-mail address, such as name@example.org',
          field: 'email',
        });
      const refusal = await tooMany(request, 'forgotten', email);
      if (refusal !== undefined) return show(request, typed, { status: 429, text: refusal, field: 'email' });
      auth.requestReset(email);
      return redirect('/sign-in/forgotten/asked');
    },
  });
  siteRoute(app, context, {
    method: 'GET',
    path: '/sign-in/forgotten/asked',
    ability: 'anyone',
    query: querySchema({}),
    handle: async () =>
      page({
        title: 'Look at your mail',
        width: 'narrow',
        back: { text: 'Back to sign in', href: '/sign-in' },
        body: (
          <>
            <h1 class="nhsuk-heading-l">Look at your mail</h1>
            <p>
              If there is an account with that address, a letter with a link is on its way. The link works once, for one
              hour.
            </p>
            <p>If nothing comes within ten minutes, look in your spam folder, then check the address and ask again.</p>
          </>
        ),
      }),
  });
}
