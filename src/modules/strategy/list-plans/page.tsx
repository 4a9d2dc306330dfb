import { Button, Empty, Hero, Pagination, Rows } from '../../../design/index.ts';
import { formatMonth, type LocalDate } from '../../../lib/dates.ts';
import { planKindName, planStanding } from '../domain/plan.ts';
import { StatusTag } from '../../../thread/parts/status-tag.tsx';
import type { Plan } from '../store/plans.ts';

/** The plans of a place. */
export function PlansPage(props: {
  placeName: string;
  home: string;
  plans: readonly Plan[];
  nextHref: string | undefined;
  today: LocalDate;
  can: { create: boolean };
}) {
  return (
    <>
      <Hero
        kicker="What we agreed"
        title={`Plans of ${props.placeName}`}
        lede="Who has agreed to do what together, for how long and with which money."
      >
        {props.can.create && <Button href={`${props.home}/plans/new`}>Draft a plan</Button>}
      </Hero>
      {props.plans.length === 0 ? (
        <Empty heading="No plans yet">
          <p>
            A plan brings priorities, partners and commitments together for a period. For example: “Joint health and
            wellbeing strategy, 2026 to 2031”.
          </p>
        </Empty>
      ) : (
        <Rows
          items={props.plans.map((plan) => (
            <>
              <p class="nhsuk-u-margin-bottom-1">
                <a href={`${props.home}/plans/${plan.slug}`}>
                  <strong>{plan.title}</strong>
                </a>
              </p>
              <p class="ct-small nhsuk-u-margin-bottom-2">
                {planKindName(plan.kind)} · {formatMonth(plan.start)} to {formatMonth(plan.end)}
              </p>
              <StatusTag status={planStanding(plan, props.today)} />
            </>
          ))}
        />
      )}
      {props.nextHref !== undefined && (
        <Pagination next={{ href: props.nextHref, text: 'More plans' }} label="More plans" />
      )}
    </>
  );
}
