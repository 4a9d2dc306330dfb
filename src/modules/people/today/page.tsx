import { Hero, Rows } from '../../../design/index.ts';
import { plural } from '../../../lib/text.ts';
import { StatusTag } from '../../../thread/parts/status-tag.tsx';
import type { WorkSection } from './work-list.ts';

/** What waits today, in sections. Who has waited longest stands first, not who is worst. */
export function TodayPage(props: { day: string; sections: readonly WorkSection[] }) {
  const count = props.sections.reduce((sum, section) => sum + section.items.length, 0);
  return (
    <>
      <Hero
        kicker={props.day}
        title="Today"
        lede={count === 0 ? 'Nothing waits for you.' : `${plural(count, 'thing')} to look at.`}
      />
      {props.sections.map((section) => (
        <section key={section.title}>
          <h2>{section.title}</h2>
          {section.lede !== undefined && <p>{section.lede}</p>}
          {section.items.length === 0 ? (
            <p>{section.none}</p>
          ) : (
            <Rows
              items={section.items.map((item) => (
                <>
                  <p class="ct-row__title">
                    <a href={item.href}>{item.title}</a> <StatusTag status={item.status} />
                  </p>
                  <p class="ct-small">{item.note}</p>
                </>
              ))}
            />
          )}
        </section>
      ))}
    </>
  );
}
