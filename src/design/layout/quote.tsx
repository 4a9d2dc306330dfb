import { type Slot, isFilled } from '../common.ts';

/** What somebody said, in their words. */
export function Quote(props: { children: Slot; source?: Slot }) {
  return (
    <blockquote class="ct-quote">
      <p>{props.children}</p>
      {isFilled(props.source) && <footer>{props.source}</footer>}
    </blockquote>
  );
}
