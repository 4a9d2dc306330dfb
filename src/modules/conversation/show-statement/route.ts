import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { hasRole } from '../../../kernel/actor.ts';
import { page } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { querySchema, slugParam } from '../../../platform/http/fields.ts';
import { placeRoute, type RouteContext } from '../../../platform/http/routes.ts';
import { surroundings } from '../../../thread/store/read.ts';
import { moderators } from '../domain/roles.ts';
import { numberParam } from '../parts/params.ts';
import { addressOf } from '../store/cards.ts';
import { conversationBySlug } from '../store/conversations.ts';
import { publishedResults } from '../store/results.ts';
import { translationsOf } from '../store/lineage.ts';
import { statementByNumber } from '../store/statements.ts';
import { StatementPage } from './page.tsx';

/** One statement: its words, its result, and what came of it. */
export function showStatementRoute(app: FastifyInstance, context: RouteContext): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/conversations/:slug/statements/:number',
    ability: 'anyone',
    params: Type.Object({ place: slugParam(), slug: slugParam(), number: numberParam() }),
    query: querySchema({}),
    cached: true,
    async handle({ place, params, scope, actor }) {
      const found = await context.db.read(scope, async (trx) => {
        const conversation = await conversationBySlug(trx, place.id, params.slug);
        if (conversation === undefined) return undefined;
        const statement = await statementByNumber(trx, place.id, conversation.id, Number(params.number));
        if (statement === undefined || statement.status !== 'approved') return undefined;
        const results = await publishedResults(trx, place.id, conversation.id, { number: Number(params.number) });
        const around = await surroundings(trx, place.id, { kind: 'statement', id: statement.id }, 1);
        return {
          conversation,
          statement,
          result: results.find((one) => one.id === statement.id),
          answers: around?.down[0] ?? [],
          translations: await translationsOf(trx, place.id, statement.id),
        };
      });
      if (found === undefined) throw notFound();
      return page({
        title: found.statement.body,
        body: StatementPage({ ...found, place, can: { translate: hasRole(actor, ...moderators) } }),
        back: { text: found.conversation.question, href: addressOf(place, found.conversation) },
      });
    },
  });
}
