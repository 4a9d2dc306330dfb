import { Type } from 'typebox';
import { hasRole, may } from '../../../kernel/actor.ts';
import { todayInLondon, type LocalDate } from '../../../lib/dates.ts';
import { page, redirect } from '../../../platform/http/answers.ts';
import { idParam, querySchema } from '../../../platform/http/fields.ts';
import { countUse } from '../../../platform/http/rate-limit.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { unknownPlace } from '../messages.ts';
import { isApprover, placeParams, speakers, type Wiring } from '../requests.ts';
import { counted } from '../store/candidates.ts';
import { localitiesOf, localityOf } from '../store/areas.ts';
import { countUnmet, gapScope } from '../store/gaps.ts';
import { servicesByIds } from '../store/services.ts';
import { addressWith, queryWith, readAsked, toldApart } from './asked.ts';
import { findAll, searchFields } from './find.ts';
import { SearchServicesPage } from './page.tsx';

const onePage = 50;
/** How often searches of one address are counted as unanswered: nobody makes a gap by asking again and again. */
const perAddress = { limit: 20, windowSeconds: 3_600 };

/** What there is in the community: by words, day and nearness, 50 a page. */
export function searchServicesRoute({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/community',
    ability: 'anyone',
    params: placeParams,
    query: querySchema({
      ...searchFields,
      after: Type.Optional(idParam()),
    }),
    cached: (query) => query['day'] !== 'now',
    handle: async ({ place, scope, query, actor, now, address, context }) => {
      const today = todayInLondon(now);
      const asked = readAsked(query);
      const home = `/${place.slug}`;
      const loaded = await context.db.read(scope, async (trx) => {
        const localities = await localitiesOf(trx, place.id);
        const apart = query.after === undefined ? toldApart(asked, localities) : undefined;
        if (apart !== undefined) return { apart };
        const most = query.after === undefined ? onePage : counted;
        const { total, isMore, found, area, organisation } = await findAll(trx, place.id, asked, now, most);
        const start = query.after === undefined ? 0 : found.findIndex((one) => one.id === query.after) + 1;
        const shown = found.slice(start, start + onePage);
        const metres = new Map(shown.map((one) => [one.id, one.metres]));
        const services = await servicesByIds(
          trx,
          place.id,
          shown.map((one) => one.id),
        );
        const isEmpty = total === 0 && area !== undefined;
        return {
          apart: undefined,
          locality: isEmpty ? await localityOf(trx, place.id, area) : undefined,
          organisation,
          area,
          total,
          isMore,
          services: services.map((one) => ({ ...one, metres: metres.get(one.id) })),
          last:
            start + onePage < found.length || (query.after === undefined && total > onePage)
              ? shown.at(-1)?.id
              : undefined,
          localities,
        };
      });
      // A sentence becomes an address with its filters, each of which can be taken away again.
      if (loaded.apart !== undefined) return redirect(addressWith(home, loaded.apart));
      const { last, area } = loaded;
      const isLost = asked.near !== '' && area === undefined;
      if (loaded.total === 0 && !isLost && queryWith(asked) !== '') {
        const count = await countUse(context.db, `gap ${address}`, perAddress, now);
        // A search says where and about what: nobody's words are kept.
        const gap = { month: `${today.slice(0, 7)}-01` as LocalDate, area: loaded.locality ?? '', term: asked.term };
        if (count.allowed) await context.db.write(gapScope(place.id), (trx) => countUnmet(trx, place.id, gap));
      }
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
            isMore={loaded.isMore}
            localities={loaded.localities}
            nextHref={last === undefined ? undefined : addressWith(home, asked, last)}
            today={today}
            now={now}
            can={{
              write: hasRole(actor, ...speakers),
              approve: isApprover(actor),
              seeGaps: may(actor, 'partner'),
            }}
          />
        ),
      });
    },
  });
}
