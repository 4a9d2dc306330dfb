import { type Attributes, type Slot, classes, isFilled } from '../common.ts';

/** One thing to do and how far it is. */
export type Task = {
  heading: Slot;
  href?: string | undefined;
  hint?: Slot;
  /** Usually a `Tag`, or plain words such as "Completed". */
  status: Slot;
  statusClass?: string | undefined;
  class?: string | undefined;
};

/** Things to do with their states. */
export function TaskList(props: {
  items: readonly Task[];
  /** Stem of the ids of hints and states. */
  idPrefix?: string | undefined;
  id?: string | undefined;
  class?: string | undefined;
  attributes?: Attributes | undefined;
}) {
  const prefix = props.idPrefix ?? 'task-list';
  return (
    <ul class={classes('nhsuk-task-list', props.class)} id={props.id} {...props.attributes}>
      {props.items.map((item, index) => {
        const hintId = `${prefix}-${index + 1}-hint`;
        const statusId = `${prefix}-${index + 1}-status`;
        const hasHint = isFilled(item.hint);
        return (
          <li
            class={classes(
              'nhsuk-task-list__item',
              item.href !== undefined && 'nhsuk-task-list__item--with-link',
              item.class,
            )}
            key={index}
          >
            <div class="nhsuk-task-list__name-and-hint">
              {item.href === undefined ? (
                <div>{item.heading}</div>
              ) : (
                <a
                  class="nhsuk-task-list__link nhsuk-link"
                  href={item.href}
                  aria-describedby={classes(hasHint && hintId, statusId)}
                >
                  {item.heading}
                </a>
              )}
              {hasHint && (
                <div class="nhsuk-task-list__hint" id={hintId}>
                  {item.hint}
                </div>
              )}
            </div>
            <div class={classes('nhsuk-task-list__status', item.statusClass)} id={statusId}>
              {item.status}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
