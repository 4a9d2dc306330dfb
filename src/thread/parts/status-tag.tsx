import { Tag, type TagColour } from '../../design/index.ts';
import type { Status } from '../kinds.ts';

const colours: Record<Status['tone'], TagColour> = {
  good: 'green',
  waiting: 'yellow',
  late: 'orange',
  ended: 'grey',
  plain: 'white',
};

/** Longer than this, a status is a sentence and no label. */
const longestTag = 40;

/**
 * A computed status, in words; the colour only repeats them, and is the same in every room. The reason for which something
 * was stopped or declined stands beside the tag.
 */
export function StatusTag(props: { status: Status | undefined }) {
  const { status } = props;
  if (status === undefined) return null;
  const [, head = status.text, reason = ''] = /^(Stopped|Declined|Withdrawn): (.+)$/s.exec(status.text) ?? [];
  if (head.length > longestTag) return <span class="ct-status">{head}</span>;
  return (
    <>
      <Tag colour={colours[status.tone]}>{head}</Tag>
      {reason !== '' && <span class="ct-status"> {reason}</span>}
    </>
  );
}
