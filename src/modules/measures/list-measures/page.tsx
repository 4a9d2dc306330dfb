import { Button, Empty, Hero, Pagination, Rows, Sparkline, Thread } from '../../../design/index.ts';
import { StatusTag } from '../../../thread/parts/status-tag.tsx';
import { readingOf } from '../parts/measure-chart.tsx';
import { aimWords, markStatus } from '../parts/words.ts';
import { aims, type MeasureWithSeries } from '../store/measures.ts';

/** The measures of a place by what they are for; an aim without one is shown as a gap. */
export function MeasuresPage(props: {
  measures: readonly MeasureWithSeries[];
  /** The aims that have a measure, on this page or another. */
  measured: ReadonlySet<string>;
  home: string;
  nextHref: string | undefined;
  canWrite: boolean;
  /** Partners read whom help reaches, too. */
  isPartner: boolean;
}) {
  const shown = aims.filter((aim) => !props.measured.has(aim) || props.measures.some((measure) => measure.aim === aim));
  return (
    <>
      <Hero
        kicker="What changed"
        title="Measures"
        lede="Healthier people, better services, money that lasts: what moved, and how sure we can be."
      >
        {props.canWrite && <Button href={`${props.home}/measures/new`}>Add a measure</Button>}
        {props.isPartner && (
          <Button href={`${props.home}/reach`} variant="secondary">
            Whom help reaches
          </Button>
        )}
      </Hero>
      <Thread
        parts={shown.map((aim) => {
          const list = props.measures.filter((measure) => measure.aim === aim);
          return {
            title: aimWords[aim].title,
            lede: aimWords[aim].lede,
            tone: 'warm' as const,
            children:
              list.length === 0 ? (
                <Empty heading="No measure yet" headingLevel={3}>
                  <p>Nobody can say yet whether this moved. A measure says what is counted, by whom, and how often.</p>
                </Empty>
              ) : (
                <Rows
                  items={list.map((measure) => (
                    <MeasureRow measure={measure} home={props.home} key={measure.id} />
                  ))}
                />
              ),
          };
        })}
      />
      {props.nextHref !== undefined && (
        <Pagination next={{ href: props.nextHref, text: 'More measures' }} label="More measures" />
      )}
    </>
  );
}

function MeasureRow(props: { measure: MeasureWithSeries; home: string }) {
  const { measure } = props;
  const [first] = measure.series;
  const reading = first === undefined ? undefined : readingOf(measure, first);
  return (
    <>
      <p class="nhsuk-u-margin-bottom-1">
        <a href={`${props.home}/measures/${measure.slug}`}>{measure.name}</a>{' '}
        {measure.status === 'draft' && <StatusTag status={{ text: 'For partners only', tone: 'waiting' }} />}
        {reading?.chart === 'process' && <StatusTag status={markStatus(reading.last)} />}
      </p>
      {measure.aboutPeople && (
        <p class="ct-small nhsuk-u-margin-bottom-0">
          Small groups of people are counted: the figures are for partners.
        </p>
      )}
      {first !== undefined && reading !== undefined && first.figures.length > 0 && (
        <p class="ct-small nhsuk-u-margin-bottom-0">
          <Sparkline
            values={first.figures.slice(-24).map((figure) => figure.value)}
            words={`Line of ${measure.name}`}
          />{' '}
          {reading.sentence}
        </p>
      )}
    </>
  );
}
