import type { Uuid } from '../../../kernel/ids.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { nearestFirst, type Point } from '../domain/distance.ts';
import { liesIn, type Outline } from '../domain/ward-map.ts';
import { findAreas, localityPoints } from './areas.ts';
import { wardsOf } from './wards.ts';

/** A part of the place: a ward with its outline, or, where it brought none, a locality. */
export type Part = { code: string; name: string; outline: Outline; label: Point };

/** For what lies in no part, or nobody knows where. */
export const elsewhere = 'Elsewhere, or not known';

/** The parts of a place by name: its wards, or its localities. */
export async function partsOf(trx: Trx, place: Uuid): Promise<{ parts: Part[]; hasWards: boolean }> {
  const [wards, localities] = await Promise.all([wardsOf(trx, place), localityPoints(trx, place)]);
  const dots = localities.map((one) => ({ code: one.name, name: one.name, outline: [], label: one.point }));
  return { parts: wards.length > 0 ? wards : dots, hasWards: wards.length > 0 };
}

/** The part in which a point lies; of parts without outlines, the nearest. */
export function partAt<T extends Part>(parts: readonly T[], point: Point): T | undefined {
  const within = parts.find((one) => liesIn(one.outline, point));
  if (within !== undefined || parts.some((one) => one.outline.length > 0)) return within;
  return nearestFirst(
    parts.map((part) => ({ part, point: part.label })),
    point,
  )[0]?.part;
}

/** In which part of the place each of these postcodes lies, and the names of all parts. */
export async function partsWhere(
  trx: Trx,
  place: Uuid,
  postcodes: readonly string[],
): Promise<{ names: string[]; of: (postcode: string) => string }> {
  const { parts } = await partsOf(trx, place);
  const areas = await findAreas(
    trx,
    place,
    postcodes.filter((one) => one !== ''),
  );
  const found = new Map(
    [...areas].map(([postcode, point]) => [postcode, partAt(parts, point)?.name ?? elsewhere] as const),
  );
  return {
    names: [...new Set(parts.map((one) => one.name)), elsewhere],
    of: (postcode) => found.get(postcode) ?? elsewhere,
  };
}
