import { Details, KeptDrawing, LineChart, Progress, Table } from '../../../design/index.ts';
import { formatDate } from '../../../lib/dates.ts';
import { formatNumber } from '../../../lib/text.ts';
import { outcomeProgress, withUnit } from '../domain/outcome.ts';
import { StatusTag } from '../../../thread/parts/status-tag.tsx';
import type { Outcome } from '../store/outcomes.ts';

/** One outcome: where it began, where it should come to, every figure since, and what may be said of them. */
export function OutcomeSection(props: { outcome: Outcome; home: string; canMeasure: boolean }) {
  const { outcome } = props;
  const progress = outcomeProgress(outcome);
  const points = [...(outcome.baseline === undefined ? [] : [{ ...outcome.baseline, source: '' }]), ...outcome.readings]
    .filter((point, index, all) => all.findIndex((other) => other.on === point.on) === index)
    .toSorted((a, b) => (a.on < b.on ? -1 : 1));
  return (
    <section id={`outcome-${outcome.id}`} aria-labelledby={`outcome-${outcome.id}-title`}>
      <h3 id={`outcome-${outcome.id}-title`}>{outcome.title}</h3>
      <p>
        <StatusTag status={progress.standing} />
      </p>
      <p>{progress.sentence}</p>
      {progress.percentOfWay !== undefined && (
        <Progress
          label="Of the way to the target"
          value={progress.percentOfWay}
          max={100}
          words={`${progress.percentOfWay}%`}
        />
      )}
      {points.length > 1 && (
        <KeptDrawing
          of={['outcome', outcome.id, outcome.title, outcome.better, outcome.unit, progress.sentence, points]}
          render={() => (
            <LineChart
              id={`chart-${outcome.id}`}
              caption={`${outcome.title}, ${outcome.better === 'lower' ? 'where lower is better' : 'where higher is better'}`}
              description={progress.sentence}
              labels={points.map((point) => formatDate(point.on))}
              series={[{ name: outcome.unit === '%' ? 'Per cent' : outcome.unit, values: points.map((p) => p.value) }]}
              labelHeading="Day"
              format={(value) => (outcome.unit.length > 2 ? formatNumber(value) : withUnit(value, outcome.unit))}
            />
          )}
        />
      )}
      <Details summary="Every figure and where it comes from">
        <Table
          caption={`Figures for “${outcome.title}”`}
          captionSize="s"
          head={['What', 'Day', { text: 'Figure', numeric: true }, 'Where it comes from']}
          responsive
          rows={[
            ...(outcome.baseline === undefined
              ? []
              : [
                  [
                    'At the start',
                    formatDate(outcome.baseline.on),
                    withUnit(outcome.baseline.value, outcome.unit),
                    outcome.source,
                  ],
                ]),
            ...outcome.readings.map((one) => [
              'Measured',
              formatDate(one.on),
              withUnit(one.value, outcome.unit),
              one.source,
            ]),
            ...(outcome.target === undefined
              ? []
              : [['Target', formatDate(outcome.target.on), withUnit(outcome.target.value, outcome.unit), '']]),
          ]}
        />
      </Details>
      <p class="ct-small">
        These figures show whether something changed. On their own they cannot show why.
        {props.canMeasure && (
          <>
            {' '}
            <a href={`${props.home}/outcomes/${outcome.id}/readings/new`}>
              Record a figure<span class="nhsuk-u-visually-hidden"> for {outcome.title}</span>
            </a>
          </>
        )}
      </p>
    </section>
  );
}
