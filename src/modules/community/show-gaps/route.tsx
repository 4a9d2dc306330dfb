import { Empty, Hero, Rows, Table } from '../../../design/index.ts';
import { publishedCount, publishedWords } from '../../../kernel/published-count.ts';
import { addMonths, todayInLondon, type LocalDate } from '../../../lib/dates.ts';
import { plural } from '../../../lib/text.ts';
import { page } from '../../../platform/http/answers.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { termsOf } from '../domain/terms.ts';
import { placeParams, type Wiring } from '../requests.ts';
import { needCounts } from '../store/help-counts.ts';
import { funders, listedByTerm, unmetSince, type Unmet } from '../store/gaps.ts';

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

/** What people looked for and did not find, and who pays for what there is. */
export function showGaps({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/community/gaps',
    ability: 'partner',
    params: placeParams,
    query: querySchema({}),
    handle: async ({ place, scope, now, context }) => {
      const { unmet, listed, needs } = await context.db.read(scope, async (trx) => ({
        needs: await needCounts(trx, place.id),
        unmet: await unmetSince(trx, place.id, monthsAgo(todayInLondon(now), months)),
        listed: await listedByTerm(trx, place.id, todayInLondon(now)),
      }));
      return page({
        title: 'What nobody offers',
        back: { text: 'All services', href: `/${place.slug}/community` },
        body: (
          <>
            <Hero
              kicker="What is available"
              title="What was looked for and not found"
              lede="Searches of the last twelve months without an answer, by what they were about and where. Nobody’s words are kept; fewer than 8 are not told."
            />
            {unmet.length === 0 ? (
              <Empty heading="Nothing yet">
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
            {needs.length > 0 && (
              <Table
                firstCellIsHeader
                caption="People for whom help is asked, in records of those who help"
                captionSize="m"
                head={['Help with', 'People']}
                rows={needs.map((one) => [one.words, publishedWords(one.people)])}
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
