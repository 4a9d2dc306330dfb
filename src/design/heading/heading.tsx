import type { Slot } from '../common.ts';

/** `h1` to `h6` by number, for components whose place in the page's outline is chosen by the page. */
export function Heading(props: {
  level: 1 | 2 | 3 | 4 | 5 | 6;
  class?: string | undefined;
  id?: string | undefined;
  children: Slot;
}) {
  const Tag = `h${props.level}` as const;
  return (
    <Tag class={props.class || undefined} id={props.id}>
      {props.children}
    </Tag>
  );
}
