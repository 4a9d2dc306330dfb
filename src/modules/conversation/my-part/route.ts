import type { FastifyInstance } from 'fastify';
import { page, redirect } from '../../../platform/http/answers.ts';
import { HttpError } from '../../../platform/http/errors.ts';
import { formSchema, idParam, querySchema } from '../../../platform/http/fields.ts';
import { statementRefusalSentence } from '../domain/life-cycle.ts';
import { messages } from '../messages.ts';
import { placeRoute, type RouteContext } from '../../../platform/http/routes.ts';
import { guestOf } from '../parts/guest.ts';
import { conversationParams } from '../parts/params.ts';
import { earlierPartOf } from '../store/answered-twice.ts';
import { addressOf } from '../store/cards.ts';
import { sectorsOf } from '../store/conversations.ts';
import { doorScope, guestScope, tokenHashes } from '../store/participants.ts';
import { publishedResults } from '../store/results.ts';
import { becameOf, newerOf } from '../store/lineage.ts';
import { ownStatements, withdrawStatement } from '../store/statements.ts';
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
        const sectors = await sectorsOf(trx, place.id, conversation.id);
        const earlier = await earlierPartOf(trx, place.id, conversation.id, tokenHashes(request.cookies));
        return {
          statements: await votables(trx, place.id, conversation.id),
          saidOf: { group: sectors.length > 0, earlier: earlier !== undefined },
        };
      });
      if ('answer' in found) return found.answer;
      const { conversation, participant, also } = found.guest;
      const mine = await context.db.read(guestScope(place.id, participant.id), async (trx) => {
        const written = await ownStatements(trx, place.id, participant.id);
        const ids = written.map((one) => one.id);
        return {
          written,
          newer: await newerOf(trx, place.id, ids),
          votes: await ownVotes(trx, place.id, participant.id),
          results: await publishedResults(trx, place.id, conversation.id),
          became: await becameOf(trx, place.id, ids),
        };
      });
      return page({
        title: 'Your votes and statements',
        body: MyPartPage({ place, conversation, ...also, ...mine }),
        back: { text: conversation.question, href: addressOf(place, conversation) },
      });
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/conversations/:slug/mine',
    ability: 'anyone',
    params: conversationParams(),
    body: formSchema({ statement: idParam() }),
    async handle(request) {
      const { place, body, now } = request;
      const found = await guestOf(context, request, request.params.slug, async () => undefined);
      if ('answer' in found) return found.answer;
      const { conversation, participant } = found.guest;
      const doing = { place, account: undefined, now, newId: context.newId };
      const done = await context.db.write(doorScope(place.id), async (trx) => {
        return await withdrawStatement(trx, doing, body.statement, participant.id);
      });
      if (done.ok) return redirect(`${addressOf(place, conversation)}/mine`, 'statement-withdrawn');
      const isGone = done.error === 'statement/gone';
      const sentence = done.error === 'statement/gone' ? messages.statementGone : statementRefusalSentence(done.error);
      throw new HttpError(isGone ? 'request/not-found' : 'request/changed-meanwhile', sentence);
    },
  });
}
