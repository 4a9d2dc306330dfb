import { type Slot, isFilled } from '../common.ts';

/** One thing that happened (or will). */
export type TimelineItem = {
  /** As people read it. */
  when: string;
  /** For machines, `YYYY-MM-DD` or an instant. */
  datetime?: string | undefined;
  what: Slot;
  children?: Slot;
};

/** Things in the order of time. */
export function Timeline(props: { items: readonly TimelineItem[] }) {
  return (
    <ol class="ct-timeline">
      {props.items.map((item, index) => (
        <li class="ct-timeline__item" key={index}>
          <time class="ct-timeline__when" dateTime={item.datetime}>
            {item.when}
          </time>
          <p class="ct-timeline__what">{item.what}</p>
          {isFilled(item.children) && <div class="ct-timeline__more">{item.children}</div>}
        </li>
      ))}
    </ol>
  );
}
