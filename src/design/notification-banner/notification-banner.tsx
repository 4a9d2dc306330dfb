import { type Attributes, type Slot, classes, isFilled, trueOrFalse } from '../common.ts';
import { Heading } from '../heading/heading.tsx';

/** What a notification banner takes. */
export type NotificationBannerProps = {
  title?: Slot;
  titleId?: string | undefined;
  heading?: Slot;
  headingLevel?: 2 | 3 | 4 | undefined;
  /** The heading is a paragraph that only looks like one. */
  headingIsParagraph?: boolean | undefined;
  /** One sentence; `children` is anything else. */
  text?: Slot;
  children?: Slot;
  variant?: 'success' | undefined;
  role?: 'alert' | 'region' | 'banner' | undefined;
  disableAutoFocus?: boolean | undefined;
  id?: string | undefined;
  class?: string | undefined;
  attributes?: Attributes | undefined;
};

/** Something that just happened, or that everybody should know; above the page's heading. */
export function NotificationBanner(props: NotificationBannerProps) {
  const isSuccess = props.variant === 'success';
  const titleId = props.titleId ?? 'nhsuk-notification-banner-title';
  const hasHeading = isFilled(props.heading);
  return (
    <div
      class={classes('nhsuk-notification-banner', props.class, isSuccess && 'nhsuk-notification-banner--success')}
      id={props.id}
      data-module="nhsuk-notification-banner"
      data-disable-auto-focus={trueOrFalse(props.disableAutoFocus)}
      {...{ role: props.role ?? (isSuccess ? 'alert' : 'region') }}
      aria-labelledby={titleId}
      {...props.attributes}
    >
      <div class="nhsuk-notification-banner__header">
        <h2 class="nhsuk-notification-banner__title" id={titleId}>
          {props.title ?? (isSuccess ? 'Success' : 'Important')}
        </h2>
      </div>
      <div class="nhsuk-notification-banner__content">
        {hasHeading &&
          (props.headingIsParagraph ? (
            <p class="nhsuk-notification-banner__heading">{props.heading}</p>
          ) : (
            <Heading level={props.headingLevel ?? 3} class="nhsuk-notification-banner__heading">
              {props.heading}
            </Heading>
          ))}
        {isFilled(props.text) && (
          <p class={hasHeading ? 'nhsuk-body' : 'nhsuk-notification-banner__heading'}>{props.text}</p>
        )}
        {props.children}
      </div>
    </div>
  );
}
