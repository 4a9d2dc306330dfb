import { type Attributes, type Slot, classes } from '../common.ts';
import { BackLink } from '../back-link/back-link.tsx';

/** One step of a breadcrumb, from the top of the site down. */
export type Crumb = { text: Slot; href: string; attributes?: Attributes | undefined };

/** Where the page stands. Narrow screens show only a link to the last step. */
export function Breadcrumb(props: {
  items: readonly Crumb[];
  label?: string | undefined;
  backLink?:
    | {
        text?: Slot;
        href?: string | undefined;
        type?: 'button' | 'submit' | undefined;
        id?: string | undefined;
        attributes?: Attributes | undefined;
      }
    | undefined;
  reverse?: boolean | undefined;
  id?: string | undefined;
  class?: string | undefined;
}) {
  const last = props.items.at(-1);
  return (
    <nav
      class={classes('nhsuk-breadcrumb', props.reverse && 'nhsuk-breadcrumb--reverse', props.class)}
      id={props.id}
      aria-label={props.label ?? 'Breadcrumb'}
    >
      <ol class="nhsuk-breadcrumb__list">
        {props.items.map((item) => (
          <li class="nhsuk-breadcrumb__list-item" key={item.href}>
            <a class="nhsuk-breadcrumb__link" href={item.href} {...item.attributes}>
              {item.text}
            </a>
          </li>
        ))}
      </ol>
      {last && (
        <BackLink
          hiddenText="Back to"
          href={props.backLink?.href ?? last.href}
          type={props.backLink?.type}
          id={props.backLink?.id}
          reverse={props.reverse}
          attributes={props.backLink?.attributes ?? last.attributes}
        >
          {props.backLink?.text ?? last.text}
        </BackLink>
      )}
    </nav>
  );
}
