import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { HttpError } from '../../../platform/http/errors.ts';
import { formSchema, querySchema, textField } from '../../../platform/http/fields.ts';
import { countUse, tooManySentence } from '../../../platform/http/rate-limit.ts';
import { placeRoute, type RouteContext } from '../../../platform/http/routes.ts';
import type { Conversation } from '../domain/conversation.ts';
import { takesVotes } from '../domain/life-cycle.ts';
import { checkStatement, parseStatement, type StatementWarning } from '../domain/statement-checks.ts';
import { messages } from '../messages.ts';
import { guestOf } from '../parts/guest.ts';
import { conversationParams } from '../parts/params.ts';
import { addressOf } from '../store/cards.ts';
import { guestScope } from '../store/participants.ts';
import { nextNumber, submitStatement } from '../store/statements.ts';
import { votables } from '../store/votes.ts';
import { WritePage } from './page.tsx';

const perParticipant = { limit: 10, windowSeconds: 3_600 };

/** A participant adds a statement: gentle advice first, which never stops anybody. */
export function writeStatementRoutes(app: FastifyInstance, context: RouteContext): void {
  function form(
    place: { slug: string },
    conversation: Conversation,
    shown: {
      body: string;
      error?: string;
      warnings?: readonly StatementWarning[];
      duplicate?: number | undefined;
      from: string | undefined;
    },
  ): Answer {
    return page({
      title: 'Add a statement',
      body: WritePage({ place, conversation, ...shown }),
      errors: shown.error === undefined ? [] : [{ text: shown.error, field: 'body' }],
      width: 'narrow',
      back: { text: 'Back to voting', href: `${addressOf(place, conversation)}/vote` },
    });
  }
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/conversations/:slug/write',
    ability: 'anyone',
    params: conversationParams(),
    query: querySchema({ from: Type.Optional(Type.Literal('room')) }),
    async handle(request) {
      const found = await guestOf(context, request, request.params.slug, async () => undefined);
      if ('answer' in found) return found.answer;
      const { conversation } = found.guest;
      if (!takesVotes(conversation.state)) return redirect(addressOf(request.place, conversation));
      return form(request.place, conversation, { body: '', from: request.query.from });
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/conversations/:slug/write',
    ability: 'anyone',
    params: conversationParams(),
    body: formSchema({ body: textField(2_000), anyway: textField(2), from: textField(10) }),
    async handle(request) {
      const { place, now } = request;
      const found = await guestOf(context, request, request.params.slug, async (trx, conversation) => ({
        existing: await votables(trx, place.id, conversation.id),
        number: await nextNumber(trx, place.id, conversation.id),
      }));
      if ('answer' in found) return found.answer;
      const { conversation, participant, also } = found.guest;
      const { from } = request.body;
      const typed = request.body.body ?? '';
      if (!takesVotes(conversation.state)) throw new HttpError('request/changed-meanwhile', messages.closed);
      const parsed = parseStatement(typed, conversation.maxLength);
      if (!parsed.ok) return form(place, conversation, { body: typed, error: parsed.error, from });
      const warnings = checkStatement(parsed.value, also.existing);
      if (warnings.length > 0 && request.body.anyway !== '1') {
        const near = warnings.find((warning) => warning.code === 'near-duplicate');
        const duplicate = also.existing.find((one) => one.id === near?.statementId)?.number;
        return form(place, conversation, { body: parsed.value, warnings, duplicate, from });
      }
      const count = await countUse(context.db, `statement ${participant.id}`, perParticipant, now);
      if (!count.allowed) return form(place, conversation, { body: typed, error: tooManySentence(count), from });
      const doing = { place, account: undefined, now, newId: context.newId };
      const isOfTable = participant.table !== undefined;
      const one = { conversation: conversation.id, participant: participant.id, body: parsed.value, isOfTable };
      // Two people may send at the same moment: the second takes the next number.
      for (let attempt = 0; ; attempt += 1) {
        try {
          await context.db.write(guestScope(place.id, participant.id), async (trx) => {
            await submitStatement(trx, doing, { ...one, number: also.number + attempt });
          });
          break;
        } catch (error) {
          if (attempt >= 20 || !isTaken(error)) throw error;
        }
      }
      const next = from === 'room' ? 'room' : 'mine';
      return redirect(`${addressOf(place, conversation)}/${next}`, 'statement-sent');
    },
  });
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505';
}
