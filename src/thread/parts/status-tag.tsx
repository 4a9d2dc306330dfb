import { Tag, type TagColour } from '../../design/index.ts';
import type { Status } from '../kinds.ts';

const colours: Record<Status['tone'], TagColour> = {
  good: 'green',
  waiting: 'yellow',
  late: 'red',
  ended: 'grey',
  plain: 'white',
};

/** Longer than this, a status is a sentence and no label. */
const longestTag = 32;

/** A computed status, in words; the colour only repeats them. */
export function StatusTag(props: { status: Status | undefined }) {
  const { status } = props;
  if (status === undefined) return null;
  if (status.text.length > longestTag) return <span class="ct-small">{status.text}</span>;
  return <Tag colour={colours[status.tone]}>{status.text}</Tag>;
}
