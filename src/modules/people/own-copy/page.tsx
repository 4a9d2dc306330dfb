import type { Slot } from '../../../design/index.ts';
import { formatDate, type LocalDate } from '../../../lib/dates.ts';
import { listInWords } from '../../../lib/text.ts';
import { hasEnded } from '../domain/plan-step.ts';
import { callText } from '../parts/contingency.tsx';
import { doerWords } from '../parts/goals.tsx';
import type { PersonRecord } from '../parts/load-record.ts';
import type { Person } from '../store/people.ts';
import type { SeenStep } from '../store/steps.ts';

/** A line of the copy, large. */
function Line(props: { children: Slot }) {
  return <p class="nhsuk-body-l nhsuk-u-margin-bottom-2">{props.children}</p>;
}

function Part(props: { title: string; lines: readonly string[] }) {
  if (props.lines.length === 0) return null;
  return (
    <section>
      <h2 class="nhsuk-u-margin-top-5">{props.title}</h2>
      {props.lines.map((line, index) => (
        <Line key={index}>{line}</Line>
      ))}
    </section>
  );
}

function inOneLine(names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`${listInWords(names)}.`];
}

function stepLine(step: SeenStep, record: PersonRecord): string {
  const who = doerWords(step, record.circle, 'I');
  const offer = step.state.status === 'offered' ? ' (I have not said yes yet)' : '';
  return `${who}: ${step.what}. By ${formatDate(step.by)}${offer}.`;
}

/** The record as it may stand on paper: in safe mode without circle, organisations and who helps. */
export function onPaper(record: PersonRecord, isHidden: boolean): PersonRecord {
  if (!isHidden) return record;
  const steps = record.steps.map((step) => ({ ...step, organisationName: undefined }));
  return { ...record, steps, circle: [], relationships: [] };
}

/** A plan on one page, in the person's words, large and in short sentences. */
export function CopyPage(props: { person: Person; record: PersonRecord; today: LocalDate }) {
  const { person, today } = props;
  const record = onPaper(props.record, person.safeMode);
  const [agreed] = record.reviews;
  return (
    <div class="ct-prose">
      <h1>My plan</h1>
      <Line>
        {person.knownAs}, {formatDate(today)}
      </Line>
      <Part title="What matters to me" lines={record.matters.map((one) => one.words)} />
      <Part title="What I am good at" lines={record.strengths.map((one) => one.words)} />
      <Part title="Who is around me" lines={inOneLine(record.circle.map((tie) => tie.name))} />
      {record.goals
        .filter((goal) => goal.status === 'active')
        .map((goal) => (
          <section key={goal.id}>
            <h2 class="nhsuk-u-margin-top-5">I want: {goal.words}</h2>
            <Line>I am at {goal.progress} of 10.</Line>
            {record.steps
              .filter((step) => step.goal === goal.id && !hasEnded(step.state))
              .map((step) => (
                <Line key={step.id}>{stepLine(step, record)}</Line>
              ))}
          </section>
        ))}
      {record.contingencies.length > 0 && (
        <section>
          <h2 class="nhsuk-u-margin-top-5">If things go wrong</h2>
          {record.contingencies.map((one) => (
            <section key={one.id}>
              <h3 class="nhsuk-u-margin-top-4">{one.trigger}</h3>
              {one.signs !== '' && <Line>What to look out for: {one.signs}</Line>}
              <Line>What helps: {one.helps}</Line>
              {callText(one, record.circle) !== '' && <Line>Who to call: {callText(one, record.circle)}</Line>}
              {one.avoid !== '' && <Line>Please do not: {one.avoid}</Line>}
            </section>
          ))}
          <Line>If somebody is in danger, ring 999. For urgent help that is no emergency, ring 111.</Line>
        </section>
      )}
      {person.safeContact !== 'any' && <Part title="How to reach me safely" lines={[person.safeContactNote]} />}
      <Part
        title="Who helps me"
        lines={inOneLine(
          record.relationships.map((one) =>
            one.workerName === '' ? one.organisation : `${one.workerName} (${one.organisation})`,
          ),
        )}
      />
      {agreed !== undefined && (
        <section>
          <h2 class="nhsuk-u-margin-top-5">Agreed</h2>
          <Line>
            On {formatDate(agreed.heldOn)}. We look at it again by {formatDate(agreed.nextOn)}.
          </Line>
        </section>
      )}
      <Line>This is my plan. I can change it at any time.</Line>
    </div>
  );
}
