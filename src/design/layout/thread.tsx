import { type Slot, classes, isFilled } from '../common.ts';

/** One part of a thread. */
export type ThreadPart = {
  title: Slot;
  lede?: Slot;
  children: Slot;
  tone?: 'accent' | 'plum' | 'warm' | undefined;
  id?: string | undefined;
};

/** Parts that follow from each other, hanging on one thread down the page. */
export function Thread(props: { parts: readonly ThreadPart[]; headingLevel?: 2 | 3 | undefined }) {
  const Title = props.headingLevel === 3 ? 'h3' : 'h2';
  return (
    <ol class="ct-thread">
      {props.parts.map((part, index) => (
        <li
          class={classes('ct-thread__part', part.tone && part.tone !== 'accent' && `ct-thread__part--${part.tone}`)}
          id={part.id}
          key={index}
        >
          <Title class="ct-thread__title">{part.title}</Title>
          {isFilled(part.lede) && <p class="ct-thread__lede">{part.lede}</p>}
          {part.children}
        </li>
      ))}
    </ol>
  );
}
