import type { FastifyInstance } from 'fastify';
import { Type, type TObject } from 'typebox';
import {
  feedAfter,
  feedAll,
  feedFlatPage,
  feedOne,
  feedOrganisations,
  feedOrganisationsAfter,
  feedOrganisationsByIds,
  feedPage,
  type FeedFilter,
  type FeedOrganisation,
  type FlatService,
  type Service,
} from '../../modules/community/index.ts';
import type { Trx } from '../../platform/database/database.ts';
import { json, type Answer } from '../../platform/http/answers.ts';
import { HttpError, notFound } from '../../platform/http/errors.ts';
import { idParam, querySchema, slugParam } from '../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest, type RouteContext } from '../../platform/http/routes.ts';
import { feedAnswer, openHeaders } from './answer.ts';
import { base, listParameters, text } from './lists.ts';
import { fullService, modifiedAt, organisationItem, serviceAtLocationItem, serviceItem, type Around } from './items.ts';
import { openapiDocument } from './openapi.ts';
import { pageOf } from './page-shape.ts';
import { readAsked, type Asked, type Query } from './parameters.ts';
import { aroundOf, everything, filterOf } from './reading.ts';
import { array, batch, lines } from './stream.ts';
import { feedTerms, taxonomies, taxonomyItem, termItem } from './taxonomies.ts';

type Request = PlaceRequest<unknown, Query>;

function asked(request: Request): Asked {
  const read = readAsked(request.query);
  if (!read.ok) throw new HttpError('request/not-understood', read.error);
  return read.value;
}

/** The feed is the same for everybody: whoever asks, it is read as by the public. */
async function reading<T>(request: Request, work: (trx: Trx) => Promise<T>): Promise<T> {
  return await request.context.db.read({ role: 'thread_public', place: request.place.id }, work);
}

function answer(request: Request, body: unknown, modified?: Date): Answer {
  return feedAnswer(body, { ifNoneMatch: request.headers['if-none-match'], modified });
}

function latest(list: readonly Pick<FlatService, 'content' | 'lastModified'>[], now: Date): Date | undefined {
  return list
    .map((one) => modifiedAt(one, now))
    .reduce<Date | undefined>((last, at) => (last === undefined || at > last ? at : last), undefined);
}

/** Reads on after a service: what a stream asks for again and again, each time in a transaction of its own. */
function after(request: Request, filter: FeedFilter) {
  return async (last: { service: Service; around: Around } | undefined) =>
    await reading(request, async (trx) => {
      const from = last === undefined ? undefined : { name: last.service.content.name, id: last.service.id };
      const list = await feedAfter(trx, request.place.id, filter, from, batch);
      const around = await aroundOf(trx, request.place, request.now, list);
      return list.map((service) => ({ service, around }));
    });
}

async function listServices(
  request: Request,
  atPlace: boolean,
  item: (service: Service, around: Around, isFull: boolean) => object | undefined,
): Promise<Answer> {
  const wanted = asked(request);
  const filtered = (trx: Trx) => filterOf(trx, request.place, request.now, wanted, atPlace);
  if (wanted.isMinimal && !atPlace)
    return array(after(request, await reading(request, filtered)), ({ service }) => ({
      id: service.id,
      modified_date: modifiedAt(service, request.now).toISOString(),
    }));
  if (wanted.asLines)
    return lines(after(request, await reading(request, filtered)), ({ service, around }) =>
      item(service, around, wanted.isFull),
    );
  const { perPage } = wanted;
  if (!atPlace && !wanted.isFull) return await flatList(request, wanted);
  const page = await reading(request, async (trx) => {
    const found = await feedPage(trx, request.place.id, await filtered(trx), {
      offset: (wanted.page - 1) * perPage,
      limit: perPage,
    });
    return { ...found, around: await aroundOf(trx, request.place, request.now, found.services) };
  });
  const contents = page.services.map((one) => item(one, page.around, wanted.isFull)).filter((one) => one !== undefined);
  return answer(
    request,
    pageOf(contents, page.total, { number: wanted.page, size: perPage }),
    latest(page.services, request.now),
  );
}

/** What most readers ask for: one page of services without their parts. */
async function flatList(request: Request, wanted: Asked): Promise<Answer> {
  const { place, now } = request;
  const size = wanted.perPage;
  const { total, services } = await reading(request, async (trx) => {
    const filter = await filterOf(trx, place, now, wanted, false);
    return await feedFlatPage(trx, place.id, filter, { offset: (wanted.page - 1) * size, limit: size });
  });
  const organisations = new Map(services.map(({ organisation }) => [organisation.id, organisation]));
  const items = services.map((one) => serviceItem(one, { placeName: place.name, now, organisations }));
  return answer(request, pageOf(items, total, { number: wanted.page, size }), latest(services, now));
}

/** A list that is short and always in memory, with the paging of the others. */
function listOf(request: Request, items: readonly object[], wanted: Asked): Answer {
  if (wanted.asLines)
    return lines(
      async (last: object | undefined) => (last === undefined ? items : []),
      (one) => one,
    );
  const start = (wanted.page - 1) * wanted.perPage;
  const contents = items.slice(start, start + wanted.perPage);
  return answer(request, pageOf(contents, items.length, { number: wanted.page, size: wanted.perPage }));
}

function says(words: string | undefined, ...texts: readonly string[]): boolean {
  const all = texts.join(' ').toLowerCase();
  return (words ?? '')
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}

async function oneService(request: PlaceRequest<{ id: string }, Query>, by: 'service' | 'site'): Promise<Answer> {
  const found = await reading(request, async (trx) => {
    const key = by === 'service' ? { service: request.params.id } : { site: request.params.id };
    const service = await feedOne(trx, request.place.id, everything(request.now), key);
    if (service === undefined) return undefined;
    return { service, around: await aroundOf(trx, request.place, request.now, [service]) };
  });
  const item =
    found === undefined
      ? undefined
      : by === 'service'
        ? fullService(found.service, found.around)
        : serviceAtLocationItem(found.service, found.around, true);
  if (item === undefined) throw notFound();
  return answer(request, item, found === undefined ? undefined : modifiedAt(found.service, request.now));
}

async function listOrganisations(request: Request): Promise<Answer> {
  const wanted = asked(request);
  if (wanted.asLines) return organisationLines(request, wanted);
  const found = await reading(request, async (trx) => {
    // Words are those of the organisation; terms are those of what it offers.
    const filter = await filterOf(trx, request.place, request.now, { ...wanted, words: undefined }, false);
    return await feedOrganisations(trx, request.place.id, filter, {
      words: wanted.words,
      offset: (wanted.page - 1) * wanted.perPage,
      limit: wanted.perPage,
    });
  });
  const items = await withServices(request, wanted, found.organisations);
  return answer(
    request,
    pageOf(
      items.map((one) => one.item),
      found.total,
      { number: wanted.page, size: wanted.perPage },
    ),
  );
}

/** Every organisation that fits, piece by piece: each piece in transactions of its own. */
function organisationLines(request: Request, wanted: Asked): Answer {
  return lines(
    async (last: { name: string; id: string } | undefined) => {
      const organisations = await reading(request, async (trx) => {
        const filter = await filterOf(trx, request.place, request.now, { ...wanted, words: undefined }, false);
        const asked = { words: wanted.words, after: last, limit: batch };
        return await feedOrganisationsAfter(trx, request.place.id, filter, asked);
      });
      return await withServices(request, wanted, organisations);
    },
    ({ item }) => item,
  );
}

/** Organisations as items, with all their services where these were asked for. */
async function withServices(
  request: Request,
  { isFull, hasServices }: Asked,
  organisations: readonly FeedOrganisation[],
): Promise<{ name: string; id: string; item: object }[]> {
  const plain = ({ name, id }: FeedOrganisation) => ({ name, id });
  if (!isFull && !hasServices) return organisations.map((one) => ({ ...plain(one), item: organisationItem(one) }));
  const filter = { ...everything(request.now), organisations: organisations.map((one) => one.id) };
  const { theirs, around } = await reading(request, async (trx) => {
    const services = await feedAll(trx, request.place.id, filter);
    return { theirs: services, around: await aroundOf(trx, request.place, request.now, services) };
  });
  const tell = hasServices ? fullService : serviceItem;
  const byOrganisation = Map.groupBy(theirs, (service) => service.organisation.id);
  return organisations.map((one) => {
    const services = (byOrganisation.get(one.id) ?? []).map((service) => tell(service, around));
    return { ...plain(one), item: { ...organisationItem(one), services } };
  });
}

async function oneOrganisation(request: PlaceRequest<{ id: string }, Query>): Promise<Answer> {
  const { id } = request.params;
  const found = await reading(request, async (trx) => {
    const theirs = await feedAll(trx, request.place.id, { ...everything(request.now), organisations: [id] });
    const [organisation] = theirs.length === 0 ? [] : await feedOrganisationsByIds(trx, [id]);
    return { organisation, theirs, around: await aroundOf(trx, request.place, request.now, theirs) };
  });
  if (found.organisation === undefined) throw notFound();
  return answer(request, {
    ...organisationItem(found.organisation),
    services: found.theirs.map((service) => serviceItem(service, found.around)),
  });
}

/** The directory for other systems, as Open Referral UK 3.0 (HSDS-UK) says: public, without a key. */
export function openReferralRoutes(app: FastifyInstance, context: RouteContext): void {
  app.addHook('onRequest', async (request, reply) => {
    if (/^\/[a-z0-9-]+\/open-referral\//.test(request.url)) void reply.headers(openHeaders);
  });
  app.options('/:place/open-referral/3.0/*', async (_request, reply) =>
    reply
      .code(204)
      .headers({ 'access-control-allow-methods': 'GET, HEAD, OPTIONS', 'access-control-allow-headers': 'Accept' })
      .send(),
  );
  const list = (path: keyof typeof listParameters, handle: (request: Request) => Promise<Answer>): void =>
    placeRoute(app, context, {
      method: 'GET',
      path: `${base}/${path}`,
      ability: 'anyone',
      params: Type.Object({ place: slugParam() }),
      query: querySchema(listParameters[path]) as TObject,
      handle: (request) => handle(request as Request),
    });
  const single = (path: string, handle: (request: PlaceRequest<{ id: string }, Query>) => Promise<Answer>): void =>
    placeRoute(app, context, {
      method: 'GET',
      path: `${base}/${path}/:id`,
      ability: 'anyone',
      params: Type.Object({ place: slugParam(), id: idParam() }),
      query: querySchema({ full: text, format: text }),
      handle: (request) => handle(request as PlaceRequest<{ id: string }, Query>),
    });

  placeRoute(app, context, {
    method: 'GET',
    path: base,
    ability: 'anyone',
    params: Type.Object({ place: slugParam() }),
    query: querySchema({}),
    handle: async ({ place, context: { config }, headers }) =>
      feedAnswer(
        {
          // Validators judge a feed by this very word.
          version: 'HSDS-UK-3.0',
          profile: 'https://docs.openreferraluk.org/en/latest/',
          openapi_url: `${config.baseUrl}/${place.slug}/open-referral/3.0/openapi.json`,
        },
        { ifNoneMatch: headers['if-none-match'] },
      ),
  });
  placeRoute(app, context, {
    method: 'GET',
    path: `${base}/openapi.json`,
    ability: 'anyone',
    params: Type.Object({ place: slugParam() }),
    query: querySchema({}),
    handle: async ({ place, context: { config } }) =>
      json(openapiDocument(`${config.baseUrl}/${place.slug}/open-referral/3.0`, place.name)),
  });
  list('services', (request) =>
    listServices(request, false, (one, around, isFull) =>
      isFull ? fullService(one, around) : serviceItem(one, around),
    ),
  );
  single('services', (request) => oneService(request, 'service'));
  list('service_at_locations', (request) => listServices(request, true, serviceAtLocationItem));
  single('service_at_locations', (request) => oneService(request, 'site'));
  list('organizations', listOrganisations);
  single('organizations', oneOrganisation);
  list('taxonomies', async (request) => {
    const wanted = asked(request);
    const found = taxonomies.filter((one) => says(wanted.words, one.name, one.description));
    return listOf(request, found.map(taxonomyItem), wanted);
  });
  single('taxonomies', async (request) => {
    const found = taxonomies.find((one) => one.id === request.params.id);
    if (found === undefined) throw notFound();
    const own = feedTerms.filter((term) => term.kind === found.kind);
    return answer(request, { ...taxonomyItem(found), taxonomy_terms: own.map(termItem) });
  });
  list('taxonomy_terms', async (request) => {
    const wanted = asked(request);
    // Every term stands at the top of its list: none has a parent.
    const isUnder = wanted.parentIds !== undefined && wanted.parentIds.length > 0;
    const found = feedTerms.filter(
      (term) =>
        !isUnder &&
        (wanted.taxonomyIds === undefined || wanted.taxonomyIds.includes(term.taxonomy.id)) &&
        says(wanted.words, term.name, term.description),
    );
    return listOf(request, found.map(termItem), wanted);
  });
  single('taxonomy_terms', async (request) => {
    const found = feedTerms.find((term) => term.id === request.params.id);
    if (found === undefined) throw notFound();
    return answer(request, termItem(found));
  });
}
