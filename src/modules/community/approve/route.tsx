import type { Uuid } from '../../../kernel/ids.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import { FormReader, typedText, type FormView } from '../../../lib/form-reader.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { formSchema, querySchema, textField } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { cardsOf } from '../../../thread/store/read.ts';
import { differences, factsOf, type ServiceContent } from '../domain/content.ts';
import { formMessages, refusalSentence } from '../messages.ts';
import { approvers, doingOf, idParams, placeParams, refuse, type Wiring } from '../requests.ts';
import { decideOnVersion } from '../store/decide.ts';
import { findService } from '../store/services.ts';
import { approvedVersion, versionById, waitingVersions } from '../store/versions.ts';
import { ApprovalPage, ApprovalsPage } from './page.tsx';

async function commitmentTitle(trx: Trx, place: Uuid, content: ServiceContent): Promise<string> {
  if (content.delivers === undefined) return '';
  const [card] = await cardsOf(trx, place, [{ kind: 'commitment', id: content.delivers }]);
  return card?.title ?? '';
}

async function show(request: PlaceRequest<{ id: string }>, form: FormView): Promise<Answer> {
  const { place, scope, params, now, context } = request;
  const today = todayInLondon(now);
  const loaded = await context.db.read(scope, async (trx) => {
    const version = await versionById(trx, place.id, params.id);
    const service = version === undefined ? undefined : await findService(trx, place.id, version.serviceId);
    if (version === undefined || service === undefined) throw notFound();
    const before = await approvedVersion(trx, place.id, service.id);
    const after = factsOf(version.content, today, await commitmentTitle(trx, place.id, version.content));
    const earlier =
      before === undefined
        ? undefined
        : factsOf(before.content, today, await commitmentTitle(trx, place.id, before.content));
    return { version, service, changes: differences(earlier, after) };
  });
  const list = `/${place.slug}/community/approvals`;
  return page({
    title: 'Approve a service',
    back: { text: 'Changes to approve', href: list },
    errors: form.problems,
    body: <ApprovalPage {...loaded} action={`${list}/${params.id}`} form={form} />,
  });
}

/** What waits for approval, and deciding about it with both versions beside each other. */
export function approveRoutes({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/community/approvals',
    ability: approvers,
    params: placeParams,
    query: querySchema({}),
    handle: async ({ place, scope, now, context }) => {
      const waiting = await context.db.read(scope, (trx) => waitingVersions(trx, place.id));
      return page({
        title: 'Changes to approve',
        back: { text: 'All services', href: `/${place.slug}/community` },
        body: <ApprovalsPage home={`/${place.slug}`} waiting={waiting} today={todayInLondon(now)} />,
      });
    },
  });
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/community/approvals/:id',
    ability: approvers,
    params: idParams,
    handle: async (request) => await show(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/community/approvals/:id',
    ability: approvers,
    params: idParams,
    body: formSchema({ decision: textField(20), reason: textField(2_400) }),
    handle: async (request) => {
      const { body: typed, params, scope, place, context } = request;
      const form = new FormReader(typed);
      const decision = form.choice('decision', ['approve', 'send-back'] as const, formMessages.decision);
      const reason = form.text('reason', 'The reason', 600);
      if (decision === 'send-back' && reason === '') form.problem('reason', refusalSentence('service/reason-needed'));
      if (decision === undefined || form.problems.length > 0)
        return await show(request, { typed, problems: form.problems });
      const command = decision === 'approve' ? ({ kind: decision } as const) : { kind: decision, reason };
      const done = await context.db.write(scope, (trx) => decideOnVersion(trx, doingOf(request), params.id, command));
      if (!done.ok) return refuse(done.error);
      return redirect(
        `/${place.slug}/community/approvals`,
        typedText(typed, 'decision') === 'approve' ? 'version-approved' : 'version-sent-back',
      );
    },
  });
}
