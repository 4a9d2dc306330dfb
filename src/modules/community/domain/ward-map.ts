import type { Point } from './distance.ts';

/** A ring of points, closed: the last is the first. */
export type Ring = readonly (readonly [longitude: number, latitude: number])[];
/** The outline of a ward: its parts and the holes in them, one after the other. */
export type Outline = readonly Ring[];
export type Ward = { code: string; name: string; outline: Outline; label: Point };

/** More points than any ward has that was made for maps on a screen. */
const mostPoints = 20_000;

function isPair(value: unknown): value is [number, number] {
  const [longitude, latitude] = Array.isArray(value) ? (value as unknown[]) : [];
  return (
    typeof longitude === 'number' &&
    typeof latitude === 'number' &&
    Math.abs(longitude) <= 180 &&
    Math.abs(latitude) <= 90
  );
}

function ringsIn(value: unknown): Ring[] {
  if (!Array.isArray(value)) return [];
  const items = value as unknown[];
  if (items.length >= 4 && items.every(isPair)) return [items.map(([x, y]) => [x, y] as const)];
  return items.flatMap(ringsIn);
}

type Properties = Readonly<Record<string, unknown>>;

function property(properties: Properties, shape: RegExp): unknown {
  const name = Object.keys(properties).find((one) => shape.test(one));
  return name === undefined ? undefined : properties[name];
}

/**
 * The wards of a GeoJSON file as the Office for National Statistics publishes them (`WD25CD`, `WD25NM`, `LONG`, `LAT`); what
 * is no ward is left out. Longitude and latitude are WGS 84, as RFC 7946 says.
 */
export function wardsIn(read: unknown): Ward[] {
  const features = (read as { features?: unknown } | null)?.features;
  if (!Array.isArray(features)) return [];
  return (features as unknown[]).flatMap((feature) => {
    const { properties, geometry } = feature as { properties?: Properties; geometry?: { coordinates?: unknown } };
    const code = property(properties ?? {}, /^WD\d*CD$/);
    const name = property(properties ?? {}, /^WD\d*NM$/);
    const outline = ringsIn(geometry?.coordinates);
    const points = outline.reduce((sum, ring) => sum + ring.length, 0);
    if (typeof code !== 'string' || typeof name !== 'string' || outline.length === 0 || points > mostPoints) return [];
    if (code.length > 20 || name.length > 80) return [];
    const [longitude, latitude] = [properties?.['LONG'], properties?.['LAT']];
    const [first] = outline[0] ?? [];
    const label =
      typeof longitude === 'number' && typeof latitude === 'number'
        ? { longitude, latitude }
        : { longitude: first?.[0] ?? 0, latitude: first?.[1] ?? 0 };
    return [{ code, name, outline, label }];
  });
}

/** Whether a point lies in an outline: inside an odd number of its rings. */
export function liesIn(outline: Outline, { longitude: x, latitude: y }: Point): boolean {
  let isInside = false;
  for (const ring of outline)
    for (let at = 1; at < ring.length; at += 1) {
      const [ax, ay] = ring[at - 1] ?? [0, 0];
      const [bx, by] = ring[at] ?? [0, 0];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) isInside = !isInside;
    }
  return isInside;
}

export type Projection = { width: number; height: number; at: (point: Point) => { x: number; y: number } };

/** A flat picture of so many pixels across that holds these points within a margin: north is up, and near enough true for one place. */
export function projectionOf(points: readonly Point[], width: number, margin: number): Projection {
  const longitudes = points.map((one) => one.longitude);
  const latitudes = points.map((one) => one.latitude);
  const [west, east] = [Math.min(...longitudes), Math.max(...longitudes)];
  const [south, north] = [Math.min(...latitudes), Math.max(...latitudes)];
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = (width - 2 * margin) / Math.max((east - west) * shrink, (north - south) / 2, 1e-6);
  return {
    width,
    height: Math.round((north - south) * scale + 2 * margin),
    at: ({ longitude, latitude }) => ({
      x: margin + (longitude - west) * shrink * scale,
      y: margin + (north - latitude) * scale,
    }),
  };
}

/** The outline as the path of a picture, without points that nobody would see. Draw it with the even-odd rule. */
export function pathOf(outline: Outline, projection: Projection): string {
  return outline
    .map((ring) => {
      const points = thinned(
        ring.map(([longitude, latitude]) => projection.at({ longitude, latitude })),
        0.5,
      );
      return `M${points.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}Z`;
    })
    .join('');
}

type Spot = { x: number; y: number };

/** The line without points that lie closer to it than `least`. Source: Douglas and Peucker, 1973. */
export function thinned(points: readonly Spot[], least: number): Spot[] {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || points.length < 3) return [...points];
  let far = 0;
  let at = 0;
  for (let index = 1; index < points.length - 1; index += 1) {
    const distance = distanceTo(points[index] ?? first, first, last);
    if (distance > far) [far, at] = [distance, index];
  }
  if (far <= least) return [first, last];
  return [...thinned(points.slice(0, at + 1), least).slice(0, -1), ...thinned(points.slice(at), least)];
}

/** How far a spot is from the line between two others; from the first, where both are one. */
function distanceTo(spot: Spot, from: Spot, to: Spot): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy);
  if (length === 0) return Math.hypot(spot.x - from.x, spot.y - from.y);
  return Math.abs(dy * (spot.x - from.x) - dx * (spot.y - from.y)) / length;
}
