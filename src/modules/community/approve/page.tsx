import { Button, Empty, errorOf, Hero, InsetText, LongField, Radios, Rows, Table } from '../../../design/index.ts';
import { daysBetween, formatInstant, todayInLondon, type LocalDate } from '../../../lib/dates.ts';
import { typedText, type FormView } from '../../../lib/form-reader.ts';
import { plural } from '../../../lib/text.ts';
import type { Difference } from '../domain/content.ts';
import { StatusTag } from '../../../thread/parts/status-tag.tsx';
import type { Service } from '../store/services.ts';
import type { Version } from '../store/versions.ts';

/** After more days than this, what waits is late. */
const lateAfterDays = 7;

function waitingStanding(madeAt: Date, today: LocalDate) {
  const days = daysBetween(todayInLondon(madeAt), today);
  const text = days <= 0 ? 'Since today' : `Waiting for ${plural(days, 'day')}`;
  return { text, tone: days > lateAfterDays ? ('late' as const) : ('waiting' as const) };
}

/** Everything that waits, the longest first. */
export function ApprovalsPage(props: {
  home: string;
  waiting: readonly (Version & { organisationName: string; isNew: boolean })[];
  today: LocalDate;
}) {
  return (
    <>
      <Hero
        kicker="Services"
        title="Changes to approve"
        lede="What organisations want to say of their services. What was approved before stays public until you decide."
      />
      <p>
        <a href={`${props.home}/community/words`}>Words that mean the same here</a>
        {' · '}
        <a href={`${props.home}/community/imports`}>Bring in another directory</a>
        {' · '}
        <a href={`${props.home}/community/not-listed`}>Those who asked not to be listed</a>
      </p>
      {props.waiting.length === 0 ? (
        <Empty heading="Nothing waits">
          <p>When an organisation adds a service or changes its words, it stands here until somebody has read it.</p>
        </Empty>
      ) : (
        <Rows
          items={props.waiting.map((version) => (
            <>
              <p class="nhsuk-u-margin-bottom-1">
                <a href={`${props.home}/community/approvals/${version.id}`}>
                  <strong>{version.content.name}</strong>
                </a>
              </p>
              <p class="ct-small nhsuk-u-margin-bottom-2">
                {version.organisationName} · {version.isNew ? 'A new service' : 'A change'}
              </p>
              <StatusTag status={waitingStanding(version.madeAt, props.today)} />
            </>
          ))}
        />
      )}
    </>
  );
}

/** One version beside what is public now, and the decision. */
export function ApprovalPage(props: {
  version: Version;
  service: Service;
  changes: readonly Difference[];
  action: string;
  form: FormView;
}) {
  const { version, service, changes, form } = props;
  const isWaiting = version.state.state === 'waiting';
  return (
    <>
      <Hero
        kicker={service.organisation.name}
        title={version.content.name}
        lede={`${service.isApproved ? 'A change' : 'A new service'}, written on ${formatInstant(version.madeAt)}.`}
      />
      {version.content.venue?.masked === true && (
        <InsetText text="The address is kept private: you see it here, and everybody else only reads that it is private." />
      )}
      {changes.length === 0 ? (
        <p>Nothing differs from what is public now.</p>
      ) : (
        <Table
          responsive
          firstCellIsHeader
          caption={service.isApproved ? 'What would change' : 'What it would say'}
          captionSize="m"
          head={service.isApproved ? ['', 'Now', 'Wanted'] : ['', 'Wanted']}
          rows={changes.map((one) => [
            one.label,
            ...(service.isApproved ? [one.before === '' ? 'Nothing' : one.before] : []),
            one.after === '' ? 'Nothing' : one.after,
          ])}
        />
      )}
      {isWaiting ? (
        <form method="post" action={props.action}>
          <Radios
            name="decision"
            legend="Your decision"
            legendSize="m"
            value={typedText(form.typed, 'decision')}
            error={errorOf(form, 'decision')}
            items={[
              { value: 'approve', text: 'Approve: everyone can see it' },
              {
                value: 'send-back',
                text: 'Send it back',
                conditional: (
                  <LongField form={form} name="reason" label="Why? They read this and can put it right." rows={3} />
                ),
              },
            ]}
          />
          <Button preventDoubleClick>Send the decision</Button>
        </form>
      ) : (
        <InsetText text="Somebody has already decided about this version, or a newer one has taken its place." />
      )}
    </>
  );
}
