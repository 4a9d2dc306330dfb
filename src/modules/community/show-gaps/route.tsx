import { Empty, Hero, Rows, Table } from '../../../design/index.ts';
import { publishedCount, publishedWords } from '../../../kernel/published-count.ts';
import { addMonths, formatDate, todayInLondon, type LocalDate } from '../../../lib/dates.ts';
import { plural } from '../../../lib/text.ts';
import { page } from '../../../platform/http/answers.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { gapsOf, tellsSomething, termsFor, type Gap } from '../domain/gaps.ts';
import { termsOf } from '../domain/terms.ts';
import { placeParams, type Wiring } from '../requests.ts';
import { areaNeeds, needCounts, unmetReasons, type NeedCount, type UnmetReason } from '../store/help-counts.ts';
import { funders, listedByTerm, servedByTerm, unmetSince, type Unmet } from '../store/gaps.ts';

const months = 12;

/** The first day of the month so many months ago. */
function monthsAgo(today: LocalDate, count: number): LocalDate {
  return `${addMonths(today, -count).slice(0, 7)}-01` as LocalDate;
}

function gapRow(one: Unmet, listed: ReadonlyMap<string, number>): string[] {
  const [term] = termsOf([one.term]);
  return [
    term?.name ?? 'Something in other words',
    one.area === '' ? 'Anywhere' : one.area,
    publishedWords(publishedCount(one.count)),
    term === undefined ? '' : plural(listed.get(term.code) ?? 0, 'service'),
  ];
}

/** A count after the gate; what is not told may be small, or would give a small one away. */
function toldWords(people: number | undefined): string {
  return people === undefined ? 'not told' : publishedWords(people);
}

/** What is asked for and where, what nothing serves first; and why those who asked got no help. */
function Asked(props: {
  home: string;
  needs: readonly NeedCount[];
  gaps: readonly Gap[];
  reasons: readonly UnmetReason[];
}) {
  const { needs, reasons } = props;
  const gaps = props.gaps.filter(tellsSomething);
  const left = props.gaps.length - gaps.length;
  const words = new Map(needs.map((one) => [one.kind, one.words]));
  const serving = ({ kind, services }: Gap) => {
    const [term] = termsFor(kind);
    if (services === 0 || term === undefined) return 'none';
    return <a href={`${props.home}/community?term=${term.code}`}>{plural(services, 'service')}</a>;
  };
  return (
    <>
      {needs.length > 0 && (
        <Table
          responsive
          firstCellIsHeader
          caption="People for whom help is asked, in records of those who help"
          captionSize="m"
          head={['Help with', 'People']}
          rows={needs.map((one) => [one.words, toldWords(one.people)])}
        />
      )}
      {gaps.length > 0 && (
        <Table
          responsive
          firstCellIsHeader
          caption="The same by where they live, what nothing serves first"
          captionSize="m"
          head={['Help with', 'Where', 'People', 'Asked, not helped', 'Listed there']}
          rows={gaps.map((one) => [
            words.get(one.kind) ?? one.kind,
            one.area,
            toldWords(one.people),
            toldWords(one.unserved),
            serving(one),
          ])}
        />
      )}
      {left > 0 && (
        <p class="ct-small">
          {plural(left, 'more need', 'more needs')} of too few people to be told, for which something is listed there.
        </p>
      )}
      {reasons.length > 0 && (
        <Table
          responsive
          firstCellIsHeader
          caption="Why people who asked got no help"
          captionSize="m"
          head={['Reason', 'People']}
          rows={reasons.map((one) => [one.words, toldWords(one.people)])}
        />
      )}
    </>
  );
}

/** What people looked for and did not find, and who pays for what there is. */
export function showGaps({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/community/gaps',
    ability: 'partner',
    params: placeParams,
    query: querySchema({}),
    handle: async ({ place, scope, now, context }) => {
      const today = todayInLondon(now);
      const { unmet, listed, needs, areas, served, reasons } = await context.db.read(scope, async (trx) => ({
        needs: await needCounts(trx, place.id),
        areas: await areaNeeds(trx, place.id),
        served: await servedByTerm(trx, place.id, today),
        reasons: await unmetReasons(trx, place.id),
        unmet: await unmetSince(trx, place.id, monthsAgo(today, months)),
        listed: await listedByTerm(trx, place.id, today),
      }));
      const [counted] = needs;
      return page({
        title: 'What nobody offers',
        back: { text: 'All services', href: `/${place.slug}/community` },
        body: (
          <>
            <Hero
              kicker="What is available"
              title="What nobody offers"
              lede="What people need and where, what was looked for and not found, and why those who asked got no help. Nobody’s words are kept. Numbers of people below 8, and those from which one could be worked out, are not told."
            />
            {counted !== undefined && <p>Of people up to {formatDate(counted.asOf)}, counted once a month.</p>}
            <Asked home={`/${place.slug}`} needs={needs} gaps={gapsOf(areas, served)} reasons={reasons} />
            <h2>Searches of the last twelve months without an answer</h2>
            {unmet.length === 0 ? (
              <Empty heading="Nothing yet" headingLevel={3}>
                <p>When somebody looks for a kind of help in a part of the place and finds none, it is counted here.</p>
              </Empty>
            ) : (
              <Table
                responsive
                firstCellIsHeader
                caption="Looked for and not found"
                captionSize="m"
                head={['What', 'Where', 'How often', 'Listed in the whole place']}
                rows={unmet.map((one) => gapRow(one, listed))}
              />
            )}
          </>
        ),
      });
    },
  });
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/community/funders',
    ability: 'anyone',
    params: placeParams,
    query: querySchema({}),
    handle: async ({ place, scope, now, context }) => {
      const found = await context.db.read(scope, (trx) => funders(trx, place.id, todayInLondon(now)));
      const home = `/${place.slug}`;
      return page({
        title: 'Who pays for what',
        back: { text: 'All services', href: `${home}/community` },
        body: (
          <>
            <Hero
              kicker="What is available"
              title="Who pays for what"
              lede="As the organisations that run the services say. Many run on goodwill, and say nothing."
            />
            {found.length === 0 ? (
              <Empty heading="Nobody has said yet">
                <p>Organisations say who pays when they change what stands about a service.</p>
              </Empty>
            ) : (
              <Rows
                items={found.map(({ funder, services }) => (
                  <>
                    <p class="nhsuk-u-margin-bottom-1">
                      <strong>{funder}</strong>
                    </p>
                    <ul>
                      {services.map((one) => (
                        <li key={one.slug}>
                          <a href={`${home}/community/services/${one.slug}`}>{one.name}</a>
                        </li>
                      ))}
                    </ul>
                  </>
                ))}
              />
            )}
          </>
        ),
      });
    },
  });
}
