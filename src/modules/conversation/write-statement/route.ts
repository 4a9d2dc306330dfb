import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { Uuid } from '../../../kernel/ids.ts';
import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { HttpError, notFound } from '../../../platform/http/errors.ts';
import { formSchema, querySchema, textField } from '../../../platform/http/fields.ts';
import { countUse, tooManySentence } from '../../../platform/http/rate-limit.ts';
import { placeRoute, type RouteContext } from '../../../platform/http/routes.ts';
import type { Conversation } from '../domain/conversation.ts';
import {
  decideStatement,
  statementRefusalSentence,
  takesVotes,
  type StatementRefusal,
  type StatementState,
} from '../domain/life-cycle.ts';
import { checkStatement, parseStatement, type StatementWarning } from '../domain/statement-checks.ts';
import { messages } from '../messages.ts';
import { guestOf } from '../parts/guest.ts';
import { conversationParams, numberParam } from '../parts/params.ts';
import { addressOf } from '../store/cards.ts';
import { newerOf, rewordStatement } from '../store/lineage.ts';
import { doorScope, guestScope } from '../store/participants.ts';
import { nextNumber, ownStatements, submitStatement, type OwnStatement } from '../store/statements.ts';
import { votables } from '../store/votes.ts';
import { WritePage } from './page.tsx';

const perParticipant = { limit: 10, windowSeconds: 3_600 };

/** A participant adds a statement: gentle advice first, which never stops anybody. */
export function writeStatementRoutes(app: FastifyInstance, context: RouteContext): void {
  /** One's own statement, where it may be said in other words. */
  async function ownByNumber(place: Uuid, participant: Uuid, number: number): Promise<OwnStatement> {
    const { own, isReplaced } = await context.db.read(guestScope(place, participant), async (trx) => {
      const own = (await ownStatements(trx, place, participant)).find((one) => one.number === number);
      if (own === undefined) throw notFound();
      return { own, isReplaced: (await newerOf(trx, place, [own.id])).has(own.id) };
    });
    const decided = decideStatement(stateOfOwn(own), { kind: 'reword', byAuthor: true, isReplaced });
    if (!decided.ok) throw changedMeanwhile(decided.error);
    return own;
  }
  function form(
    place: { slug: string },
    conversation: Conversation,
    shown: {
      body: string;
      error?: string;
      warnings?: readonly StatementWarning[];
      duplicate?: number | undefined;
      from: string | undefined;
      again: number | undefined;
    },
  ): Answer {
    return page({
      title: shown.again === undefined ? 'Add a statement' : 'Say it in other words',
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
    query: querySchema({ from: Type.Optional(Type.Literal('room')), s: Type.Optional(numberParam()) }),
    async handle(request) {
      const found = await guestOf(context, request, request.params.slug, async () => undefined);
      if ('answer' in found) return found.answer;
      const { conversation, participant } = found.guest;
      const { place, query } = request;
      if (!takesVotes(conversation.state)) return redirect(addressOf(place, conversation));
      if (query.s === undefined) return form(place, conversation, { body: '', from: query.from, again: undefined });
      const own = await ownByNumber(place.id, participant.id, Number(query.s));
      return form(place, conversation, { body: own.body, from: query.from, again: own.number });
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/conversations/:slug/write',
    ability: 'anyone',
    params: conversationParams(),
    body: formSchema({
      body: textField(2_000),
      anyway: textField(2),
      from: textField(10),
      s: Type.Optional(numberParam()),
    }),
    async handle(request) {
      const { place, now } = request;
      const found = await guestOf(context, request, request.params.slug, async (trx, conversation) => ({
        existing: await votables(trx, place.id, conversation.id),
        number: await nextNumber(trx, place.id, conversation.id),
      }));
      if ('answer' in found) return found.answer;
      const { conversation, participant, also } = found.guest;
      const { from, s } = request.body;
      const typed = request.body.body ?? '';
      if (!takesVotes(conversation.state)) throw new HttpError('request/changed-meanwhile', messages.closed);
      const own = s === undefined ? undefined : await ownByNumber(place.id, participant.id, Number(s));
      const shown = { body: typed, from, again: own?.number };
      const parsed = parseStatement(typed, conversation.maxLength);
      if (!parsed.ok) return form(place, conversation, { ...shown, error: parsed.error });
      if (parsed.value === own?.body) return form(place, conversation, { ...shown, error: messages.sameWords });
      const others = also.existing.filter((one) => one.id !== own?.id);
      const warnings = checkStatement(parsed.value, others);
      if (warnings.length > 0 && request.body.anyway !== '1') {
        const near = warnings.find((warning) => warning.code === 'near-duplicate');
        const duplicate = also.existing.find((one) => one.id === near?.statementId)?.number;
        return form(place, conversation, { ...shown, body: parsed.value, warnings, duplicate });
      }
      const count = await countUse(context.db, `statement ${participant.id}`, perParticipant, now);
      if (!count.allowed) return form(place, conversation, { ...shown, error: tooManySentence(count) });
      const doing = { place, account: undefined, now, newId: context.newId };
      const isOfTable = participant.table !== undefined;
      const words = { conversation: conversation.id, participant: participant.id, body: parsed.value, isOfTable };
      // Two people may send at the same moment: the second takes the next number.
      for (let attempt = 0; ; attempt += 1) {
        try {
          const one = { ...words, number: also.number + attempt };
          if (own === undefined) {
            const scope = guestScope(place.id, participant.id);
            await context.db.write(scope, async (trx) => await submitStatement(trx, doing, one));
          } else {
            const done = await context.db.write(doorScope(place.id), async (trx) => {
              return await rewordStatement(trx, doing, own.id, one);
            });
            if (!done.ok) throw changedMeanwhile(done.error);
          }
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

function stateOfOwn(own: OwnStatement): StatementState {
  return own.status === 'rejected' ? { status: own.status, reason: own.reason ?? 'unclear' } : { status: own.status };
}

function changedMeanwhile(refusal: StatementRefusal | 'statement/gone'): HttpError {
  const sentence = refusal === 'statement/gone' ? messages.statementGone : statementRefusalSentence(refusal);
  return new HttpError('request/changed-meanwhile', sentence);
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505';
}
