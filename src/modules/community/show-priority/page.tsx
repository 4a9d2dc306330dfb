import { Empty, Hero } from '../../../design/index.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { plural } from '../../../lib/text.ts';
import type { SeenCard } from '../../../thread/store/read.ts';
import { ServiceRows } from '../parts/service-rows.tsx';
import type { ServiceHelp } from '../store/help-counts.ts';
import type { Service } from '../store/services.ts';

/** What the community has for a priority, under each promise that it helps to keep. */
export function PriorityServicesPage(props: {
  priority: SeenCard;
  groups: readonly { commitment: SeenCard; services: readonly Service[] }[];
  help: ReadonlyMap<string, ServiceHelp>;
  home: string;
  today: LocalDate;
  now: Date;
}) {
  const { priority, groups, home } = props;
  const count = new Set(groups.flatMap((one) => one.services.map((service) => service.id))).size;
  return (
    <>
      <Hero
        kicker="What is available for a priority"
        title={priority.title}
        lede={`${plural(count, 'service')} that ${count === 1 ? 'helps' : 'help'} to keep what was promised. Numbers of people are counted once a month and rounded, and fewer than 8 are not told.`}
      />
      {groups.length === 0 && (
        <Empty heading="Nothing yet">
          <p>
            Whoever runs a service says which promise it helps to keep. As soon as one of them is a promise for this
            priority, the service stands here. For example: “Soup and company” helps to keep “Open the café on
            Tuesdays”.
          </p>
          <a href={`${home}/community`}>See every service</a>
        </Empty>
      )}
      {groups.map(({ commitment, services }) => (
        <section key={commitment.id}>
          <h2>
            <a href={commitment.address}>{commitment.title}</a>
          </h2>
          <ServiceRows services={services} help={props.help} home={home} today={props.today} now={props.now} />
        </section>
      ))}
      <p>
        <a href={`${home}/thread/priority/${priority.id}`}>Follow the thread of this priority</a>
      </p>
    </>
  );
}
