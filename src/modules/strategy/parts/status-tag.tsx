import { Tag, type TagColour } from '../../../design/index.ts';
import type { Standing } from '../domain/standing.ts';

const colours: Record<Standing['tone'], TagColour> = {
  good: 'green',
  waiting: 'yellow',
  late: 'orange',
  ended: 'grey',
  plain: 'blue',
};

/** A computed status: its words carry it, the colour only helps the eye. Long reasons stay in the text beside the tag. */
export function StatusTag(props: { standing: Standing }) {
  const [head = '', ...rest] = props.standing.text.split(': ');
  const reason = ['Stopped', 'Declined'].includes(head) ? rest.join(': ') : '';
  return (
    <>
      <Tag colour={colours[props.standing.tone]}>{reason === '' ? props.standing.text : head}</Tag>
      {reason !== '' && <span class="ct-small">{` ${reason}`}</span>}
    </>
  );
}
