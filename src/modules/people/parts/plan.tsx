import { ActionLink, Empty, InsetText, Rows, type SummaryRow, type ThreadPart } from '../../../design/index.ts';
import { formatDate, type LocalDate } from '../../../lib/dates.ts';
import { StatusTag } from '../../../thread/parts/status-tag.tsx';
import { missingOf, missingSentence } from '../domain/asking.ts';
import { reviewStanding } from '../domain/plan-review.ts';
import { wayGivenWords } from '../domain/words.ts';
import type { SeenReview } from '../store/plan-reviews.ts';
import { Beside } from './beside.tsx';
import { Contingency } from './contingency.tsx';
import type { RecordProps } from './record-props.ts';

/** A review as it may be shown; while things are hidden it names no organisation, nor who stood for the person. */
export function shownReview(review: SeenReview, isHidden: boolean): SeenReview {
  return isHidden ? { ...review, organisationName: undefined, agreedNote: '' } : review;
}

const withWords = {
  person: 'With the person',
  representative: 'With somebody who may speak for them',
  nobody: 'Nobody yet',
};

/** What is written down of an agreement or a review. */
export function reviewFacts(review: SeenReview): SummaryRow[] {
  const note = review.agreedNote === '' ? '' : `: ${review.agreedNote}`;
  return [
    { key: 'Agreed', value: `${withWords[review.agreedWith]}${note}` },
    { key: 'How', value: wayGivenWords[review.how] },
    { key: 'In their words', value: review.words },
    { key: 'What changed', value: review.changed },
    { key: 'What to stop', value: review.stops },
    { key: 'Not yet known', value: review.unknown === undefined ? '' : unknownWords(review.unknown) },
    { key: 'Next time', value: `By ${formatDate(review.nextOn)}` },
    { key: 'Written down by', value: review.organisationName ?? '' },
  ].filter((row) => row.value !== '');
}

/** Who will ask about strengths and circle. */
function unknownWords(unknown: { who: string; by: LocalDate }): string {
  return `Strengths and circle are not yet known: ${unknown.who} will ask, by ${formatDate(unknown.by)}`;
}

function heldWords(review: SeenReview): string {
  return `${review.kind === 'agreement' ? 'Agreed' : 'Looked at again'} on ${formatDate(review.heldOn)}`;
}

/** Whether the plan is agreed, when it is looked at again, and what it said before. */
export function planParts(props: RecordProps): ThreadPart[] {
  const { record, can, forms, isOwn, today } = props;
  const [latest] = record.reviews;
  // Whoever may not see the plan is not told that there is none.
  if (!can.has('plan') && latest === undefined && record.contingencies.length === 0) return [];
  const missing = missingOf({
    strengths: record.strengths.length,
    circle: record.circle.length,
    seesStrengths: can.has('plan'),
    seesCircle: can.has('circle'),
  });
  return [
    {
      title: isOwn ? 'Your plan, agreed' : 'The plan, agreed',
      id: 'plan',
      children: (
        <>
          {latest === undefined ? (
            <Empty heading="Not agreed yet" headingLevel={3}>
              <p>When it says what it should, agree it together, and say when you look at it again.</p>
            </Empty>
          ) : (
            <>
              {missing !== undefined && (
                <>
                  <InsetText text={`${missingSentence(missing, record.asking, today, isOwn)}.`} />
                  <p>
                    <a href={`${forms}/plan/asking`}>Say who will ask, and by when</a>
                  </p>
                </>
              )}
              <p>
                <StatusTag status={reviewStanding(latest.nextOn, today)} />
              </p>
              <Rows
                items={record.reviews.map((one) => (
                  <>
                    <p class="nhsuk-u-margin-bottom-1">
                      {props.opensMore === false ? (
                        heldWords(one)
                      ) : (
                        <a href={`${forms}/plan/reviews/${one.id}`}>{heldWords(one)}</a>
                      )}
                    </p>
                    {one.words !== '' && <p class="ct-small">“{one.words}”</p>}
                    <Beside {...props} id={one.id} what={formatDate(one.heldOn)} />
                  </>
                ))}
              />
            </>
          )}
          {can.has('plan') && (
            <p>
              <ActionLink href={`${forms}/plan/reviews/new`}>
                {latest === undefined ? 'Agree the plan' : 'Look at the plan again'}
              </ActionLink>
            </p>
          )}
          {can.has('plan') && (
            <p>
              <ActionLink href={isOwn ? `${props.home}/me/plan` : `${forms}/plan/copy`}>A copy to print</ActionLink>
            </p>
          )}
        </>
      ),
    },
    {
      title: 'If things go wrong',
      lede: isOwn
        ? 'What helps you, in your words, for days when it is hard to say.'
        : 'What to look out for, what helps, and who to call.',
      id: 'contingency',
      tone: 'warm',
      children: (
        <>
          {record.contingencies.length === 0 && <p>Nothing is written down yet.</p>}
          {record.contingencies.map((one) => (
            <Contingency
              contingency={one}
              circle={record.circle}
              key={one.id}
              change={can.has('plan') ? `${forms}/contingency/${one.id}/edit` : undefined}
              beside={<Beside {...props} id={one.id} what={one.trigger} />}
            />
          ))}
          {can.has('plan') && <ActionLink href={`${forms}/contingency/new`}>Add what could go wrong</ActionLink>}
        </>
      ),
    },
  ];
}
