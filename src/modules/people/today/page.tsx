import { Button, Details, Empty, Hero, Rows } from '../../../design/index.ts';
import { plural } from '../../../lib/text.ts';
import { StatusTag } from '../../../thread/parts/status-tag.tsx';
import { mostInSection, type WorkItem, type WorkSection } from './work-list.ts';

/** As many of one sort as a tired eye takes in; the others are folded away beneath. */
const shownAtOnce = 6;

function Items(props: { items: readonly WorkItem[] }) {
  return (
    <Rows
      items={props.items.map((item) => (
        <>
          <p class="ct-row__title">
            <a href={item.href}>{item.title}</a> <StatusTag status={item.status} />
          </p>
          <p class="ct-small">{item.note}</p>
        </>
      ))}
    />
  );
}

/** What waits today, in sections. Who has waited longest stands first, not who is worst. */
export function TodayPage(props: { day: string; sections: readonly WorkSection[]; home: string }) {
  const count = props.sections.reduce((sum, section) => sum + section.items.length, 0);
  const filled = props.sections.filter((section) => section.items.length > 0);
  const empty = props.sections.filter((section) => section.items.length === 0);
  return (
    <>
      <Hero
        kicker={props.day}
        title="Today"
        lede={count === 0 ? 'Nothing waits for you.' : `${plural(count, 'thing')} to look at.`}
      >
        <Button href={`${props.home}/caseload`} variant="secondary">
          Caseload
        </Button>
      </Hero>
      {filled.map(({ title, lede, items }) => (
        <section key={title}>
          <h2>{title}</h2>
          {lede !== undefined && <p>{lede}</p>}
          <Items items={items.slice(0, shownAtOnce)} />
          {items.length > shownAtOnce && (
            <Details summary={`${items.length - shownAtOnce} more: ${title.toLowerCase()}`}>
              <Items items={items.slice(shownAtOnce)} />
            </Details>
          )}
          {items.length >= mostInSection && (
            <p class="ct-small">No more than {mostInSection} are shown. Others follow as these are done.</p>
          )}
        </section>
      ))}
      {empty.length > 0 && (
        <Empty heading={count === 0 ? 'All is answered' : 'Nothing else waits'}>
          <ul>
            {empty.map((section) => (
              <li key={section.title}>{section.none}</li>
            ))}
          </ul>
        </Empty>
      )}
    </>
  );
}
