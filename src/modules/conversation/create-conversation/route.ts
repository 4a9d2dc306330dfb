import type { FastifyInstance } from 'fastify';
import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { recordAudit } from '../../../platform/audit/audit.ts';
import { formSchema, querySchema, textField } from '../../../platform/http/fields.ts';
import { placeRoute, type RouteContext } from '../../../platform/http/routes.ts';
import { moderators } from '../domain/roles.ts';
import { addressOf } from '../store/cards.ts';
import { createConversation } from '../store/conversations.ts';
import { addStatement } from '../store/statements.ts';
import { parseCreate, type CreateFields, type FormProblem } from './form.ts';
import { CreatePage } from './page.tsx';

const empty: CreateFields = { question: '', description: '', sectors: '', statements: '' };

/** A facilitator drafts a conversation. */
export function createConversationRoutes(app: FastifyInstance, context: RouteContext): void {
  function form(place: { slug: string }, fields: CreateFields, errors: readonly FormProblem[]): Answer {
    return page({
      title: 'Start a conversation',
      body: CreatePage({ place, fields, errors }),
      errors,
      back: { text: 'Conversations', href: `/${place.slug}/conversations` },
    });
  }
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/conversations/new',
    ability: moderators,
    query: querySchema({}),
    handle: async ({ place }) => form(place, empty, []),
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/conversations/new',
    ability: moderators,
    body: formSchema({
      question: textField(2_000),
      description: textField(4_000),
      sectors: textField(4_000),
      statements: textField(40_000),
    }),
    async handle({ place, body, scope, session, now }) {
      const fields = { ...empty, ...body };
      const parsed = parseCreate(fields);
      if (!parsed.ok) return form(place, fields, parsed.error);
      const doing = { place, account: session?.account, now, newId: context.newId };
      const made = await context.db.write(scope, async (trx) => {
        const conversation = await createConversation(trx, doing, parsed.value);
        for (const statement of parsed.value.statements)
          await addStatement(trx, doing, { conversation: conversation.id, body: statement });
        const entry = {
          place: place.id,
          account: session?.account,
          action: 'conversation/drafted',
          kind: 'conversation',
          id: conversation.id,
        };
        await recordAudit(trx, entry, now, context.newId);
        return conversation;
      });
      return redirect(`${addressOf(place, made)}/run`, 'conversation-made');
    },
  });
}
