import { Readable } from 'node:stream';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import type { Uuid } from '../../../kernel/ids.ts';
import { writeCsvForSpreadsheet } from '../../../lib/csv.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import { plural } from '../../../lib/text.ts';
import { writeXlsx } from '../../../lib/write-xlsx.ts';
import { writeIcalendar } from '../../../lib/icalendar.ts';
import { file, type Answer } from '../../../platform/http/answers.ts';
import { HttpError, notFound } from '../../../platform/http/errors.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { leftOut, unknownPlace } from '../messages.ts';
import { mostInCalendar, mostInWorkbook } from '../parts/file-limits.ts';
import { placeParams, slugParams, type Wiring } from '../requests.ts';
import { readAsked } from '../search-services/asked.ts';
import { findAll, searchFields } from '../search-services/find.ts';
import { serviceAt, servicesByIds, type Service } from '../store/services.ts';
import { eventsOf } from './calendar.ts';
import { columns, featureOf, rowOf, type Around } from './table.ts';

/** How many services are read in one short transaction. */
const batch = 500;
const weeksAhead = 4;

const fields = Type.Object(searchFields);
type Request = PlaceRequest<unknown, Static<typeof fields>>;

/** A file goes from hand to hand: it holds what everybody may read, whoever asks for it. */
function scopeOf({ place }: Request) {
  return { role: 'thread_public', place: place.id } as const;
}

/** The ids of everything that fits what was asked, in the order of the page. */
async function sought(request: Request): Promise<Uuid[]> {
  const { place, now, context, query } = request;
  const asked = readAsked(query);
  const { found, area } = await context.db.read(scopeOf(request), (trx) => findAll(trx, place.id, asked, now));
  if (asked.near !== '' && area === undefined) throw new HttpError('request/refused', `${unknownPlace(asked.near)}.`);
  return found.map((one) => one.id);
}

/** The services of these ids as the public reads them, batch by batch, each in a transaction of its own. */
async function* batches(request: Request, ids: readonly Uuid[]): AsyncGenerator<Service[]> {
  for (let start = 0; start < ids.length; start += batch)
    yield await request.context.db.read(scopeOf(request), (trx) =>
      servicesByIds(trx, request.place.id, ids.slice(start, start + batch)),
    );
}

function around({ place, now, context }: Request): Around {
  return { today: todayInLondon(now), now, address: `${context.config.baseUrl}/${place.slug}` };
}

async function* csvOf(request: Request, ids: readonly Uuid[]): AsyncGenerator<string> {
  yield writeCsvForSpreadsheet([columns]);
  for await (const services of batches(request, ids))
    yield writeCsvForSpreadsheet(services.map((one) => rowOf(one, around(request))));
}

async function csv(request: Request): Promise<Answer> {
  const ids = await sought(request);
  return {
    kind: 'file',
    type: 'text/csv; charset=utf-8',
    body: Readable.from(csvOf(request, ids)),
    name: 'services.csv',
  };
}

async function* geojsonOf(request: Request, ids: readonly Uuid[]): AsyncGenerator<string> {
  yield '{"type":"FeatureCollection","features":[';
  let isFirst = true;
  for await (const services of batches(request, ids)) {
    if (services.length === 0) continue;
    const features = services.map((one) => JSON.stringify(featureOf(one, around(request))));
    yield (isFirst ? '' : ',') + features.join(',');
    isFirst = false;
  }
  yield ']}';
}

async function geojson(request: Request): Promise<Answer> {
  const body = Readable.from(geojsonOf(request, await sought(request)));
  return { kind: 'file', type: 'application/geo+json', body, name: 'services.geojson' };
}

async function first(request: Request, ids: readonly Uuid[], most: number): Promise<Service[]> {
  const services: Service[] = [];
  for await (const some of batches(request, ids.slice(0, most))) services.push(...some);
  return services;
}

/** A workbook is made as a whole: of more than it holds it says in its last row how many are left out. */
async function xlsx(request: Request): Promise<Answer> {
  const ids = await sought(request);
  const services = await first(request, ids, mostInWorkbook);
  const left = ids.length - mostInWorkbook;
  const rows = [columns, ...services.map((one) => rowOf(one, around(request))), ...(left > 0 ? [[leftOut(left)]] : [])];
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return file(type, writeXlsx(`Services in ${request.place.name}`, rows), 'services.xlsx');
}

async function calendar(request: Request): Promise<Answer> {
  const { today, address } = around(request);
  const ids = await sought(request);
  const services = await first(request, ids, mostInCalendar);
  const left = ids.length - mostInCalendar;
  return file(
    'text/calendar; charset=utf-8',
    writeIcalendar(
      {
        name: `What is on in ${request.place.name}`,
        product: 'Services',
        description: left > 0 ? `${plural(left, 'more service')} fitted than this calendar holds. Choose fewer` : '',
      },
      services.flatMap((one) => eventsOf(one, today, weeksAhead * 7, address)),
    ),
    'services.ics',
  );
}

/** What was found, to take along: as a table, as map data, and as a calendar; and the calendar of one service. */
export function takeAlong({ app, context }: Wiring): void {
  const list = (name: string, handle: (request: Request) => Promise<Answer>): void =>
    placeRoute(app, context, {
      method: 'GET',
      path: `/:place/community/services.${name}`,
      ability: 'anyone',
      params: placeParams,
      query: querySchema(searchFields),
      handle,
    });
  list('csv', csv);
  list('xlsx', xlsx);
  list('geojson', geojson);
  list('ics', calendar);
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/community/services/:slug/calendar.ics',
    ability: 'anyone',
    params: slugParams,
    query: querySchema({}),
    handle: async ({ place, params, now, context }) => {
      const found = await context.db.read({ role: 'thread_public', place: place.id }, (trx) =>
        serviceAt(trx, place.id, params.slug),
      );
      if (found.kind !== 'here') throw notFound();
      const { service } = found;
      const address = `${context.config.baseUrl}/${place.slug}`;
      return file(
        'text/calendar; charset=utf-8',
        writeIcalendar(
          { name: service.content.name, product: 'Services' },
          eventsOf(service, todayInLondon(now), 8 * 7, address),
        ),
        `${service.slug}.ics`,
      );
    },
  });
}
