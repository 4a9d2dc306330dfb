import {
  Button,
  Hero,
  InsetText,
  SummaryList,
  WarningCallout,
  type Slot,
  type SummaryRow,
} from '../../../design/index.ts';
import { formatDate, type LocalDate } from '../../../lib/dates.ts';
import { listInWords } from '../../../lib/text.ts';
import type { SeenCard } from '../../../thread/store/read.ts';
import { capacityStanding } from '../domain/capacity.ts';
import { ageWords, costWords, stepFreeWords, type ServiceContent, type Venue } from '../domain/content.ts';
import { accessNames } from '../domain/access.ts';
import { languageName } from '../domain/languages.ts';
import { freshnessOf, freshnessWords } from '../domain/freshness.ts';
import { stateOn, stateWords, type ListingState } from '../domain/listing.ts';
import { nextOpenDay, scheduleText, weekdayName, weekdayOf, type Schedule } from '../domain/schedule.ts';
import { termsOf } from '../domain/terms.ts';
import { helpWords } from '../parts/help-words.ts';
import { StatusTag } from '../../../thread/parts/status-tag.tsx';
import type { ServiceHelp } from '../store/help-counts.ts';
import type { Service } from '../store/services.ts';

const notOpenWords: Readonly<Record<Exclude<ListingState, 'active'>, string>> = {
  'temporarily closed': 'It is closed at the moment. Get in touch before you go.',
  scheduled: 'It has not begun yet. From that day on search finds it.',
  expired: 'It does not run any more. This page stays, so that nobody looks for it in vain.',
  inactive: 'It does not run any more. This page stays, so that nobody looks for it in vain.',
  defunct: 'It does not run any more. This page stays, so that nobody looks for it in vain.',
};

/** Everything that somebody needs who thinks of going there, and how lately it was checked. */
export function ServicePage(props: {
  service: Service;
  commitments: readonly SeenCard[];
  /** Those for which the commitments were made. */
  priorities: readonly SeenCard[];
  home: string;
  today: LocalDate;
  now: Date;
  can: { edit: boolean; readNotes: boolean };
  /** Whether the reader watches it; undefined for those who have not signed in. */
  watches: boolean | undefined;
  help: ServiceHelp | undefined;
  /** Whether those who run it have a page among the partners. */
  isPartner: boolean;
}) {
  const { service, home, today } = props;
  const { content, organisation } = service;
  const capacity = capacityStanding(service.capacity, props.now);
  const state = stateOn(content, today);
  return (
    <>
      <Hero kicker={`Run by ${organisation.name}`} title={content.name}>
        {props.can.edit && (
          <>
            <Button href={`${home}/my-organisation/services/${service.slug}/edit`}>Change this</Button>
            <Button href={`${home}/my-organisation/services`} variant="secondary">
              Say that it is still right
            </Button>
          </>
        )}
      </Hero>
      {state !== 'active' && (
        <WarningCallout heading={stateWords(content, today)} headingLevel={2}>
          <p>{notOpenWords[state]}</p>
        </WarningCallout>
      )}
      {content.alert !== '' && <InsetText text={content.alert} />}
      {content.description.split(/\n{2,}/).map((paragraph) => (
        <p class="ct-prose" key={paragraph}>
          {paragraph}
        </p>
      ))}
      <SummaryList
        rows={[
          {
            key: 'When',
            value: <Times {...props} schedules={content.schedules} isOpen={state === 'active'} />,
          },
          { key: 'Where', value: <Where venue={content.venue} /> },
          { key: 'Cost', value: costWords(content.costs) },
          { key: 'Who it is for', value: forWhom(content) },
          ...(content.howToCome === '' ? [] : [{ key: 'How to come', value: content.howToCome }]),
          ...(content.languages.length === 0
            ? []
            : [{ key: 'Languages', value: `English, ${listInWords(content.languages.map(languageName))}` }]),
          ...(content.areas.length === 0 ? [] : [{ key: 'Serves', value: listInWords(content.areas) }]),
          ...contactRows(content),
          ...(capacity === undefined ? [] : [{ key: 'Can it take someone?', value: <StatusTag status={capacity} /> }]),
          ...(content.takesReferrals
            ? [{ key: 'Referrals', value: 'Professionals can refer somebody to this service' }]
            : []),
          ...(content.paidForBy === '' ? [] : [{ key: 'Paid for by', value: content.paidForBy }]),
          {
            key: 'Who runs it',
            value: (
              <>
                {props.isPartner ? (
                  <a href={`${home}/partners/${organisation.slug}`}>{organisation.name}</a>
                ) : (
                  organisation.name
                )}
                <br />
                <a href={`${home}/community?organisation=${organisation.slug}`}>Everything it runs</a>
              </>
            ),
          },
          ...(props.help === undefined
            ? []
            : [
                {
                  key: 'People',
                  value: helpWords(props.help),
                },
              ]),
          { key: 'Last checked', value: <Checked checkedOn={service.checkedOn} today={today} /> },
        ]}
      />
      {props.commitments.length > 0 && (
        <>
          <h2>A promise that it helps to keep</h2>
          <ul class="ct-rows">
            {props.commitments.map((card) => (
              <li key={card.id}>
                <a href={card.address}>{card.title}</a>
              </li>
            ))}
          </ul>
        </>
      )}
      {props.priorities.length > 0 && (
        <>
          <h2>What it is for</h2>
          <ul class="ct-rows">
            {props.priorities.map((card) => (
              <li key={card.id}>
                <a href={card.address}>{card.title}</a>
                {' · '}
                <a href={`${home}/community/priorities/${card.id}`}>
                  What else is available for it<span class="nhsuk-u-visually-hidden">: {card.title}</span>
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      <p>
        <a href={`${home}/community/services/${service.slug}/wrong`}>Say that something is wrong</a>
        {' · '}
        <a href={`${home}/thread/service/${service.id}`}>Follow the thread of this service</a>
        {content.schedules.length > 0 && (state === 'active' || state === 'scheduled') && (
          <>
            {' · '}
            <a href={`${home}/community/services/${service.slug}/calendar.ics`}>Put it in your calendar</a>
          </>
        )}
        {props.can.readNotes && (
          <>
            {' · '}
            <a href={`${home}/community/services/${service.slug}/notes`}>Notes of partners</a>
          </>
        )}
      </p>
      {props.watches !== undefined && (
        <form method="post" action={`${home}/community/services/${service.slug}/watch`}>
          <Button small variant="secondary" name="watch" value={props.watches ? 'no' : 'yes'}>
            {props.watches ? 'Stop telling me when this changes' : 'Tell me when this changes'}
          </Button>
        </form>
      )}
    </>
  );
}

function Times(props: { schedules: readonly Schedule[]; today: LocalDate; isOpen: boolean }) {
  const { schedules, today } = props;
  if (schedules.length === 0) return <>Ask when</>;
  const next = props.isOpen ? nextOpenDay(schedules, today) : undefined;
  return (
    <>
      {schedules.map((one, index) => (
        <>
          {index > 0 && <br />}
          {scheduleText(one, today)}
        </>
      ))}
      {next !== undefined && (
        <>
          <br />
          <span class="ct-small">
            {next === today ? 'Open today' : `Next open on ${weekdayName(weekdayOf(next))} ${formatDate(next)}`}
          </span>
        </>
      )}
    </>
  );
}

function Where(props: { venue: Venue | undefined }) {
  const { venue } = props;
  if (venue === undefined) return <>By phone, online or at home: there is no place to go to</>;
  const steps = stepFreeWords(venue);
  const lines: Slot[] = venue.masked
    ? ['The address is kept private, to keep people safe. Get in touch first.']
    : [venue.name, venue.address, `${venue.city} ${venue.postcode}`.trim()].filter((line) => line !== '');
  return (
    <>
      {[...lines, listInWords([steps, ...accessNames(venue.access)].filter((part) => part !== '')), venue.accessNotes]
        .filter((line) => line !== '')
        .map((line, index) => (
          <>
            {index > 0 && <br />}
            {line}
          </>
        ))}
    </>
  );
}

function forWhom(content: ServiceContent): string {
  const age = ageWords(content.minimumAge, content.maximumAge);
  const names = termsOf(content.terms)
    .filter((term) => term.kind === 'circumstance')
    .map((term) => term.name.toLowerCase());
  const made = names.length === 0 ? age : `${age}. Made for ${listInWords(names)}`;
  return content.eligibility === '' ? made : `${made}. ${content.eligibility}`;
}

function contactRows(content: ServiceContent): SummaryRow[] {
  const { phone, email, url, contact } = content;
  const whom = [contact.name, contact.title].filter((part) => part !== '').join(', ');
  return [
    ...(whom === '' ? [] : [{ key: 'Ask for', value: whom }]),
    ...(phone === undefined
      ? []
      : [{ key: 'Phone', value: <a href={`tel:${phone.replaceAll(/[^\d+]/g, '')}`}>{phone}</a> }]),
    ...(email === undefined ? [] : [{ key: 'Email', value: <a href={`mailto:${email}`}>{email}</a> }]),
    ...(url === undefined ? [] : [{ key: 'Website', value: <a href={url}>{url.replace(/^https?:\/\//, '')}</a> }]),
  ];
}

function Checked(props: { checkedOn: LocalDate | undefined; today: LocalDate }) {
  const words = freshnessWords(props.checkedOn, props.today);
  if (freshnessOf(props.checkedOn, props.today) === 'fresh')
    return <>{props.checkedOn === undefined ? words : `${formatDate(props.checkedOn)} (${words.toLowerCase()})`}</>;
  return (
    <>
      <StatusTag status={{ text: words, tone: 'late' }} />
      <InsetText text="Some of this may be out of date. Get in touch before you go." />
    </>
  );
}
