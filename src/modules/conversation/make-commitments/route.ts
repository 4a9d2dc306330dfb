import type { FastifyInstance } from 'fastify';
import { isUuid } from '../../../kernel/ids.ts';
import { hasRole, speaksFor, type Actor } from '../../../kernel/actor.ts';
import type { Problem } from '../../../lib/form-reader.ts';
import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { HttpError, notFound } from '../../../platform/http/errors.ts';
import { formSchema, listField, listOf, querySchema, textField } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest, type RouteContext } from '../../../platform/http/routes.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { allPriorities, moveCommitment, offerCommitment, type Doing } from '../../strategy/index.ts';
import { moderators } from '../domain/roles.ts';
import { messages } from '../messages.ts';
import { conversationParams } from '../parts/params.ts';
import { addressOf } from '../store/cards.ts';
import { conversationBySlug } from '../store/conversations.ts';
import { exerciseOf, noteCommitment, type Offer } from '../store/exercises.ts';
import { moveOn } from '../store/rooms.ts';
import { CommitmentsPage } from './page.tsx';

type Asked = PlaceRequest<{ slug: string }>;

async function load(trx: Trx, place: string, slug: string) {
  const conversation = await conversationBySlug(trx, place, slug);
  if (conversation === undefined) throw notFound();
  const [exercise, priorities] = await Promise.all([
    exerciseOf(trx, place, conversation.id),
    allPriorities(trx, place),
  ]);
  return { conversation, exercise, priorities: priorities.filter((one) => one.status !== 'retired') };
}

/** Offers of the family exercise become commitments: the facilitator asks, and each organisation confirms all of its own at once. */
export function makeCommitmentsRoutes(app: FastifyInstance, context: RouteContext): void {
  async function show(request: Asked, errors: readonly Problem[]): Promise<Answer> {
    const { place, scope, params, actor } = request;
    const found = await context.db.read(scope, async (trx) => await load(trx, place.id, params.slug));
    const base = addressOf(place, found.conversation);
    return page({
      title: 'So what are we going to do?',
      body: CommitmentsPage({
        ...found,
        base,
        place,
        own: ownOf(actor, found.exercise?.offers ?? []),
        can: { ask: hasRole(actor, ...moderators) },
        errors,
      }),
      errors,
      back: { text: found.conversation.question, href: base },
    });
  }
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/conversations/:slug/commitments',
    ability: 'partner',
    params: conversationParams(),
    query: querySchema({}),
    handle: async (request) => await show(request, []),
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/conversations/:slug/commitments',
    ability: 'partner',
    params: conversationParams(),
    body: formSchema({ do: textField(10), priority: textField(40), offer: listField(200, 40) }),
    async handle(request) {
      const { place, scope, params, body, actor } = request;
      const here = `/${place.slug}/conversations/${params.slug}/commitments`;
      const doing: Doing = { place, speaker: actor, now: request.now, newId: context.newId };
      if (body.do === 'confirm') {
        const confirmed = await context.db.write(scope, async (trx) => {
          const offers = (await load(trx, place.id, params.slug)).exercise?.offers ?? [];
          return await confirm(trx, doing, offers, ownOf(actor, offers));
        });
        if (confirmed === 0) return await show(request, [{ field: 'offers', text: messages.nothingToConfirm }]);
        return redirect(here, 'offers-confirmed');
      }
      if (!hasRole(actor, ...moderators))
        throw new HttpError('request/not-allowed', 'Only whoever runs the conversation asks organisations to confirm.');
      const wanted = listOf(body.offer);
      const priority = body.priority ?? '';
      if (!isUuid(priority)) return await show(request, [{ field: 'priority', text: messages.priorityMissing }]);
      const asked = await context.db.write(scope, async (trx) => {
        const { conversation, exercise } = await load(trx, place.id, params.slug);
        const offers = (exercise?.offers ?? []).filter((offer) => wanted.includes(offer.id));
        return await ask(trx, doing, conversation.id, offers, priority);
      });
      if (asked === 'priority-gone')
        return await show(request, [{ field: 'priority', text: messages.priorityMissing }]);
      if (asked === 0) return await show(request, [{ field: 'offer', text: messages.offersMissing }]);
      return redirect(here, 'offers-asked');
    },
  });
}

/** Offers a commitment for each, to the organisation that made it; what was offered in its name waits for its word. */
async function ask(
  trx: Trx,
  doing: Doing,
  conversation: string,
  offers: readonly Offer[],
  priorityId: string,
): Promise<number | 'priority-gone'> {
  let count = 0;
  for (const offer of offers) {
    if (offer.commitmentId !== undefined || offer.needs !== 'nothing') continue;
    const made = await offerCommitment(trx, doing, {
      title: offer.what,
      firstStep: offer.firstStep,
      priorityId,
      outcomeId: undefined,
      planId: undefined,
      owner: { kind: 'organisation', organisation: offer.organisationId },
      dueOn: offer.byOn,
      pay: { kind: 'own-budget', pence: undefined },
    });
    if (!made.ok) {
      if (made.error === 'commitment/priority-gone' || made.error === 'commitment/priority-retired')
        return 'priority-gone';
      continue;
    }
    const isPromise = made.value.status === 'accepted';
    await noteCommitment(trx, doing.place.id, offer.id, {
      commitment_id: made.value.id,
      ...(isPromise ? { confirmed_at: doing.now } : {}),
    });
    count += 1;
  }
  if (count > 0) await moveOn(trx, doing.place.id, conversation, {});
  return count;
}

/** Accepts, at once, all that was offered in the name of the organisations for which the speaker speaks. */
async function confirm(trx: Trx, doing: Doing, offers: readonly Offer[], own: readonly string[]): Promise<number> {
  let count = 0;
  for (const offer of offers) {
    if (offer.commitmentId === undefined || offer.isConfirmed || !own.includes(offer.organisationId)) continue;
    const moved = await moveCommitment(trx, doing, offer.commitmentId, { kind: 'accept' });
    // Who answered it by itself already has said what they mean.
    if (!moved.ok && moved.error !== 'commitment/already-answered') continue;
    await noteCommitment(trx, doing.place.id, offer.id, { confirmed_at: doing.now });
    count += 1;
  }
  return count;
}

/** The organisations of these offers for which somebody speaks. */
function ownOf(actor: Actor, offers: readonly Offer[]): string[] {
  return offers.map((offer) => offer.organisationId).filter((organisation) => speaksFor(actor, organisation));
}
