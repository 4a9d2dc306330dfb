import { formatDate, todayInLondon } from '../../../lib/dates.ts';
import type { Status } from '../../../thread/kinds.ts';
import { StatusTag } from '../../../thread/parts/status-tag.tsx';
import type { ConversationState } from '../domain/life-cycle.ts';

const statuses: Record<ConversationState, Status> = {
  draft: { text: 'Draft', tone: 'plain' },
  open: { text: 'Open', tone: 'good' },
  reopened: { text: 'Open again', tone: 'good' },
  closed: { text: 'Closed', tone: 'ended' },
};

/** Where a conversation stands, in a word, and since when it is closed. */
export function StateTag(props: { state: ConversationState; closedAt?: Date | undefined }) {
  const { text, tone } = statuses[props.state];
  const since =
    props.state === 'closed' && props.closedAt !== undefined ? ` on ${formatDate(todayInLondon(props.closedAt))}` : '';
  return <StatusTag status={{ text: `${text}${since}`, tone }} />;
}
