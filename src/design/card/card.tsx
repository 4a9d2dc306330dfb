import { type Attributes, type Slot, classes, isFilled } from '../common.ts';
import { Heading } from '../heading/heading.tsx';
import { Icon } from '../icon/icon.tsx';
import { type CardAction, CardActionLink } from './card-action.tsx';

/** The looks a card may have; the last three are care cards, which need a heading. */
export type CardVariant = 'feature' | 'primary' | 'secondary' | 'warning' | 'non-urgent' | 'urgent' | 'emergency';

/** What a card takes. `description` is one paragraph; `children` is anything else. */
export type CardProps = {
  heading?: Slot;
  headingLevel?: 1 | 2 | 3 | 4 | 5 | 6 | undefined;
  headingSize?: 'xxs' | 'xs' | 's' | 'm' | 'l' | 'xl' | undefined;
  headingId?: string | undefined;
  headingClass?: string | undefined;
  /** Spoken before the heading, for example "Important". */
  headingHiddenText?: string | undefined;
  description?: Slot;
  children?: Slot;
  href?: string | undefined;
  /** The whole card follows the link of its heading. */
  clickable?: boolean | undefined;
  variant?: CardVariant | undefined;
  actions?: readonly CardAction[] | undefined;
  image?: Slot;
  id?: string | undefined;
  class?: string | undefined;
  attributes?: Attributes | undefined;
};

/** Lets VoiceOver read both parts of a heading as one; the role is not in the type of known roles. */
const readAsOne: Record<string, string> = { role: 'text' };

const careWords = {
  'non-urgent': 'Non-urgent advice',
  urgent: 'Urgent advice',
  emergency: 'Immediate action required',
} as const;

/** A box for one thing: a heading (often a link), a few words, and what can be done with it. */
export function Card(props: CardProps) {
  const { variant } = props;
  const care =
    (variant === 'non-urgent' || variant === 'urgent' || variant === 'emergency') && isFilled(props.heading)
      ? variant
      : undefined;
  const actions = props.actions ?? [];
  const hidden = props.headingHiddenText ?? (care && careWords[care]);
  const inHeading =
    props.href !== undefined && variant !== 'feature' ? (
      <a class="nhsuk-card__link" href={props.href}>
        {props.heading}
      </a>
    ) : hidden ? (
      <span {...readAsOne}>
        <span class="nhsuk-u-visually-hidden">{`${hidden}: `}</span>
        {props.heading}
      </span>
    ) : (
      props.heading
    );
  const heading = isFilled(props.heading) && (
    <>
      <Heading
        level={props.headingLevel ?? 2}
        class={classes(
          'nhsuk-card__heading',
          props.headingSize && `nhsuk-heading-${props.headingSize}`,
          props.headingClass,
        )}
        id={props.headingId}
      >
        {inHeading}
      </Heading>
      {care && <span class="nhsuk-card--care__arrow" aria-hidden="true"></span>}
    </>
  );
  const hasHead = care !== undefined || actions.length > 0;
  return (
    <div
      class={classes(
        'nhsuk-card',
        props.clickable && 'nhsuk-card--clickable',
        care
          ? `nhsuk-card--care nhsuk-card--care--${care}`
          : variant && !(variant in careWords) && `nhsuk-card--${variant}`,
        props.class,
      )}
      id={props.id}
      {...props.attributes}
    >
      {props.image}
      {hasHead && (
        <div class="nhsuk-card__heading-container">
          {heading}
          {actions.length === 1 && actions[0] && (
            <div class="nhsuk-card__actions">
              <CardActionLink action={actions[0]} heading={props.heading} />
            </div>
          )}
          {actions.length > 1 && (
            <ul class="nhsuk-card__actions">
              {actions.map((action, index) => (
                <li class="nhsuk-card__action" key={index}>
                  <CardActionLink action={action} heading={props.heading} />
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
      <div class="nhsuk-card__content">
        {!hasHead && heading}
        {isFilled(props.description) && <p class="nhsuk-card__description">{props.description}</p>}
        {props.children}
        {variant === 'primary' && <Icon name="chevron-right-circle" />}
      </div>
    </div>
  );
}
