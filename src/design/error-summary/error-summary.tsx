import { type Attributes, type Slot, classes, isFilled, trueOrFalse } from '../common.ts';

/** One problem, with a link to the control it is about (`#name`). */
export type ErrorItem = { text: Slot; href?: string | undefined };

/** All problems of a form at the top of its page. */
export function ErrorSummary(props: {
  errors: readonly ErrorItem[];
  heading?: Slot;
  description?: Slot;
  disableAutoFocus?: boolean | undefined;
  id?: string | undefined;
  class?: string | undefined;
  attributes?: Attributes | undefined;
}) {
  return (
    <div
      class={classes('nhsuk-error-summary', props.class)}
      id={props.id}
      data-module="nhsuk-error-summary"
      data-disable-auto-focus={trueOrFalse(props.disableAutoFocus)}
      {...props.attributes}
    >
      {/* The alert is a child so that moving the focus to the parent does not cut the announcement short. */}
      <div role="alert">
        <h2 class="nhsuk-error-summary__heading">{props.heading ?? 'There is a problem'}</h2>
        <div class="nhsuk-error-summary__body">
          {isFilled(props.description) && <p>{props.description}</p>}
          {props.errors.length > 0 && (
            <ul class="nhsuk-list nhsuk-error-summary__list">
              {props.errors.map((error, index) => (
                <li key={index}>{error.href === undefined ? error.text : <a href={error.href}>{error.text}</a>}</li>
              ))}
            </ul>
          )}
        </div>
      </div>
    </div>
  );
}
