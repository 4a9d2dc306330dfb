/** A point on the earth in degrees. */
export type Point = { latitude: number; longitude: number };

/** The mean radius of the earth in metres. Source: IUGG. */
export const radius = 6_371_008.8;
const metresInMile = 1_609.344;

/** The distance between two points in metres, along the surface of a ball. Source: the haversine formula. */
export function distanceBetween(from: Point, to: Point): number {
  const latitudes = [from.latitude, to.latitude].map(radians);
  const [a = 0, b = 0] = latitudes;
  const h =
    Math.sin((b - a) / 2) ** 2 + Math.cos(a) * Math.cos(b) * Math.sin(radians(to.longitude - from.longitude) / 2) ** 2;
  // Rounding can lift h a hair above 1 for opposite points.
  return 2 * radius * Math.asin(Math.min(1, Math.sqrt(h)));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

/** A distance in metres as people say it: "less than 0.1 miles", "0.4 miles", "12 miles". */
export function distanceWords(metres: number): string {
  const miles = metres / metresInMile;
  if (miles < 0.1) return 'less than 0.1 miles';
  const rounded = miles < 9.95 ? Math.round(miles * 10) / 10 : Math.round(miles);
  return `${rounded} ${rounded === 1 ? 'mile' : 'miles'}`;
}

/**
 * The nearest first; what has no point comes after everything that has one, in the order in which it was given, so that
 * nothing can be learned of where it is.
 */
export function nearestFirst<T extends { point: Point | undefined }>(
  list: readonly T[],
  from: Point,
): (T & { metres: number | undefined })[] {
  return list
    .map((one) => ({ ...one, metres: one.point === undefined ? undefined : distanceBetween(from, one.point) }))
    .sort((a, b) => (a.metres ?? Infinity) - (b.metres ?? Infinity) || 0);
}
