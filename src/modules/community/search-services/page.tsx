import { Button, Checkboxes, Empty, Hero, Input, Pagination, Select } from '../../../design/index.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { formatNumber, plural } from '../../../lib/text.ts';
import { weekdayName, weekdays } from '../domain/schedule.ts';
import { mostInCalendar, mostInWorkbook } from '../parts/file-limits.ts';
import { ServiceRows } from '../parts/service-rows.tsx';
import type { Area } from '../store/areas.ts';
import type { Service } from '../store/services.ts';
import { addressWith, filtersOf, queryWith, type Asked } from './asked.ts';

type Props = {
  placeName: string;
  home: string;
  asked: Asked;
  organisationName: string | undefined;
  area: Area | undefined;
  nearError: string | undefined;
  services: readonly (Service & { metres: number | undefined })[];
  total: number;
  /** There are more than `total`: nobody counted them. */
  isMore: boolean;
  localities: readonly string[];
  nextHref: string | undefined;
  today: LocalDate;
  now: Date;
  can: { write: boolean; approve: boolean; seeGaps: boolean };
};

/** What there is, to be narrowed by words, day, nearness and need. */
export function SearchServicesPage(props: Props) {
  const { asked, home } = props;
  const filters = filtersOf(home, asked, props.organisationName);
  return (
    <>
      <Hero
        kicker="What is available"
        title={`What is here for you in ${props.placeName}`}
        lede="Groups, meals, advice and company that people here run for each other, and how lately somebody checked that it is right."
      >
        {props.can.write && <Button href={`${home}/my-organisation/services`}>Your services</Button>}
        {props.can.approve && (
          <Button href={`${home}/community/approvals`} variant="secondary">
            Changes to approve
          </Button>
        )}
      </Hero>
      <p>
        Would you rather talk to somebody? <a href={`${home}/ask-for-help`}>Ask for help</a>, without an account. Or
        look at the <a href={`${home}/community/map`}>map</a>.
        {props.can.seeGaps && (
          <>
            {' '}
            For partners: <a href={`${home}/community/people-who-can`}>people who can</a>,{' '}
            <a href={`${home}/community/gaps`}>what nobody offers</a>,{' '}
            <a href={`${home}/community/funders`}>who pays for what</a>.
          </>
        )}
      </p>
      <SearchForm {...props} />
      {filters.length > 0 && (
        <nav class="ct-actions nhsuk-u-margin-bottom-4" aria-label="What you chose">
          {filters.map((filter) => (
            <a href={filter.without} key={filter.text}>
              Remove {filter.text}
            </a>
          ))}
        </nav>
      )}
      <h2 class="nhsuk-heading-m">
        {props.isMore && 'More than '}
        {plural(props.total, 'service')}
        {props.area !== undefined && `, nearest to ${props.area.name} first`}
      </h2>
      {props.services.length === 0 ? (
        <Nothing {...props} filters={filters} />
      ) : (
        <ServiceRows services={props.services} home={home} today={props.today} now={props.now} />
      )}
      {props.services.length > 0 && <TakeAlong {...props} />}
      {props.nextHref !== undefined && (
        <Pagination next={{ href: props.nextHref, text: 'More services' }} label="More services" />
      )}
    </>
  );
}

function SearchForm({ home, asked, nearError, localities }: Props) {
  const [first] = localities;
  return (
    <form method="get" action={`${home}/community`} class="ct-filters" role="search" aria-label="Search services">
      <Input
        name="words"
        label="What are you looking for?"
        hint="Words, or a whole sentence: “lunch on Tuesday for my dad who uses a wheelchair”"
        type="search"
        value={asked.words}
        width={20}
      />
      <Input
        name="near"
        label="Near"
        hint={first === undefined ? 'A postcode' : `A postcode, or ${first}`}
        value={asked.near}
        error={nearError}
        width={20}
      />
      <Select
        name="day"
        label="Day"
        value={asked.day ?? ''}
        items={[
          { value: '', text: 'Any day' },
          { value: 'now', text: 'Open now' },
          { value: 'today', text: 'Today' },
          { value: 'tomorrow', text: 'Tomorrow' },
          { value: 'week', text: 'This week' },
          { value: 'weekend', text: 'At the weekend' },
          ...weekdays.map((day) => ({ value: day, text: weekdayName(day) })),
        ]}
      />
      <Checkboxes
        name="more"
        small
        legend="Show"
        legendSize="s"
        items={[
          { name: 'free', id: 'free', value: 'yes', text: 'Only free', checked: asked.free },
          { name: 'steps', id: 'steps', value: 'yes', text: 'Only step-free', checked: asked.steps },
          { name: 'closed', id: 'closed', value: 'yes', text: 'Also what is closed now', checked: asked.closed },
        ]}
      />
      {(['organisation', 'term', 'language', 'feature'] as const).map(
        (name) => asked[name] !== '' && <input type="hidden" name={name} value={asked[name]} key={name} />,
      )}
      {asked.age !== undefined && <input type="hidden" name="age" value={String(asked.age)} />}
      {asked.evening && <input type="hidden" name="evening" value="yes" />}
      <Button>Search</Button>
    </form>
  );
}

function TakeAlong({ home, asked, total, isMore }: Props) {
  const at = `${home}/community`;
  const query = queryWith(asked);
  const upTo = (most: number): string => (isMore || total > most ? `, the first ${formatNumber(most)}` : '');
  return (
    <p class="ct-small">
      Take this list along: <a href={`${at}/services.csv${query}`}>table (CSV)</a>,{' '}
      <a href={`${at}/services.xlsx${query}`}>workbook (XLSX{upTo(mostInWorkbook)})</a>,{' '}
      <a href={`${at}/services.geojson${query}`}>map data (GeoJSON)</a>,{' '}
      <a href={`${at}/services.ics${query}`}>calendar of the next four weeks{upTo(mostInCalendar)}</a>. Or{' '}
      <a href={`${at}/print${query}`}>print it in large type</a>, or{' '}
      <a href={`${at}/on-your-site${query}`}>show it on your own website</a>. The address of this page is the list: pass
      it on.
    </p>
  );
}

function Nothing(props: Props & { filters: readonly { text: string; without: string }[] }) {
  const { asked, home } = props;
  if (props.filters.length > 0)
    return (
      <Empty heading="Nothing fits all of that" headingLevel={3}>
        <p>
          {props.filters.length === 1 ? 'Remove it above, or' : 'Remove one thing above, or'}{' '}
          <a href={`${home}/community`}>show every service</a>.
          {!asked.closed && (
            <>
              {' '}
              Or <a href={addressWith(home, { ...asked, closed: true })}>look also among what is closed now</a>.
            </>
          )}
        </p>
      </Empty>
    );
  return (
    <Empty heading="Nothing is listed yet" headingLevel={3}>
      <p>
        This is where people find what the community already has: who runs it, when it is open, and whether it can take
        someone now. For example: “Soup and company, Tuesdays from midday, pay what you can.” The organisation that runs
        it adds it, and it stands here once it is approved.
      </p>
      {props.can.write && <a href={`${home}/my-organisation/services/new`}>Add the first service</a>}
    </Empty>
  );
}
