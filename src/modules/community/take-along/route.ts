import type { Static } from 'typebox';
import { Type } from 'typebox';
import { writeCsvForSpreadsheet } from '../../../lib/csv.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import { writeXlsx } from '../../../lib/write-xlsx.ts';
import { writeIcalendar } from '../../../lib/icalendar.ts';
import { file, type Answer } from '../../../platform/http/answers.ts';
import { HttpError, notFound } from '../../../platform/http/errors.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { unknownPlace } from '../messages.ts';
import { placeParams, slugParams, type Wiring } from '../requests.ts';
import { readAsked } from '../search-services/asked.ts';
import { findAll, searchFields } from '../search-services/find.ts';
import { serviceAt, servicesByIds, type Service } from '../store/services.ts';
import { eventsOf } from './calendar.ts';
import { columns, geojsonOf, rowOf } from './table.ts';

/** How many services are read in one short transaction. */
const batch = 500;
/** A calendar with more would be no use to anybody. */
const mostInCalendar = 200;
const weeksAhead = 4;

const fields = Type.Object(searchFields);
type Request = PlaceRequest<unknown, Static<typeof fields>>;

/** Everything that fits what was asked, as the public reads it, batch by batch. */
async function all(request: Request, most: number): Promise<Service[]> {
  const { place, now, context, query } = request;
  // A file goes from hand to hand: it holds what everybody may read, whoever asks for it.
  const scope = { role: 'thread_public', place: place.id } as const;
  const asked = readAsked(query);
  const { found, area } = await context.db.read(scope, (trx) => findAll(trx, place.id, asked, now));
  if (asked.near !== '' && area === undefined) throw new HttpError('request/refused', `${unknownPlace(asked.near)}.`);
  const services: Service[] = [];
  for (let start = 0; start < Math.min(found.length, most); start += batch) {
    const ids = found.slice(start, Math.min(start + batch, most)).map((one) => one.id);
    services.push(...(await context.db.read(scope, (trx) => servicesByIds(trx, place.id, ids))));
  }
  return services;
}

function around({ place, now, context }: Request): {
  today: ReturnType<typeof todayInLondon>;
  now: Date;
  address: string;
} {
  return { today: todayInLondon(now), now, address: `${context.config.baseUrl}/${place.slug}` };
}

async function csv(request: Request): Promise<Answer> {
  const services = await all(request, Infinity);
  const rows = [columns, ...services.map((one) => rowOf(one, around(request)))];
  return file('text/csv; charset=utf-8', writeCsvForSpreadsheet(rows), 'services.csv');
}

async function geojson(request: Request): Promise<Answer> {
  const services = await all(request, Infinity);
  return file('application/geo+json', JSON.stringify(geojsonOf(services, around(request))), 'services.geojson');
}

async function xlsx(request: Request): Promise<Answer> {
  const services = await all(request, Infinity);
  const rows = [columns, ...services.map((one) => rowOf(one, around(request)))];
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return file(type, writeXlsx(`Services in ${request.place.name}`, rows), 'services.xlsx');
}

async function calendar(request: Request): Promise<Answer> {
  const { today, address } = around(request);
  const services = await all(request, mostInCalendar);
  return file(
    'text/calendar; charset=utf-8',
    writeIcalendar(
      { name: `What is on in ${request.place.name}`, product: 'Services' },
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
