import { Tag, type TagColour } from '../../../design/index.ts';
import type { ConversationState } from '../domain/life-cycle.ts';

const words: Record<ConversationState, { text: string; colour: TagColour }> = {
  draft: { text: 'Draft', colour: 'grey' },
  open: { text: 'Open', colour: 'green' },
  reopened: { text: 'Open again', colour: 'green' },
  closed: { text: 'Closed', colour: 'white' },
};

/** Where a conversation stands, in a word. */
export function StateTag(props: { state: ConversationState }) {
  const { text, colour } = words[props.state];
  return <Tag colour={colour}>{text}</Tag>;
}
