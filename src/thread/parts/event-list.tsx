import { Timeline } from '../../design/index.ts';
import { formatDate, todayInLondon } from '../../lib/dates.ts';
import type { SeenEvent } from '../store/read.ts';

/** What happened, newest first; each line leads to its record. */
export function EventList(props: { events: readonly SeenEvent[] }) {
  return (
    <Timeline
      items={props.events.map((event) => {
        const day = todayInLondon(event.at);
        const what = event.address === undefined ? event.sentence : <a href={event.address}>{event.sentence}</a>;
        return { when: formatDate(day), datetime: day, what };
      })}
    />
  );
}
