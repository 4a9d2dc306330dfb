import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { json, page } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute, type RouteContext } from '../../../platform/http/routes.ts';
import type { Scope } from '../../../platform/database/database.ts';
import type { Place } from '../../../platform/http/places.ts';
import { exactReaders } from '../domain/roles.ts';
import { wordsOf } from '../domain/shown-result.ts';
import { conversationParams, numberParam } from '../parts/params.ts';
import { addressOf } from '../store/cards.ts';
import { findingsKept, insightOf } from '../store/analysis.ts';
import { conversationBySlug } from '../store/conversations.ts';
import { participationOf, publishedResults } from '../store/results.ts';
import { statementsOf } from '../store/statements.ts';
import { AnalysisPage } from './page.tsx';
import { NoAnalysisPage } from './no-analysis-page.tsx';

/** Everything that the votes tell: exact for facilitators and analysts; as JSON for them, and what is public for anybody. */
export function showAnalysisRoutes(app: FastifyInstance, context: RouteContext): void {
  async function load(place: Place, scope: Scope, slug: string) {
    return await context.db.read(scope, async (trx) => {
      const conversation = await conversationBySlug(trx, place.id, slug);
      if (conversation === undefined) throw notFound();
      const [kept, statements] = await Promise.all([
        findingsKept(trx, place.id, conversation.id),
        statementsOf(trx, place.id, conversation.id),
      ]);
      return { conversation, kept, bodies: new Map(statements.map((one) => [one.number, one.body])) };
    });
  }
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/conversations/:slug/analysis',
    ability: exactReaders,
    params: conversationParams(),
    query: querySchema({ s: Type.Optional(numberParam()) }),
    async handle({ place, scope, params, query }) {
      const { conversation, kept, bodies } = await load(place, scope, params.slug);
      const base = addressOf(place, conversation);
      const chosen = query.s === undefined ? kept?.findings.statements[0]?.number : Number(query.s);
      return page({
        title: 'Analysis',
        body:
          kept === undefined
            ? NoAnalysisPage({ conversation })
            : AnalysisPage({ conversation, base, bodies, chosen, ...kept }),
        back: { text: conversation.question, href: base },
      });
    },
  });
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/conversations/:slug/analysis.json',
    ability: exactReaders,
    params: conversationParams(),
    query: querySchema({}),
    async handle({ place, scope, params }) {
      const { conversation, kept, bodies } = await load(place, scope, params.slug);
      if (kept === undefined) throw notFound();
      const { statements, ...findings } = kept.findings;
      return json({
        question: conversation.question,
        computedAt: kept.computedAt.toISOString(),
        attribution: conversation.attribution,
        ...findings,
        statements: statements.map((one) => ({ body: bodies.get(one.number), ...one })),
      });
    },
  });
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/conversations/:slug/results.json',
    ability: 'anyone',
    params: conversationParams(),
    query: querySchema({}),
    async handle({ place, scope, params }) {
      const found = await context.db.read(scope, async (trx) => {
        const conversation = await conversationBySlug(trx, place.id, params.slug);
        if (conversation === undefined) throw notFound();
        const [figures, results, insight] = await Promise.all([
          participationOf(trx, place.id, conversation.id),
          publishedResults(trx, place.id, conversation.id),
          insightOf(trx, place.id, conversation.id),
        ]);
        return { conversation, figures, results, insight };
      });
      const { conversation, figures, results, insight } = found;
      return json({
        question: conversation.question,
        state: conversation.state,
        attribution: conversation.attribution,
        people: figures?.people,
        votes: figures?.votes,
        statements: results.map((one) => ({
          number: one.number,
          body: one.body,
          result: wordsOf(one.className),
          agree: one.agrees,
          disagree: one.disagrees,
          pass: one.passes,
          seen: one.seen,
          groups: one.sectors,
          answeredTwice: one.twice,
        })),
        insight,
      });
    },
  });
}
