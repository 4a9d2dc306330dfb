import type { Uuid } from '../../../kernel/ids.ts';
import { plural } from '../../../lib/text.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { cardWords } from '../../../thread/store/find.ts';
import { refreshLinkVisibility, writeCard } from '../../../thread/store/write.ts';
import type { Conversation } from '../domain/conversation.ts';
import { agreementInWords, wordsOf, type ShownResult } from '../domain/shown-result.ts';

/** Where a conversation is found. */
export function addressOf(place: { slug: string }, conversation: { slug: string }): string {
  return `/${place.slug}/conversations/${conversation.slug}`;
}

const stateWords = {
  draft: 'Not opened yet.',
  open: 'Open: everybody may take part.',
  reopened: 'Open again: everybody may take part.',
  closed: 'Closed.',
} as const;

/** Writes the card of a conversation; partners alone see a draft. */
export async function writeConversationCard(
  trx: Trx,
  place: { id: Uuid; slug: string },
  conversation: Conversation,
  people: number | undefined,
  now: Date,
): Promise<void> {
  const took = people === undefined ? '' : ` ${plural(people, 'person', 'people')} took part.`;
  await writeCard(
    trx,
    place.id,
    {
      kind: 'conversation',
      id: conversation.id,
      title: conversation.question,
      summary: `${stateWords[conversation.state]}${took} ${conversation.description}`.trim(),
      address: addressOf(place, conversation),
      visibility: conversation.state === 'draft' ? 'partner' : 'public',
    },
    now,
  );
  await refreshLinkVisibility(trx, place.id, { kind: 'conversation', id: conversation.id });
}

/** A result row as words, tables and bars use it. */
export function toShown(row: {
  seen: number | null;
  agrees: number | null;
  disagrees: number | null;
  passes: number | null;
  class: string;
}): ShownResult {
  const { seen, agrees, disagrees, passes } = row;
  return { seen, agrees, disagrees, passes, className: row.class as ShownResult['className'] };
}

/**
 * Writes the cards of a conversation's statements: those approved, or once approved and later rejected. A rejected one
 * keeps its card without its words, because others may link to it.
 */
export async function writeStatementCards(
  trx: Trx,
  place: { id: Uuid; slug: string },
  conversation: Conversation,
  now: Date,
  only?: Uuid,
): Promise<void> {
  let query = trx
    .selectFrom('statement as s')
    .leftJoin('statement_result as r', (join) =>
      join.onRef('r.place_id', '=', 's.place_id').onRef('r.statement_id', '=', 's.id'),
    )
    .select(['s.id', 's.number', 's.body', 's.status', 's.kind'])
    .select(['r.seen', 'r.agrees', 'r.disagrees', 'r.passes', 'r.class'])
    .where('s.place_id', '=', place.id)
    .where('s.conversation_id', '=', conversation.id)
    .where('s.kind', '=', 'opinion')
    .orderBy('s.number');
  if (only !== undefined) query = query.where('s.id', '=', only);
  const rows = await query.execute();
  const cards = await cardWords(
    trx,
    place.id,
    'statement',
    rows.map((row) => row.id),
  );
  for (const row of rows) {
    const card = cards.get(row.id);
    const isApproved = row.status === 'approved';
    if (!isApproved && card === undefined) continue;
    const title = isApproved ? row.body : 'A statement that is not shown';
    const visibility = isApproved && conversation.state !== 'draft' ? 'public' : 'partner';
    const summary = isApproved && row.class !== null ? resultSummary(toShown({ ...row, class: row.class })) : '';
    if (card?.title === title && card.summary === summary && card.visibility === visibility) continue;
    await writeCard(
      trx,
      place.id,
      {
        kind: 'statement',
        id: row.id,
        title,
        summary,
        address: `${addressOf(place, conversation)}/statements/${row.number}`,
        visibility,
      },
      now,
    );
    if (card !== undefined && card.visibility !== visibility)
      await refreshLinkVisibility(trx, place.id, { kind: 'statement', id: row.id });
  }
}

function resultSummary(result: ShownResult): string {
  const agreement = agreementInWords(result);
  const words = wordsOf(result.className);
  return agreement === words || result.className === 'too-few' ? `${agreement}.` : `${words}: ${agreement}.`;
}
