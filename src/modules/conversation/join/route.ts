import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { Uuid } from '../../../kernel/ids.ts';
import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { HttpError, notFound } from '../../../platform/http/errors.ts';
import { formSchema, querySchema, slugParam, textField } from '../../../platform/http/fields.ts';
import { countUse, hasUsesLeft, tooManySentence } from '../../../platform/http/rate-limit.ts';
import { placeRoute, siteRoute, type PlaceRequest, type RouteContext } from '../../../platform/http/routes.ts';
import { parseJoinCode } from '../domain/join-code.ts';
import { takesVotes } from '../domain/life-cycle.ts';
import type { Conversation } from '../domain/conversation.ts';
import { messages } from '../messages.ts';
import { guestOf } from '../parts/guest.ts';
import { notSaid } from '../parts/not-said.ts';
import { conversationParams } from '../parts/params.ts';
import { compareWithEarlier, comparesWithEarlier, earlierPartOf } from '../store/answered-twice.ts';
import { addressOf } from '../store/cards.ts';
import { conversationById, sectorsOf, targetOfCode } from '../store/conversations.ts';
import {
  addParticipant,
  chooseSector,
  cookieName,
  doorScope,
  findGuest,
  guestScope,
  newToken,
  tokenHashes,
} from '../store/participants.ts';
import { EnterCodePage, groupTitle, JoinPage, SectorPage } from './page.tsx';

/** One venue has one address: only wrong codes are few. */
const wrongCodes = { limit: 10, windowSeconds: 60 };
const joins = { limit: 300, windowSeconds: 60 };
/** As long as browsers keep a cookie: what is asked again after half a year or a year finds the same people. */
const cookieAge = 400 * 24 * 3_600;

type Asked = Pick<PlaceRequest, 'address' | 'now'>;

async function refuseGuessing(context: RouteContext, asked: Asked): Promise<void> {
  if (await hasUsesLeft(context.db, `wrong-code ${asked.address}`, wrongCodes, asked.now)) return;
  throw new HttpError('request/too-many', tooManySentence({ allowed: false, retryAfterSeconds: 60 }));
}

/** Where a code leads, in whichever place. Undefined = there is no such code, and the try was counted. */
async function targetOf(
  context: RouteContext,
  asked: Asked,
  code: string,
): Promise<{ place: Uuid; conversation: Uuid } | undefined> {
  await refuseGuessing(context, asked);
  const target = await context.db.read({ role: 'thread_public' }, async (trx) => await targetOfCode(trx, code));
  if (target !== undefined) return target;
  await countUse(context.db, `wrong-code ${asked.address}`, wrongCodes, asked.now);
  return undefined;
}

/** The conversation of a code, when it is of this place and people may join it. */
async function joinable(
  context: RouteContext,
  asked: Asked & Pick<PlaceRequest, 'place'>,
  code: string,
): Promise<Conversation | undefined> {
  const target = await targetOf(context, asked, code);
  if (target === undefined || target.place !== asked.place.id) return undefined;
  return await context.db.read({ role: 'thread_public', place: asked.place.id }, async (trx) => {
    return await conversationById(trx, asked.place.id, target.conversation);
  });
}

function enterCode(place: { slug: string; name: string }, code: string, error?: string): Answer {
  const errors = error === undefined ? [] : [{ text: error, field: 'code' }];
  return page({
    title: 'Join a conversation',
    body: EnterCodePage({ place, code, error }),
    errors,
    width: 'narrow',
    back: { text: 'Conversations', href: `/${place.slug}/conversations` },
  });
}

/** From a code, on a screen or a card, to the first statement. */
export function joinRoutes(app: FastifyInstance, context: RouteContext): void {
  siteRoute(app, context, {
    method: 'GET',
    path: '/j/:code',
    ability: 'anyone',
    params: Type.Object({ code: Type.String({ pattern: '^[A-Za-z0-9-]{1,20}$' }) }),
    query: querySchema({}),
    async handle({ params, address, now }) {
      const code = parseJoinCode(params.code);
      const target = code.ok ? await targetOf(context, { address, now }, code.value) : undefined;
      const place = target === undefined ? undefined : context.places.byId(target.place);
      if (place === undefined || !code.ok) throw notFound();
      return redirect(`/${place.slug}/conversations/join/${code.value}`);
    },
  });
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/conversations/join',
    ability: 'anyone',
    query: querySchema({ code: textField(40) }),
    handle: async ({ place, query }) => enterCode(place, query.code ?? ''),
  });
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/conversations/join/:code',
    ability: 'anyone',
    params: Type.Object({ place: slugParam(), code: Type.String({ pattern: '^[A-Za-z0-9-]{1,20}$' }) }),
    query: querySchema({}),
    async handle(request) {
      const { place } = request;
      const code = parseJoinCode(request.params.code);
      if (!code.ok) return enterCode(place, request.params.code, code.error);
      const conversation = await joinable(context, request, code.value);
      if (conversation === undefined) return enterCode(place, request.params.code, messages.noSuchCode);
      if (!takesVotes(conversation.state)) return redirect(addressOf(place, conversation));
      return page({
        title: 'Join a conversation',
        body: JoinPage({ place, conversation }),
        width: 'narrow',
        back: { text: 'About this conversation', href: addressOf(place, conversation) },
      });
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/conversations/join',
    ability: 'anyone',
    body: formSchema({ code: textField(40) }),
    async handle(request) {
      const { place, body, now } = request;
      const typed = body.code ?? '';
      const code = parseJoinCode(typed);
      if (!code.ok) return enterCode(place, typed, code.error);
      const conversation = await joinable(context, request, code.value);
      if (conversation === undefined) return enterCode(place, typed, messages.noSuchCode);
      if (!takesVotes(conversation.state)) return enterCode(place, typed, messages.notOpen);
      return await join(context, request, conversation, now);
    },
  });
  sectorRoutes(app, context);
}

async function join(
  context: RouteContext,
  request: Pick<PlaceRequest, 'place' | 'cookies' | 'setCookie' | 'address'>,
  conversation: Conversation,
  now: Date,
): Promise<Answer> {
  const { place } = request;
  const base = addressOf(place, conversation);
  const count = await countUse(context.db, `join ${request.address}`, joins, now);
  if (!count.allowed) throw new HttpError('request/too-many', tooManySentence(count));
  const hashes = tokenHashes(request.cookies);
  const { token, hash } = newToken();
  const id = context.newId();
  const isKnown = await context.db.write(doorScope(place.id), async (trx) => {
    const found = await findGuest(trx, place.id, conversation.slug, hashes);
    // Whoever joins twice from one browser stays the same person.
    if (found?.participant !== undefined) return true;
    await addParticipant(trx, place.id, conversation.id, { id, hash, now });
    return false;
  });
  if (isKnown) return redirect(`${base}/room`);
  request.setCookie(cookieName(conversation.id), token, { maxAgeSeconds: cookieAge });
  return redirect(`${base}/group`);
}

/** The groups of a conversation, and the part that this browser took in an earlier one. */
async function groupsFor(context: RouteContext, request: PlaceRequest, slug: string) {
  const { place } = request;
  const hashes = tokenHashes(request.cookies);
  return await guestOf(context, request, slug, async (trx, conversation, participant) => ({
    sectors: await sectorsOf(trx, place.id, conversation.id),
    earlier: await earlierPartOf(trx, place.id, conversation.id, hashes),
    compares: await comparesWithEarlier(trx, place.id, participant.id),
  }));
}

function sectorRoutes(app: FastifyInstance, context: RouteContext): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/conversations/:slug/group',
    ability: 'anyone',
    params: conversationParams(),
    query: querySchema({}),
    async handle(request) {
      const { place } = request;
      const found = await groupsFor(context, request, request.params.slug);
      if ('answer' in found) return found.answer;
      const { conversation, participant, also } = found.guest;
      if (also.sectors.length === 0 && also.earlier === undefined)
        return redirect(`${addressOf(place, conversation)}/room`);
      const body = SectorPage({ place, conversation, ...also, chosen: participant.sector, notSaid });
      return page({ title: groupTitle(also.sectors), body, width: 'narrow' });
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/conversations/:slug/group',
    ability: 'anyone',
    params: conversationParams(),
    body: formSchema({ group: textField(40), compare: textField(1) }),
    async handle(request) {
      const { place, body } = request;
      const found = await groupsFor(context, request, request.params.slug);
      if ('answer' in found) return found.answer;
      const { conversation, participant, also } = found.guest;
      const { sectors, earlier } = also;
      const compares = body.compare === '1';
      const isSaid = sectors.length > 0 && body.group !== notSaid;
      const chosen = isSaid ? sectors.find((sector) => sector.id === body.group)?.id : null;
      if (chosen === undefined) {
        const error = messages.sectorMissing;
        const view = SectorPage({ place, conversation, sectors, earlier, compares, chosen, notSaid, error });
        return page({
          title: groupTitle(sectors),
          body: view,
          errors: [{ text: error, field: 'group' }],
          width: 'narrow',
        });
      }
      await context.db.write(guestScope(place.id, participant.id), async (trx) => {
        await chooseSector(trx, place.id, participant.id, chosen);
      });
      if (earlier !== undefined)
        await context.db.write(doorScope(place.id), async (trx) => {
          const at = { conversation: conversation.id, participant: participant.id };
          await compareWithEarlier(trx, place.id, at, compares ? earlier.participant : null);
        });
      return redirect(`${addressOf(place, conversation)}/room`);
    },
  });
}
