import { Button, Card, Empty, Hero, InsetText, Pagination, Rows } from '../../../design/index.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { formatDate, todayInLondon } from '../../../lib/dates.ts';
import { listInWords, plural } from '../../../lib/text.ts';
import { capacityStanding, capacityStates, capacityWords } from '../domain/capacity.ts';
import { freshnessWords } from '../domain/freshness.ts';
import { listingStanding, stateOn, type ListingState } from '../domain/listing.ts';
import { StatusTag } from '../../../thread/parts/status-tag.tsx';
import type { Contacts } from '../store/contacts.ts';
import type { Service } from '../store/services.ts';
import type { Version } from '../store/versions.ts';
import type { Task } from './tasks.ts';

type Props = {
  home: string;
  own: readonly { id: string; name: string }[];
  services: readonly Service[];
  newest: ReadonlyMap<string, Version>;
  contacts: ReadonlyMap<string, Contacts>;
  tasks: readonly Task[];
  nextHref: string | undefined;
  today: LocalDate;
  now: Date;
};

/** One's own services as a short list to work through, from a phone. */
export function MyServicesPage(props: Props) {
  const { home, own, services } = props;
  if (own.length === 0)
    return (
      <>
        <Hero title="Your services" />
        <Empty heading="You do not speak for an organisation here">
          <p>
            People who speak for an organisation say what it offers, and keep it right. Ask an administrator of the
            place if that should be you.
          </p>
        </Empty>
      </>
    );
  return (
    <>
      <Hero
        kicker="Your services"
        title={listInWords(own.map((one) => one.name))}
        lede="Changed words wait for approval. That all is still right, that it is closed for now, and whether you can take someone, is public at once."
      >
        <Button href={`${home}/my-organisation/services/new`}>Add a service</Button>
        <Button href={`${home}/my-organisation/feedback`} variant="secondary">
          What readers say is wrong
        </Button>
      </Hero>
      {props.tasks.length > 0 && (
        <>
          <h2>What needs you</h2>
          <Rows
            items={props.tasks.map((task) => (
              <>
                <a href={task.href}>{task.name}</a>
                <span class="ct-small"> {task.what}</span>
              </>
            ))}
          />
        </>
      )}
      {services.length === 0 && (
        <Empty heading="Nothing listed yet">
          <p>Add what you offer, so that people find it by words, by day and by how near it is.</p>
        </Empty>
      )}
      {services.map((service) => (
        <ServiceCard key={service.id} {...props} service={service} version={props.newest.get(service.id)} />
      ))}
      {props.nextHref !== undefined && (
        <Pagination next={{ href: props.nextHref, text: 'More services' }} label="More services" />
      )}
    </>
  );
}

function ServiceCard(props: Props & { service: Service; version: Version | undefined }) {
  const { service, version, today, now, home } = props;
  const here = `${home}/my-organisation/services/${service.slug}`;
  const name = service.isApproved ? service.content.name : (version?.content.name ?? service.content.name);
  const capacity = capacityStanding(service.capacity, now);
  return (
    <Card heading={name} headingLevel={2} headingSize="m" attributes={{ id: service.slug }}>
      {service.isApproved && (
        <p>
          <StatusTag status={listingStanding(service, today)} />{' '}
          <span class="ct-small">{freshnessWords(service.checkedOn, today)}</span>
        </p>
      )}
      <VersionNote version={version} isApproved={service.isApproved} />
      <p>
        <a href={`${here}/edit`}>
          Change it<span class="nhsuk-u-visually-hidden">: {name}</span>
        </a>
        {service.isApproved && (
          <>
            {' · '}
            <a href={`${home}/community/services/${service.slug}`}>
              See what others see<span class="nhsuk-u-visually-hidden">: {name}</span>
            </a>
          </>
        )}
      </p>
      {service.isApproved && (
        <form method="post" action={`${here}/checked`}>
          <Button small preventDoubleClick>
            All of it is still right
            <span class="nhsuk-u-visually-hidden">: {name}</span>
          </Button>
        </form>
      )}
      {service.isApproved && <ClosingForm action={here} name={name} state={stateOn(service.content, today)} />}
      {service.isApproved && service.content.takesReferrals && (
        <form method="post" action={`${here}/capacity`}>
          <p class="nhsuk-u-margin-bottom-2">
            Can it take someone? {capacity === undefined ? 'You have not said.' : <StatusTag status={capacity} />}
          </p>
          <div class="ct-actions">
            {capacityStates.map((state) => (
              <Button small variant="secondary" name="capacity" value={state} key={state}>
                {capacityWords(state)}
                <span class="nhsuk-u-visually-hidden">: {name}</span>
              </Button>
            ))}
          </div>
        </form>
      )}
      {service.isApproved && (
        <ContactForm action={`${here}/contact`} name={name} contacts={props.contacts.get(service.id)} />
      )}
    </Card>
  );
}

/** That it is closed for now, or open again: public at once. What has not begun or has ended is neither. */
function ClosingForm(props: { action: string; name: string; state: ListingState }) {
  const { action, state } = props;
  const name = <span class="nhsuk-u-visually-hidden">: {props.name}</span>;
  if (state === 'active')
    return (
      <p>
        <a href={`${action}/closed`}>It is closed for now{name}</a>
      </p>
    );
  if (state !== 'temporarily closed') return null;
  return (
    <form method="post" action={`${action}/open-again`}>
      <Button small variant="secondary" preventDoubleClick>
        It is open again{name}
      </Button>
      <p>
        <a href={`${action}/closed`}>It opens on another day{name}</a>
      </p>
    </form>
  );
}

/** Counts those who get in touch by themselves: how often, and of nobody anything. */
function ContactForm(props: { action: string; name: string; contacts: Contacts | undefined }) {
  const { name, contacts = { today: 0, year: 0 } } = props;
  return (
    <form method="post" action={props.action}>
      <p class="nhsuk-u-margin-bottom-2">
        {contacts.year === 0
          ? 'Count whoever rings, writes or drops in by themselves. Nothing of who it was is kept.'
          : `Got in touch by themselves: ${plural(contacts.today, 'time')} today, ${contacts.year.toLocaleString('en-GB')} in twelve months.`}
      </p>
      <div class="ct-actions">
        <Button small variant="secondary" name="contact" value="one">
          Somebody got in touch<span class="nhsuk-u-visually-hidden">: {name}</span>
        </Button>
        {contacts.today > 0 && (
          <Button small variant="secondary" name="contact" value="back">
            Take one back<span class="nhsuk-u-visually-hidden">: {name}</span>
          </Button>
        )}
      </div>
    </form>
  );
}

function VersionNote(props: { version: Version | undefined; isApproved: boolean }) {
  const { version } = props;
  if (version === undefined) return null;
  const day = formatDate(todayInLondon(version.madeAt));
  switch (version.state.state) {
    case 'waiting':
      return (
        <p>
          <StatusTag status={{ text: 'Waiting for approval', tone: 'waiting' }} />{' '}
          <span class="ct-small">
            since {day}.{' '}
            {props.isApproved ? 'What was approved before is public until then.' : 'Nobody else sees it yet.'}
          </span>
        </p>
      );
    case 'sent-back':
      return (
        <InsetText>
          <p>
            Your words of {day} were sent back: {version.state.reason}
          </p>
        </InsetText>
      );
    default:
      return null;
  }
}
