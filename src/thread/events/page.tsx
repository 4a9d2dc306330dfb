import { ActionLink, Empty } from '../../design/index.ts';
import type { Place } from '../../platform/http/places.ts';
import { EventList } from '../parts/event-list.tsx';
import type { SeenEvent } from '../store/read.ts';

/** The record of what happened, fifty at a time. */
export function EventsPage(props: { place: Place; events: readonly SeenEvent[]; next: string | undefined }) {
  return (
    <>
      <h1 class="nhsuk-heading-l">What happened</h1>
      <p class="ct-prose">Every public step, newest first. Nothing here is ever changed or removed.</p>
      {props.events.length === 0 ? (
        <Empty heading="Nothing yet">
          <p>
            When somebody opens a conversation, publishes a priority or accepts a commitment, it is written down here
            with its date.
          </p>
        </Empty>
      ) : (
        <EventList events={props.events} />
      )}
      {props.next !== undefined && (
        <ActionLink href={`/${props.place.slug}/events?after=${props.next}`}>Older events</ActionLink>
      )}
    </>
  );
}
