import { ShareBar, Table } from '../../../design/index.ts';
import type { ClassName } from '../domain/consensus.ts';
import { agreementInWords, partsOf, wordsOf, type ShownResult } from '../domain/shown-result.ts';
import type { SectorResult, StatementResult } from '../store/results.ts';

/** The classes in the order in which a page shows them, each with what it means. */
export const classSections: readonly { name: ClassName | 'withheld'; lede: string }[] = [
  { name: 'agree', lede: 'Most people here say yes to these.' },
  { name: 'not-us', lede: 'Most people here say that these are not true for us.' },
  { name: 'differ', lede: 'People see these in different ways. That is worth talking about.' },
  { name: 'unsure', lede: 'Many people passed, or have not seen these yet.' },
  { name: 'mixed', lede: 'No clear answer either way.' },
  { name: 'too-few', lede: 'Fewer than five people voted, so we do not show how.' },
  { name: 'withheld', lede: 'So few people chose one of the answers that somebody could be recognised.' },
];

/** What a cell says: a figure, or that it is withheld. */
export function cell(value: number | null): string {
  return value === null ? 'not shown' : String(value);
}

/** The published result of one statement, as a bar with its words. */
export function ResultBar(props: { result: ShownResult; label: string }) {
  const parts = partsOf(props.result);
  if (parts.length === 0) return <p class="ct-small">{agreementInWords(props.result)}.</p>;
  return <ShareBar shares={parts} label={props.label} />;
}

/** Every published figure as a table. */
export function ResultTable(props: { results: readonly StatementResult[]; base: string }) {
  return (
    <Table
      id="all-results"
      scroll
      caption="Every statement and its result"
      captionSize="m"
      head={[
        'Statement',
        'Result',
        { text: 'Agree', numeric: true },
        { text: 'Disagree', numeric: true },
        { text: 'Pass', numeric: true },
        { text: 'Votes', numeric: true },
      ]}
      rows={props.results.map((result) => [
        <a href={`${props.base}/statements/${result.number}`} key={result.id}>
          {result.body}
        </a>,
        wordsOf(result.className),
        { text: cell(result.agrees), numeric: true },
        { text: cell(result.disagrees), numeric: true },
        { text: cell(result.passes), numeric: true },
        { text: cell(result.seen), numeric: true },
      ])}
      firstCellIsHeader
    />
  );
}

/** How each declared group answered; only where nobody can be recognised. */
export function SectorTable(props: { sectors: readonly SectorResult[] }) {
  return (
    <Table
      id="by-group"
      scroll
      caption="How each group answered"
      captionSize="m"
      head={[
        'Group',
        { text: 'Agree', numeric: true },
        { text: 'Disagree', numeric: true },
        { text: 'Pass', numeric: true },
        { text: 'Votes', numeric: true },
      ]}
      rows={props.sectors.map((sector) => [
        sector.label,
        { text: String(sector.agrees), numeric: true },
        { text: String(sector.disagrees), numeric: true },
        { text: String(sector.passes), numeric: true },
        { text: String(sector.seen), numeric: true },
      ])}
      firstCellIsHeader
    />
  );
}
