import type { FastifyInstance } from 'fastify';
import { roles, type Role } from '../../../kernel/actor.ts';
import { addDays, todayInLondon } from '../../../lib/dates.ts';
import { recordAudit } from '../../../platform/audit/audit.ts';
import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { HttpError, notFound } from '../../../platform/http/errors.ts';
import { formSchema, idParam, querySchema, textField } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest, type RouteContext } from '../../../platform/http/routes.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { FormProblem } from '../domain/organisation.ts';
import { invitationState } from '../domain/invitation.ts';
import { createInvitation, withdrawInvitation } from '../invite.ts';
import { messages } from '../messages.ts';
import { listInvitations } from '../store/invitations.ts';
import { endRole, giveRole, membersOf } from '../store/members.ts';
import { partnersOf } from '../store/organisations.ts';
import { ManagePeoplePage, type PeopleView } from './page.tsx';

const title = 'People and roles';
type Typed = PeopleView['typed'];
const nothing: Typed = { name: '', email: '', role: '', organisation: '', account: '' };

async function load(trx: Trx, request: PlaceRequest): Promise<Omit<PeopleView, 'typed' | 'errors' | 'form'>> {
  const { place, now } = request;
  const invitations = await listInvitations(trx, place.id);
  return {
    place,
    members: await membersOf(trx, place.id, todayInLondon(now)),
    organisations: await partnersOf(trx, place.id),
    invitations: invitations.map((one) => ({
      id: one.id,
      name: one.name,
      email: one.email,
      role: one.role,
      state: invitationState(one, now),
      expiresAt: one.expiresAt,
    })),
  };
}

function show(view: PeopleView): Answer {
  return page({
    title,
    body: ManagePeoplePage(view),
    errors: view.errors,
    back: { text: 'Administration', href: `/${view.place.slug}/admin` },
  });
}

/** Who may do what in a place: inviting people, giving and ending roles. */
export function managePeopleRoutes(app: FastifyInstance, context: RouteContext): void {
  const ability = ['administrator'] as const;

  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/admin/people',
    ability,
    query: querySchema({}),
    async handle(request) {
      const loaded = await context.db.read(request.scope, async (trx) => await load(trx, request));
      return show({ ...loaded, typed: nothing, errors: [], form: undefined });
    },
  });

  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/admin/people/invite',
    ability,
    body: formSchema({ name: textField(120), email: textField(254), role: textField(40), organisation: textField(40) }),
    async handle(request) {
      const { place, body, session, scope, now } = request;
      if (session === undefined) throw notFound();
      const typed: Typed = {
        ...nothing,
        name: body.name ?? '',
        email: body.email ?? '',
        role: body.role ?? '',
        organisation: body.organisation ?? '',
      };
      const problems = await context.db.write(scope, async (trx) => {
        const command = { ...typed, organisation: typed.organisation === '' ? undefined : typed.organisation };
        const known = await partnersOf(trx, place.id);
        if (command.organisation !== undefined && !known.some((one) => one.id === command.organisation))
          return [{ field: 'organisation', text: messages.organisationMissing }];
        const by = { account: session.account, name: session.name };
        const result = await createInvitation(trx, command, {
          place,
          by,
          baseUrl: context.config.baseUrl,
          now,
          newId: context.newId,
        });
        return result.ok ? [] : result.error;
      });
      if (problems.length === 0) {
        context.wake('mail');
        return redirect(`/${place.slug}/admin/people`, 'invitation-sent');
      }
      const loaded = await context.db.read(scope, async (trx) => await load(trx, request));
      return show({ ...loaded, typed, errors: problems, form: 'invite' });
    },
  });

  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/admin/people/withdraw',
    ability,
    body: formSchema({ invitation: idParam() }),
    async handle({ place, body, session, scope, now }) {
      if (session === undefined) throw notFound();
      await context.db.write(
        scope,
        async (trx) =>
          await withdrawInvitation(
            trx,
            { place: place.id, account: session.account, id: body.invitation },
            now,
            context.newId,
          ),
      );
      return redirect(`/${place.slug}/admin/people`, 'invitation-revoked');
    },
  });

  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/admin/people/role',
    ability,
    body: formSchema({ account: textField(40), role: textField(40), organisation: textField(40) }),
    async handle(request) {
      const { place, body, session, scope, now } = request;
      const typed: Typed = {
        ...nothing,
        account: body.account ?? '',
        role: body.role ?? '',
        organisation: body.organisation ?? '',
      };
      const role = roles.find((one): one is Role => one === typed.role);
      const problems = await context.db.write(scope, async (trx) => {
        const { members, organisations } = await load(trx, request);
        const found: FormProblem[] = [];
        const member = members.find((one) => one.account === typed.account);
        const organisation = organisations.find((one) => one.id === typed.organisation);
        if (member === undefined) found.push({ field: 'account', text: messages.personMissing });
        if (role === undefined) found.push({ field: 'role-given', text: messages.roleMissing });
        if (typed.organisation !== '' && organisation === undefined)
          found.push({ field: 'organisation-given', text: messages.organisationMissing });
        if (role === 'editor' && typed.organisation === '')
          found.push({ field: 'organisation-given', text: messages.editorNeedsOrganisation });
        if (found.length > 0 || role === undefined || member === undefined) return found;
        const id = context.newId();
        await giveRole(
          trx,
          place.id,
          { id, account: member.account, role, organisation: organisation?.id, by: session?.account },
          todayInLondon(now),
          now,
        );
        await recordAudit(
          trx,
          {
            place: place.id,
            account: session?.account,
            action: 'role/given',
            kind: 'membership',
            id,
            detail: { role },
          },
          now,
          context.newId,
        );
        return [];
      });
      if (problems.length === 0) return redirect(`/${place.slug}/admin/people`, 'role-given');
      const loaded = await context.db.read(scope, async (trx) => await load(trx, request));
      return show({ ...loaded, typed, errors: problems, form: 'role' });
    },
  });

  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/admin/people/end',
    ability,
    body: formSchema({ membership: idParam() }),
    async handle(request) {
      const { place, body, session, scope, now } = request;
      const today = todayInLondon(now);
      await context.db.write(scope, async (trx) => {
        const members = await membersOf(trx, place.id, today);
        const ending = members.find((one) => one.membership === body.membership);
        if (ending === undefined) throw notFound();
        const administrators = new Set(
          members
            .filter((one) => one.role === 'administrator' && one.membership !== body.membership && !one.isDisabled)
            .map((one) => one.account),
        );
        if (ending.role === 'administrator' && administrators.size === 0)
          throw new HttpError('request/refused', messages.lastAdministrator);
        // A role is in force on its last day: one that ends now was last in force yesterday.
        await endRole(trx, place.id, body.membership, addDays(today, -1));
        await recordAudit(
          trx,
          {
            place: place.id,
            account: session?.account,
            action: 'role/ended',
            kind: 'membership',
            id: body.membership,
            detail: { role: ending.role },
          },
          now,
          context.newId,
        );
      });
      return redirect(`/${place.slug}/admin/people`, 'role-ended');
    },
  });
}
