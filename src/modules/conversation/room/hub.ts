import { PassThrough } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { Uuid } from '../../../kernel/ids.ts';
import type { RouteContext } from '../../../platform/http/routes.ts';
import { errorFields } from '../../../platform/log.ts';
import { roomChannel } from '../store/room-channel.ts';
import { roomCounts } from '../store/rooms.ts';

/** Votes that come together are told together. */
const coalesceMs = 200;
const commentMs = 15_000;
const mostStreams = 2_000;
/** Bytes that may wait for one screen. */
const mostWaiting = 64_000;

type Followers = { place: Uuid; streams: Set<PassThrough>; timer: NodeJS.Timeout | undefined };

/** The screens that follow rooms in this process. What they are told comes from the database, so that any process may have it. */
export type RoomHub = {
  /** A stream of what the room says of itself, beginning with what is so now; undefined when there are too many. */
  follow: (place: Uuid, conversation: Uuid) => PassThrough | undefined;
};

/** Makes the hub of a server: it listens to every process, and lets go of its streams before the server closes. */
export function createRoomHub(app: FastifyInstance, context: RouteContext): RoomHub {
  const rooms = new Map<Uuid, Followers>();
  let streams = 0;
  let isClosing = false;

  async function tell(conversation: Uuid, to?: PassThrough): Promise<void> {
    const room = rooms.get(conversation);
    if (room === undefined) return;
    const scope = { role: 'thread_service', job: 'room', place: room.place } as const;
    const counts = await context.db.read(scope, async (trx) => await roomCounts(trx, room.place, conversation));
    if (counts === undefined) return;
    const message = `id: ${counts.version}\nevent: state\ndata: ${JSON.stringify(counts)}\n\n`;
    for (const stream of to === undefined ? room.streams : [to]) {
      // A screen that takes nothing any more is let go: it asks again by itself.
      if (stream.writableLength > mostWaiting) stream.destroy();
      else if (stream.writable) stream.write(message);
    }
  }
  function failed(error: unknown): void {
    context.log.warn('a room could not be told of', errorFields(error));
  }
  function soon(conversation: Uuid): void {
    const room = rooms.get(conversation);
    if (room === undefined || room.timer !== undefined || isClosing) return;
    room.timer = setTimeout(() => {
      room.timer = undefined;
      void tell(conversation).catch(failed);
    }, coalesceMs);
  }

  const comments = setInterval(() => {
    for (const room of rooms.values()) for (const stream of room.streams) stream.write(': here\n\n');
  }, commentMs).unref();
  let stopListening: (() => Promise<void>) | undefined;
  app.addHook('onReady', async () => {
    stopListening = await context.db.listen(roomChannel, (words) => {
      const [, conversation] = words.split(' ');
      // After a lost connection anything may have happened: every screen is told.
      for (const id of conversation === undefined ? rooms.keys() : [conversation]) soon(id);
    });
  });
  app.addHook('preClose', async () => {
    isClosing = true;
    clearInterval(comments);
    for (const room of rooms.values()) {
      clearTimeout(room.timer);
      for (const stream of room.streams) stream.end('event: bye\ndata: {}\n\n');
    }
    await stopListening?.();
  });

  return {
    follow(place, conversation) {
      if (streams >= mostStreams || isClosing) return undefined;
      const stream = new PassThrough();
      const room = rooms.get(conversation) ?? { place, streams: new Set<PassThrough>(), timer: undefined };
      rooms.set(conversation, room);
      room.streams.add(stream);
      streams += 1;
      stream.once('close', () => {
        room.streams.delete(stream);
        streams -= 1;
        if (room.streams.size > 0) return;
        clearTimeout(room.timer);
        rooms.delete(conversation);
      });
      stream.write('retry: 2000\n\n');
      void tell(conversation, stream).catch(failed);
      return stream;
    },
  };
}
