import type { FastifyInstance } from 'fastify';
import { page, type Answer } from '../../../platform/http/answers.ts';
import { HttpError, notFound } from '../../../platform/http/errors.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute, type RouteContext } from '../../../platform/http/routes.ts';
import { conversationParams } from '../parts/params.ts';
import { countClosed, loadRoom } from '../parts/room-load.ts';
import type { RoomHub } from '../room/hub.ts';
import { addressOf } from '../store/cards.ts';
import { conversationBySlug } from '../store/conversations.ts';
import { roomOf } from '../store/rooms.ts';
import { statementByNumber } from '../store/statements.ts';
import { WallPage } from './page.tsx';

/** The wall of a room, and the stream by which every screen follows it. Anybody in the room sees the wall. */
export function showWallRoutes(app: FastifyInstance, context: RouteContext, hub: RoomHub): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/conversations/:slug/wall',
    ability: 'anyone',
    params: conversationParams(),
    query: querySchema({}),
    async handle({ place, params, scope }) {
      const conversation = await context.db.read(scope, async (trx) => {
        return await conversationBySlug(trx, place.id, params.slug);
      });
      if (conversation === undefined || conversation.state === 'draft') throw notFound();
      const found = await context.db.read({ role: 'thread_service', job: 'room', place: place.id }, async (trx) => {
        const view = await loadRoom(trx, place.id, conversation.id);
        if (view === undefined) return undefined;
        const number = view.room.statementNumber;
        const statement =
          number === undefined ? undefined : await statementByNumber(trx, place.id, conversation.id, number);
        return { view, statement: statement?.status === 'approved' ? statement : undefined };
      });
      if (found === undefined) throw notFound();
      await countClosed(context, place.id, conversation.id, found.view);
      return page({
        title: `Wall: ${conversation.question}`,
        body: WallPage({
          ...found,
          conversation,
          base: addressOf(place, conversation),
          address: `${context.config.baseUrl}/j/${conversation.joinCode}`,
        }),
        live: 'wall',
      });
    },
  });
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/conversations/:slug/room/events',
    ability: 'anyone',
    params: conversationParams(),
    query: querySchema({}),
    async handle({ place, params, scope }): Promise<Answer> {
      const found = await context.db.read(scope, async (trx) => {
        const conversation = await conversationBySlug(trx, place.id, params.slug);
        if (conversation === undefined || (await roomOf(trx, place.id, conversation.id)) === undefined)
          return undefined;
        return conversation;
      });
      if (found === undefined) throw notFound();
      const body = hub.follow(place.id, found.id);
      if (body === undefined)
        throw new HttpError('request/too-many', 'Too many screens follow this room. Load the page again in a minute.');
      return {
        kind: 'file',
        type: 'text/event-stream; charset=utf-8',
        body,
        // An encoding that is named keeps the stream from being compressed, and so from being held back.
        headers: { 'cache-control': 'no-store', 'content-encoding': 'identity', 'x-accel-buffering': 'no' },
      };
    },
  });
}
