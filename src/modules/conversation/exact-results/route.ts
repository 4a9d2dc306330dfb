import type { FastifyInstance } from 'fastify';
import { page } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute, type RouteContext } from '../../../platform/http/routes.ts';
import { overallConsensus } from '../domain/consensus.ts';
import { exactReaders } from '../domain/roles.ts';
import { conversationParams } from '../parts/params.ts';
import { addressOf } from '../store/cards.ts';
import { conversationBySlug } from '../store/conversations.ts';
import { exactResults } from '../store/results.ts';
import { ExactPage } from './page.tsx';

/** Exact counts, for facilitators and analysts. */
export function exactResultsRoute(app: FastifyInstance, context: RouteContext): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/conversations/:slug/exact',
    ability: exactReaders,
    params: conversationParams(),
    query: querySchema({}),
    async handle({ place, scope, params }) {
      const found = await context.db.read(scope, async (trx) => {
        const conversation = await conversationBySlug(trx, place.id, params.slug);
        if (conversation === undefined) throw notFound();
        return { conversation, results: await exactResults(trx, place.id, conversation.id) };
      });
      const kept = found.results.filter((one) => one.kind === 'opinion' && one.status === 'approved');
      const consensus = overallConsensus(
        kept.map((one) => ({ statementId: one.id, number: one.number, counts: one.counts })),
      );
      return page({
        title: 'Exact results',
        body: ExactPage({ ...found, consensus, place }),
        back: { text: found.conversation.question, href: addressOf(place, found.conversation) },
      });
    },
  });
}
