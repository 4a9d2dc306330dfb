import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { sql } from 'kysely';
import { formatInstant } from '../../../lib/dates.ts';
import { page } from '../../../platform/http/answers.ts';
import { idParam, querySchema } from '../../../platform/http/fields.ts';
import { placeRoute, type RouteContext } from '../../../platform/http/routes.ts';
import { AuditPage } from './page.tsx';

const pageSize = 50;

/** The audit of a place, newest first. */
export function readAuditRoute(app: FastifyInstance, context: RouteContext): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/admin/audit',
    ability: ['administrator'],
    query: querySchema({ after: Type.Optional(idParam()) }),
    async handle({ place, query, scope }) {
      const rows = await context.db.read(scope, async (trx) => {
        let select = trx
          .selectFrom('audit_event as e')
          .leftJoin('account as a', 'a.id', 'e.account_id')
          .select(['e.id', 'e.at', 'e.action', 'e.record_kind', 'a.name'])
          .where('e.place_id', '=', place.id)
          .orderBy('e.at', 'desc')
          .orderBy('e.id', 'desc')
          .limit(pageSize + 1);
        const { after } = query;
        if (after !== undefined)
          select = select.where(
            sql<boolean>`(e.at, e.id) < (select x.at, x.id from audit_event x where x.place_id = ${place.id} and x.id = ${after})`,
          );
        return await select.execute();
      });
      const next = rows.length > pageSize ? rows[pageSize - 1]?.id : undefined;
      const entries = rows.slice(0, pageSize).map((row) => ({
        id: row.id,
        when: formatInstant(row.at),
        who: row.name ?? 'The service',
        action: row.action,
      }));
      return page({
        title: 'Audit',
        body: AuditPage({ place, entries, next }),
        back: { text: 'Administration', href: `/${place.slug}/admin` },
      });
    },
  });
}
