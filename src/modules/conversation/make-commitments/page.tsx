import { Button, Checkboxes, Empty, InsetText, Rows, Select } from '../../../design/index.ts';
import { formatDate } from '../../../lib/dates.ts';
import { plural } from '../../../lib/text.ts';
import { needWords } from '../domain/exercise.ts';
import type { Conversation } from '../domain/conversation.ts';
import { memberName } from '../parts/room-parts.tsx';
import type { Exercise, Offer } from '../store/exercises.ts';

type Props = {
  conversation: Conversation;
  base: string;
  exercise: Exercise | undefined;
  priorities: readonly { id: string; title: string; slug: string }[];
  /** The organisations for which the reader speaks. */
  own: readonly string[];
  can: { ask: boolean };
  place: { slug: string };
  errors: readonly { field: string; text: string }[];
};

/** From offers to commitments: asked by the facilitator, confirmed once by each organisation. */
export function CommitmentsPage(props: Props) {
  const { conversation, exercise, own } = props;
  const mine = (exercise?.offers ?? []).filter(
    (offer) => offer.commitmentId !== undefined && !offer.isConfirmed && own.includes(offer.organisationId),
  );
  return (
    <>
      <p class="ct-hero__kicker">{conversation.question}</p>
      <h1 class="nhsuk-heading-l">So what are we going to do?</h1>
      {exercise === undefined || exercise.offers.length === 0 ? (
        <Empty heading="Nothing is offered yet">
          <p>What organisations offer in the third round of the family exercise is made into commitments here.</p>
        </Empty>
      ) : (
        <>
          {mine.length > 0 && <Confirm {...props} mine={mine} />}
          {props.can.ask && <Ask {...props} exercise={exercise} />}
          <AllOffers exercise={exercise} />
        </>
      )}
    </>
  );
}

function Confirm({ base, mine, exercise }: Props & { mine: readonly Offer[] }) {
  return (
    <section aria-labelledby="confirm">
      <h2 class="nhsuk-heading-m" id="confirm">
        Confirm for {mine[0]?.organisation}
      </h2>
      <p>These were offered in your name. With one press they become your commitments, for everybody to see.</p>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {mine.map((offer) => (
          <li key={offer.id}>
            {offer.what}, by {formatDate(offer.byOn)}
            {exercise !== undefined && `, for ${memberName(exercise, offer.member)}`}
          </li>
        ))}
      </ul>
      <form method="post" action={`${base}/commitments`}>
        <Button name="do" value="confirm" preventDoubleClick>
          Confirm {plural(mine.length, 'commitment')}
        </Button>
      </form>
      <p class="ct-small">To decline one, open it from the priority and answer it by itself.</p>
    </section>
  );
}

function Ask({ base, exercise, priorities, errors }: Props & { exercise: Exercise }) {
  const ready = exercise.offers.filter((offer) => offer.needs === 'nothing' && offer.commitmentId === undefined);
  if (ready.length === 0) return null;
  const error = (field: string): string | undefined => errors.find((one) => one.field === field)?.text;
  return (
    <form method="post" action={`${base}/commitments`} novalidate>
      <h2 class="nhsuk-heading-m">Ask each organisation to confirm</h2>
      <Select
        name="priority"
        label="Which priority do these serve?"
        value={exercise.priorityId ?? ''}
        error={error('priority')}
        items={[{ value: '', text: 'Choose' }, ...priorities.map((one) => ({ value: one.id, text: one.title }))]}
      />
      <Checkboxes
        name="offer"
        legend="Offers that need nothing more"
        error={error('offer')}
        values={ready.map((offer) => offer.id)}
        items={ready.map((offer) => ({
          value: offer.id,
          text: `${offer.organisation}: ${offer.what}, by ${formatDate(offer.byOn)}`,
        }))}
      />
      <Button name="do" value="ask" preventDoubleClick>
        Ask them
      </Button>
    </form>
  );
}

function AllOffers({ exercise }: { exercise: Exercise }) {
  const waiting = exercise.offers.filter((offer) => offer.needs !== 'nothing');
  return (
    <section aria-labelledby="offers">
      <h2 class="nhsuk-heading-m" id="offers">
        Everything that was offered
      </h2>
      <Rows
        items={exercise.offers.map((offer) => (
          <p class="ct-row__title" key={offer.id}>
            {offer.organisation}: {offer.what}
            {offer.who !== '' && ` (${offer.who})`}, by {formatDate(offer.byOn)}. First step: {offer.firstStep}.{' '}
            <span class="ct-small">{standing(offer)}</span>
          </p>
        ))}
      />
      {waiting.length > 0 && (
        <InsetText text="What needs agreement belongs on the agenda of the board; what needs money belongs in a plan, with its amount." />
      )}
    </section>
  );
}

function standing(offer: Offer): string {
  if (offer.isConfirmed) return 'A commitment.';
  if (offer.commitmentId !== undefined) return 'Asked; the organisation has not confirmed it yet.';
  return `Needs: ${needWords[offer.needs].toLowerCase()}${offer.pence === undefined ? '' : ` (£${(offer.pence / 100).toLocaleString('en-GB')})`}.`;
}
