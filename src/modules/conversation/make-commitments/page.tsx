import { Button, Checkboxes, Empty, errorOf, Rows, Select } from '../../../design/index.ts';
import { formatDate } from '../../../lib/dates.ts';
import { typedList, typedText, type FormView } from '../../../lib/form-reader.ts';
import { formatPounds, plural } from '../../../lib/text.ts';
import { needWords, type OfferStage } from '../domain/exercise.ts';
import { memberName } from '../parts/room-parts.tsx';
import type { Loaded, StagedOffer } from './load.ts';

type Props = Loaded & {
  base: string;
  /** The organisations for which the reader speaks. */
  own: readonly string[];
  can: { ask: boolean; board: boolean };
  place: { slug: string };
  form: FormView;
};

/** From offers to commitments: asked by the facilitator, confirmed once by each organisation. */
export function CommitmentsPage(props: Props) {
  const { conversation, exercise, own, can, offers } = props;
  const mine = offers.filter((offer) => offer.stage === 'asked' && own.includes(offer.organisationId));
  const serves = props.priorities.find((one) => one.id === exercise?.priorityId);
  return (
    <>
      <p class="ct-hero__kicker">{conversation.question}</p>
      <h1 class="nhsuk-heading-l">So what are we going to do?</h1>
      {exercise === undefined || offers.length === 0 ? (
        <Empty heading="Nothing is offered yet">
          <p>What organisations offer in the third round of the family exercise is made into commitments here.</p>
        </Empty>
      ) : (
        <>
          {serves !== undefined && (
            <p>
              For the priority <a href={`/${props.place.slug}/priorities/${serves.slug}`}>{serves.title}</a>.
            </p>
          )}
          {mine.length > 0 && <Confirm {...props} mine={mine} />}
          {can.ask && <Ask {...props} />}
          <AskBoard {...props} />
          {can.ask && <AskMoney {...props} />}
          <AllOffers {...props} />
        </>
      )}
    </>
  );
}

function Confirm({ base, mine, exercise }: Props & { mine: readonly StagedOffer[] }) {
  const names = [...new Set(mine.map((offer) => offer.organisation))];
  return (
    <section aria-labelledby="confirm">
      <h2 class="nhsuk-heading-m" id="confirm">
        Confirm for {names.join(' and ')}
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

/** The fields that every way to go on asks: which offers, and which priority they serve. */
function Which(props: Props & { step: string; offers: readonly StagedOffer[]; legend: string }) {
  const { exercise, priorities, offers, step } = props;
  const isThis = typedText(props.form.typed, 'do') === step;
  const form = isThis ? props.form : { typed: {}, problems: [] };
  return (
    <>
      <Select
        name="priority"
        id={isThis ? 'priority' : `${step}-priority`}
        label="Which priority do these serve?"
        value={typedText(form.typed, 'priority') || (exercise?.priorityId ?? '')}
        error={errorOf(form, 'priority')}
        items={[{ value: '', text: 'Choose' }, ...priorities.map((one) => ({ value: one.id, text: one.title }))]}
      />
      <Checkboxes
        name="offer"
        id={isThis ? 'offer' : `${step}-offer`}
        legend={props.legend}
        error={errorOf(form, 'offer')}
        values={isThis ? typedList(form.typed, 'offer') : offers.map((offer) => offer.id)}
        items={offers.map((offer) => ({ value: offer.id, text: inOneLine(offer) }))}
      />
    </>
  );
}

function inOneLine(offer: StagedOffer): string {
  const amount = offer.pence === undefined ? '' : ` (${formatPounds(offer.pence)})`;
  const decided = offer.asked?.decided === undefined ? '' : `. The board decided: ${offer.asked.decided.text}`;
  return `${offer.organisation}: ${offer.what}${amount}, by ${formatDate(offer.byOn)}${decided}`;
}

function Ask(props: Props) {
  const ready = props.offers.filter((offer) => offer.stage === 'ready');
  if (ready.length === 0) return null;
  return (
    <form method="post" action={`${props.base}/commitments`} novalidate>
      <h2 class="nhsuk-heading-m">Ask each organisation to confirm</h2>
      <Which {...props} step="ask" offers={ready} legend="Offers that need nothing more" />
      <Button name="do" value="ask" preventDoubleClick>
        Ask them
      </Button>
    </form>
  );
}

function AskBoard(props: Props) {
  const { base, meetings, form, can } = props;
  const open = props.offers.filter((offer) => offer.stage === 'board');
  if (open.length === 0) return null;
  return (
    <section aria-labelledby="board">
      <h2 class="nhsuk-heading-m" id="board">
        What needs an agreement
      </h2>
      {!can.board || meetings.length === 0 ? (
        <>
          <ul class="nhsuk-list nhsuk-list--bullet">
            {open.map((offer) => (
              <li key={offer.id}>{inOneLine(offer)}</li>
            ))}
          </ul>
          <p>
            {can.board
              ? 'There is no meeting to come whose agenda takes questions. Plan one first.'
              : 'Whoever keeps the agenda of the board puts these to it, as a question for each.'}
          </p>
        </>
      ) : (
        <form method="post" action={`${base}/commitments`} novalidate>
          <Select
            name="meeting"
            label="Which meeting is asked?"
            value={typedText(form.typed, 'meeting') || meetings[0]?.id}
            error={errorOf(form, 'meeting')}
            items={meetings.map((one) => ({ value: one.id, text: one.name }))}
          />
          <Which {...props} step="board" offers={open} legend="Questions to the board" />
          <Button name="do" value="board" preventDoubleClick>
            Put them on its agenda
          </Button>
        </form>
      )}
    </section>
  );
}

function AskMoney(props: Props) {
  const { base, partners, plans, form } = props;
  const open = props.offers.filter((offer) => offer.stage === 'money');
  if (open.length === 0) return null;
  return (
    <form method="post" action={`${base}/commitments`} novalidate>
      <h2 class="nhsuk-heading-m">What needs money</h2>
      <p>Agree first who pays. It stands on the commitment, with the amount, for everybody to see.</p>
      <Select
        name="payer"
        label="Who pays?"
        value={typedText(form.typed, 'payer')}
        error={errorOf(form, 'payer')}
        items={[{ value: '', text: 'Choose' }, ...partners.map((one) => ({ value: one.id, text: one.name }))]}
      />
      <Select
        name="plan"
        label="In which plan does it stand? (optional)"
        value={typedText(form.typed, 'plan')}
        error={errorOf(form, 'plan')}
        items={[{ value: '', text: 'No plan' }, ...plans.map((one) => ({ value: one.id, text: one.title }))]}
      />
      <Which {...props} step="money" offers={open} legend="Offers that need money" />
      <Button name="do" value="money" preventDoubleClick>
        Ask each organisation to confirm
      </Button>
    </form>
  );
}

function AllOffers({ offers, place }: Props) {
  return (
    <section aria-labelledby="offers">
      <h2 class="nhsuk-heading-m" id="offers">
        Everything that was offered
      </h2>
      <Rows
        items={offers.map((offer) => (
          <>
            <p class="ct-row__title">
              {offer.organisation}: {offer.what}
              {offer.who !== '' && ` (${offer.who})`}, by {formatDate(offer.byOn)}. First step: {offer.firstStep}.
            </p>
            <p class="ct-small">
              {stageWords[offer.stage](offer)}
              {offer.asked !== undefined && (
                <>
                  {' '}
                  <a href={`/${place.slug}/meetings/${offer.asked.meeting.slug}`}>{offer.asked.meeting.name}</a>
                  {offer.asked.decided !== undefined && (
                    <>
                      {' '}
                      decided:{' '}
                      <a href={`/${place.slug}/decisions/${offer.asked.decided.id}`}>{offer.asked.decided.text}</a>
                    </>
                  )}
                </>
              )}
            </p>
          </>
        ))}
      />
    </section>
  );
}

const stageWords: Readonly<Record<OfferStage, (offer: StagedOffer) => string>> = {
  confirmed: () => 'A commitment.',
  asked: () => 'Asked; the organisation has not confirmed it yet.',
  ready: (offer) => (offer.needs === 'nothing' ? 'It needs nothing more.' : 'The board has decided.'),
  board: () => `Needs: ${needWords.agreement.toLowerCase()}.`,
  deciding: () => 'A board is asked.',
  money: ({ pence }) => `Needs: money${pence === undefined ? '' : ` (${formatPounds(pence)})`}.`,
};
