import { Type } from 'typebox';
import { Empty, Hero } from '../../../design/index.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import { plural } from '../../../lib/text.ts';
import { page } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import type { Point } from '../domain/distance.ts';
import { pathOf, projectionOf } from '../domain/ward-map.ts';
import { ServiceRows } from '../parts/service-rows.tsx';
import { placeParams, type Wiring } from '../requests.ts';
import { partAt, partsOf, type Part } from '../store/parts.ts';
import { servicesByIds } from '../store/services.ts';
import { listedPoints } from '../store/wards.ts';

/** A part of the place as the map shows it: a ward with its outline, or a locality as a dot. */
type Shown = Part & { services: string[] };
const mostShown = 200;
const pictureWidth = 420;
/** Beside the outlines, and beside dots with their names. */
const margins = { wards: 6, dots: 70 };
const dot = 22;

/** Puts every service into the ward in which it lies, or, without wards, to the locality that is nearest. */
function partsWith(
  all: readonly Part[],
  points: readonly { id: string; point: Point | undefined }[],
): { parts: Shown[]; elsewhere: string[] } {
  const parts = all.map((one): Shown => ({ ...one, services: [] }));
  const elsewhere: string[] = [];
  for (const { id, point } of points) {
    const home = point === undefined ? undefined : partAt(parts, point);
    if (home === undefined) elsewhere.push(id);
    else home.services.push(id);
  }
  return { parts, elsewhere };
}

/** Where services are: a picture of the parts of the place, and the same as a list. */
export function showMap({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/community/map',
    ability: 'anyone',
    params: placeParams,
    query: querySchema({ part: Type.Optional(Type.String({ maxLength: 90 })) }),
    cached: true,
    handle: async ({ place, query, now, context }) => {
      const loaded = await context.db.read({ role: 'thread_public', place: place.id }, async (trx) => {
        const [{ parts: all, hasWards }, points] = await Promise.all([
          partsOf(trx, place.id),
          listedPoints(trx, place.id, todayInLondon(now)),
        ]);
        const { parts, elsewhere } = partsWith(all, points);
        const part = parts.find((one) => one.code === query.part);
        const isElsewhere = query.part === 'elsewhere';
        if (query.part !== undefined && part === undefined && !isElsewhere) throw notFound();
        const ids = (isElsewhere ? elsewhere : (part?.services ?? [])).slice(0, mostShown);
        return {
          parts,
          elsewhere,
          part,
          services: await servicesByIds(trx, place.id, ids),
          hasWards,
        };
      });
      const home = `/${place.slug}`;
      const here = `${home}/community/map`;
      const { parts, part, services } = loaded;
      const chosen = part?.name ?? (query.part === 'elsewhere' ? 'Everywhere, or without a place to go to' : undefined);
      return page({
        title: 'Services on the map',
        back: { text: 'All services', href: `${home}/community` },
        body: (
          <>
            <Hero kicker="What is available" title={`Services on the map of ${place.name}`} />
            {parts.length === 0 ? (
              <Empty heading="No map yet">
                <p>Whoever runs this place brings in the outlines of its wards. All services stand in the list.</p>
              </Empty>
            ) : (
              <>
                <Picture parts={parts} here={here} placeName={place.name} />
                <h2>The same as a list</h2>
                <ul>
                  {parts.map((one) => (
                    <li key={one.code}>
                      <a href={`${here}?part=${encodeURIComponent(one.code)}`}>{one.name}</a>:{' '}
                      {plural(one.services.length, 'service')}
                    </li>
                  ))}
                  <li>
                    <a href={`${here}?part=elsewhere`}>Everywhere, or without a place to go to</a>:{' '}
                    {plural(loaded.elsewhere.length, 'service')}
                  </li>
                </ul>
              </>
            )}
            {chosen !== undefined && (
              <>
                <h2>{chosen}</h2>
                <ServiceRows services={services} home={home} today={todayInLondon(now)} now={now} />
              </>
            )}
            {loaded.hasWards && (
              <p class="ct-small">
                {place.isDemo
                  ? 'The outlines of this invented place are invented too.'
                  : 'Source: Office for National Statistics licensed under the Open Government Licence v.3.0. Contains OS data © Crown copyright and database right 2025.'}
              </p>
            )}
          </>
        ),
      });
    },
  });
}

function Picture({ parts, here, placeName }: { parts: readonly Shown[]; here: string; placeName: string }) {
  const points = parts.flatMap((one) => [
    one.label,
    ...one.outline.flatMap((ring) => ring.map(([longitude, latitude]) => ({ longitude, latitude }))),
  ]);
  const isDrawn = parts.some((one) => one.outline.length > 0);
  const projection = projectionOf(points, pictureWidth, isDrawn ? margins.wards : margins.dots);
  const most = Math.max(1, ...parts.map((one) => one.services.length));
  return (
    <svg
      viewBox={`0 0 ${projection.width} ${projection.height}`}
      width="100%"
      role="group"
      aria-label={`The parts of ${placeName}, each with how many services it has. The same stands in the list below.`}
    >
      {parts.map((one) => {
        const { x, y } = projection.at(one.label);
        const words = `${one.name}: ${plural(one.services.length, 'service')}`;
        return (
          <a key={one.code} href={`${here}?part=${encodeURIComponent(one.code)}`}>
            <title>{words}</title>
            {one.outline.length > 0 ? (
              <path
                d={pathOf(one.outline, projection)}
                fill="#005eb8"
                fill-opacity={(0.1 + (0.4 * one.services.length) / most).toFixed(2)}
                fill-rule="evenodd"
                stroke="#212b32"
              />
            ) : (
              <circle
                cx={x.toFixed(1)}
                cy={y.toFixed(1)}
                r={String(dot)}
                fill="#005eb8"
                fill-opacity="0.2"
                stroke="#212b32"
              />
            )}
            {one.outline.length === 0 && (
              <text x={x.toFixed(1)} y={(y + dot + 18).toFixed(1)} text-anchor="middle" font-size="15" fill="#212b32">
                {one.name}
              </text>
            )}
            <text x={x.toFixed(1)} y={(y + 5).toFixed(1)} text-anchor="middle" font-size="16" fill="#212b32">
              {String(one.services.length)}
            </text>
          </a>
        );
      })}
    </svg>
  );
}
