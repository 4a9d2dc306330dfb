import type { Uuid } from '../../kernel/ids.ts';
import { todayInLondon } from '../../lib/dates.ts';
import {
  feedOrganisationsByIds,
  feedWords,
  findArea,
  localityOf,
  type FeedFilter,
  type Service,
} from '../../modules/community/index.ts';
import type { Trx } from '../../platform/database/database.ts';
import { HttpError } from '../../platform/http/errors.ts';
import type { Place } from '../../platform/http/places.ts';
import type { Around } from './items.ts';
import type { Asked } from './parameters.ts';
import { feedTerms } from './taxonomies.ts';

const yearMs = 365 * 86_400_000;

/** What belongs to the feed at all: what has ended is told for a year, so that consumers learn of it. */
export function everything(now: Date): FeedFilter {
  // To the day, so that two pages of one walk agree.
  return {
    today: todayInLondon(now),
    endedSince: new Date(Math.floor(now.getTime() / 86_400_000) * 86_400_000 - yearMs),
  };
}

/** The codes of the terms that were asked for by their ids; an unknown id names none. */
function termCodes(asked: Asked): string[] | undefined {
  const { termIds, taxonomyIds } = asked;
  if (termIds === undefined && taxonomyIds === undefined) return undefined;
  return feedTerms
    .filter((term) => termIds === undefined || termIds.includes(term.id))
    .filter((term) => taxonomyIds === undefined || taxonomyIds.includes(term.taxonomy.id))
    .map((term) => term.code);
}

/** What the database is to look for. Ages in pages overlap; here they are compared as the standard says. */
export async function filterOf(trx: Trx, place: Place, now: Date, asked: Asked, atPlace: boolean): Promise<FeedFilter> {
  return {
    ...everything(now),
    words: asked.words === undefined ? undefined : await feedWords(trx, place.id, asked.words, todayInLondon(now)),
    organisations: asked.organisations,
    terms: termCodes(asked),
    modifiedSince: asked.modifiedSince,
    minimumAge: asked.minimumAge,
    maximumAge: asked.maximumAge,
    ageFrom: asked.ageFrom,
    ageTo: asked.ageTo,
    day: asked.day,
    opensFrom: asked.opensFrom,
    closesBy: asked.closesBy,
    atPlace,
    ...(atPlace && asked.postcode !== undefined ? await nearTo(trx, place.id, asked.postcode, asked.metres) : {}),
  };
}

async function nearTo(
  trx: Trx,
  place: Uuid,
  postcode: string,
  metres: number | undefined,
): Promise<Pick<FeedFilter, 'areas' | 'near'>> {
  const area = await findArea(trx, place, postcode);
  if (area === undefined)
    throw new HttpError('request/not-understood', 'This place does not know that postcode. Ask for one inside it.');
  const locality = await localityOf(trx, place, area);
  return {
    ...(locality === undefined ? {} : { areas: [locality] }),
    ...(metres === undefined ? {} : { near: { latitude: area.latitude, longitude: area.longitude, metres } }),
  };
}

/** The organisations of these services, as the items want them. */
export async function aroundOf(trx: Trx, place: Place, now: Date, services: readonly Service[]): Promise<Around> {
  const ids = [...new Set(services.map((one) => one.organisation.id))];
  const organisations = await feedOrganisationsByIds(trx, ids);
  return { placeName: place.name, now, organisations: new Map(organisations.map((one) => [one.id, one])) };
}
