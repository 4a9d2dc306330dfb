import { ActionLink, Button, Details, Rows, Table, type Slot, type ThreadPart } from '../../../design/index.ts';
import { formatDate } from '../../../lib/dates.ts';
import {
  changeCaution,
  directAnswer,
  figuresOf,
  instrumentWords,
  pairedChange,
  seriesOf,
} from '../domain/wellbeing.ts';
import type { SeenWellbeing } from '../store/wellbeing.ts';
import { Beside } from './beside.tsx';
import type { RecordProps } from './record-props.ts';

function signed(change: number): string {
  const rounded = Math.round(change * 100) / 100;
  return rounded > 0 ? `+${rounded}` : String(rounded).replace('-', '−');
}

function nameOf(reading: SeenWellbeing): string {
  return reading.instrument === 'other' ? reading.name : instrumentWords[reading.instrument];
}

function Series(props: {
  readings: readonly SeenWellbeing[];
  forms: string;
  canWrite: boolean;
  beside: (id: string, what: string) => Slot;
}) {
  const { readings } = props;
  const [first] = readings;
  if (first === undefined) return null;
  const change = pairedChange(readings);
  return (
    <>
      <h3>{nameOf(first)}</h3>
      {change !== undefined && (
        <>
          <Table
            caption={`From ${formatDate(change.from)} to ${formatDate(change.to)}`}
            captionSize="s"
            head={[{ text: 'Question' }, { text: 'First' }, { text: 'Last' }, { text: 'Change' }]}
            rows={change.figures.map((one) => [
              { text: one.name },
              { text: String(one.first) },
              { text: String(one.last) },
              { text: signed(one.change) },
            ])}
          />
          <p class="ct-small">{changeCaution}</p>
        </>
      )}
      <Details summary={change === undefined ? 'What was said' : 'Every time it was asked'} open={change === undefined}>
        <Rows
          items={readings.map((one) => (
            <>
              <p class="nhsuk-u-margin-bottom-1">
                {[
                  ...figuresOf(one).map((figure) => `${figure.name}: ${figure.words}`),
                  ...(directAnswer(one) === undefined ? [] : [`Lonely: ${directAnswer(one)?.toLowerCase() ?? ''}`]),
                ].join(' · ')}
              </p>
              <p class="ct-small">{formatDate(one.takenOn)}</p>
              {props.beside(one.id, formatDate(one.takenOn))}
              {props.canWrite && (
                <form method="post" action={`${props.forms}/wellbeing-readings/${one.id}/remove`}>
                  <input type="hidden" name="version" value={one.version} />
                  <Button variant="secondary" small>
                    It was entered by mistake<span class="nhsuk-u-visually-hidden">: {formatDate(one.takenOn)}</span>
                  </Button>
                </form>
              )}
            </>
          ))}
        />
      </Details>
    </>
  );
}

/** How somebody is by their own figures, and how that changed from their first to their last. */
export function wellbeingPart(props: RecordProps): ThreadPart {
  const { record, can, forms, isOwn } = props;
  const series = Map.groupBy(record.wellbeing, (one) => seriesOf(one));
  return {
    title: isOwn ? 'How you are' : 'How they are',
    lede: `By ${isOwn ? 'your' : 'their'} own figures.`,
    id: 'wellbeing',
    children: (
      <>
        {record.wellbeing.length === 0 && <p>Not asked yet.</p>}
        {[...series].map(([name, readings]) => (
          <Series
            readings={readings}
            forms={forms}
            canWrite={can.has('plan')}
            key={name}
            beside={(id, what) => <Beside {...props} id={id} what={what} />}
          />
        ))}
        {can.has('plan') && (
          <>
            <p>
              <ActionLink href={`${forms}/wellbeing/ons4/new`}>Ask how life is</ActionLink>
            </p>
            <p>
              <ActionLink href={`${forms}/wellbeing/ucla-3/new`}>Ask about loneliness</ActionLink>
            </p>
            {!isOwn && (
              <p>
                <ActionLink href={`${forms}/wellbeing/other/new`}>Add the total of another questionnaire</ActionLink>
              </p>
            )}
          </>
        )}
      </>
    ),
  };
}
