import { type Slot, isFilled } from '../common.ts';

/** The opening of a page: its `h1`, a sentence that says what it is for, and the one or two things to do. */
export function Hero(props: { title: Slot; kicker?: Slot; lede?: Slot; children?: Slot }) {
  return (
    <div class="ct-hero">
      {isFilled(props.kicker) && <p class="ct-hero__kicker">{props.kicker}</p>}
      <h1 class="ct-hero__title">{props.title}</h1>
      {isFilled(props.lede) && <p class="ct-hero__lede">{props.lede}</p>}
      {isFilled(props.children) && <div class="ct-actions">{props.children}</div>}
    </div>
  );
}
