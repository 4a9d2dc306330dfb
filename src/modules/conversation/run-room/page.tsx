import { Button, Details, Input, Radios, Select, Textarea, Tag } from '../../../design/index.ts';
import { plural } from '../../../lib/text.ts';
import { formatTime } from '../../../lib/dates.ts';
import type { Conversation } from '../domain/conversation.ts';
import { scenarios } from '../domain/exercise.ts';
import { blockKinds, blockWords, endsAt, templates } from '../domain/run-sheet.ts';
import { roomData, type RoomView } from '../parts/room-load.ts';
import { groupedOffers, memberName, StepTable } from '../parts/room-parts.tsx';
import type { Block } from '../store/rooms.ts';
import { JoinedFields } from './family-fields.tsx';

type Props = {
  conversation: Conversation;
  base: string;
  view: RoomView | undefined;
  waiting: number;
  priorities: readonly { id: string; title: string }[];
};

/** The facilitator's console: what happens now, what comes next, what the wall shows. */
export function ConsolePage(props: Props) {
  const { conversation, base, view } = props;
  if (view === undefined) return <Prepare conversation={conversation} base={base} />;
  return (
    <div {...roomData(base, view)} data-follows="given" class="ct-console">
      <p class="ct-hero__kicker">{conversation.question}</p>
      <h1 class="nhsuk-heading-l">Run the room</h1>
      <p data-fresh hidden>
        <a href={`${base}/console`}>The room has moved on. Show it as it is now</a>
      </p>
      <p>
        Code <strong class="ct-code">{conversation.joinCode}</strong>.{' '}
        <span data-count="people">{view.counts.people ?? 'Fewer than 5'}</span> people,{' '}
        <span data-count="votes">{view.counts.votes ?? 'some'}</span> votes. <a href={`${base}/wall`}>The wall</a>,{' '}
        <a href={`${base}/moderate`}>{plural(props.waiting, 'statement')} to read</a>.
      </p>
      {view.room.hasEnded ? <Ended base={base} view={view} /> : <Now {...props} view={view} />}
      {!view.room.hasEnded && <WallControls base={base} view={view} />}
      <Sheet base={base} view={view} />
      {!view.room.hasEnded && <FamilyControls {...props} view={view} />}
      {!view.room.hasEnded && <Add base={base} />}
    </div>
  );
}

function Prepare({ conversation, base }: { conversation: Conversation; base: string }) {
  return (
    <form method="post" action={`${base}/console`}>
      <p class="ct-hero__kicker">{conversation.question}</p>
      <h1 class="nhsuk-heading-l">Prepare a workshop</h1>
      <Radios
        name="template"
        legend="Which run-sheet do you begin with?"
        legendSize="m"
        hint="You can change minutes and order, add blocks and take them out, before and during the workshop."
        value={templates[0]?.key}
        items={templates.map((template) => ({
          value: template.key,
          text: template.name,
          hint: `${template.blocks.length} blocks, ${plural(
            template.blocks.reduce((sum, one) => sum + one.minutes, 0),
            'minute',
          )}`,
        }))}
      />
      <Button name="do" value="start" preventDoubleClick>
        Prepare it
      </Button>
    </form>
  );
}

/** One button that sends one step. */
function Step(props: {
  base: string;
  step: string;
  text: string;
  fields?: Record<string, string>;
  keyName?: string | undefined;
  main?: boolean;
  id?: string;
}) {
  return (
    <form method="post" action={`${props.base}/console`}>
      {Object.entries(props.fields ?? {}).map(([name, value]) => (
        <input type="hidden" name={name} value={value} key={name} />
      ))}
      <Button
        name="do"
        value={props.step}
        small={props.main !== true}
        variant={props.main === true ? undefined : 'secondary'}
        attributes={{ 'data-key': props.keyName, id: props.id }}
      >
        {props.text}
      </Button>
    </form>
  );
}

function Now({ base, view }: Props & { view: RoomView }) {
  const { block, blocks } = view;
  const next = blocks.find((one) => one.state === 'waiting' && (block === undefined || one.position > block.position));
  const before = block === undefined ? undefined : blocks.findLast((one) => one.position < block.position);
  const isOpen = block?.state === 'open';
  return (
    <section class="ct-console__now" aria-labelledby="now">
      <h2 class="nhsuk-heading-m" id="now">
        {block === undefined ? 'Not begun' : block.title}
      </h2>
      {block !== undefined && (
        <p>
          {isOpen
            ? `Open${block.openedAt === undefined ? '' : ` until about ${formatTime(endsAt(block.openedAt, block.minutes))}`}.`
            : 'Closed.'}{' '}
          {blockWords[block.kind].what}
        </p>
      )}
      {isOpen && <Step base={base} step="close" text="Close this block" main id="close-block" />}
      {next !== undefined && (
        <Step
          base={base}
          step="open"
          fields={{ block: next.id }}
          text={`Open: ${next.title}`}
          keyName={block?.kind === 'walk' && isOpen ? undefined : 'next'}
          main={!isOpen}
          id="open-next"
        />
      )}
      {before !== undefined && (
        <Step
          base={base}
          step="open"
          fields={{ block: before.id }}
          text={`Go back to: ${before.title}`}
          keyName={block?.kind === 'walk' && isOpen ? undefined : 'back'}
        />
      )}
      {isOpen && <Step base={base} step="extend" fields={{ block: block.id }} text="Five minutes more" />}
      {block?.kind === 'walk' && isOpen && (
        <>
          <Step base={base} step="walk" fields={{ way: 'on' }} text="Next statement" keyName="next" />
          <Step base={base} step="walk" fields={{ way: 'back' }} text="Statement before" keyName="back" />
        </>
      )}
      {block?.kind === 'ideas' && isOpen && block.options[0] !== 'score' && (
        <Step base={base} step="score" fields={{ block: block.id }} text="Stop writing, begin to score" />
      )}
      {block?.kind === 'commit' && isOpen && (
        <p>
          <a href={`${base}/commitments`}>Make commitments of the offers</a>
        </p>
      )}
    </section>
  );
}

/** What is left to do after a workshop, and the way back into it. */
function Ended({ base, view }: { base: string; view: RoomView }) {
  const offers = view.exercise?.offers.length ?? 0;
  return (
    <section class="ct-console__now" aria-labelledby="now">
      <h2 class="nhsuk-heading-m" id="now">
        The workshop has ended
      </h2>
      <p>The wall and the phones say thank you. What comes next:</p>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {offers > 0 && (
          <li>
            <a href={`${base}/commitments`}>Make commitments of the {plural(offers, 'offer')}</a>
          </li>
        )}
        <li>
          <a href={`${base}/themes`}>Write themes from what was said</a>
        </li>
        <li>
          <a href={`${base}/run`}>Close the conversation</a>, so that everybody can read the result
        </li>
      </ul>
      <Step base={base} step="again" text="Go on with the workshop" />
    </section>
  );
}

function WallControls({ base, view }: { base: string; view: RoomView }) {
  const views: readonly (readonly [string, string])[] = [
    ['block', 'What happens now'],
    ['join', 'How to join'],
    ['shared', 'What we share'],
    ...(view.exercise === undefined ? [] : [['family', 'The family’s circle'] as const]),
  ];
  return (
    <section aria-labelledby="wall">
      <h2 class="nhsuk-heading-s" id="wall">
        The wall shows: {views.find(([name]) => name === view.room.wall)?.[1]}
      </h2>
      {views
        .filter(([name]) => name !== view.room.wall)
        .map(([name, text]) => (
          <Step base={base} step="wall" fields={{ view: name }} text={text} key={name} />
        ))}
      <Step base={base} step="size" fields={{ size: '1' }} text="Smaller letters" />
      <Step base={base} step="size" fields={{ size: '2' }} text="Ordinary letters" />
      <Step base={base} step="size" fields={{ size: '3' }} text="Larger letters" />
    </section>
  );
}

function Sheet({ base, view }: { base: string; view: RoomView }) {
  return (
    <section aria-labelledby="sheet">
      <h2 class="nhsuk-heading-m" id="sheet">
        Run-sheet
      </h2>
      <ol class="ct-steps">
        {view.blocks.map((block) => (
          <li key={block.id} aria-current={block.id === view.block?.id ? 'step' : undefined}>
            <strong>{block.title}</strong> ({plural(block.minutes, 'minute')}){' '}
            {block.state === 'open' && <Tag colour="green">Open</Tag>}
            {block.state === 'closed' && <Tag colour="grey">Closed</Tag>}
            {!view.room.hasEnded && (
              <Details
                summary={
                  <>
                    Change<span class="nhsuk-u-visually-hidden">: {block.title}</span>
                  </>
                }
              >
                <ChangeBlock base={base} block={block} />
              </Details>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function ChangeBlock({ base, block }: { base: string; block: Block }) {
  return (
    <>
      <form method="post" action={`${base}/console`}>
        <input type="hidden" name="block" value={block.id} />
        <Input name="title" id={`title-${block.id}`} label="Title" value={block.title} />
        <Input name="minutes" id={`minutes-${block.id}`} label="Minutes" value={String(block.minutes)} width={3} />
        {(block.kind === 'dots' || block.kind === 'pairs') && (
          <Textarea
            name="options"
            id={`options-${block.id}`}
            label="What people choose from, one a line"
            value={block.options.join('\n')}
            rows={5}
          />
        )}
        <Button name="do" value="change" small>
          Keep
        </Button>
      </form>
      {block.state !== 'open' && <Step base={base} step="open" fields={{ block: block.id }} text="Open it now" />}
      <Step base={base} step="earlier" fields={{ block: block.id }} text="Move it up" />
      {block.state === 'waiting' && <Step base={base} step="remove" fields={{ block: block.id }} text="Take it out" />}
    </>
  );
}

function FamilyControls({ base, view, priorities }: Props & { view: RoomView }) {
  const { exercise } = view;
  return (
    <section aria-labelledby="family">
      <h2 class="nhsuk-heading-m" id="family">
        The family exercise
      </h2>
      <Details
        summary={exercise === undefined ? 'Choose a family' : `The ${exercise.familyName} family: choose another`}
      >
        <form method="post" action={`${base}/console`}>
          <Select
            name="scenario"
            label="Family"
            value={scenarios.find((one) => one.familyName === exercise?.familyName)?.key ?? ''}
            items={[
              ...scenarios.map((one) => ({ value: one.key, text: `${one.familyName}: ${one.story}` })),
              { value: 'own', text: 'One of our own, written below' },
            ]}
          />
          <Input name="family-name" label="Name of your own family" />
          <Textarea
            name="members"
            label="Its members, one a line: name, age, role"
            hint="All invented. For example: Ada, 7, daughter"
            rows={4}
          />
          <Select
            name="priority"
            label="The priority that commitments will serve"
            value={exercise?.priorityId ?? ''}
            items={[
              { value: '', text: 'Choose later' },
              ...priorities.map((one) => ({ value: one.id, text: one.title })),
            ]}
          />
          <Button name="do" value="family" variant="secondary">
            Use this family
          </Button>
        </form>
      </Details>
      {exercise !== undefined && exercise.steps.length > 0 && (
        <Details summary="Take steps out, and see the counts fall">
          <StepTable exercise={exercise} />
          {exercise.steps.map((step) => (
            <Step
              key={step.id}
              base={base}
              step="spare"
              fields={{ item: step.id, way: step.isSpared ? 'back' : 'out' }}
              text={`${step.isSpared ? 'Put back' : 'Take out'}: ${memberName(exercise, step.member)} at ${step.agency}`}
            />
          ))}
        </Details>
      )}
      {exercise !== undefined && <JoinedFields base={base} exercise={exercise} />}
      {exercise !== undefined && groupedOffers(exercise.offers).length > 0 && (
        <p>
          <a href={`${base}/commitments`}>{plural(exercise.offers.length, 'offer')}: make commitments of them</a>
        </p>
      )}
    </section>
  );
}

function Add({ base }: { base: string }) {
  return (
    <Details summary="Add a block, or end the workshop">
      <form method="post" action={`${base}/console`}>
        <Select
          name="kind"
          label="What happens"
          value="talk"
          items={blockKinds.map((kind) => ({ value: kind, text: blockWords[kind].name }))}
        />
        <Input name="title" id="new-title" label="Title" />
        <Input name="minutes" id="new-minutes" label="Minutes" value="10" width={3} />
        <Textarea
          name="options"
          id="new-options"
          label="For dots and pairs: what people choose from, one a line"
          rows={4}
        />
        <Button name="do" value="add" small>
          Add it
        </Button>
      </form>
      <Step base={base} step="end" text="End the workshop" />
    </Details>
  );
}
