import { Empty, Grid, Hero, Rows, StatTile, SummaryList, Table } from '../../../design/index.ts';
import { formatDate, type LocalDate } from '../../../lib/dates.ts';
import { formatPounds, plural } from '../../../lib/text.ts';
import { commitmentGroups, groupName, groupOf } from '../domain/commitment.ts';
import { planKindName, planStanding } from '../domain/plan.ts';
import { moneyByPayer } from '../domain/plan-money.ts';
import type { Standing } from '../domain/standing.ts';
import { CommitmentRows } from '../parts/commitment-rows.tsx';
import { StatusTag } from '../../../thread/parts/status-tag.tsx';
import type { Commitment } from '../store/commitments.ts';
import type { NamedOrganisation } from '../store/organisations.ts';
import type { Plan } from '../store/plans.ts';
import type { Priority } from '../store/priorities.ts';

export type PlanPageProps = {
  plan: Plan;
  parties: readonly NamedOrganisation[];
  priorities: readonly (Priority & { standing: Standing })[];
  commitments: readonly Commitment[];
  home: string;
  today: LocalDate;
  can: { edit: boolean };
};

/** A plan: who agreed it, about what, with which promises and which money. */
export function PlanPage(props: PlanPageProps) {
  const { plan, home, today } = props;
  const here = `${home}/plans/${plan.slug}`;
  const counts = commitmentGroups.map((group) => ({
    group,
    count: props.commitments.filter((one) => groupOf(one, today) === group).length,
  }));
  return (
    <>
      <Hero kicker={planKindName(plan.kind)} title={plan.title} lede={plan.summary || undefined}>
        <StatusTag status={planStanding(plan, today)} />
      </Hero>
      {props.can.edit && (
        <p class="ct-actions">
          <a href={`${here}/edit`}>Change this plan</a>
          <a href={`${here}/standing`}>{plan.status === 'draft' ? 'Agree this plan' : 'End or replace this plan'}</a>
        </p>
      )}
      <SummaryList
        rows={[
          { key: 'Period', value: `${formatDate(plan.start)} to ${formatDate(plan.end)}` },
          {
            key: 'Agreed by',
            value: props.parties.length === 0 ? 'Nobody yet' : props.parties.map((one) => one.name).join(', '),
          },
        ]}
      />
      <p>
        <a href={`${home}/thread/plan/${plan.id}`}>Follow the thread of this plan</a>
      </p>
      <h2>Priorities</h2>
      {props.priorities.length === 0 ? (
        <p>No priority stands in this plan yet.</p>
      ) : (
        <Rows
          items={props.priorities.map((one) => (
            <>
              <p class="nhsuk-u-margin-bottom-2">
                <a href={`${home}/priorities/${one.slug}`}>
                  <strong>{one.title}</strong>
                </a>
              </p>
              <StatusTag status={one.standing} />
            </>
          ))}
        />
      )}
      <h2>Commitments</h2>
      {props.commitments.length === 0 ? (
        <Empty heading="Nothing promised in this plan yet" headingLevel={3}>
          <p>A commitment can be put into this plan when it is offered under one of the priorities above.</p>
        </Empty>
      ) : (
        <>
          <Grid
            tiles
            items={counts
              .filter((one) => one.count > 0)
              .map((one) => (
                <StatTile key={one.group} value={one.count} label={groupName(one.group)} />
              ))}
          />
          <CommitmentRows commitments={props.commitments} home={home} today={today} />
        </>
      )}
      <Money {...props} />
    </>
  );
}

function Money(props: PlanPageProps) {
  const holding = props.commitments.filter((one) => one.state.status === 'accepted' || one.state.status === 'kept');
  const goodwill = holding.filter((one) => one.pay.kind === 'goodwill').length;
  const totals = moneyByPayer(
    holding.flatMap((one) => {
      if (one.pay.kind === 'goodwill') return [];
      const payer = one.pay.kind === 'paid' ? (one.payerName ?? 'Another organisation') : one.ownerName;
      return [{ payer, pence: one.pay.pence }];
    }),
  );
  if (holding.length === 0) return null;
  return (
    <>
      <h2>Money</h2>
      {totals.length > 0 && (
        <Table
          caption="Money promised, by who pays"
          captionSize="s"
          head={[
            'Who pays',
            { text: 'Commitments', numeric: true },
            { text: 'Amount', numeric: true },
            { text: 'Without an amount', numeric: true },
          ]}
          responsive
          firstCellIsHeader
          rows={totals.map((one) => [one.payer, one.lines, formatPounds(one.pence), one.unsaid])}
        />
      )}
      {goodwill > 0 && (
        <p>
          {plural(goodwill, 'commitment is', 'commitments are')} given as goodwill: nobody is paid for{' '}
          {goodwill === 1 ? 'it' : 'them'}.
        </p>
      )}
    </>
  );
}
