import { hasRole } from '../../../kernel/actor.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import type { FormView } from '../../../lib/form-reader.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { doingOf, personParams, placeParams, type Wiring } from '../requests.ts';
import { agreementsOf, leaveAgreement, makeAgreement, reviewAgreement, stopAgreement } from '../store/agreements.ts';
import { partnersOf } from '../store/organisations.ts';
import { agreementBody, leaveBody, leaving, parseAgreement, parseReviewDay, reviewBody } from './form.ts';
import { AgreementsPage } from './page.tsx';

async function show(request: PlaceRequest, form: FormView): Promise<Answer> {
  const { context, scope, place, now, actor } = request;
  const loaded = await context.db.read(scope, async (trx) => ({
    agreements: await agreementsOf(trx, place.id),
    partners: await partnersOf(trx, place.id),
  }));
  const canEdit = hasRole(actor, 'administrator');
  return page({
    title: 'Sharing agreements',
    back: canEdit ? { text: 'Administration', href: `/${place.slug}/admin` } : { text: 'Home', href: `/${place.slug}` },
    errors: form.problems,
    body: (
      <AgreementsPage {...loaded} base={`/${place.slug}/admin/agreements`} now={now} form={form} canEdit={canEdit} />
    ),
  });
}

/** Does one thing with an agreement, or says that it is not there. */
async function changing(
  request: PlaceRequest<{ id: Uuid }>,
  notice: string,
  change: (trx: Trx) => Promise<boolean>,
): Promise<Answer> {
  const { context, scope, place } = request;
  if (!(await context.db.write(scope, change))) throw notFound();
  return redirect(`/${place.slug}/admin/agreements`, notice);
}

/** Sharing agreements: partners read them; administrators add, review and end them. */
export function agreements({ app, context }: Wiring): void {
  const path = '/:place/admin/agreements';
  const administer = { ability: ['administrator'], method: 'POST' } as const;
  placeRoute(app, context, {
    method: 'GET',
    path,
    ability: 'partner',
    params: placeParams,
    query: querySchema({}),
    handle: async (request) => await show(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    ...administer,
    path,
    params: placeParams,
    body: agreementBody,
    handle: async (request) => {
      const { context, scope, place, body: typed, now } = request;
      const partners = (await context.db.read(scope, async (trx) => await partnersOf(trx, place.id))).map(
        (one) => one.id,
      );
      const parsed = parseAgreement(typed, { now, today: todayInLondon(now), partners });
      if (!parsed.ok) return await show(request, { typed, problems: parsed.error });
      await context.db.write(scope, async (trx) => await makeAgreement(trx, doingOf(request), parsed.value));
      return redirect(`/${place.slug}/admin/agreements`, 'agreement-made');
    },
  });
  placeRoute(app, context, {
    ...administer,
    path: `${path}/:id/review`,
    params: personParams,
    body: reviewBody,
    handle: async (request) => {
      const { body: typed, now, params } = request;
      const parsed = parseReviewDay(typed, todayInLondon(now));
      if (!parsed.ok) return await show(request, { typed, problems: parsed.error });
      return await changing(
        request,
        'agreement-reviewed',
        async (trx) => await reviewAgreement(trx, doingOf(request), params.id, parsed.value),
      );
    },
  });
  placeRoute(app, context, {
    ...administer,
    path: `${path}/:id/leave`,
    params: personParams,
    body: leaveBody,
    handle: async (request) => {
      const { params, body } = request;
      const organisation = leaving(body);
      return await changing(
        request,
        'agreement-left',
        async (trx) =>
          organisation !== undefined && (await leaveAgreement(trx, doingOf(request), params.id, organisation)),
      );
    },
  });
  placeRoute(app, context, {
    ...administer,
    path: `${path}/:id/end`,
    params: personParams,
    handle: async (request) =>
      await changing(
        request,
        'agreement-ended',
        async (trx) => await stopAgreement(trx, doingOf(request), request.params.id),
      ),
  });
}
