import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { todayInLondon } from '../../../lib/dates.ts';
import { recordAudit } from '../../../platform/audit/audit.ts';
import { page, redirect } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { formSchema, idParam, querySchema, slugParam, textField } from '../../../platform/http/fields.ts';
import { placeRoute, type RouteContext } from '../../../platform/http/routes.ts';
import { parseOrganisation, type OrganisationFields } from '../domain/organisation.ts';
import { messages } from '../messages.ts';
import {
  addOrganisation,
  changeOrganisation,
  codeIsTaken,
  endPartnership,
  makePartner,
  organisationsElsewhere,
  partnerBySlug,
  partnersOf,
} from '../store/organisations.ts';
import { ManagePartnersPage, OrganisationFormPage } from './page.tsx';

const organisationBody = formSchema({
  name: textField(160),
  kind: textField(40),
  odsCode: textField(20),
  charityNumber: textField(20),
  website: textField(300),
  summary: textField(500),
});

function fieldsOf(typed: { [name in keyof OrganisationFields]?: string }): OrganisationFields {
  const { name = '', kind = '', odsCode = '', charityNumber = '', website = '', summary = '' } = typed;
  return { name, kind, odsCode, charityNumber, website, summary };
}

/** Adding, changing and ending partner organisations. */
export function managePartnersRoutes(app: FastifyInstance, context: RouteContext): void {
  const ability = ['administrator'] as const;
  const title = 'Partner organisations';

  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/admin/partners',
    ability,
    query: querySchema({}),
    async handle({ place, scope }) {
      const [partners, others] = await context.db.read(
        scope,
        async (trx) => [await partnersOf(trx, place.id), await organisationsElsewhere(trx, place.id)] as const,
      );
      return page({
        title,
        body: ManagePartnersPage({ place, partners, others, error: undefined }),
        back: { text: 'Administration', href: `/${place.slug}/admin` },
      });
    },
  });

  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/admin/partners',
    ability,
    body: formSchema({ organisation: textField(40) }),
    async handle({ place, scope, body, session, now }) {
      const answer = await context.db.write(scope, async (trx) => {
        const others = await organisationsElsewhere(trx, place.id);
        const chosen = others.find((one) => one.id === body.organisation);
        if (chosen === undefined) return { partners: await partnersOf(trx, place.id), others };
        await makePartner(trx, place, chosen.id, todayInLondon(now), now);
        await recordAudit(
          trx,
          { place: place.id, account: session?.account, action: 'partner/added', kind: 'organisation', id: chosen.id },
          now,
          context.newId,
        );
        return undefined;
      });
      if (answer === undefined) return redirect(`/${place.slug}/admin/partners`, 'partner-added');
      const errors = [{ field: 'organisation', text: messages.organisationMissing }];
      return page({
        title,
        body: ManagePartnersPage({ place, ...answer, error: messages.organisationMissing }),
        errors,
      });
    },
  });

  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/admin/partners/end',
    ability,
    body: formSchema({ organisation: idParam() }),
    async handle({ place, scope, body, session, now }) {
      await context.db.write(scope, async (trx) => {
        await endPartnership(trx, place.id, body.organisation, todayInLondon(now));
        await recordAudit(
          trx,
          {
            place: place.id,
            account: session?.account,
            action: 'partner/ended',
            kind: 'organisation',
            id: body.organisation,
          },
          now,
          context.newId,
        );
      });
      return redirect(`/${place.slug}/admin/partners`, 'partner-ended');
    },
  });

  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/admin/partners/new',
    ability,
    query: querySchema({}),
    handle: async ({ place }) =>
      page({
        title: 'Add an organisation',
        body: OrganisationFormPage({ heading: 'Add an organisation', fields: fieldsOf({}), errors: [] }),
        back: { text: title, href: `/${place.slug}/admin/partners` },
      }),
  });

  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/admin/partners/new',
    ability,
    body: organisationBody,
    async handle({ place, scope, body, session, now }) {
      const fields = fieldsOf(body);
      const parsed = parseOrganisation(fields);
      const errors = parsed.ok
        ? await context.db.write(scope, async (trx) => {
            if (await codeIsTaken(trx, parsed.value)) return [{ field: 'odsCode', text: messages.codeTaken }];
            const id = context.newId();
            await addOrganisation(trx, id, parsed.value, now);
            await makePartner(trx, place, id, todayInLondon(now), now);
            await recordAudit(
              trx,
              { place: place.id, account: session?.account, action: 'organisation/added', kind: 'organisation', id },
              now,
              context.newId,
            );
            return [];
          })
        : parsed.error;
      if (errors.length === 0) return redirect(`/${place.slug}/admin/partners`, 'partner-added');
      return page({
        title: 'Add an organisation',
        body: OrganisationFormPage({ heading: 'Add an organisation', fields, errors }),
        errors,
        back: { text: title, href: `/${place.slug}/admin/partners` },
      });
    },
  });

  const editParams = Type.Object({ place: slugParam(), slug: slugParam() });
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/admin/partners/:slug/edit',
    ability,
    params: editParams,
    query: querySchema({}),
    async handle({ place, scope, params }) {
      const found = await context.db.read(scope, async (trx) => await partnerBySlug(trx, place.id, params.slug));
      if (found === undefined) throw notFound();
      const fields = fieldsOf({
        name: found.name,
        kind: found.kind,
        odsCode: found.odsCode ?? '',
        charityNumber: found.charityNumber ?? '',
        website: found.website ?? '',
        summary: found.summary,
      });
      return page({
        title: `Change ${found.name}`,
        body: OrganisationFormPage({ heading: `Change ${found.name}`, fields, errors: [] }),
        back: { text: title, href: `/${place.slug}/admin/partners` },
      });
    },
  });

  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/admin/partners/:slug/edit',
    ability,
    params: editParams,
    body: organisationBody,
    async handle({ place, scope, params, body, session, now }) {
      const fields = fieldsOf(body);
      const parsed = parseOrganisation(fields);
      const result = await context.db.write(scope, async (trx) => {
        const found = await partnerBySlug(trx, place.id, params.slug);
        if (found === undefined) return undefined;
        if (!parsed.ok) return { name: found.name, errors: parsed.error };
        if (await codeIsTaken(trx, parsed.value, found.id))
          return { name: found.name, errors: [{ field: 'odsCode', text: messages.codeTaken }] };
        await changeOrganisation(trx, found.id, parsed.value);
        await makePartner(trx, place, found.id, found.joinedOn, now);
        await recordAudit(
          trx,
          {
            place: place.id,
            account: session?.account,
            action: 'organisation/changed',
            kind: 'organisation',
            id: found.id,
          },
          now,
          context.newId,
        );
        return { name: found.name, errors: [] };
      });
      if (result === undefined) throw notFound();
      if (result.errors.length === 0) return redirect(`/${place.slug}/admin/partners`, 'organisation-saved');
      const heading = `Change ${result.name}`;
      return page({
        title: heading,
        body: OrganisationFormPage({ heading, fields, errors: result.errors }),
        errors: result.errors,
        back: { text: title, href: `/${place.slug}/admin/partners` },
      });
    },
  });
}
