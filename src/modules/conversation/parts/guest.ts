import type { Uuid } from '../../../kernel/ids.ts';
import { redirect, type Answer } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import type { PlaceRequest, RouteContext } from '../../../platform/http/routes.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { takesVotes } from '../domain/life-cycle.ts';
import type { Conversation } from '../domain/conversation.ts';
import { doorScope, findGuest, tokenHashes, type Participant } from '../store/participants.ts';

export type Guest<T> = { conversation: Conversation; participant: Participant; also: T };

/**
 * The participant whose token the browser holds, and what else `load` reads in the same look-up. Without one the answer
 * sends the browser to join. This one service transaction is all that happens before the guest's own.
 */
export async function guestOf<T>(
  context: RouteContext,
  request: Pick<PlaceRequest, 'place' | 'cookies'>,
  slug: string,
  load: (trx: Trx, conversation: Conversation, participant: Participant) => Promise<T>,
): Promise<{ guest: Guest<T> } | { answer: Answer }> {
  const hashes = tokenHashes(request.cookies);
  const { place } = request;
  const found = await context.db.read(doorScope(place.id), async (trx) => {
    const known = await findGuest(trx, place.id, slug, hashes);
    if (known?.participant === undefined) return known;
    return { ...known, also: await load(trx, known.conversation, known.participant) };
  });
  if (found === undefined) throw notFound();
  if (!('also' in found) || found.participant === undefined) return { answer: toJoin(place.slug, found.conversation) };
  return { guest: { conversation: found.conversation, participant: found.participant, also: found.also } };
}

function toJoin(place: string, conversation: Conversation): Answer {
  return redirect(
    takesVotes(conversation.state)
      ? `/${place}/conversations/join/${conversation.joinCode}`
      : `/${place}/conversations/${conversation.slug}`,
  );
}

/** Statement numbers put off with "later", as they travel in the address: "12.5.7". */
export function readLater(text: string | undefined): number[] {
  return [...new Set((text ?? '').split('.').filter(Boolean).map(Number))].slice(0, 200);
}

/** The query that carries statements put off; empty when there are none. */
export function laterQuery(later: readonly number[]): string {
  return later.length === 0 ? '' : `?later=${later.join('.')}`;
}

export type Ids = { place: Uuid; conversation: Uuid };
