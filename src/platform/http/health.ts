import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import type { RouteContext } from './routes.ts';

/** `/healthz` says that the process lives; `/readyz` that it can reach its records. Neither tells anything else. */
export function healthRoutes(app: FastifyInstance, context: RouteContext): void {
  app.routeTable.push(
    { method: 'GET', path: '/healthz', ability: 'anyone', cached: false },
    { method: 'GET', path: '/readyz', ability: 'anyone', cached: false },
  );
  app.get('/healthz', async (_request, reply) => await reply.header('cache-control', 'no-store').send({ alive: true }));
  app.get('/readyz', async (_request, reply) => {
    await context.db.read({ role: 'thread_public' }, async (trx) => await sql`select 1`.execute(trx));
    return await reply.header('cache-control', 'no-store').send({ ready: true });
  });
}
