import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { Uuid } from '../../../kernel/ids.ts';
import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { recordAudit } from '../../../platform/audit/audit.ts';
import type { Scope, Trx } from '../../../platform/database/database.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { formSchema, querySchema, textField } from '../../../platform/http/fields.ts';
import type { Place } from '../../../platform/http/places.ts';
import { placeRoute, type RouteContext } from '../../../platform/http/routes.ts';
import { queueJob } from '../../../platform/jobs/jobs.ts';
import { parseStatements } from '../create-conversation/form.ts';
import { conversationRefusalSentence } from '../domain/life-cycle.ts';
import { moderators } from '../domain/roles.ts';
import { messages } from '../messages.ts';
import { conversationParams } from '../parts/params.ts';
import { addressOf } from '../store/cards.ts';
import { conversationBySlug, moveConversation, sectorsOf } from '../store/conversations.ts';
import { recomputeResults } from '../store/recompute.ts';
import { participationOf } from '../store/results.ts';
import { addStatement, statementsOf } from '../store/statements.ts';
import { publishJob } from '../store/votes.ts';
import { PosterPage } from './poster.tsx';
import { RunPage } from './page.tsx';

const command = Type.Union([Type.Literal('open'), Type.Literal('close'), Type.Literal('reopen')]);
const noticeOf = { open: 'conversation-opened', close: 'conversation-closed', reopen: 'conversation-reopened' };

async function load(trx: Trx, place: Uuid, slug: string) {
  const conversation = await conversationBySlug(trx, place, slug);
  if (conversation === undefined) throw notFound();
  return {
    conversation,
    sectors: await sectorsOf(trx, place, conversation.id),
    statements: await statementsOf(trx, place, conversation.id),
    figures: await participationOf(trx, place, conversation.id),
  };
}

/** A facilitator's own page of a conversation: open and close it, add statements, find the code and the queue. */
export function runConversationRoutes(app: FastifyInstance, context: RouteContext): void {
  async function show(
    place: Place,
    scope: Scope,
    slug: string,
    typed: { statements: string; errors: readonly { text: string; field?: string }[] },
  ): Promise<Answer> {
    const found = await context.db.read(scope, async (trx) => await load(trx, place.id, slug));
    return page({
      title: `Run: ${found.conversation.question}`,
      body: RunPage({ ...found, place, typed }),
      errors: typed.errors,
      back: { text: 'The conversation as everybody sees it', href: addressOf(place, found.conversation) },
    });
  }
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/conversations/:slug/run',
    ability: moderators,
    params: conversationParams(),
    query: querySchema({}),
    handle: async ({ place, scope, params }) => await show(place, scope, params.slug, { statements: '', errors: [] }),
  });
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/conversations/:slug/poster',
    ability: moderators,
    params: conversationParams(),
    query: querySchema({}),
    async handle({ place, scope, params }) {
      const conversation = await context.db.read(scope, async (trx) => {
        return await conversationBySlug(trx, place.id, params.slug);
      });
      if (conversation === undefined) throw notFound();
      return page({
        title: 'The code to show or print',
        body: PosterPage({ conversation, baseUrl: context.config.baseUrl }),
        back: { text: 'Run this conversation', href: `${addressOf(place, conversation)}/run` },
      });
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/conversations/:slug/state',
    ability: moderators,
    params: conversationParams(),
    body: formSchema({ command }),
    async handle({ place, scope, params, body, session, now }) {
      const doing = { place, account: session?.account, now, newId: context.newId };
      const moved = await context.db.write(scope, async (trx) => {
        const conversation = await conversationBySlug(trx, place.id, params.slug);
        if (conversation === undefined) throw notFound();
        const result = await moveConversation(trx, doing, conversation.id, body.command);
        if (!result.ok) return result;
        const { id } = conversation;
        const entry = { place: place.id, account: session?.account, kind: 'conversation', id };
        await recordAudit(trx, { ...entry, action: `conversation/${body.command}` }, now, context.newId);
        // Counting is done at once below; the job does it should this process stop in between.
        const job = { place: place.id, kind: publishJob, dedupeKey: id, subject: id };
        await queueJob(trx, job, now, context.newId);
        return result;
      });
      if (!moved.ok)
        return await show(place, scope, params.slug, {
          statements: '',
          errors: [{ text: conversationRefusalSentence(moved.error) }],
        });
      const conversation = moved.value;
      await context.db.write({ role: 'thread_service', job: 'publish-results', place: place.id }, async (trx) => {
        await recomputeResults(trx, place, conversation.id, now);
      });
      return redirect(`${addressOf(place, conversation)}/run`, noticeOf[body.command]);
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/conversations/:slug/statements',
    ability: moderators,
    params: conversationParams(),
    body: formSchema({ statements: textField(40_000) }),
    async handle({ place, scope, params, body, session, now }) {
      const typed = body.statements ?? '';
      const parsed = parseStatements(typed);
      const problems = parsed.ok ? (parsed.value.length === 0 ? [messages.statementsMissing] : []) : parsed.error;
      if (problems.length > 0 || !parsed.ok)
        return await show(place, scope, params.slug, {
          statements: typed,
          errors: problems.map((text) => ({ text, field: 'statements' })),
        });
      const doing = { place, account: session?.account, now, newId: context.newId };
      const conversation = await context.db.write(scope, async (trx) => {
        const found = await conversationBySlug(trx, place.id, params.slug);
        if (found === undefined) throw notFound();
        for (const statement of parsed.value)
          await addStatement(trx, doing, { conversation: found.id, body: statement });
        return found;
      });
      return redirect(`${addressOf(place, conversation)}/run`, 'statements-added');
    },
  });
}
