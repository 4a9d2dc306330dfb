import { Empty, FlowPicture, Rows, type FlowColumn, type FlowEdge } from '../../design/index.ts';
import type { Place } from '../../platform/http/places.ts';
import type { Status, ThreadRegistry } from '../kinds.ts';
import { EventList } from '../parts/event-list.tsx';
import { relationWords } from '../parts/relation-words.ts';
import { StatusTag } from '../parts/status-tag.tsx';
import { keyOf, mostInLevel, type SeenCard, type SeenEvent, type Surroundings } from '../store/read.ts';

type Props = {
  around: Surroundings;
  statuses: ReadonlyMap<string, Status>;
  events: readonly SeenEvent[];
  here: Place;
  registry: ThreadRegistry;
  places: ReadonlyMap<string, string>;
};

const steps = ['one step', 'two steps', 'three steps'];
/** A picture of more than this many in a column would be a wall: the lists below hold all of them. */
const mostInColumn = 8;

/** A record with what it comes from and what comes from it. */
export function FollowPage(props: Props) {
  const { around, registry } = props;
  const { centre } = around;
  const kind = registry.kind(centre.kind)?.one ?? centre.kind;
  return (
    <>
      <p class="ct-hero__kicker">Follow the thread</p>
      <h1 class="nhsuk-heading-l">{centre.title}</h1>
      <p>
        This is {/^[aeiou]/.test(kind) ? 'an' : 'a'} {kind}. <StatusTag status={props.statuses.get(keyOf(centre))} />
      </p>
      {around.up.length + around.down.length > 0 && <Picture {...props} />}
      {around.isCut && (
        <p>
          A step leads to more than {mostInLevel} records here: the first {mostInLevel} are shown.
        </p>
      )}
      <Direction
        {...props}
        direction="up"
        title="Why it is here"
        empty="Nothing above it: the thread begins here."
        levels={around.up}
      />
      <Direction
        {...props}
        direction="down"
        title="What came of it"
        empty="Nothing below it yet: nothing has come of this so far."
        levels={around.down}
      />
      {props.events.length > 0 && (
        <section aria-labelledby="happened">
          <h2 class="nhsuk-heading-m" id="happened">
            What happened
          </h2>
          <EventList events={props.events} />
        </section>
      )}
    </>
  );
}

function Picture(props: Props) {
  const { around, registry, statuses } = props;
  const levels = [...around.up.toReversed(), [around.centre], ...around.down].map((level) =>
    level.slice(0, mostInColumn),
  );
  const shown = new Set(levels.flat().map(keyOf));
  const columns: FlowColumn[] = levels.map((level, index) => ({
    title: index === around.up.length ? 'This' : index < around.up.length ? 'Why' : 'What came of it',
    nodes: level.map((card) => ({
      id: keyOf(card),
      text: card.title,
      href: card.address,
      kind: capital(registry.kind(card.kind)?.one ?? card.kind),
      stateText: statuses.get(keyOf(card))?.text,
    })),
  }));
  const edges: FlowEdge[] = around.links
    .filter((link) => shown.has(link.from) && shown.has(link.to))
    .map((link) => ({ from: link.to, to: link.from }));
  return (
    <section aria-labelledby="picture">
      <h2 class="nhsuk-heading-m" id="picture">
        The thread here
      </h2>
      <FlowPicture
        columns={columns}
        edges={edges}
        caption="From why, on the left, to what came of it, on the right"
        isPersonal={levels.flat().some((card) => card.person !== undefined)}
      />
    </section>
  );
}

function Direction(
  props: Props & { direction: 'up' | 'down'; title: string; empty: string; levels: readonly SeenCard[][] },
) {
  return (
    <section aria-labelledby={props.direction}>
      <h2 class="nhsuk-heading-m" id={props.direction}>
        {props.title}
      </h2>
      {props.levels.length === 0 && (
        <Empty heading="Nothing yet" headingLevel={3}>
          <p>{props.empty}</p>
        </Empty>
      )}
      {props.levels.map((level, index) => (
        <div key={index}>
          <h3 class="nhsuk-heading-s">{index === 0 ? 'Directly' : `In ${steps[index] ?? 'more steps'}`}</h3>
          <Rows
            items={level.map((card) => (
              <Line {...props} card={card} key={keyOf(card)} />
            ))}
          />
        </div>
      ))}
    </section>
  );
}

function Line(props: Props & { card: SeenCard; direction: 'up' | 'down' }) {
  const { card, direction, around } = props;
  const link = around.links.find((one) => (direction === 'up' ? one.to : one.from) === keyOf(card));
  const elsewhere = card.place === props.here.id ? undefined : props.places.get(card.place);
  return (
    <>
      <p class="ct-row__title">
        <a href={card.address}>{card.title}</a> <StatusTag status={props.statuses.get(keyOf(card))} />
      </p>
      <p class="ct-small">
        {capital(props.registry.kind(card.kind)?.one ?? card.kind)}
        {elsewhere !== undefined && ` in ${elsewhere}`}
        {link !== undefined &&
          `: ${direction === 'up' ? 'this' : 'it'} ${relationWords(link.relation, 'up')} ${direction === 'up' ? 'it' : 'this'}`}
      </p>
    </>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
