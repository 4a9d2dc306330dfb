import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { HttpError } from '../../../platform/http/errors.ts';
import { formSchema, querySchema, textField } from '../../../platform/http/fields.ts';
import { placeRoute, type RouteContext } from '../../../platform/http/routes.ts';
import { takesVotes } from '../domain/life-cycle.ts';
import { nextStatement } from '../domain/next-statement.ts';
import type { VoteValue } from '../domain/vote.ts';
import { messages } from '../messages.ts';
import { guestOf, laterQuery, readLater } from '../parts/guest.ts';
import { conversationParams, numberParam } from '../parts/params.ts';
import { addressOf } from '../store/cards.ts';
import { translationsOf } from '../store/lineage.ts';
import { guestScope } from '../store/participants.ts';
import { castVote, ownVotes, votables, type VoteChannel } from '../store/votes.ts';
import { ThanksPage, VotePage } from './page.tsx';

const values: Readonly<Record<string, VoteValue>> = { agree: 1, disagree: -1, pass: 0 };

function laterField() {
  return Type.Optional(Type.String({ maxLength: 1_500, pattern: '^[0-9.]*$' }));
}

/** One statement at a time, with three large buttons. */
export function voteRoutes(app: FastifyInstance, context: RouteContext): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/conversations/:slug/vote',
    ability: 'anyone',
    params: conversationParams(),
    query: querySchema({
      later: laterField(),
      s: Type.Optional(numberParam()),
      problem: Type.Optional(Type.Literal('choose')),
    }),
    async handle(request) {
      const { place, query } = request;
      const found = await guestOf(context, request, request.params.slug, async (trx, conversation) => {
        return await votables(trx, place.id, conversation.id);
      });
      if ('answer' in found) return found.answer;
      const { conversation, participant, also: statements } = found.guest;
      if (!takesVotes(conversation.state)) return redirect(addressOf(place, conversation));
      const later = readLater(query.later);
      const byNumber = new Map(statements.map((one) => [one.number, one]));
      const putOff = later.flatMap((number) => byNumber.get(number)?.id ?? []);
      const asked = query.s === undefined ? undefined : byNumber.get(Number(query.s));
      const { votes, votedOn, shown, translations } = await context.db.read(
        guestScope(place.id, participant.id),
        async (trx) => {
          const own = await ownVotes(trx, place.id, participant.id);
          const answered = new Set(own.keys());
          const next = nextStatement(statements, { id: participant.id, votedOn: answered, later: putOff });
          const one = asked ?? statements.find((each) => each.id === next?.id);
          const list = one === undefined ? [] : await translationsOf(trx, place.id, one.id);
          return { votes: own, votedOn: answered, shown: one, translations: list };
        },
      );
      const others = statements.filter((one) => one.authorId !== participant.id);
      const progress = { done: others.filter((one) => votedOn.has(one.id)).length, all: others.length };
      const problem = query.problem === undefined ? undefined : messages.voteMissing;
      return page({
        title: shown === undefined ? 'Thank you' : conversation.question,
        body:
          shown === undefined
            ? ThanksPage({ place, conversation, progress })
            : VotePage({
                place,
                conversation,
                statement: shown,
                vote: votes.get(shown.id),
                progress,
                later,
                problem,
                isOnlyOneLeft: progress.all - progress.done <= 1,
                translations,
              }),
        width: 'narrow',
      });
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/conversations/:slug/vote',
    ability: 'anyone',
    params: conversationParams(),
    body: formSchema({
      statement: numberParam(),
      vote: textField(10),
      later: laterField(),
      from: textField(10),
    }),
    async handle(request) {
      const { place, body, now } = request;
      const found = await guestOf(context, request, request.params.slug, async () => undefined);
      if ('answer' in found) return found.answer;
      const { conversation, participant } = found.guest;
      const base = addressOf(place, conversation);
      const number = Number(body.statement);
      const later = readLater(body.later).filter((one) => one !== number);
      if (body.vote === 'later') return redirect(`${base}/vote${laterQuery([...later, number])}`);
      const value = values[body.vote ?? ''];
      if (value === undefined)
        return redirect(
          body.from === 'room' ? `${base}/room?problem=choose` : `${base}/vote?s=${number}&problem=choose`,
        );
      const channel: VoteChannel = participant.table === undefined ? (body.from === 'room' ? 'phone' : 'web') : 'table';
      const who = { place: place.id, conversation: conversation.id, participant: participant.id };
      const vote = { ...who, number, value, channel };
      const outcome = await context.db.write(guestScope(place.id, participant.id), async (trx) => {
        return await castVote(trx, vote, now, context.newId);
      });
      return answerFor(outcome, base, later, body.from);
    },
  });
}

function answerFor(
  outcome: Awaited<ReturnType<typeof castVote>>,
  base: string,
  later: readonly number[],
  from: string | undefined,
): Answer {
  switch (outcome) {
    case 'closed':
      throw new HttpError('request/changed-meanwhile', messages.closed);
    case 'no-such-statement':
      throw new HttpError('request/refused', messages.statementGone);
    case 'voted':
    case 'unchanged':
      if (from === 'mine') return redirect(`${base}/mine`, 'vote-changed');
      return redirect(from === 'room' ? `${base}/room` : `${base}/vote${laterQuery(later)}`);
  }
}
