import type { FastifyInstance } from 'fastify';
import { hasRole } from '../../../kernel/actor.ts';
import { page } from '../../../platform/http/answers.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute, type RouteContext } from '../../../platform/http/routes.ts';
import { moderators } from '../domain/roles.ts';
import { listConversations } from '../store/conversations.ts';
import { ConversationsPage } from './page.tsx';

/** Every conversation of a place. */
export function listConversationsRoute(app: FastifyInstance, context: RouteContext): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/conversations',
    ability: 'anyone',
    query: querySchema({}),
    cached: true,
    async handle({ place, scope, actor }) {
      const conversations = await context.db.read(scope, async (trx) => await listConversations(trx, place.id));
      const can = { create: hasRole(actor, ...moderators) };
      return page({ title: 'Conversations', body: ConversationsPage({ place, conversations, can }) });
    },
  });
}
