import { type Attributes, type Slot, classes } from '../common.ts';
import { Card, type CardProps } from '../card/card.tsx';
import { type CardAction, CardActionLink } from '../card/card-action.tsx';

/** One fact: its name, its value, and what can be done about it. */
export type SummaryRow = {
  key: Slot;
  value: Slot;
  actions?: readonly CardAction[] | undefined;
  border?: boolean | undefined;
  keyClass?: string | undefined;
  class?: string | undefined;
};

/** Facts by name, for checking answers and for the head of a record. `card` puts them into a card. */
export function SummaryList(props: {
  rows: readonly SummaryRow[];
  border?: boolean | undefined;
  lastRowBorder?: boolean | undefined;
  card?: CardProps | undefined;
  id?: string | undefined;
  class?: string | undefined;
  attributes?: Attributes | undefined;
}) {
  const hasActions = props.rows.some((row) => (row.actions?.length ?? 0) > 0);
  const list = (
    <dl
      class={classes(
        'nhsuk-summary-list',
        props.border === false
          ? 'nhsuk-summary-list--no-border'
          : props.lastRowBorder === false && 'nhsuk-summary-list--no-last-row-border',
        props.class,
      )}
      id={props.id}
      {...props.attributes}
    >
      {props.rows.map((row, index) => {
        const actions = row.actions ?? [];
        return (
          <div
            class={classes(
              'nhsuk-summary-list__row',
              hasActions && actions.length === 0 && 'nhsuk-summary-list__row--no-actions',
              row.border === false && 'nhsuk-summary-list__row--no-border',
              row.class,
            )}
            key={index}
          >
            <dt class={classes('nhsuk-summary-list__key', row.keyClass)}>{row.key}</dt>
            <dd class="nhsuk-summary-list__value">{row.value}</dd>
            {actions.length > 0 && (
              <dd class="nhsuk-summary-list__actions">
                {actions.length === 1 && actions[0] ? (
                  <CardActionLink action={actions[0]} heading={props.card?.heading} />
                ) : (
                  <ul class="nhsuk-summary-list__actions-list">
                    {actions.map((action, at) => (
                      <li class="nhsuk-summary-list__actions-list-item" key={at}>
                        <CardActionLink action={action} heading={props.card?.heading} />
                      </li>
                    ))}
                  </ul>
                )}
              </dd>
            )}
          </div>
        );
      })}
    </dl>
  );
  return props.card ? <Card {...props.card}>{list}</Card> : list;
}
