import { Tag, type TagColour } from '../../../design/index.ts';
import type { Standing } from '../domain/standing.ts';

const colours: Record<Standing['tone'], TagColour> = {
  good: 'green',
  waiting: 'yellow',
  late: 'orange',
  ended: 'grey',
  plain: 'blue',
};

/** A computed status: its words carry it, the colour only helps the eye. */
export function StatusTag(props: { standing: Standing | undefined }) {
  const { standing } = props;
  return standing === undefined ? null : <Tag colour={colours[standing.tone]}>{standing.text}</Tag>;
}
