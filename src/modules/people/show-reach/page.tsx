import { Button, Empty, Hero, Table } from '../../../design/index.ts';
import { formatDate } from '../../../lib/dates.ts';
import { publishedWords } from '../../../kernel/published-count.ts';
import { reachDimensionWords, reachSteps, reachStepWords } from '../domain/reach.ts';
import type { Reach, ReachRow } from '../store/reach.ts';

/** A figure in words: what is not told is small, or would give a small one away. */
export function figureWords(count: number | undefined): string {
  return count === undefined ? 'Not told' : count === 0 ? '0' : `About ${count.toLocaleString('en-GB')}`;
}

/** What the figures come to, in a sentence made of nothing but what is told. */
export function reachSentence(all: ReachRow): string {
  const [offered, accepted, attended, outcome] = all.cells.map(publishedOrFew);
  return `Help was offered to ${offered} people. A group said yes to ${accepted}, help began for ${attended}, and for ${outcome} it is written down what came of it.`;
}

function publishedOrFew(count: number | undefined): string {
  return count === undefined ? 'a number that is not told of' : publishedWords(count);
}

/** Which groups are many enough to be told of, in a sentence; no group is ranked. */
export function tableSentence(rows: readonly ReachRow[]): string {
  const told = rows.filter((row) => row.cells[0] !== undefined && row.cells[0] > 0).length;
  if (rows.length === 0) return 'Nobody is counted here yet.';
  if (told === rows.length) return 'Every row is large enough to be told.';
  return `${told} of ${rows.length} rows are large enough to be told.`;
}

/** How far offers of help reach, by area and by group: tables first, each with its sentence. */
export function ReachPage(props: { home: string; reach: Reach | undefined }) {
  const { home, reach } = props;
  if (reach === undefined)
    return (
      <>
        <Hero title="Whom help reaches" />
        <Empty heading="Nothing is counted yet">
          <p>
            Once a month it is counted to how many people help was offered, how many took it up, and what came of it: by
            area, age, gender and ethnic group, as far as people said. It shows whom help does not reach.
          </p>
        </Empty>
      </>
    );
  return (
    <>
      <Hero title="Whom help reaches" lede={reachSentence(reach.all)}>
        <Button href={`${home}/reach/figures.csv`} variant="secondary">
          Take the figures along (CSV)
        </Button>
      </Hero>
      <p>
        People to whom help was offered by a referral from {formatDate(reach.from)} to {formatDate(reach.asOf)}; each
        person counts once. Each column is a part of the one before.
      </p>
      {[
        { title: 'Everybody', rows: [reach.all] },
        ...reach.tables.map(({ dimension, rows }) => ({ title: reachDimensionWords[dimension], rows })),
      ].map(({ title, rows }) => (
        <section key={title}>
          <h2>{title}</h2>
          <p>{tableSentence(rows)}</p>
          <Table
            caption={`${title}: people`}
            captionClass="nhsuk-u-visually-hidden"
            responsive
            firstCellIsHeader
            head={[{ text: 'Who' }, ...reachSteps.map((step) => ({ text: reachStepWords[step], numeric: true }))]}
            rows={rows.map((row) => [
              { text: row.label },
              ...row.cells.map((cell) => ({ text: figureWords(cell), numeric: true })),
            ])}
          />
        </section>
      ))}
      <p class="ct-small">
        Counted once a month, when the month before is over. Figures of 8 and over are rounded to five; 1 to 7 are not
        told, nor is another figure from which one of them could be worked out, so rows may not add up. That two groups
        differ does not say why: ask them.
      </p>
    </>
  );
}
