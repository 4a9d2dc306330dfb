import type { Doing } from '../../../kernel/doing.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { refreshLinkVisibility, writeCard, type Card } from '../../../thread/store/write.ts';
import { truncateAtWord } from '../../../lib/text.ts';

/** What a card needs to know of the priority that a record hangs on. */
export type CardPriority = { id: Uuid; slug: string; status: string };

/** Whether the public may see a priority and what hangs on it. */
export function isPublicPriority(priority: { status: string }): boolean {
  return priority.status !== 'draft';
}

/** Whether the public may see a commitment: it was accepted, and its priority is public. */
export function isPublicCommitment(commitment: { status: string }, priority: { status: string }): boolean {
  return isPublicPriority(priority) && ['accepted', 'kept', 'stopped'].includes(commitment.status);
}

function seenBy(isPublic: boolean): Card['visibility'] {
  return isPublic ? 'public' : 'partner';
}

/** Writes the card of a priority. */
export async function writePriorityCard(
  trx: Trx,
  doing: Doing,
  row: CardPriority & { title: string; summary: string },
): Promise<void> {
  const card: Card = {
    kind: 'priority',
    id: row.id,
    title: row.title,
    summary: row.summary,
    address: `/${doing.place.slug}/priorities/${row.slug}`,
    visibility: seenBy(isPublicPriority(row)),
  };
  await writeCard(trx, doing.place.id, card, doing.now);
}

/** Writes the card of an outcome: it is shown on the page of its priority. */
export async function writeOutcomeCard(
  trx: Trx,
  doing: Doing,
  row: { id: Uuid; title: string; source: string },
  priority: CardPriority,
): Promise<void> {
  const card: Card = {
    kind: 'outcome',
    id: row.id,
    title: row.title,
    summary: row.source,
    address: `/${doing.place.slug}/priorities/${priority.slug}#outcome-${row.id}`,
    visibility: seenBy(isPublicPriority(priority)),
  };
  await writeCard(trx, doing.place.id, card, doing.now);
}

/** Writes the card of an objection: it is shown on the page of its priority. */
export async function writeObjectionCard(
  trx: Trx,
  doing: Doing,
  row: { id: Uuid; reason: string; reply: string | null },
  priority: CardPriority,
): Promise<void> {
  const card: Card = {
    kind: 'objection',
    id: row.id,
    title: truncateAtWord(row.reason, 160),
    summary: row.reply === null ? '' : `Reply: ${row.reply}`,
    address: `/${doing.place.slug}/priorities/${priority.slug}#objection-${row.id}`,
    visibility: seenBy(isPublicPriority(priority)),
  };
  await writeCard(trx, doing.place.id, card, doing.now);
}

/** Writes the card of a commitment. */
export async function writeCommitmentCard(
  trx: Trx,
  doing: Doing,
  row: { id: Uuid; slug: string; title: string; first_step: string; status: string },
  priority: CardPriority,
): Promise<void> {
  const card: Card = {
    kind: 'commitment',
    id: row.id,
    title: row.title,
    summary: row.first_step,
    address: `/${doing.place.slug}/commitments/${row.slug}`,
    visibility: seenBy(isPublicCommitment(row, priority)),
  };
  await writeCard(trx, doing.place.id, card, doing.now);
}

/** Writes the card of a plan. */
export async function writePlanCard(
  trx: Trx,
  doing: Doing,
  row: { id: Uuid; slug: string; title: string; summary: string; status: string },
): Promise<void> {
  const card: Card = {
    kind: 'plan',
    id: row.id,
    title: row.title,
    summary: row.summary,
    address: `/${doing.place.slug}/plans/${row.slug}`,
    visibility: seenBy(row.status !== 'draft'),
  };
  await writeCard(trx, doing.place.id, card, doing.now);
}

/**
 * Writes a priority's card and those of everything that hangs on it, and lets their links follow: after it was
 * published, or moved to a new address.
 */
export async function rewriteCardsUnder(trx: Trx, doing: Doing, priorityId: Uuid): Promise<void> {
  const place = doing.place.id;
  const priority = await trx
    .selectFrom('priority')
    .select(['id', 'slug', 'title', 'summary', 'status'])
    .where('place_id', '=', place)
    .where('id', '=', priorityId)
    .executeTakeFirstOrThrow();
  await writePriorityCard(trx, doing, priority);
  const outcomes = await trx
    .selectFrom('outcome')
    .select(['id', 'title', 'source'])
    .where('place_id', '=', place)
    .where('priority_id', '=', priorityId)
    .execute();
  for (const row of outcomes) await writeOutcomeCard(trx, doing, row, priority);
  const objections = await trx
    .selectFrom('objection')
    .select(['id', 'reason', 'reply'])
    .where('place_id', '=', place)
    .where('priority_id', '=', priorityId)
    .execute();
  for (const row of objections) await writeObjectionCard(trx, doing, row, priority);
  const commitments = await trx
    .selectFrom('commitment')
    .select(['id', 'slug', 'title', 'first_step', 'status'])
    .where('place_id', '=', place)
    .where('priority_id', '=', priorityId)
    .execute();
  for (const row of commitments) await writeCommitmentCard(trx, doing, row, priority);
  await refreshLinkVisibility(trx, place, { kind: 'priority', id: priorityId });
  for (const row of outcomes) await refreshLinkVisibility(trx, place, { kind: 'outcome', id: row.id });
}
