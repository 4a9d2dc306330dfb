import { Empty, Rows } from '../../design/index.ts';
import { plural } from '../../lib/text.ts';
import { mostLooseEnds, type LooseEnd } from '../kinds.ts';

/** The lists of loose ends, the kinds with none among them said as well. */
export function LooseEndsPage(props: { lists: readonly { heading: string; ends: readonly LooseEnd[] }[] }) {
  const open = props.lists.filter((list) => list.ends.length > 0);
  const closed = props.lists.filter((list) => list.ends.length === 0);
  const isMore = open.some((list) => list.ends.length > mostLooseEnds);
  const count = open.reduce((sum, list) => sum + Math.min(list.ends.length, mostLooseEnds), 0);
  return (
    <>
      <h1 class="nhsuk-heading-l">Loose ends</h1>
      <p class="ct-prose nhsuk-lede-text">
        {count === 0
          ? 'There are no loose ends just now.'
          : `The thread breaks off in ${isMore ? 'more than ' : ''}${plural(count, 'place')}.`}{' '}
        A loose end is not a fault. It is where somebody could pick the thread up.
      </p>
      {open.map((list) => (
        <section key={list.heading}>
          <h2 class="nhsuk-heading-m">
            {list.heading} ({list.ends.length > mostLooseEnds ? `the first ${mostLooseEnds}` : list.ends.length})
          </h2>
          <Rows
            items={list.ends.slice(0, mostLooseEnds).map((end) => (
              <>
                <p class="ct-row__title">
                  <a href={end.href}>{end.title}</a>
                </p>
                <p class="ct-small">{end.why}</p>
              </>
            ))}
          />
        </section>
      ))}
      {closed.length > 0 && (
        <Empty heading="Nothing loose here">
          <ul>
            {closed.map((list) => (
              <li key={list.heading}>{list.heading}: none</li>
            ))}
          </ul>
        </Empty>
      )}
    </>
  );
}
