import { Tag, type TagColour } from '../../design/index.ts';
import type { Status } from '../kinds.ts';

const colours: Record<Status['tone'], TagColour> = {
  good: 'green',
  waiting: 'yellow',
  late: 'red',
  ended: 'grey',
  plain: 'white',
};

/** A computed status, in words; the colour only repeats them. */
export function StatusTag(props: { status: Status | undefined }) {
  return props.status === undefined ? null : <Tag colour={colours[props.status.tone]}>{props.status.text}</Tag>;
}
