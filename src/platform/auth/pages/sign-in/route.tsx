import type { FastifyInstance } from 'fastify';
import { isEmail, normaliseEmail } from '../../../../lib/email.ts';
import { redirect, type Answer } from '../../../http/answers.ts';
import { HttpError, notFound } from '../../../http/errors.ts';
import { formSchema, querySchema, textField } from '../../../http/fields.ts';
import type { Places } from '../../../http/places.ts';
import { siteRoute, type Request, type RouteContext } from '../../../http/routes.ts';
import type { Auth } from '../../auth.ts';
import { formPage, type Problem } from '../../form-page.ts';
import { setCookies } from '../../cookies.ts';
import { demoPeople } from '../../demo.ts';
import { tooMany } from '../../limits.ts';
import { localPath } from '../../local-path.ts';
import { closedAccount, wrongPassword } from '../../messages.ts';
import { SignInPage } from './sign-in-page.tsx';

/** Where a newcomer to a demo may begin without signing in at all, if there is such a place. */
export type WayIn = (places: Places) => { text: string; href: string } | undefined;
type Shown = { next: string; email: string; wayIn: ReturnType<WayIn> };

async function show(request: Pick<Request, 'context'>, words: Shown, problem?: Problem): Promise<Answer> {
  const demo = await demoPeople(request.context);
  return formPage(
    {
      title: 'Sign in',
      width: 'narrow',
      body: (
        <SignInPage {...words} demo={demo} error={problem === undefined ? {} : { [problem.field]: problem.text }} />
      ),
    },
    problem,
  );
}

/** Sign in with a password; in a demo with one click. */
export function signInRoutes(app: FastifyInstance, context: RouteContext, auth: Auth, way: WayIn): void {
  siteRoute(app, context, {
    method: 'GET',
    path: '/sign-in',
    ability: 'anyone',
    query: querySchema({ next: textField(500) }),
    handle: async (request) => {
      const next = localPath(request.query.next);
      if (request.session !== undefined) return redirect(next);
      return await show(request, { next, email: '', wayIn: way(context.places) });
    },
  });

  siteRoute(app, context, {
    method: 'POST',
    path: '/sign-in',
    ability: 'anyone',
    body: formSchema({ email: textField(300), password: textField(1_000), next: textField(500) }),
    handle: async (request) => {
      const next = localPath(request.body.next);
      const typed = request.body.email ?? '';
      const email = normaliseEmail(typed);
      const password = request.body.password ?? '';
      const words = { next, email: typed, wayIn: way(context.places) };
      if (!isEmail(email))
        return await show(request, words, {
          status: 422,
          text: 'Enter your e-mail address, such as name@example.org',
          field: 'email',
        });
      if (password === '')
        return await show(request, words, { status: 422, text: 'Enter your password', field: 'password' });
      const refusal = await tooMany(request, 'sign-in', email);
      if (refusal !== undefined) return await show(request, words, { status: 429, text: refusal, field: 'password' });
      const outcome = await auth.signInWithPassword(request, { email, password });
      switch (outcome.kind) {
        case 'signed-in':
          setCookies(request, outcome.cookies);
          return redirect(next);
        case 'code-needed':
          setCookies(request, outcome.cookies);
          return redirect(`/sign-in/code?next=${encodeURIComponent(next)}`);
        case 'closed':
          return await show(request, words, { status: 422, text: closedAccount, field: 'email' });
        case 'wrong':
          return await show(request, words, { status: 422, text: wrongPassword, field: 'password' });
      }
    },
  });

  siteRoute(app, context, {
    method: 'POST',
    path: '/sign-in/demo',
    ability: 'anyone',
    body: formSchema({ email: textField(300), next: textField(500) }),
    handle: async (request) => {
      const people = await demoPeople(request.context);
      // Where there is no demo, this address does not exist.
      if (people.length === 0) throw notFound();
      const email = normaliseEmail(request.body.email ?? '');
      const person = people.find((one) => one.email === email);
      if (person === undefined)
        throw new HttpError('request/not-allowed', 'Only the people of the demo can be tried out.');
      const refusal = await tooMany(request, 'demo', `${request.address}/${email}`);
      if (refusal !== undefined) throw new HttpError('request/too-many', refusal);
      const cookies = await auth.openSession(request, person.account);
      if (cookies === undefined)
        throw new HttpError('request/not-allowed', 'This person cannot be tried out: their account has a second step.');
      setCookies(request, cookies);
      return redirect(localPath(request.body.next));
    },
  });
}
