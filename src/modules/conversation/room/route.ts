import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { seededRandom, seedFrom } from '../../../lib/random.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import type { FormView, Typed } from '../../../lib/form-reader.ts';
import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { formSchema, querySchema, textField } from '../../../platform/http/fields.ts';
import { countUse } from '../../../platform/http/rate-limit.ts';
import { placeRoute, type PlaceRequest, type RouteContext } from '../../../platform/http/routes.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { isWorry, looksReal, sameAs } from '../domain/exercise.ts';
import { nextStatement } from '../domain/next-statement.ts';
import { ideasToScore, nextPair } from '../domain/rounds.ts';
import { messages } from '../messages.ts';
import { guestOf, type Guest } from '../parts/guest.ts';
import { conversationParams } from '../parts/params.ts';
import { countClosed, loadRoom, type RoomView } from '../parts/room-load.ts';
import { addressOf } from '../store/cards.ts';
import { sectorsOf, type Sector } from '../store/conversations.ts';
import type { Doing } from '../store/doing.ts';
import { addOffer, addStep, addSupport, partnersToOffer } from '../store/exercises.ts';
import { chooseSector, doorScope, guestScope, seatAtTable, type Participant } from '../store/participants.ts';
import { ballotsOf } from '../store/room-results.ts';
import { giveBallot, type Ballot, type BallotContent, type Block } from '../store/rooms.ts';
import { ownVotes, votables, type Votable } from '../store/votes.ts';
import { giveBody, parseGiven, type Given } from './form.ts';
import { PhonePage } from './page.tsx';
import type { RoundProps } from './round-forms.tsx';

type Asked = PlaceRequest<{ slug: string }>;
type Loaded = {
  view: RoomView | undefined;
  ballots: Ballot[];
  statements: Votable[];
  organisations: { id: string; name: string }[];
  sectors: Sector[];
};
const perParticipant = { limit: 60, windowSeconds: 60 };

async function load(trx: Trx, place: string, conversation: string): Promise<Loaded> {
  const view = await loadRoom(trx, place, conversation);
  const block = view?.block?.state === 'open' ? view.block : undefined;
  const [ballots, statements, organisations, sectors] = await Promise.all([
    block === undefined ? [] : ballotsOf(trx, place, block.id),
    block?.kind === 'vote' ? votables(trx, place, conversation) : [],
    block?.kind === 'family-offers' ? partnersToOffer(trx, place) : [],
    block?.kind === 'here' ? sectorsOf(trx, place, conversation) : [],
  ]);
  return { view, ballots, statements, organisations, sectors };
}

function ownOf(ballots: readonly Ballot[], participant: Participant): BallotContent {
  return ballots.find((ballot) => ballot.participant === participant.id)?.content ?? {};
}
function isScoring(block: Block | undefined): boolean {
  return block?.kind === 'ideas' && block.options[0] === 'score';
}

/** What the round asks of this person next. */
function roundOf(block: Block | undefined, base: string, ballots: readonly Ballot[], who: Participant): RoundProps {
  const before = ownOf(ballots, who);
  const ideas = ballots.filter(({ content }) => content.idea !== undefined);
  const own = ideas.findIndex((ballot) => ballot.participant === who.id);
  const scored = new Set((before.scores ?? []).map((one) => one.idea));
  const at = own < 0 ? undefined : ideasToScore(own, ideas.length).find((idea) => !scored.has(idea));
  const card = at === undefined ? undefined : ideas[at]?.content;
  const random = seededRandom(seedFrom(`${who.id} ${before.pairs?.length ?? 0}`));
  const all = ballots.flatMap(({ content }) => content.pairs ?? []);
  return {
    action: `${base}/room`,
    block: block?.id ?? '',
    options: block?.options ?? [],
    before,
    pair: block?.kind === 'pairs' ? nextPair(block.options.length, before.pairs ?? [], all, random) : undefined,
    idea: at === undefined ? undefined : { at, text: card?.idea ?? '', firstStep: card?.firstStep ?? '' },
    isScoring: isScoring(block),
  };
}

/** The phone of somebody in the room: what is asked now, and a form that gives it. */
export function roomRoutes(app: FastifyInstance, context: RouteContext): void {
  async function show(request: Asked, guest: Guest<Loaded>, typed?: FormView): Promise<Answer> {
    const { place } = request;
    const { conversation, participant, also } = guest;
    const { view, ballots, statements, organisations, sectors } = also;
    const base = addressOf(place, conversation);
    if (view === undefined) return redirect(`${base}/vote`);
    await countClosed(context, place.id, conversation.id, view);
    const votes =
      statements.length === 0
        ? new Map()
        : await context.db.read(guestScope(place.id, participant.id), async (trx) => {
            return await ownVotes(trx, place.id, participant.id);
          });
    const others = statements.filter((one) => one.authorId !== participant.id);
    const next = nextStatement(statements, { id: participant.id, votedOn: new Set(votes.keys()), later: [] });
    const before = ownOf(ballots, participant);
    const kept: Typed = { word: before.word, idea: before.idea, 'first-step': before.firstStep, needed: before.needed };
    return page({
      title: view.block?.title ?? conversation.question,
      body: PhonePage({
        conversation,
        base,
        view,
        form: typed ?? { typed: kept, problems: [] },
        table: participant.table,
        vote: {
          statement: statements.find((one) => one.id === next?.id),
          done: others.filter((one) => votes.has(one.id)).length,
          all: others.length,
        },
        round: roundOf(view.block, base, ballots, participant),
        organisations,
        sectors: { list: sectors, chosen: participant.sector },
      }),
      errors: typed?.problems,
      width: 'narrow',
      live: 'screen',
    });
  }
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/conversations/:slug/room',
    ability: 'anyone',
    params: conversationParams(),
    query: querySchema({ problem: Type.Optional(Type.Literal('choose')) }),
    async handle(request) {
      const found = await guestOf(context, request, request.params.slug, async (trx, conversation) => {
        return await load(trx, request.place.id, conversation.id);
      });
      if ('answer' in found) return found.answer;
      const problem = request.query.problem === undefined ? undefined : { field: 'vote', text: messages.voteMissing };
      return await show(request, found.guest, problem && { typed: {}, problems: [problem] });
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/conversations/:slug/room',
    ability: 'anyone',
    params: conversationParams(),
    body: giveBody,
    async handle(request) {
      const { place, body, now } = request;
      const found = await guestOf(context, request, request.params.slug, async (trx, conversation) => {
        return await load(trx, place.id, conversation.id);
      });
      if ('answer' in found) return found.answer;
      const { guest } = found;
      const { participant, also } = guest;
      const block = also.view?.block;
      if (also.view === undefined || block === undefined) throw notFound();
      const refuse = async (field: string, text: string): Promise<Answer> =>
        await show(request, guest, { typed: body, problems: [{ field, text }] });
      if (block.state !== 'open' || block.id !== body.block) return await refuse('block', messages.roundClosed);
      const parsed = parseGiven(body, block.kind, {
        options: block.options.length,
        sectors: also.sectors.map((one) => one.id),
        before: ownOf(also.ballots, participant),
        members: also.view.exercise?.members.length ?? 0,
        today: todayInLondon(now),
        isScoring: isScoring(block),
      });
      if (!parsed.ok) return await show(request, guest, { typed: body, problems: parsed.error });
      const given = parsed.value;
      if ('what' in given && looksReal(given.what)) return await refuse('what', messages.familyReal);
      const use = await countUse(context.db, `room ${participant.id}`, perParticipant, now);
      if (!use.allowed) return await refuse('block', messages.roundClosed);
      const doing = { place, account: undefined, now, newId: context.newId };
      const notice = await context.db.write(guestScope(place.id, participant.id), async (trx) => {
        return await keepGiven(trx, doing, guest, block, given);
      });
      return redirect(`${addressOf(place, guest.conversation)}/room`, notice);
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/conversations/:slug/table',
    ability: 'anyone',
    params: conversationParams(),
    body: formSchema({ table: textField(4) }),
    async handle(request) {
      const { place, body } = request;
      const found = await guestOf(context, request, request.params.slug, async () => undefined);
      if ('answer' in found) return found.answer;
      const { participant, conversation } = found.guest;
      const number = Number(body.table);
      const isTable = Number.isInteger(number) && number >= 1 && number <= 99;
      if (isTable)
        await context.db.write(doorScope(place.id), async (trx) => {
          await seatAtTable(trx, place.id, participant.id, number);
        });
      return redirect(`${addressOf(place, conversation)}/room`);
    },
  });
}

/** Writes what was given, as the participant; the code of what the next page says. */
async function keepGiven(trx: Trx, doing: Doing, guest: Guest<Loaded>, block: Block, given: Given): Promise<string> {
  const { conversation, participant, also } = guest;
  const giver = { conversation: conversation.id, participant: participant.id };
  const exercise = also.view?.exercise;
  switch (given.kind) {
    case 'ballot':
      await giveBallot(trx, doing.place.id, { ...giver, block: block.id, content: given.content }, doing.now);
      return 'round-given';
    case 'here':
      if (given.sector !== undefined) await chooseSector(trx, doing.place.id, participant.id, given.sector);
      await giveBallot(trx, doing.place.id, { ...giver, block: block.id, content: { here: true } }, doing.now);
      return 'round-given';
    case 'support': {
      const { what, ring, member } = given;
      const worry = isWorry(what);
      const like = worry
        ? undefined
        : sameAs(
            what,
            (exercise?.supports ?? []).filter((one) => one.sameAs === undefined),
          );
      // What another table said in the very same words is the same; what is only alike, the facilitator decides.
      const isSame = like !== undefined && like.what.toLowerCase() === what.toLowerCase() && like.member === member;
      const kind = worry ? 'worry' : given.support;
      const table = participant.table;
      await addSupport(trx, doing, giver, { what, kind, ring, member, table, sameAs: isSame ? like.id : undefined });
      return worry ? 'worry-kept' : 'support-added';
    }
    case 'step': {
      const { kind: _, ...step } = given;
      await addStep(trx, doing, giver, step);
      return 'step-added';
    }
    case 'offer': {
      const { organisation, kind: _, ...offer } = given;
      await addOffer(trx, doing, giver, { ...offer, organisationId: organisation, sameAs: undefined });
      return 'offer-added';
    }
  }
}
