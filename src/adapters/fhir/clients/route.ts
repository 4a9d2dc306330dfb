import type { FastifyInstance } from 'fastify';
import { personCategories } from '../../../kernel/helping.ts';
import { partnersOf } from '../../../modules/partnership/index.ts';
import { recordAudit } from '../../../platform/audit/audit.ts';
import { page, redirect } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { formSchema, idParam, querySchema } from '../../../platform/http/fields.ts';
import { placeRoute, type RouteContext } from '../../../platform/http/routes.ts';
import { kinds } from '../resources/index.ts';
import { clientsOf, revokeClient, serviceScope } from '../store/clients.ts';
import { clientBody, parseClient } from './form.ts';
import { addClientFor, everyScope } from './new-client.ts';
import { ClientMadePage, ClientsPage, NewClientPage } from './page.tsx';

const title = 'Connected systems';
const types = [...kinds.keys()].sort();

/** Administrators list the clients of their place, make one and take one away. */
export function clientRoutes(app: FastifyInstance, context: RouteContext): void {
  const ability = ['administrator'] as const;

  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/admin/systems',
    ability,
    query: querySchema({}),
    async handle({ place, scope }) {
      const clients = await context.db.read(scope, async (trx) => await clientsOf(trx, place.id));
      const base = `/${place.slug}/admin/systems`;
      const back = { text: 'Administration', href: `/${place.slug}/admin` };
      return page({ title, body: ClientsPage({ clients, base }), back });
    },
  });

  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/admin/systems/new',
    ability,
    query: querySchema({}),
    async handle({ place, scope }) {
      const partners = await context.db.read(scope, async (trx) => await partnersOf(trx, place.id));
      const typed = { categories: [...personCategories], purpose: 'direct-support', scopes: everyScope.join(' ') };
      return page({
        title: 'Connect a system',
        body: NewClientPage({ partners, types, form: { typed, problems: [] } }),
        back: { text: title, href: `/${place.slug}/admin/systems` },
      });
    },
  });

  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/admin/systems/new',
    ability,
    body: clientBody,
    async handle({ place, scope, body, session, now }) {
      const base = `/${place.slug}/admin/systems`;
      const back = { text: title, href: base };
      const { partners, names } = await context.db.read(scope, async (trx) => {
        const [organisations, clients] = await Promise.all([partnersOf(trx, place.id), clientsOf(trx, place.id)]);
        return {
          partners: organisations,
          names: clients.filter((one) => one.revokedAt === undefined).map((one) => one.name),
        };
      });
      const parsed = parseClient(body, { partners: partners.map((one) => one.id), names });
      if (!parsed.ok)
        return page({
          title: 'Connect a system',
          body: NewClientPage({ partners, types, form: { typed: body, problems: parsed.error } }),
          errors: parsed.error,
          back,
        });
      // An account that nobody signs in with is made by the service, for the administrator who asked for it.
      const doing = { place: place.id, by: session?.account, now, newId: context.newId };
      const { id, secret } = await context.db.write(
        serviceScope(place.id),
        async (trx) => await addClientFor(trx, doing, parsed.value),
      );
      const token = `${context.config.baseUrl}/${place.slug}/fhir/r4/token`;
      return page({
        title: 'A system is connected',
        body: ClientMadePage({ name: parsed.value.name, id, secret, token, back: base }),
        back,
      });
    },
  });

  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/admin/systems/end',
    ability,
    body: formSchema({ client: idParam() }),
    async handle({ place, scope, body, session, now }) {
      const isDone = await context.db.write(scope, async (trx) => {
        if (!(await revokeClient(trx, place.id, body.client, now))) return false;
        const entry = { action: 'fhir/client-revoked', kind: 'fhir-client', id: body.client };
        await recordAudit(trx, { place: place.id, account: session?.account, ...entry }, now, context.newId);
        return true;
      });
      if (!isDone) throw notFound();
      return redirect(`/${place.slug}/admin/systems`, 'system-ended');
    },
  });
}
