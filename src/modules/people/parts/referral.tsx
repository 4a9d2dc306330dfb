import { Quote, SummaryList, Timeline, WarningCallout, type SummaryRow } from '../../../design/index.ts';
import { formatDate, formatInstant, todayInLondon } from '../../../lib/dates.ts';
import { reasonWords } from '../domain/referral.ts';
import { safeContactWords, wayGivenWords } from '../domain/words.ts';
import type { ReferralEvent, SeenReferral } from '../store/referrals.ts';

/** How it is safe to get in touch: first on every page of a referral. */
export function ReferralContact(props: { referral: SeenReferral }) {
  const { referral } = props;
  if (referral.safeContact === 'any') return null;
  return (
    <WarningCallout heading={safeContactWords[referral.safeContact]} headingLevel={2}>
      <p>{referral.safeContactNote}</p>
    </WarningCallout>
  );
}

const scopeWords = {
  answer: 'Nothing about the person',
  deliver: 'The name, how to get in touch, and what help is wanted',
  'share-plan': 'The name, how to get in touch, the circle and the support plan',
} as const;

/** What is asked, and what one must know before saying yes. */
export function WhatIsAsked(props: { referral: SeenReferral }) {
  const { referral } = props;
  const { from } = referral;
  const ring = [from.worker, from.phone].filter((part) => part !== '').join(', ');
  const rows: SummaryRow[] = [
    { key: 'Asked by', value: ring === '' ? from.name : `${from.name}: ${ring}` },
    { key: 'How soon', value: referral.urgency === 'urgent' ? 'Urgent: an answer by tomorrow' : 'In the usual way' },
    {
      key: 'What they need to take part',
      value: referral.accessNeeds === '' ? 'Nothing special' : referral.accessNeeds,
    },
    { key: 'To be safe on a visit', value: referral.risks === '' ? 'No risks known' : referral.risks },
    {
      key: 'The person said yes',
      value: `${wayGivenWords[referral.permissionHow]}, ${formatDate(referral.permissionOn)}`,
    },
    { key: 'Seen while helping', value: scopeWords[referral.scope] },
  ];
  return (
    <>
      <Quote>{referral.reason}</Quote>
      <SummaryList rows={rows} />
    </>
  );
}

function whatHappened(event: ReferralEvent): string {
  const who = event.organisation ?? 'The person';
  switch (event.kind) {
    case 'reminded':
      return 'The group was reminded';
    case 'escalated':
      return 'Whoever asked was told that nobody answers';
    case 'created':
      return `${who} sent it`;
    case 'reopened':
      return `${who} asked again`;
    case 'claimed':
      return `${who} took it, first of those it was offered to`;
    case 'link-made':
      return `${who} made a link to answer by`;
    case 'outcome-read':
      return `${who} read what came of it`;
    default:
      break;
  }
  switch (event.to) {
    case 'accepted':
      return `${who} said yes`;
    case 'rejected':
      return `${who} could not help`;
    case 'in-progress':
      return `${who} began to help`;
    case 'on-hold':
      return `${who} has to wait`;
    case 'completed':
      return `${who} helped`;
    case 'failed':
      return `${who} ended it`;
    case 'cancelled':
      return event.reason === 'no-reply' ? 'It ended without an answer' : `${who} took it back`;
    case 'entered-in-error':
      return `${who} said that it was sent by mistake`;
    default:
      return `${who} wrote something down`;
  }
}

/** What happened to a referral, from the first day. */
export function ReferralHistory(props: { events: readonly ReferralEvent[] }) {
  return (
    <Timeline
      items={props.events.map((event) => ({
        when: formatInstant(event.at),
        datetime: event.at.toISOString(),
        what: whatHappened(event),
        children:
          event.reason === undefined && event.note === '' ? undefined : (
            <p class="ct-small">
              {[event.reason === undefined ? '' : reasonWords[event.reason], event.note]
                .filter((part) => part !== '')
                .join(': ')}
            </p>
          ),
      }))}
    />
  );
}

/** A referral in one line of a list: to whom, or from whom. */
export function referralNote(referral: SeenReferral): string {
  const sent = referral.sentAt === undefined ? '' : `, sent ${formatDate(todayInLondon(referral.sentAt))}`;
  return `From ${referral.from.name} to ${referral.to.organisationName ?? referral.to.name}${sent}`;
}
