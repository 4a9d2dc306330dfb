import { Button, Card, Progress, type Slot } from '../../../design/index.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { StatusTag } from '../../../thread/parts/status-tag.tsx';
import { hasEnded, stepStanding } from '../domain/plan-step.ts';
import { goalStatusWords, stepNeedWords } from '../domain/words.ts';
import type { SeenTie } from '../store/circle.ts';
import type { SeenGoal } from '../store/goals.ts';
import type { SeenStep } from '../store/steps.ts';

export type GoalsProps = {
  goals: readonly SeenGoal[];
  steps: readonly SeenStep[];
  circle: readonly SeenTie[];
  home: string;
  /** The address under which the person's forms are. */
  person: string;
  today: LocalDate;
  you: string;
  canWrite: boolean;
  /** Whether this reader can open the thread of a goal. */
  canFollow: boolean;
  /** What the person says of a goal or a step that is not right. */
  beside?: (id: string, what: string) => Slot;
};

/** Every goal with how far it is, the steps towards it, and what they wait for. */
export function Goals(props: GoalsProps) {
  return (
    <>
      {props.goals.map((goal) => (
        <GoalCard {...props} goal={goal} key={goal.id} />
      ))}
    </>
  );
}

function GoalCard(props: GoalsProps & { goal: SeenGoal }) {
  const { goal, person, home } = props;
  const steps = props.steps.filter((step) => step.goal === goal.id);
  return (
    <Card id={`goal-${goal.id}`} heading={goal.words} headingLevel={3}>
      {goal.why !== '' && <p>{goal.why}</p>}
      <Progress
        label={goalStatusWords[goal.status]}
        value={goal.progress}
        max={10}
        words={`${goal.progress} of 10${goal.atFirst !== undefined && goal.atFirst !== goal.progress ? `, ${goal.atFirst} at the start` : ''}`}
      />
      <p class="ct-small">
        How important: {goal.importance} of 10
        {goal.serves !== undefined && (
          <>
            {' · Serves '}
            <a href={goal.serves.address}>{goal.serves.title}</a>
          </>
        )}
      </p>
      {props.beside?.(goal.id, goal.words)}
      {steps.length > 0 && (
        <ul class="ct-rows">
          {steps.map((step) => (
            <li key={step.id}>
              <Step {...props} step={step} />
            </li>
          ))}
        </ul>
      )}
      <p class="ct-small">
        {props.canWrite && (
          <>
            <a href={`${person}/goals/${goal.id}/steps/new`}>
              Add a step<span class="nhsuk-u-visually-hidden"> towards {goal.words}</span>
            </a>
            {' · '}
            <a href={`${person}/goals/${goal.id}/edit`}>
              Say how it is going<span class="nhsuk-u-visually-hidden">: {goal.words}</span>
            </a>
            {' · '}
            <a href={`${person}/goals/${goal.id}/services`}>
              What may suit it<span class="nhsuk-u-visually-hidden">: {goal.words}</span>
            </a>
            {' · '}
          </>
        )}
        {props.canFollow && (
          <a href={`${home}/thread/goal/${goal.id}`}>
            Follow the thread<span class="nhsuk-u-visually-hidden"> of {goal.words}</span>
          </a>
        )}
      </p>
    </Card>
  );
}

/** Who would do a step, by name. */
export function doerWords(step: SeenStep, circle: readonly SeenTie[], you: string): string {
  const { doer } = step;
  switch (doer.kind) {
    case 'person':
      return you;
    case 'organisation':
      return step.organisationName ?? 'An organisation';
    case 'circle':
      return circle.find((tie) => tie.id === doer.member)?.name ?? 'Somebody of the circle';
  }
}

function Step(props: GoalsProps & { step: SeenStep }) {
  const { step, person } = props;
  const answers =
    step.state.status === 'offered'
      ? ([
          ['accept', 'Yes, please'],
          ['decline', 'No, thank you'],
        ] as const)
      : step.state.status === 'accepted'
        ? ([
            ['done', 'It is done'],
            ['end', 'No longer planned'],
          ] as const)
        : [];
  return (
    <>
      <p class="ct-row__title">
        {step.what} <StatusTag status={stepStanding(step.state, step.by, props.today)} />
      </p>
      <p class="ct-small nhsuk-u-margin-bottom-2">
        {doerWords(step, props.circle, props.you)}
        {step.isUrgent && !hasEnded(step.state) && ' · It cannot wait'}
        {step.needs !== 'nothing' && !hasEnded(step.state) && ` · ${stepNeedWords[step.needs]}`}
        {step.outcome !== '' && ` · ${step.outcome}`}
        {props.canWrite && step.state.status === 'accepted' && step.doer.kind !== 'person' && (
          <>
            {' · '}
            <a href={`${person}/steps/${step.id}/outcome`}>
              Say how it went<span class="nhsuk-u-visually-hidden">: {step.what}</span>
            </a>
          </>
        )}
      </p>
      {props.beside?.(step.id, step.what)}
      {props.canWrite && answers.length > 0 && (
        <form class="ct-actions" method="post" action={`${person}/steps/${step.id}/answer`}>
          <input type="hidden" name="version" value={step.version} />
          {answers.map(([value, text], index) => (
            <Button name="answer" value={value} variant={index === 0 ? undefined : 'secondary'} small key={value}>
              {text}
              <span class="nhsuk-u-visually-hidden">: {step.what}</span>
            </Button>
          ))}
        </form>
      )}
    </>
  );
}
