import { type Attributes, type Slot, classes } from '../common.ts';

/** The colours a tag may have. The words carry the meaning, never the colour alone. */
export type TagColour =
  | 'white'
  | 'grey'
  | 'green'
  | 'aqua-green'
  | 'blue'
  | 'purple'
  | 'pink'
  | 'red'
  | 'orange'
  | 'yellow';

/** A state in a word or two. */
export function Tag(props: {
  children: Slot;
  colour?: TagColour | false | undefined;
  border?: boolean | undefined;
  id?: string | undefined;
  class?: string | undefined;
  attributes?: Attributes | undefined;
}) {
  return (
    <strong
      class={classes(
        'nhsuk-tag',
        props.colour === false ? 'nhsuk-tag--no-colour' : props.colour && `nhsuk-tag--${props.colour}`,
        props.border === false && 'nhsuk-tag--no-border',
        props.class,
      )}
      id={props.id}
      {...props.attributes}
    >
      {props.children}
    </strong>
  );
}
