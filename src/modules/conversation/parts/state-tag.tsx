import { Tag, type TagColour } from '../../../design/index.ts';
import { formatDate, todayInLondon } from '../../../lib/dates.ts';
import type { ConversationState } from '../domain/life-cycle.ts';

const words: Record<ConversationState, { text: string; colour: TagColour }> = {
  draft: { text: 'Draft', colour: 'grey' },
  open: { text: 'Open', colour: 'green' },
  reopened: { text: 'Open again', colour: 'green' },
  closed: { text: 'Closed', colour: 'white' },
};

/** Where a conversation stands, in a word, and since when it is closed. */
export function StateTag(props: { state: ConversationState; closedAt?: Date | undefined }) {
  const { text, colour } = words[props.state];
  const since =
    props.state === 'closed' && props.closedAt !== undefined ? ` on ${formatDate(todayInLondon(props.closedAt))}` : '';
  return (
    <Tag colour={colour}>
      {text}
      {since}
    </Tag>
  );
}
