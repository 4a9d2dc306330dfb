import type { FastifyInstance } from 'fastify';
import { page } from '../../../platform/http/answers.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute, type RouteContext } from '../../../platform/http/routes.ts';
import { guestOf } from '../parts/guest.ts';
import { conversationParams } from '../parts/params.ts';
import { addressOf } from '../store/cards.ts';
import { guestScope } from '../store/participants.ts';
import { publishedResults } from '../store/results.ts';
import { ownStatements } from '../store/statements.ts';
import { ownVotes, votables } from '../store/votes.ts';
import { MyPartPage } from './page.tsx';

/** A participant's own votes and statements, and where they sit: in words, never as a dot on a map. */
export function myPartRoute(app: FastifyInstance, context: RouteContext): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/conversations/:slug/mine',
    ability: 'anyone',
    params: conversationParams(),
    query: querySchema({}),
    async handle(request) {
      const { place } = request;
      const found = await guestOf(context, request, request.params.slug, async (trx, conversation) => {
        return await votables(trx, place.id, conversation.id);
      });
      if ('answer' in found) return found.answer;
      const { conversation, participant, also: statements } = found.guest;
      const mine = await context.db.read(guestScope(place.id, participant.id), async (trx) => ({
        votes: await ownVotes(trx, place.id, participant.id),
        written: await ownStatements(trx, place.id, participant.id),
        results: await publishedResults(trx, place.id, conversation.id),
      }));
      return page({
        title: 'Your votes and statements',
        body: MyPartPage({ place, conversation, statements, ...mine }),
        back: { text: conversation.question, href: addressOf(place, conversation) },
      });
    },
  });
}
