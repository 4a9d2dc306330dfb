import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { slugify } from '../../../lib/text.ts';
import { raisePublicVersion } from '../../../platform/database/changes.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { recordEvent } from '../../../thread/store/write.ts';
import { joinCodeFrom } from '../domain/join-code.ts';
import {
  decideConversation,
  type ConversationCommand,
  type ConversationRefusal,
  type ConversationState,
} from '../domain/life-cycle.ts';
import type { Conversation } from '../domain/conversation.ts';
import { writeConversationCard, writeStatementCards } from './cards.ts';
import type { Doing } from './doing.ts';

export type Sector = { id: Uuid; label: string };

const columns = [
  'id',
  'slug',
  'question',
  'description',
  'status',
  'join_code',
  'max_length',
  'origin',
  'attribution',
  'opened_at',
  'closed_at',
] as const;

type Row = {
  id: string;
  slug: string;
  question: string;
  description: string;
  status: string;
  join_code: string;
  max_length: number;
  origin: string;
  attribution: string | null;
  opened_at: Date | null;
  closed_at: Date | null;
};

function toConversation(row: Row): Conversation {
  const isReopened = row.status === 'open' && row.closed_at !== null;
  return {
    id: row.id,
    slug: row.slug,
    question: row.question,
    description: row.description,
    state: isReopened ? 'reopened' : (row.status as ConversationState),
    joinCode: row.join_code,
    maxLength: row.max_length,
    origin: row.origin as 'here' | 'import',
    attribution: row.attribution ?? undefined,
    openedAt: row.opened_at ?? undefined,
    closedAt: row.closed_at ?? undefined,
  };
}

/** The conversation with this slug, when this reader may see it. */
export async function conversationBySlug(trx: Trx, place: Uuid, slug: string): Promise<Conversation | undefined> {
  const row = await trx
    .selectFrom('conversation')
    .select(columns)
    .where('place_id', '=', place)
    .where('slug', '=', slug)
    .executeTakeFirst();
  return row === undefined ? undefined : toConversation(row);
}

/** The conversation with this id, when this reader may see it. */
export async function conversationById(trx: Trx, place: Uuid, id: Uuid): Promise<Conversation | undefined> {
  const row = await trx
    .selectFrom('conversation')
    .select(columns)
    .where('place_id', '=', place)
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? undefined : toConversation(row);
}

export type Participation = { people: number | undefined; votes: number | undefined; statements: number };
export type ListedConversation = Conversation & { participation: Participation | undefined };

/** Every conversation of a place that this reader may see, open ones first, newest first. */
export async function listConversations(trx: Trx, place: Uuid): Promise<ListedConversation[]> {
  const rows = await trx
    .selectFrom('conversation as c')
    .leftJoin('conversation_result as r', (join) =>
      join.onRef('r.place_id', '=', 'c.place_id').onRef('r.conversation_id', '=', 'c.id'),
    )
    .select(columns.map((column) => `c.${column}` as const))
    .select(['r.people', 'r.votes', 'r.statements'])
    .where('c.place_id', '=', place)
    .orderBy(sql`array_position(array['open', 'draft', 'closed'], c.status)`)
    .orderBy(sql`coalesce(c.closed_at, c.opened_at, c.created_at)`, 'desc')
    .orderBy('c.id')
    .limit(100)
    .execute();
  return rows.map((row) => ({
    ...toConversation(row),
    participation:
      row.statements === null
        ? undefined
        : { people: row.people ?? undefined, votes: row.votes ?? undefined, statements: row.statements },
  }));
}

/** The sectors that people may choose from, in their order. */
export async function sectorsOf(trx: Trx, place: Uuid, conversation: Uuid): Promise<Sector[]> {
  return await trx
    .selectFrom('sector')
    .select(['id', 'label'])
    .where('place_id', '=', place)
    .where('conversation_id', '=', conversation)
    .orderBy('position')
    .execute();
}

/** Words that stand for pages of their own where a slug could stand. */
const reserved = ['join', 'new'];

async function freeSlug(trx: Trx, place: Uuid, wanted: string): Promise<string> {
  const rows = await trx
    .selectFrom('conversation')
    .select('slug')
    .where('place_id', '=', place)
    .where('slug', 'like', `${slugify(wanted).slice(0, 40)}%`)
    .execute();
  const taken = new Set([...reserved, ...rows.map((row) => row.slug)]);
  return slugify(wanted, (slug) => taken.has(slug));
}

/** A join code that no conversation of any place has. */
async function takeJoinCode(trx: Trx, doing: Doing, conversation: Uuid): Promise<string> {
  for (;;) {
    const code = joinCodeFrom(randomBytes(32));
    if (code === null) continue;
    const taken = await trx.selectFrom('short_code').select('code').where('code', '=', code).executeTakeFirst();
    if (taken !== undefined) continue;
    await trx
      .insertInto('short_code')
      .values({
        code,
        place_id: doing.place.id,
        kind: 'conversation',
        target: conversation,
        created_at: doing.now,
      })
      .execute();
    return code;
  }
}

/** The place and conversation of a join code. Readable before a place is known. */
export async function targetOfCode(trx: Trx, code: string): Promise<{ place: Uuid; conversation: Uuid } | undefined> {
  const row = await trx
    .selectFrom('short_code')
    .select(['place_id', 'target'])
    .where('code', '=', code)
    .where('kind', '=', 'conversation')
    .executeTakeFirst();
  return row === undefined ? undefined : { place: row.place_id, conversation: row.target };
}

export type NewConversation = {
  question: string;
  description: string;
  /** Made from the question when not given. */
  slug?: string | undefined;
  /** What people may say they are, in order; none = nobody is asked. */
  sectors: readonly string[];
  imported?: { hash: string; attribution: string | undefined; openedAt: Date; closedAt: Date } | undefined;
};

/** Drafts a conversation: only partners see it until it is opened. An import is closed from the start. */
export async function createConversation(
  trx: Trx,
  doing: Doing,
  input: NewConversation,
): Promise<Conversation & { sectors: Sector[] }> {
  const { place, now } = doing;
  const id = doing.newId();
  const slug = await freeSlug(trx, place.id, input.slug ?? input.question);
  const joinCode = await takeJoinCode(trx, doing, id);
  const { imported } = input;
  await trx
    .insertInto('conversation')
    .values({
      place_id: place.id,
      id,
      slug,
      question: input.question,
      description: input.description,
      status: imported === undefined ? 'draft' : 'closed',
      join_code: joinCode,
      origin: imported === undefined ? 'here' : 'import',
      attribution: imported?.attribution ?? null,
      import_hash: imported?.hash ?? null,
      opened_at: imported?.openedAt ?? null,
      closed_at: imported?.closedAt ?? null,
      created_at: now,
      created_by: doing.account ?? null,
    })
    .execute();
  const sectors = input.sectors.map((label) => ({ id: doing.newId(), label }));
  if (sectors.length > 0)
    await trx
      .insertInto('sector')
      .values(sectors.map((sector, position) => ({ place_id: place.id, conversation_id: id, ...sector, position })))
      .execute();
  const conversation = await conversationById(trx, place.id, id);
  if (conversation === undefined) throw new Error('the conversation is not visible to whoever made it');
  await writeConversationCard(trx, place, conversation, undefined, now);
  return { ...conversation, sectors };
}

const eventOf: Record<ConversationCommand, { name: string; words: string }> = {
  open: { name: 'conversation/opened', words: 'opened: everybody may take part' },
  close: { name: 'conversation/closed', words: 'closed, and its result is public' },
  reopen: { name: 'conversation/reopened', words: 'opened again' },
};

/** Opens, closes or reopens a conversation, and shows its statements to the public from the moment it opens. */
export async function moveConversation(
  trx: Trx,
  doing: Doing,
  id: Uuid,
  command: ConversationCommand,
): Promise<Result<Conversation, ConversationRefusal>> {
  const { place, now } = doing;
  const locked = await trx
    .selectFrom('conversation')
    .select(columns)
    .where('place_id', '=', place.id)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const approved = await trx
    .selectFrom('statement')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('place_id', '=', place.id)
    .where('conversation_id', '=', id)
    .where('status', '=', 'approved')
    .executeTakeFirstOrThrow();
  const decided = decideConversation(toConversation(locked).state, command, approved.count);
  if (!decided.ok) return fail(decided.error);
  await trx
    .updateTable('conversation')
    .set({
      status: command === 'close' ? 'closed' : 'open',
      ...(command === 'open' ? { opened_at: now } : {}),
      ...(command === 'close' ? { closed_at: now } : {}),
    })
    .where('place_id', '=', place.id)
    .where('id', '=', id)
    .execute();
  const conversation = await conversationById(trx, place.id, id);
  if (conversation === undefined) throw new Error('the conversation has gone');
  await writeConversationCard(trx, place, conversation, undefined, now);
  if (command === 'open') await writeStatementCards(trx, place, conversation, now);
  await recordEvent(
    trx,
    place.id,
    {
      id: doing.newId(),
      name: eventOf[command].name,
      sentence: `The conversation “${conversation.question}” ${eventOf[command].words}.`,
      about: { kind: 'conversation', id },
      visibility: 'public',
      account: doing.account,
    },
    now,
  );
  await raisePublicVersion(trx, place.id);
  return ok(conversation);
}
