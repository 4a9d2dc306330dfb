import { Details, Empty, Rows, SummaryList, Tag } from '../../../design/index.ts';
import { formatDate } from '../../../lib/dates.ts';
import { planSections, planSectionWords, type PlanChange, type PlanItem } from '../domain/plan-version.ts';
import { reviewFacts } from '../parts/plan.tsx';
import type { SeenReview } from '../store/plan-reviews.ts';

function Item(props: { item: PlanItem }) {
  return (
    <>
      <p class="nhsuk-u-margin-bottom-1">{props.item.text}</p>
      {props.item.note !== '' && <p class="ct-small">{props.item.note}</p>}
    </>
  );
}

const changeWords = { new: 'New', gone: 'Taken out', changed: 'Changed' } as const;

function beforeWords(change: Extract<PlanChange, { kind: 'changed' }>): string {
  const { before, item } = change;
  return before.text === item.text ? before.note : [before.text, before.note].filter((part) => part !== '').join('. ');
}

function Changes(props: { changes: readonly PlanChange[]; none: string }) {
  if (props.changes.length === 0) return <p>{props.none}</p>;
  return (
    <Rows
      items={props.changes.map((change) => (
        <>
          <p class="nhsuk-u-margin-bottom-1">
            <Tag>{changeWords[change.kind]}</Tag> {planSectionWords[change.item.section]}: {change.item.text}
          </p>
          <p class="ct-small">
            {change.item.note}
            {change.kind === 'changed' && ` · Before: ${beforeWords(change)}`}
          </p>
        </>
      ))}
    />
  );
}

/** A plan as it was at an agreement or a review, beside the one before and today's. */
export function PlanVersionPage(props: {
  review: SeenReview;
  items: readonly PlanItem[];
  before: { heldOn: SeenReview['heldOn']; changes: readonly PlanChange[] } | undefined;
  sinceThen: readonly PlanChange[];
}) {
  const { review, before } = props;
  return (
    <>
      <h1>
        The plan as {review.kind === 'agreement' ? 'agreed' : 'looked at'} on {formatDate(review.heldOn)}
      </h1>
      <SummaryList rows={reviewFacts(review)} />
      {before !== undefined && (
        <section>
          <h2>What was different from {formatDate(before.heldOn)}</h2>
          <Changes changes={before.changes} none="Nothing." />
        </section>
      )}
      <section>
        <h2>What is different today</h2>
        <Changes changes={props.sinceThen} none="Nothing has changed since." />
      </section>
      <section>
        <h2>What it said</h2>
        {props.items.length === 0 && (
          <Empty heading="Nothing that you may see" headingLevel={3}>
            <p>Of an earlier plan one sees no more than of the plan of today.</p>
          </Empty>
        )}
        {planSections.map((section) => {
          const items = props.items.filter((item) => item.section === section);
          return (
            items.length > 0 && (
              <Details summary={planSectionWords[section]} open key={section}>
                <Rows
                  items={items.map((item) => (
                    <Item item={item} key={item.id} />
                  ))}
                />
              </Details>
            )
          );
        })}
      </section>
    </>
  );
}
