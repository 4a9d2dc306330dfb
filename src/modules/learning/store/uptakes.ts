import type { Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { Figures, UptakeStatus } from '../domain/uptake.ts';

/** What a place took up of another place's story. Everybody may read it, also where the story comes from. */
export type Uptake = {
  id: Uuid;
  placeId: Uuid;
  placeName: string;
  placeSlug: string;
  originPlaceId: Uuid;
  originPlaceName: string;
  originStoryId: Uuid;
  originVersion: number;
  storyTitle: string;
  organisationId: Uuid;
  organisationName: string;
  status: UptakeStatus;
  stopReason: string;
  changed: string;
  startedOn: LocalDate;
  figures: Figures | undefined;
  happened: string;
  reportedOn: LocalDate | undefined;
  version: number;
};

function uptakes(trx: Trx) {
  return trx
    .selectFrom('uptake as u')
    .innerJoin('organisation as o', 'o.id', 'u.organisation_id')
    .innerJoin('place as p', 'p.id', 'u.place_id')
    .innerJoin('place as q', 'q.id', 'u.origin_place_id')
    .selectAll('u')
    .select(['o.name as organisation_name', 'p.name as place_name', 'p.slug as place_slug', 'q.name as origin_name'])
    .orderBy('u.started_on', 'desc')
    .orderBy('u.id')
    .limit(500);
}

function toUptake(row: Awaited<ReturnType<ReturnType<typeof uptakes>['executeTakeFirstOrThrow']>>): Uptake {
  const isMeasured = row.before_value !== null && row.after_value !== null;
  return {
    id: row.id,
    placeId: row.place_id,
    placeName: row.place_name,
    placeSlug: row.place_slug,
    originPlaceId: row.origin_place_id,
    originPlaceName: row.origin_name,
    originStoryId: row.origin_story_id,
    originVersion: row.origin_version,
    storyTitle: row.story_title,
    organisationId: row.organisation_id,
    organisationName: row.organisation_name,
    status: row.status as UptakeStatus,
    stopReason: row.stop_reason ?? '',
    changed: row.changed,
    startedOn: row.started_on as LocalDate,
    figures: isMeasured
      ? {
          measure: row.measure,
          unit: row.unit,
          better: row.better === 'lower' ? 'lower' : 'higher',
          before: Number(row.before_value),
          after: Number(row.after_value),
        }
      : undefined,
    happened: row.happened,
    reportedOn: row.reported_on === null ? undefined : (row.reported_on as LocalDate),
    version: row.version,
  };
}

/** What a place took up, the newest first. */
export async function uptakesIn(trx: Trx, place: Uuid): Promise<Uptake[]> {
  return (await uptakes(trx).where('u.place_id', '=', place).execute()).map(toUptake);
}

/** What a place took up, by its id. */
export async function uptakesByIds(trx: Trx, place: Uuid, ids: readonly Uuid[]): Promise<Uptake[]> {
  if (ids.length === 0) return [];
  const rows = await uptakes(trx)
    .where('u.place_id', '=', place)
    .where('u.id', 'in', [...ids])
    .execute();
  return rows.map(toUptake);
}

/** Where the stories of a place were taken up, in whichever place. */
export async function uptakesOf(trx: Trx, place: Uuid, stories: readonly Uuid[]): Promise<Uptake[]> {
  if (stories.length === 0) return [];
  const rows = await uptakes(trx)
    .where('u.origin_place_id', '=', place)
    .where('u.origin_story_id', 'in', [...stories])
    .execute();
  return rows.map(toUptake);
}
