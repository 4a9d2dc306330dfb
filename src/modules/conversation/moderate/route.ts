import type { FastifyInstance } from 'fastify';
import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import type { Scope } from '../../../platform/database/database.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { formSchema, idParam, querySchema, textField } from '../../../platform/http/fields.ts';
import type { Place } from '../../../platform/http/places.ts';
import { placeRoute, type RouteContext } from '../../../platform/http/routes.ts';
import { reasonSentences, statementRefusalSentence, type RejectionReason } from '../domain/life-cycle.ts';
import { moderators } from '../domain/roles.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { parseStatements } from '../create-conversation/form.ts';
import { checkStatement, likeTogether } from '../domain/statement-checks.ts';
import { messages } from '../messages.ts';
import { conversationParams } from '../parts/params.ts';
import { addressOf } from '../store/cards.ts';
import { conversationBySlug } from '../store/conversations.ts';
import { decideAbout, earlierOf, mergeStatement, splitStatement } from '../store/lineage.ts';
import { statementsOf } from '../store/statements.ts';
import { ModeratePage } from './page.tsx';

type Typed = { statement: string; reason: string | undefined; note: string; error: string };

function reasonOf(text: string | undefined): RejectionReason | null {
  return text !== undefined && Object.hasOwn(reasonSentences, text) ? (text as RejectionReason) : null;
}

function parseParts(text: string | undefined): Result<string[], string> {
  const parsed = parseStatements(text ?? '');
  if (!parsed.ok) return fail(parsed.error[0] ?? messages.statementsMissing);
  if (parsed.value.length === 0) return fail(messages.statementsMissing);
  return parsed.value.length > 6 ? fail(messages.partsMany) : ok(parsed.value);
}

function parseNumber(text: string | undefined): Result<number, string> {
  return /^[0-9]{1,6}$/.test(text ?? '') ? ok(Number(text)) : fail(messages.mergeMissing);
}

/** What waits to be read, oldest first; a rejection needs a reason, which the author reads. */
export function moderateRoutes(app: FastifyInstance, context: RouteContext): void {
  const { clock } = context;
  async function show(place: Place, scope: Scope, slug: string, typed?: Typed): Promise<Answer> {
    const found = await context.db.read(scope, async (trx) => {
      const conversation = await conversationBySlug(trx, place.id, slug);
      if (conversation === undefined) throw notFound();
      const statements = await statementsOf(trx, place.id, conversation.id);
      const waiting = statements.filter((one) => one.status === 'submitted').map((one) => one.id);
      return { conversation, statements, earlier: await earlierOf(trx, place.id, waiting) };
    });
    const approved = found.statements.filter((one) => one.status === 'approved');
    const waiting = found.statements
      .filter((one) => one.status === 'submitted')
      .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || a.number - b.number);
    const queue = likeTogether(waiting).map((statement) => ({
      statement,
      warnings: checkStatement(
        statement.body,
        approved.filter((one) => !found.earlier.some(({ of, id }) => of === statement.id && id === one.id)),
      ),
      numbers: approved,
      earlier: found.earlier.find((one) => one.of === statement.id),
    }));
    const decided = found.statements.filter((one) => one.origin === 'participant' && one.status !== 'submitted');
    return page({
      title: 'New statements to read',
      body: ModeratePage({ place, conversation: found.conversation, waiting: queue, decided, typed, now: clock.now() }),
      errors: typed === undefined ? [] : [{ text: typed.error, field: `reason-${typed.statement}` }],
      back: { text: 'Run this conversation', href: `${addressOf(place, found.conversation)}/run` },
    });
  }
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/conversations/:slug/moderate',
    ability: moderators,
    params: conversationParams(),
    query: querySchema({}),
    handle: async ({ place, scope, params }) => await show(place, scope, params.slug),
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/conversations/:slug/moderate',
    ability: moderators,
    params: conversationParams(),
    body: formSchema({
      statement: idParam(),
      decision: textField(10),
      reason: textField(40),
      note: textField(500),
      parts: textField(2_000),
      into: textField(6),
    }),
    async handle({ place, scope, params, body, session, now }) {
      const note = body.note ?? '';
      const again = async (error: string): Promise<Answer> =>
        await show(place, scope, params.slug, { statement: body.statement, reason: body.reason, note, error });
      const command =
        body.decision === 'approve'
          ? ({ kind: 'approve' } as const)
          : body.decision === 'reject'
            ? ({ kind: 'reject', reason: reasonOf(body.reason), note } as const)
            : undefined;
      const doing = { place, account: session?.account, now, newId: context.newId };
      if (body.decision === 'split' || body.decision === 'merge') {
        const parsed = body.decision === 'split' ? parseParts(body.parts) : parseNumber(body.into);
        if (!parsed.ok) return await again(parsed.error);
        const done = await context.db.write(scope, async (trx) => {
          const conversation = await conversationBySlug(trx, place.id, params.slug);
          if (conversation === undefined) throw notFound();
          return typeof parsed.value === 'number'
            ? await mergeStatement(trx, doing, conversation.id, body.statement, parsed.value)
            : await splitStatement(trx, doing, conversation.id, body.statement, parsed.value);
        });
        if (!done.ok)
          return await again(
            done.error === 'statement/gone' ? messages.statementGone : statementRefusalSentence(done.error),
          );
        const told = body.decision === 'split' ? 'statement-split' : 'statement-merged';
        return redirect(`/${place.slug}/conversations/${params.slug}/moderate`, told);
      }
      if (command === undefined) return await again(messages.decisionMissing);
      const outcome = await context.db.write(scope, async (trx) => {
        const conversation = await conversationBySlug(trx, place.id, params.slug);
        if (conversation === undefined) throw notFound();
        return { conversation, result: await decideAbout(trx, doing, conversation.id, body.statement, command) };
      });
      const { result, conversation } = outcome;
      if (!result.ok) {
        if (result.error === 'statement/gone') return await again(messages.statementGone);
        return await again(statementRefusalSentence(result.error));
      }
      const notice = command.kind === 'approve' ? 'statement-approved' : 'statement-rejected';
      return redirect(`${addressOf(place, conversation)}/moderate`, notice);
    },
  });
}
