import { Type } from 'typebox';
import { hasRole } from '../../../kernel/actor.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import { page } from '../../../platform/http/answers.ts';
import { idParam, querySchema } from '../../../platform/http/fields.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { partnersOf } from '../../partnership/index.ts';
import { unknownPlace } from '../messages.ts';
import { weekdays } from '../domain/schedule.ts';
import { isApprover, placeParams, speakers, type Wiring } from '../requests.ts';
import { findArea, localitiesOf } from '../store/areas.ts';
import { searchServices } from '../store/search.ts';
import { servicesByIds } from '../store/services.ts';
import { addressWith, type Asked } from './asked.ts';
import { SearchServicesPage } from './page.tsx';

const onePage = 50;

/** What there is in the community: by words, day and nearness, 50 a page. */
export function searchServicesRoute({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/community',
    ability: 'anyone',
    params: placeParams,
    query: querySchema({
      words: Type.Optional(Type.String({ maxLength: 120 })),
      day: Type.Optional(Type.String({ maxLength: 10 })),
      near: Type.Optional(Type.String({ maxLength: 60 })),
      free: Type.Optional(Type.String({ maxLength: 5 })),
      steps: Type.Optional(Type.String({ maxLength: 5 })),
      organisation: Type.Optional(Type.String({ maxLength: 120 })),
      after: Type.Optional(idParam()),
    }),
    cached: true,
    handle: async ({ place, scope, query, actor, now, context }) => {
      const today = todayInLondon(now);
      const asked: Asked = {
        words: (query.words ?? '').trim(),
        day: query.day === 'today' ? 'today' : weekdays.find((one) => one === query.day),
        near: (query.near ?? '').trim(),
        free: query.free === 'yes',
        steps: query.steps === 'yes',
        organisation: query.organisation ?? '',
      };
      const loaded = await context.db.read(scope, async (trx) => {
        const organisation =
          asked.organisation === ''
            ? undefined
            : (await partnersOf(trx, place.id)).find((one) => one.slug === asked.organisation);
        const area = asked.near === '' ? undefined : await findArea(trx, place.id, asked.near);
        const found = await searchServices(trx, place.id, {
          words: asked.words,
          day: asked.day,
          today,
          near: area,
          freeOnly: asked.free,
          stepFree: asked.steps,
          organisation: organisation?.id,
        });
        const start = query.after === undefined ? 0 : found.findIndex((one) => one.id === query.after) + 1;
        const shown = found.slice(start, start + onePage);
        const metres = new Map(shown.map((one) => [one.id, one.metres]));
        const services = await servicesByIds(
          trx,
          place.id,
          shown.map((one) => one.id),
        );
        return {
          organisation,
          area,
          total: found.length,
          services: services.map((one) => ({ ...one, metres: metres.get(one.id) })),
          last: start + onePage < found.length ? shown.at(-1)?.id : undefined,
          localities: await localitiesOf(trx, place.id),
        };
      });
      const { last, area } = loaded;
      const isLost = asked.near !== '' && area === undefined;
      const home = `/${place.slug}`;
      return page({
        title: 'What is here for you',
        errors: isLost ? [{ field: 'near', text: unknownPlace(asked.near) }] : [],
        body: (
          <SearchServicesPage
            placeName={place.name}
            home={home}
            asked={{ ...asked, organisation: loaded.organisation?.slug ?? '' }}
            organisationName={loaded.organisation?.name}
            area={area}
            nearError={isLost ? unknownPlace(asked.near) : undefined}
            services={loaded.services}
            total={loaded.total}
            localities={loaded.localities}
            nextHref={last === undefined ? undefined : addressWith(home, asked, last)}
            today={today}
            now={now}
            can={{ write: hasRole(actor, ...speakers), approve: isApprover(actor) }}
          />
        ),
      });
    },
  });
}
