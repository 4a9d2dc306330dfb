import type { FastifyInstance } from 'fastify';
import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest, type RouteContext } from '../../../platform/http/routes.ts';
import { ok, type Result } from '../../../lib/result.ts';
import type { Problem } from '../../../lib/form-reader.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { allPriorities } from '../../strategy/index.ts';
import { roomRefusalSentence, type RoomRefusal } from '../domain/run-sheet.ts';
import { moderators } from '../domain/roles.ts';
import { conversationParams } from '../parts/params.ts';
import { countClosed, countJustClosed, loadRoom } from '../parts/room-load.ts';
import { addressOf } from '../store/cards.ts';
import { conversationBySlug } from '../store/conversations.ts';
import type { Doing } from '../store/doing.ts';
import { joinSame, spareStep, startExercise } from '../store/exercises.ts';
import { changeBlock, closeBlock, moveOn, openBlock, removeBlock, roomOf, startRoom } from '../store/rooms.ts';
import { statementsOf } from '../store/statements.ts';
import { consoleBody, parseConsole, type ConsoleCommand } from './form.ts';
import { ConsolePage } from './page.tsx';

/** Steps that close a block. */
const closing: readonly ConsoleCommand['kind'][] = ['open', 'close', 'end'];

type Asked = PlaceRequest<{ slug: string }>;

/** The console of a room. Every step is a form; every screen follows. */
export function runRoomRoutes(app: FastifyInstance, context: RouteContext): void {
  async function show(request: Asked, problems: readonly Problem[]): Promise<Answer> {
    const { place, scope, params } = request;
    const found = await context.db.read(scope, async (trx) => {
      const conversation = await conversationBySlug(trx, place.id, params.slug);
      if (conversation === undefined) throw notFound();
      const [statements, priorities] = await Promise.all([
        statementsOf(trx, place.id, conversation.id),
        allPriorities(trx, place.id),
      ]);
      const waiting = statements.filter((one) => one.status === 'submitted').length;
      return { conversation, waiting, priorities: priorities.filter((one) => one.status !== 'retired') };
    });
    const { conversation } = found;
    const view = await context.db.read({ role: 'thread_service', job: 'room', place: place.id }, async (trx) => {
      return await loadRoom(trx, place.id, conversation.id);
    });
    if (view !== undefined) await countClosed(context, place.id, conversation.id, view);
    const base = addressOf(place, conversation);
    return page({
      title: 'Run the room',
      body: ConsolePage({ ...found, base, view }),
      errors: problems,
      live: view === undefined ? undefined : 'screen',
      back: { text: 'Run this conversation', href: `${base}/run` },
    });
  }
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/conversations/:slug/console',
    ability: moderators,
    params: conversationParams(),
    query: querySchema({}),
    handle: async (request) => await show(request, []),
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/conversations/:slug/console',
    ability: moderators,
    params: conversationParams(),
    body: consoleBody,
    async handle(request) {
      const { place, scope, params, body, session, now } = request;
      const parsed = parseConsole(body);
      if (!parsed.ok) return await show(request, parsed.error);
      const doing = { place, account: session?.account, now, newId: context.newId };
      const done = await context.db.write(scope, async (trx) => {
        const conversation = await conversationBySlug(trx, place.id, params.slug);
        if (conversation === undefined) throw notFound();
        return { id: conversation.id, result: await take(trx, doing, conversation.id, parsed.value) };
      });
      const { result, id } = done;
      if (!result.ok) return await show(request, [{ field: 'now', text: roomRefusalSentence(result.error) }]);
      if (closing.includes(parsed.value.kind)) await countJustClosed(context, place, id);
      return redirect(`/${place.slug}/conversations/${params.slug}/console`);
    },
  });
}

async function take(
  trx: Trx,
  doing: Doing,
  conversation: string,
  command: ConsoleCommand,
): Promise<Result<unknown, RoomRefusal>> {
  const place = doing.place.id;
  if (command.kind !== 'start' && (await roomOf(trx, place, conversation)) === undefined) throw notFound();
  switch (command.kind) {
    case 'start':
      await startRoom(trx, doing, conversation, command.blocks);
      return ok(undefined);
    case 'again':
      await startRoom(trx, doing, conversation, []);
      return ok(undefined);
    case 'add':
      await startRoom(trx, doing, conversation, [command.block]);
      return ok(undefined);
    case 'open':
      return await openBlock(trx, doing, conversation, command.block);
    case 'close':
      await closeBlock(trx, doing, conversation);
      return ok(undefined);
    case 'end':
      await closeBlock(trx, doing, conversation);
      await moveOn(trx, place, conversation, { ended_at: doing.now });
      return ok(undefined);
    case 'wall':
      await moveOn(trx, place, conversation, { wall: command.view });
      return ok(undefined);
    case 'size':
      await moveOn(trx, place, conversation, { text_size: command.size });
      return ok(undefined);
    case 'change': {
      const { title, minutes, options } = command;
      await changeBlock(trx, place, conversation, command.block, {
        title,
        minutes,
        ...(options === undefined ? {} : { options }),
      });
      return ok(undefined);
    }
    case 'score':
      await changeBlock(trx, place, conversation, command.block, { options: ['score'] });
      return ok(undefined);
    case 'remove':
      await removeBlock(trx, place, conversation, command.block);
      return ok(undefined);
    case 'extend':
    case 'earlier':
      return await shift(trx, place, conversation, command);
    case 'walk':
      await walk(trx, place, conversation, command.isOn);
      return ok(undefined);
    case 'family':
      await startExercise(trx, doing, conversation, command);
      return ok(undefined);
    case 'spare':
      await spareStep(trx, place, conversation, command.item, command.isSpared);
      return ok(undefined);
    case 'join': {
      const table = command.what === 'offer' ? 'exercise_offer' : 'exercise_support';
      await joinSame(trx, place, conversation, table, command.item, command.like);
      return ok(undefined);
    }
  }
}

/** Gives a block five minutes more, or moves it before the one above it. */
async function shift(
  trx: Trx,
  place: string,
  conversation: string,
  command: { kind: string; block: string },
): Promise<Result<unknown, RoomRefusal>> {
  const blocks = (await roomOf(trx, place, conversation))?.blocks ?? [];
  const at = blocks.findIndex((one) => one.id === command.block);
  const [block, above] = [blocks[at], blocks[at - 1]];
  if (block === undefined) return { ok: false, error: 'room/no-such-block' };
  if (command.kind === 'extend')
    await changeBlock(trx, place, conversation, block.id, { minutes: Math.min(240, block.minutes + 5) });
  else if (above !== undefined) {
    await changeBlock(trx, place, conversation, block.id, { position: above.position });
    await changeBlock(trx, place, conversation, above.id, { position: block.position });
  }
  return ok(undefined);
}

/** Shows the next statement on the wall, or the one before; it stays at the ends. */
async function walk(trx: Trx, place: string, conversation: string, isOn: boolean): Promise<void> {
  const numbers = (await statementsOf(trx, place, conversation))
    .filter((one) => one.status === 'approved' && one.kind === 'opinion')
    .map((one) => one.number);
  const shown = (await roomOf(trx, place, conversation))?.room.statementNumber;
  const at = shown === undefined ? -1 : numbers.indexOf(shown);
  const next = shown === undefined ? 0 : Math.min(numbers.length - 1, Math.max(0, at + (isOn ? 1 : -1)));
  await moveOn(trx, place, conversation, { statement_number: numbers[next] ?? null });
}
