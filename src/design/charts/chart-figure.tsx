import type { Slot } from '../common.ts';
import { Details } from '../details/details.tsx';
import { Table, type TableCell } from '../table/table.tsx';

/** What every chart says beside its drawing. */
export type ChartWords = {
  /** Unique on the page. */
  id: string;
  /** A sentence that says what the chart shows. */
  caption: string;
  /** More for those who cannot see it, such as the direction and the extremes. */
  description?: string | undefined;
  csvHref?: string | undefined;
  /** Writes a value as people read it, for example `(v) => `${v}%``. */
  format?: ((value: number) => string) | undefined;
};

/** The frame of a chart: its sentence, the drawing, the data as a table, and the file. */
export function ChartFigure(props: {
  words: ChartWords;
  width: number;
  height: number;
  head: readonly (Slot | TableCell)[];
  rows: readonly (readonly (Slot | TableCell)[])[];
  children: Slot;
  legend?: Slot;
}) {
  const { id, caption, description, csvHref } = props.words;
  return (
    <figure class="ct-chart">
      <figcaption class="ct-chart__caption">{caption}</figcaption>
      <div class="ct-chart__scroll">
        <svg
          class="ct-chart__svg"
          viewBox={`0 0 ${props.width} ${props.height}`}
          width={props.width}
          height={props.height}
          role="img"
          aria-labelledby={description === undefined ? `${id}-title` : `${id}-title ${id}-desc`}
        >
          <title id={`${id}-title`}>{caption}</title>
          {description !== undefined && <desc id={`${id}-desc`}>{description}</desc>}
          {props.children}
        </svg>
        {props.legend}
      </div>
      <Details summary="The figures as a table" class="nhsuk-u-margin-top-3 nhsuk-u-margin-bottom-0">
        <Table
          id={`${id}-table`}
          scroll
          caption={caption}
          captionSize="s"
          head={props.head}
          rows={props.rows}
          firstCellIsHeader
        />
        {csvHref !== undefined && (
          <p>
            <a href={csvHref}>Download these figures as a spreadsheet file (CSV)</a>
          </p>
        )}
      </Details>
    </figure>
  );
}

const chartNumber = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 });

/** Formats as asked, or in British English with at most two decimals. */
export function formatter(words: Pick<ChartWords, 'format'>): (value: number) => string {
  return words.format ?? ((value) => chartNumber.format(value));
}

/** One decimal is finer than any screen. */
export function at(place: number): number {
  return Math.round(place * 10) / 10;
}
