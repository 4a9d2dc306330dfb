import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { tokenHash } from '../../../lib/token-hash.ts';
import { recordAudit } from '../../../platform/audit/audit.ts';
import { createAccount } from '../../../platform/auth/accounts.ts';
import type { Auth } from '../../../platform/auth/auth.ts';
import { setCookies } from '../../../platform/auth/cookies.ts';
import { tooMany } from '../../../platform/auth/limits.ts';
import { passwordProblem } from '../../../platform/auth/messages.ts';
import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { HttpError, notFound } from '../../../platform/http/errors.ts';
import { formSchema, querySchema, slugParam, textField } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest, type RouteContext } from '../../../platform/http/routes.ts';
import { invitationState, isInvited } from '../domain/invitation.ts';
import { acceptInvitation, acceptScope, findInvitation, type Invitation } from '../store/invitations.ts';
import { InvitationPage, OverPage, overTitle, type Way } from './accept-page.tsx';

type Found = { invitation: Invitation; hasAccount: boolean };

async function find(request: PlaceRequest, token: string): Promise<Found> {
  const { context, place } = request;
  const found = await context.db.read(acceptScope(place.id), async (trx) => {
    const invitation = await findInvitation(trx, place.id, tokenHash(token));
    if (invitation === undefined) return undefined;
    const account = await trx
      .selectFrom('account')
      .select('id')
      .where('email', '=', invitation.email)
      .executeTakeFirst();
    return { invitation, hasAccount: account !== undefined };
  });
  if (found === undefined) throw notFound();
  return found;
}

/** Shows what an invitation is for, and accepts it: as who is signed in, or by making an account for its address. */
export function acceptInvitationRoutes(app: FastifyInstance, context: RouteContext, auth: Auth): void {
  const params = Type.Object({
    place: slugParam(),
    token: Type.String({ pattern: '^[A-Za-z0-9_-]{20,100}$' }),
  });

  function show(
    request: PlaceRequest,
    found: Found,
    problems: { name?: string | undefined; errors?: { name?: string | undefined; password?: string | undefined } } = {},
    status = 422,
  ): Answer {
    const { invitation, hasAccount } = found;
    const { session, place } = request;
    const state = invitationState(invitation, request.now);
    if (state !== 'open')
      return {
        kind: 'page',
        status: 410,
        page: { title: overTitle(state), width: 'narrow', body: <OverPage state={state} /> },
      };
    const address = request.path;
    const errors = problems.errors ?? {};
    const way: Way =
      session !== undefined
        ? { kind: isInvited(invitation, session.email) ? 'accept' : 'other-account' }
        : hasAccount
          ? { kind: 'sign-in', href: `/sign-in?next=${encodeURIComponent(address)}` }
          : { kind: 'new-account', name: problems.name ?? invitation.name, errors };
    const list = (['name', 'password'] as const).flatMap((field) => {
      const text = errors[field];
      return text === undefined ? [] : [{ text, field }];
    });
    const answer = page({
      title: 'An invitation',
      width: 'narrow',
      body: <InvitationPage place={place} invitation={invitation} address={address} way={way} />,
      errors: list,
    });
    return answer.kind === 'page' && list.length > 0 ? { ...answer, status } : answer;
  }

  async function accept(
    request: PlaceRequest,
    token: string,
    account: { id: string; email: string },
  ): Promise<boolean> {
    const { place, now } = request;
    const { newId, db } = request.context;
    return await db.write(acceptScope(place.id), async (trx) => {
      const done = await acceptInvitation(
        trx,
        {
          place: place.id,
          tokenHash: tokenHash(token),
          account: account.id,
          email: account.email,
          today: now.toISOString().slice(0, 10),
        },
        now,
        newId,
      );
      if (done === undefined) return false;
      await recordAudit(
        trx,
        {
          place: place.id,
          account: account.id,
          action: 'invitation/accepted',
          kind: 'invitation',
          id: done.invitation,
          detail: { membership: done.membership },
        },
        now,
        newId,
      );
      return true;
    });
  }

  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/invitation/:token',
    ability: 'anyone',
    params,
    query: querySchema({}),
    handle: async (request) => show(request, await find(request, request.params.token)),
  });

  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/invitation/:token',
    ability: 'anyone',
    params,
    body: Type.Optional(formSchema({ username: textField(300), name: textField(300), password: textField(1_000) })),
    handle: async (request) => {
      const { token } = request.params;
      const { session, place, now } = request;
      const found = await find(request, token);
      const { invitation, hasAccount } = found;
      const home = `/${place.slug}`;
      if (invitationState(invitation, now) !== 'open') return show(request, found);
      if (session !== undefined) {
        if (!isInvited(invitation, session.email))
          throw new HttpError(
            'request/not-allowed',
            'This invitation is for another address. Sign out, then open the link in your letter again.',
          );
        if (!(await accept(request, token, { id: session.account, email: invitation.email })))
          return show(request, await find(request, token));
        return redirect(home, 'invitation-accepted');
      }
      // An account that exists is never given a new password here: its owner signs in.
      if (hasAccount) return redirect(`/sign-in?next=${encodeURIComponent(request.path)}`);
      const name = (request.body?.name ?? '').trim();
      const password = request.body?.password ?? '';
      const errors = {
        name: name === '' || name.length > 120 ? 'Enter your name, in at most 120 characters' : undefined,
        password: passwordProblem(password, invitation.email),
      };
      if (errors.name !== undefined || errors.password !== undefined) return show(request, found, { name, errors });
      const refusal = await tooMany(request, 'invitation', invitation.email);
      if (refusal !== undefined) return show(request, found, { name, errors: { password: refusal } }, 429);
      const made = await createAccount(request.context.db, auth, { name, email: invitation.email, password }, now);
      // Somebody else made it a moment ago: their password counts, and they have to show that they know it.
      if (!made.isNew) return redirect(`/sign-in?next=${encodeURIComponent(request.path)}`);
      if (!(await accept(request, token, { id: made.id, email: invitation.email })))
        return show(request, await find(request, token));
      const cookies = await auth.openSession(request, made.id);
      if (cookies !== undefined) setCookies(request, cookies);
      return redirect(home, 'invitation-accepted');
    },
  });
}

/** The sentence that the next page shows. */
export const invitationNotices: Readonly<Record<string, string>> = {
  'invitation-accepted': 'You have accepted the invitation. Welcome.',
};
