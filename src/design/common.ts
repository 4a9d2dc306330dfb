import type { ComponentChildren } from 'preact';

/** What a caller may put into a place of a component: text, elements, or nothing. */
export type Slot = ComponentChildren;

/** Further attributes for the outermost (or the named) element. */
export type Attributes = Record<string, string | number | boolean | undefined>;

/** Sizes of headings, labels and legends. */
export type Size = 's' | 'm' | 'l' | 'xl';

/** The shape that every single-control form field shares. The id defaults to the name, so that `#name` links work. */
export type FieldProps = {
  name: string;
  id?: string | undefined;
  label: Slot;
  labelSize?: Size | undefined;
  /** The label is also the page's `h1`. */
  labelIsHeading?: boolean | undefined;
  labelId?: string | undefined;
  labelClass?: string | undefined;
  hint?: Slot;
  /** A message, or `true` for the red border without a message. */
  error?: Slot;
  describedBy?: string | undefined;
  disabled?: boolean | undefined;
  class?: string | undefined;
  attributes?: Attributes | undefined;
  groupClass?: string | undefined;
  groupAttributes?: Attributes | undefined;
  before?: Slot;
  after?: Slot;
};

/** Joins class names and leaves out what is false, null or empty. */
export function classes(...names: (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}

/** Whether a slot would show something. `0` does, `''`, `false`, `true` and nothing do not. */
export function isFilled(slot: Slot): boolean {
  return slot !== undefined && slot !== null && typeof slot !== 'boolean' && slot !== '';
}

/** Whether a field is in error: it has a message, or `true`. */
export function isError(error: Slot): boolean {
  return error === true || isFilled(error);
}

/** The value for `aria-describedby`: what the caller names, then the hint, then the message; or nothing. */
export function describedBy(id: string, hint: Slot, error: Slot, other?: string): string | undefined {
  return classes(other, isFilled(hint) && `${id}-hint`, isFilled(error) && `${id}-error`) || undefined;
}

/** `true`/`false` as the words that enumerated attributes need, or nothing. */
export function trueOrFalse(value: boolean | undefined): 'true' | 'false' | undefined {
  return value === undefined ? undefined : value ? 'true' : 'false';
}
