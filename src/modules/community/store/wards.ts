import type { Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { Point } from '../domain/distance.ts';
import type { Outline, Ward } from '../domain/ward-map.ts';
import { isOpenIn } from './open.ts';

/** The wards of a place by name; none where it has brought none. */
export async function wardsOf(trx: Trx, place: Uuid): Promise<Ward[]> {
  const rows = await trx
    .selectFrom('ward')
    .selectAll()
    .where('place_id', '=', place)
    .orderBy('name')
    .orderBy('code')
    .limit(200)
    .execute();
  return rows.map(({ code, name, outline, latitude, longitude }) => ({
    code,
    name,
    outline: outline as unknown as Outline,
    label: { latitude, longitude },
  }));
}

/** Puts the wards of a place in place of those that it had. */
export async function replaceWards(trx: Trx, place: Uuid, wards: readonly Ward[]): Promise<void> {
  await trx.deleteFrom('ward').where('place_id', '=', place).execute();
  for (const { code, name, outline, label } of wards)
    await trx
      .insertInto('ward')
      .values({ place_id: place, code, name, outline: JSON.stringify(outline), ...label })
      .execute();
}

/** Where the services are that are open on a day and that everybody may know of. Of a masked one there is no point. */
export async function listedPoints(
  trx: Trx,
  place: Uuid,
  today: LocalDate,
): Promise<{ id: Uuid; point: Point | undefined }[]> {
  const rows = await trx
    .selectFrom('service_search as x')
    .select(['x.service_id', 'x.latitude', 'x.longitude'])
    .where('x.place_id', '=', place)
    .where(isOpenIn('x', today))
    .orderBy('x.name')
    .orderBy('x.service_id')
    .limit(50_000)
    .execute();
  return rows.map(({ service_id, latitude, longitude }) => ({
    id: service_id,
    point: latitude === null || longitude === null ? undefined : { latitude, longitude },
  }));
}
