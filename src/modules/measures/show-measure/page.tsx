import { Hero, InsetText, SummaryList } from '../../../design/index.ts';
import { StatusTag } from '../../../thread/parts/status-tag.tsx';
import type { SeenCard } from '../../../thread/store/read.ts';
import { notTheCause, whatChanged } from '../domain/reading.ts';
import { MeasureChart, readingOf, WhatChangedCard } from '../parts/measure-chart.tsx';
import { aimWords, polarityWords, ruleWords } from '../parts/words.ts';
import type { MeasureWithSeries } from '../store/measures.ts';

type Props = {
  measure: MeasureWithSeries;
  home: string;
  outcomes: readonly SeenCard[];
  commitments: readonly SeenCard[];
  can: { write: boolean; seeFigures: boolean };
};

/** One measure: its lines, what they say, what is known of them and where they come from. */
export function MeasurePage(props: Props) {
  const { measure, home } = props;
  const here = `${home}/measures/${measure.slug}`;
  return (
    <>
      <Hero kicker={aimWords[measure.aim].title} title={measure.name} lede={measure.question || undefined}>
        {measure.status === 'draft' && <StatusTag status={{ text: 'For partners only', tone: 'waiting' }} />}
      </Hero>
      {props.can.write && <Work here={here} status={measure.status} />}
      {!props.can.seeFigures && (
        <InsetText>
          <p>These figures count people in small groups. Partners see them; they are not public.</p>
        </InsetText>
      )}
      {measure.series.length === 0 && props.can.seeFigures && <p>There is no figure yet.</p>}
      {props.can.seeFigures &&
        measure.series.map((series) => <Line {...props} series={series} here={here} key={series.id} />)}
      <h2>What it belongs to</h2>
      {props.outcomes.length === 0 ? (
        <p>No outcome is measured by it yet.</p>
      ) : (
        <ul>
          {props.outcomes.map((card) => (
            <li key={card.id}>
              <a href={card.address}>{card.title}</a>
            </li>
          ))}
        </ul>
      )}
      <p>
        <a href={`${home}/thread/measure/${measure.id}`}>Follow the thread of this measure</a>
      </p>
      <h2>What is measured</h2>
      <SummaryList
        rows={[
          { key: 'Which figure is better', value: polarityWords[measure.polarity] },
          { key: 'How the periods lie', value: ruleWords[measure.periodRule] },
          {
            key: 'Source',
            value: [measure.source, measure.sourceId && `indicator ${measure.sourceId}`].filter(Boolean).join(', '),
          },
          { key: 'Known weaknesses', value: measure.weaknesses || 'Nobody has named any yet.' },
          { key: 'Licence', value: measure.licence || 'None is stated, so it cannot be made public.' },
        ]}
      />
    </>
  );
}

function Line(props: Props & { series: MeasureWithSeries['series'][number]; here: string }) {
  const { measure, series } = props;
  const reading = readingOf(measure, series);
  const { baseline } = series;
  const commitment = props.commitments.find((card) => card.id === baseline?.commitmentId);
  const changed =
    baseline === undefined || commitment === undefined
      ? undefined
      : whatChanged(reading, measure, baseline, commitment.title);
  return (
    <section>
      <MeasureChart measure={measure} series={series} reading={reading} csvHref={`${props.here}/figures.csv`} />
      {changed !== undefined && commitment !== undefined && (
        <>
          <h2>What changed</h2>
          <WhatChangedCard sentence={changed.sentence} warning={notTheCause} />
          <p>
            <a href={commitment.address}>The commitment: {commitment.title}</a>
          </p>
        </>
      )}
    </section>
  );
}

function Work(props: { here: string; status: string }) {
  const links = [
    ['figures', 'Add figures'],
    ['edit', 'Change what is said of it'],
    ['baseline', 'Fix the limits before a change'],
    ['outcomes', 'Say which outcome it measures'],
    ['standing', props.status === 'published' ? 'Keep it to partners' : 'Make it public'],
  ] as const;
  return (
    <nav aria-label="Work on this measure">
      <ul class="ct-actions nhsuk-list">
        {links.map(([path, text]) => (
          <li key={path}>
            <a href={`${props.here}/${path}`}>{text}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
