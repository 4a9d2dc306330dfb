import type { FastifyInstance } from 'fastify';
import { writeDocx } from '../../../lib/docx.ts';
import { file, page } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute, type RouteContext } from '../../../platform/http/routes.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { conversationParams } from '../parts/params.ts';
import { insightOf } from '../store/analysis.ts';
import { addressOf } from '../store/cards.ts';
import { conversationBySlug } from '../store/conversations.ts';
import { repeatedStatements } from '../store/report.ts';
import { participationOf, publishedResults } from '../store/results.ts';
import { themesOf } from '../store/themes.ts';
import { reportBlocks, type Report } from './blocks.ts';
import { ReportPage } from './page.tsx';

const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

async function load(trx: Trx, place: string, slug: string): Promise<Report> {
  const conversation = await conversationBySlug(trx, place, slug);
  if (conversation === undefined) throw notFound();
  const { id } = conversation;
  const [figures, results, insight, themes, repeated] = await Promise.all([
    participationOf(trx, place, id),
    publishedResults(trx, place, id),
    insightOf(trx, place, id),
    themesOf(trx, place, id),
    repeatedStatements(trx, place, id),
  ]);
  return { conversation, figures, results, insight, themes: themes.filter((one) => one.stage === 'agreed'), repeated };
}

/** The report of a conversation, as a page and as a document: what anybody may read, and nothing else. */
export function reportRoutes(app: FastifyInstance, context: RouteContext): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/conversations/:slug/report',
    ability: 'anyone',
    params: conversationParams(),
    query: querySchema({}),
    cached: true,
    async handle({ place, params, scope }) {
      const report = await context.db.read(scope, async (trx) => await load(trx, place.id, params.slug));
      const base = addressOf(place, report.conversation);
      return page({
        title: `Report: ${report.conversation.question}`,
        body: ReportPage({ ...report, place, blocks: reportBlocks(report), base }),
        back: { text: report.conversation.question, href: base },
      });
    },
  });
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/conversations/:slug/report.docx',
    ability: 'anyone',
    params: conversationParams(),
    query: querySchema({}),
    async handle({ place, params, scope }) {
      const report = await context.db.read(scope, async (trx) => await load(trx, place.id, params.slug));
      const { question } = report.conversation;
      const blocks = [{ kind: 'heading', level: 1, text: question } as const, ...reportBlocks(report)];
      return file(docx, writeDocx(question, blocks), `${params.slug}.docx`);
    },
  });
}
