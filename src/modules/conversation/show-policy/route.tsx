import type { FastifyInstance } from 'fastify';
import { Table } from '../../../design/index.ts';
import { formatInstant } from '../../../lib/dates.ts';
import { page } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute, type RouteContext } from '../../../platform/http/routes.ts';
import type { Conversation } from '../domain/conversation.ts';
import { reasonSentences, type RejectionReason } from '../domain/life-cycle.ts';
import { conversationParams } from '../parts/params.ts';
import { addressOf } from '../store/cards.ts';
import { conversationBySlug } from '../store/conversations.ts';
import { decisionsOf, type Decided } from '../store/statements.ts';

type Props = { conversation: Conversation; decisions: readonly Decided[] };

/** By which rules statements are read, and every decision that was taken: without names, and without the words of what is not shown. */
function PolicyPage({ conversation, decisions }: Props) {
  const times = (reason: string): number => decisions.filter((one) => one.reason === reason).length;
  return (
    <>
      <p class="ct-hero__kicker">{conversation.question}</p>
      <h1 class="nhsuk-heading-l">How statements are read</h1>
      <p>
        Somebody reads every statement before others see it, usually within a day. It is left out for how it is said,
        never for what it thinks. Its author reads the reason. A decision can be changed by a new one; both are kept.
      </p>
      <Table
        id="reasons"
        scroll
        caption="Reasons for leaving a statement out"
        captionSize="m"
        head={['What the author reads', { text: 'So often here', numeric: true }]}
        rows={Object.entries(reasonSentences).map(([reason, sentence]) => [
          sentence,
          { text: String(times(reason)), numeric: true },
        ])}
      />
      <Table
        id="decisions"
        scroll
        caption="Every decision, the newest first"
        captionSize="m"
        head={['Statement', 'Decision', 'Reason', 'When']}
        rows={decisions.map((one) => [
          one.body === undefined ? `${one.number} (its words are not shown)` : `${one.number}. ${one.body}`,
          one.decision === 'approved' ? 'Accepted' : 'Left out',
          one.reason === undefined ? '' : reasonSentences[one.reason as RejectionReason],
          formatInstant(one.at),
        ])}
        firstCellIsHeader
      />
    </>
  );
}

/** The published policy of a conversation and its log. */
export function showPolicyRoute(app: FastifyInstance, context: RouteContext): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/conversations/:slug/policy',
    ability: 'anyone',
    params: conversationParams(),
    query: querySchema({}),
    async handle({ place, params, scope }) {
      const conversation = await context.db.read(scope, async (trx) => {
        return await conversationBySlug(trx, place.id, params.slug);
      });
      if (conversation === undefined || conversation.state === 'draft') throw notFound();
      // Decisions are readable by moderators alone; what is said of them here names nobody.
      const decisions = await context.db.read(
        { role: 'thread_service', job: 'conversation-policy', place: place.id },
        async (trx) => await decisionsOf(trx, place.id, conversation.id),
      );
      return page({
        title: 'How statements are read',
        body: <PolicyPage conversation={conversation} decisions={decisions} />,
        back: { text: conversation.question, href: addressOf(place, conversation) },
      });
    },
  });
}
