import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import { parsePostcode } from '../../../lib/identifiers.ts';
import { normaliseForSearch } from '../../../lib/text.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { nearestFirst, type Point } from '../domain/distance.ts';

export type AreaKind = 'postcode' | 'sector' | 'district' | 'locality';
/** Somewhere that people measure from: its name as pages show it, and the middle of it. */
export type Area = Point & { kind: AreaKind; name: string };

/** The key of an area: a postcode without its space, or the words of a locality. */
function keyOf(name: string): string {
  return normaliseForSearch(name).replace(/^the /, '').replaceAll(' ', '');
}

/** The keys to look for, the closest first: a full postcode, its sector, its district; otherwise just what was typed. */
function keysOf(typed: string): string[] {
  const postcode = parsePostcode(typed);
  if (!postcode.ok) return [keyOf(typed)];
  const [district = '', inward = ''] = postcode.value.split(' ');
  return [`${district}${inward}`, `${district}${inward.slice(0, 1)}`, district].map(keyOf);
}

/** Where a postcode or a locality is. A postcode nobody knows is taken for the middle of the smallest part that is known. */
export async function findArea(trx: Trx, place: Uuid, typed: string): Promise<Area | undefined> {
  return (await findAreas(trx, place, [typed])).get(typed);
}

/** Where many postcodes are, by how they were written; those of which nothing is known are left out. */
export async function findAreas(trx: Trx, place: Uuid, postcodes: readonly string[]): Promise<Map<string, Area>> {
  const wanted = [...new Set(postcodes)];
  if (wanted.length === 0) return new Map();
  const rows = await trx
    .selectFrom('postcode_area')
    .selectAll()
    .where('place_id', '=', place)
    .where(sql<boolean>`code = any(${[...new Set(wanted.flatMap(keysOf))]}::text[])`)
    .execute();
  const known = new Map(rows.map((row) => [row.code, row]));
  const found = new Map<string, Area>();
  for (const typed of wanted) {
    const row = keysOf(typed)
      .map((key) => known.get(key))
      .find((one) => one !== undefined);
    if (row !== undefined)
      found.set(typed, {
        kind: row.kind as AreaKind,
        name: row.name,
        latitude: row.latitude,
        longitude: row.longitude,
      });
  }
  return found;
}

/** The locality whose middle is the nearest to a point; undefined when the place knows of none. */
export async function localityOf(trx: Trx, place: Uuid, point: Point): Promise<string | undefined> {
  const near = nearestFirst(await localityPoints(trx, place), point);
  return near[0]?.name;
}

/** A place's localities with the middle of each, by name. */
export async function localityPoints(trx: Trx, place: Uuid): Promise<{ name: string; point: Point }[]> {
  const rows = await trx
    .selectFrom('postcode_area')
    .select(['name', 'latitude', 'longitude'])
    .where('place_id', '=', place)
    .where('kind', '=', 'locality')
    .orderBy('name')
    .execute();
  return rows.map(({ name, ...point }) => ({ name, point }));
}

/** The names of a place's localities, for choosing from. */
export async function localitiesOf(trx: Trx, place: Uuid): Promise<string[]> {
  const rows = await trx
    .selectFrom('postcode_area')
    .select('name')
    .where('place_id', '=', place)
    .where('kind', '=', 'locality')
    .orderBy('name')
    .execute();
  return rows.map((row) => row.name);
}

/** Adds to what the place knows of its postcodes and localities; what it knows already is put right. */
export async function addAreas(trx: Trx, place: Uuid, areas: readonly Area[]): Promise<void> {
  for (const { kind, name, latitude, longitude } of areas) {
    const values = { kind, name, latitude, longitude };
    await trx
      .insertInto('postcode_area')
      .values({ place_id: place, code: keyOf(name), ...values })
      .onConflict((conflict) => conflict.columns(['place_id', 'code']).doUpdateSet(values))
      .execute();
  }
}
