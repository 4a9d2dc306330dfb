import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Hero, InsetText, Textarea, renderPage } from '../../../design/index.ts';
import { formatDate, todayInLondon, type LocalDate } from '../../../lib/dates.ts';
import { page, type Answer } from '../../../platform/http/answers.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { costWords } from '../domain/content.ts';
import { freshnessWords } from '../domain/freshness.ts';
import { scheduleText } from '../domain/schedule.ts';
import { whereWords } from '../parts/service-rows.tsx';
import { placeParams, type Wiring } from '../requests.ts';
import { filtersOf, queryWith, readAsked } from '../search-services/asked.ts';
import { findAll, searchFields } from '../search-services/find.ts';
import { servicesByIds, type Service } from '../store/services.ts';

const most = { onSite: 20, onPaper: 300 };
const fields = Type.Object(searchFields);
type Request = PlaceRequest<unknown, Static<typeof fields>>;

/** What fits, as the public reads it, whoever asks: lists go from hand to hand and from site to site. */
async function found(
  request: Request,
  limit: number,
): Promise<{ services: Service[]; total: number; isMore: boolean }> {
  const { place, now, context, query } = request;
  return await context.db.read({ role: 'thread_public', place: place.id }, async (trx) => {
    const { found: ids, total, isMore } = await findAll(trx, place.id, readAsked(query), now, limit);
    const shown = ids.slice(0, limit).map((one) => one.id);
    return { services: await servicesByIds(trx, place.id, shown), total, isMore };
  });
}

function facts(service: Service, today: LocalDate): string[] {
  const { content } = service;
  const times = content.schedules.map((one) => scheduleText(one, today)).join('; ');
  return [
    times === '' ? 'Ask when' : times,
    whereWords(service),
    costWords(content.costs),
    content.phone ?? '',
    freshnessWords(service.checkedOn, today),
  ].filter((words) => words !== '');
}

/**
 * The list within a page of somebody else: no script, no cookie, no form, and links that open the whole page. Only this
 * page may be framed, and only by pages that came safely.
 */
async function onSite(request: Request): Promise<Answer> {
  const { place, now, context, query } = request;
  const { services, total, isMore } = await found(request, most.onSite);
  const today = todayInLondon(now);
  const home = `${context.config.baseUrl}/${place.slug}/community`;
  const title = `What is here for you in ${place.name}`;
  const html = renderPage(
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{title}</title>
        <link rel="stylesheet" href={context.assets.css} />
      </head>
      <body>
        <main class="nhsuk-u-padding-3">
          <h1 class="nhsuk-heading-m">{title}</h1>
          <ul class="ct-rows">
            {services.map((service) => (
              <li key={service.id}>
                <a href={`${home}/services/${service.slug}`} target="_blank" rel="noopener">
                  <strong>{service.content.name}</strong>
                  <span class="nhsuk-u-visually-hidden"> (opens in a new tab)</span>
                </a>
                <p class="ct-small nhsuk-u-margin-bottom-0">{facts(service, today).join(' · ')}</p>
              </li>
            ))}
          </ul>
          <p>
            <a href={`${home}${queryWith(readAsked(query))}`} target="_blank" rel="noopener">
              {total > services.length && !isMore ? `All ${total} services` : 'Search all services'}
              <span class="nhsuk-u-visually-hidden"> (opens in a new tab)</span>
            </a>
          </p>
        </main>
      </body>
    </html>,
  );
  return {
    kind: 'file',
    type: 'text/html; charset=utf-8',
    body: html,
    mayBeFramed: true,
    headers: {
      'content-security-policy':
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors https: 'self'",
      'cache-control': 'public, max-age=300',
    },
  };
}

/** How to put the list on a site of one's own. */
async function explain({ place, context, query }: Request): Promise<Answer> {
  const asked = readAsked(query);
  const address = `${context.config.baseUrl}/${place.slug}/community/embed${queryWith(asked)}`;
  const chosen = filtersOf(`/${place.slug}`, asked, undefined).map((one) => one.text);
  return page({
    title: 'Show this list on your own website',
    back: { text: 'The list', href: `/${place.slug}/community${queryWith(asked)}` },
    body: (
      <>
        <Hero
          title="Show this list on your own website"
          lede="It stays right by itself. It sets no cookies, follows nobody and loads nothing from anywhere else."
        />
        <p>{chosen.length === 0 ? 'The list shows every service.' : `The list shows: ${chosen.join(', ')}.`}</p>
        <Textarea
          name="code"
          label="Put these words into the page where it should stand"
          rows={4}
          value={`<iframe src="${address}" title="Services in ${place.name}" width="100%" height="600" loading="lazy"></iframe>`}
          attributes={{ readonly: true }}
        />
        <p>
          <a href={address}>See how it looks</a>
        </p>
      </>
    ),
  });
}

/** The list in large type, for paper. */
async function onPaper(request: Request): Promise<Answer> {
  const { place, now, query } = request;
  const { services, total, isMore } = await found(request, most.onPaper);
  const today = todayInLondon(now);
  const asked = readAsked(query);
  const chosen = filtersOf(`/${place.slug}`, asked, undefined).map((one) => one.text);
  return page({
    title: 'A list to print',
    back: { text: 'The list', href: `/${place.slug}/community${queryWith(asked)}` },
    body: (
      <>
        <Hero
          title={`What is here for you in ${place.name}`}
          lede={[...chosen, `printed on ${formatDate(today)}`].join(' · ')}
        />
        {total > services.length && (
          <InsetText
            text={`The first ${services.length} of ${isMore ? 'more than ' : ''}${total}. Choose fewer to print.`}
          />
        )}
        {services.map((service) => (
          <section key={service.id}>
            <h2>{service.content.name}</h2>
            <p class="nhsuk-body-l">{service.content.description}</p>
            <p class="nhsuk-body-l">{facts(service, today).join(' · ')}</p>
            <p class="nhsuk-body-l">Run by {service.organisation.name}</p>
          </section>
        ))}
      </>
    ),
  });
}

/** Lists that are shown elsewhere: on other sites, and on paper. */
export function showElsewhere({ app, context }: Wiring): void {
  for (const [name, handle] of [
    ['embed', onSite],
    ['on-your-site', explain],
    ['print', onPaper],
  ] as const)
    placeRoute(app, context, {
      method: 'GET',
      path: `/:place/community/${name}`,
      ability: 'anyone',
      params: placeParams,
      query: querySchema(searchFields),
      handle: async (request) => await handle(request),
    });
}
