import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { hasRole } from '../../../kernel/actor.ts';
import { writeCsvForSpreadsheet } from '../../../lib/csv.ts';
import { file, page } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute, type RouteContext } from '../../../platform/http/routes.ts';
import { exactReaders, moderators } from '../domain/roles.ts';
import { wordsOf } from '../domain/shown-result.ts';
import { conversationParams, numberParam } from '../parts/params.ts';
import { insightOf } from '../store/analysis.ts';
import { conversationBySlug } from '../store/conversations.ts';
import { participationOf, publishedResults } from '../store/results.ts';
import { statementsToVoteOn } from '../store/statements.ts';
import { ConversationPage } from './page.tsx';

const onePage = 50;

/** A conversation: its question, how to take part, and what people share, 50 statements a page. */
export function showConversationRoutes(app: FastifyInstance, context: RouteContext): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/conversations/:slug',
    ability: 'anyone',
    params: conversationParams(),
    query: querySchema({
      after: Type.Optional(Type.String({ maxLength: 9, pattern: '^[0-9]+$' })),
      s: Type.Optional(numberParam()),
    }),
    cached: true,
    async handle({ place, params, query, scope, actor }) {
      const after = query.after === undefined ? undefined : Number(query.after);
      const found = await context.db.read(scope, async (trx) => {
        const conversation = await conversationBySlug(trx, place.id, params.slug);
        if (conversation === undefined) return undefined;
        const asked = { after, limit: onePage + 1 };
        const [figures, results, statements, insight] = await Promise.all([
          participationOf(trx, place.id, conversation.id),
          publishedResults(trx, place.id, conversation.id, asked),
          statementsToVoteOn(trx, place.id, conversation.id, asked),
          insightOf(trx, place.id, conversation.id),
        ]);
        return { conversation, figures, results, statements, insight };
      });
      if (found === undefined) throw notFound();
      const { results, statements } = found;
      const long = results.length > 0 ? results : statements.list;
      const last = long.length > onePage ? long[onePage - 1] : undefined;
      const can = { run: hasRole(actor, ...moderators), readExact: hasRole(actor, ...exactReaders) };
      return page({
        title: found.conversation.question,
        body: ConversationPage({
          ...found,
          results: results.slice(0, onePage),
          statements: statements.list.slice(0, onePage),
          count: statements.count,
          next: last?.number,
          place,
          chosen: query.s === undefined ? undefined : Number(query.s),
          can,
        }),
        back: { text: 'Conversations', href: `/${place.slug}/conversations` },
      });
    },
  });
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/conversations/:slug/results.csv',
    ability: 'anyone',
    params: conversationParams(),
    query: querySchema({}),
    async handle({ place, params, scope }) {
      const found = await context.db.read(scope, async (trx) => {
        const conversation = await conversationBySlug(trx, place.id, params.slug);
        if (conversation === undefined) return undefined;
        return { conversation, results: await publishedResults(trx, place.id, conversation.id) };
      });
      if (found === undefined) throw notFound();
      const rows = found.results.map((one) => [
        one.number,
        one.body,
        wordsOf(one.className),
        one.agrees,
        one.disagrees,
        one.passes,
        one.seen,
      ]);
      const head = ['number', 'statement', 'result', 'agree', 'disagree', 'pass', 'votes'];
      const source = found.conversation.attribution === undefined ? [] : [[found.conversation.attribution]];
      return file('text/csv; charset=utf-8', writeCsvForSpreadsheet([head, ...rows, ...source]), `${params.slug}.csv`);
    },
  });
}
