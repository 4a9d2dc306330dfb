import { isValidElement } from 'preact';
import { type Attributes, type Size, type Slot, classes, isFilled } from '../common.ts';
import { Card, type CardProps } from '../card/card.tsx';

/** A cell that is more than its text. */
export type TableCell = {
  text?: Slot;
  /** Spoken after the text. */
  hiddenText?: string | undefined;
  numeric?: boolean | undefined;
  align?: 'left' | 'centre' | 'right' | undefined;
  width?: string | undefined;
  href?: string | undefined;
  colspan?: number | undefined;
  rowspan?: number | undefined;
  /** What to sort by where it is not the text. */
  sortValue?: string | number | undefined;
  class?: string | undefined;
  attributes?: Attributes | undefined;
};

/** A column heading. `numeric` and `align` hold for the cells below too. */
export type TableHead = TableCell & {
  sort?: 'none' | 'ascending' | 'descending' | undefined;
  sortNext?: 'ascending' | 'descending' | undefined;
};

/** What a table takes. Cells may be plain text or elements, or objects where they need more. */
export type TableProps = {
  caption?: Slot;
  captionSize?: Size | undefined;
  captionId?: string | undefined;
  captionClass?: string | undefined;
  head?: readonly (Slot | TableHead)[] | undefined;
  rows: readonly (readonly (Slot | TableCell)[])[];
  /** The first cell of each row names the row. */
  firstCellIsHeader?: boolean | undefined;
  /** On narrow screens each row becomes a small list. */
  responsive?: boolean | undefined;
  /** On narrow screens the table scrolls sideways in a region of its own. Needs a caption with an id. */
  scroll?: boolean | undefined;
  compact?: boolean | undefined;
  striped?: boolean | undefined;
  border?: boolean | undefined;
  lastRowBorder?: boolean | undefined;
  reverse?: boolean | undefined;
  card?: CardProps | undefined;
  id?: string | undefined;
  class?: string | undefined;
  attributes?: Attributes | undefined;
};

/** A table of data. */
export function Table(props: TableProps) {
  const head = (props.head ?? []).map((cell) => toCell<TableHead>(cell));
  const isSortable = head.some((cell) => cell.sort !== undefined);
  const isSortedOnServer = isSortable && head.some((cell) => cell.href !== undefined);
  const row = props.responsive ? 'row' : undefined;
  const captionId = props.captionId ?? (props.scroll && props.id ? `${props.id}-caption` : undefined);
  const table = (
    <table
      class={classes(
        'nhsuk-table',
        props.reverse && 'nhsuk-table--reverse',
        props.compact && 'nhsuk-table--compact',
        props.responsive && 'nhsuk-table--responsive',
        props.border === false
          ? 'nhsuk-table--no-border'
          : props.lastRowBorder === false && 'nhsuk-table--no-last-row-border',
        isSortable && 'nhsuk-table--sortable',
        props.striped && 'nhsuk-table--striped',
        props.class,
      )}
      id={props.id}
      data-module={isSortable && !isSortedOnServer ? 'nhsuk-table' : undefined}
      role={props.responsive ? 'table' : undefined}
      {...props.attributes}
    >
      {isFilled(props.caption) && (
        <caption
          class={classes(
            'nhsuk-table__caption',
            props.captionSize && `nhsuk-table__caption--${props.captionSize}`,
            props.captionClass,
          )}
          id={captionId}
        >
          {props.caption}
          {isSortable && <span class="nhsuk-u-visually-hidden"> (Column headers are sortable)</span>}
        </caption>
      )}
      {head.length > 0 && (
        <thead class="nhsuk-table__head" role={props.responsive ? 'rowgroup' : undefined}>
          <tr class="nhsuk-table__row" role={row}>
            {head.map((cell, index) => (
              <Cell
                key={index}
                cell={cell}
                element="th"
                scope="col"
                role={props.responsive ? 'columnheader' : undefined}
                spans={!props.responsive}
                attributes={{
                  'data-sort': cell.sort === undefined ? undefined : '',
                  'data-sort-next': isSortedOnServer ? undefined : cell.sortNext,
                  'aria-sort': cell.sort === 'none' ? undefined : cell.sort,
                }}
              />
            ))}
          </tr>
        </thead>
      )}
      <tbody class="nhsuk-table__body">
        {props.rows.map((cells, index) => (
          <tr class="nhsuk-table__row" role={row} key={index}>
            {cells.map((slot, column) => {
              const header = head[column];
              const isHeader = column === 0 && props.firstCellIsHeader;
              const cell = toCell<TableCell>(slot);
              return (
                <Cell
                  key={column}
                  cell={{
                    ...cell,
                    numeric: cell.numeric ?? header?.numeric,
                    align: cell.align ?? (cell.numeric === false && header?.numeric ? 'right' : header?.align),
                  }}
                  element={isHeader ? 'th' : 'td'}
                  scope={isHeader ? 'row' : undefined}
                  role={props.responsive ? (isHeader ? 'rowheader' : 'cell') : undefined}
                  spans={!props.responsive}
                  heading={props.responsive ? header : undefined}
                  attributes={{ 'data-sort-value': cell.sortValue }}
                />
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
  const placed = props.scroll ? (
    <div class={classes('nhsuk-scroll', props.reverse && 'nhsuk-scroll--reverse')} data-module="nhsuk-scroll">
      <div class="nhsuk-scroll__content" role="region" aria-labelledby={captionId}>
        {table}
      </div>
    </div>
  ) : (
    table
  );
  return props.card ? <Card {...props.card}>{placed}</Card> : placed;
}

function toCell<C extends TableCell>(slot: Slot | C): C {
  return typeof slot === 'object' && slot !== null && !Array.isArray(slot) && !isValidElement(slot)
    ? (slot as C)
    : ({ text: slot as Slot } as C);
}

function Cell(props: {
  cell: TableCell;
  element: 'th' | 'td';
  scope: 'col' | 'row' | undefined;
  role: 'columnheader' | 'rowheader' | 'cell' | undefined;
  spans: boolean;
  heading?: TableHead | undefined;
  attributes: Attributes;
}) {
  const { cell, heading, element: Tag } = props;
  const name = Tag === 'th' ? 'nhsuk-table__header' : 'nhsuk-table__cell';
  const value = <CellValue cell={cell} />;
  const content =
    cell.href === undefined ? (
      value
    ) : (
      <a class="nhsuk-link" href={cell.href}>
        {value}
      </a>
    );
  return (
    <Tag
      class={classes(
        name,
        cell.numeric && `${name}--numeric`,
        cell.align && `nhsuk-u-text-align-${cell.align}`,
        cell.width && `nhsuk-u-width-${cell.width}`,
        cell.class,
      )}
      colspan={props.spans ? cell.colspan : undefined}
      rowspan={cell.rowspan}
      {...{ scope: props.scope }}
      role={props.role}
      {...props.attributes}
      {...cell.attributes}
    >
      {heading ? (
        <>
          <span class="nhsuk-table__heading" aria-hidden="true">
            <CellValue cell={heading} />{' '}
          </span>
          {isValidElement(cell.text) ? <span>{content}</span> : content}
        </>
      ) : (
        content
      )}
    </Tag>
  );
}

function CellValue(props: { cell: TableCell }) {
  const { text, hiddenText } = props.cell;
  return (
    <>
      {text}
      {hiddenText && <span class="nhsuk-u-visually-hidden">{isFilled(text) ? ` ${hiddenText}` : hiddenText}</span>}
    </>
  );
}
