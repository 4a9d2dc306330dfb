import { speaksFor } from '../../../kernel/actor.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import { page } from '../../../platform/http/answers.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { partnersOf } from '../../partnership/index.ts';
import { placeParams, speakers, type Wiring } from '../requests.ts';
import { servicesOfOrganisations } from '../store/services.ts';
import { newestVersions } from '../store/versions.ts';
import { MyServicesPage } from './page.tsx';

/** The services of those for whom the reader speaks, with what can be said of each in one tap. */
export function myServices({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/my-organisation/services',
    ability: speakers,
    params: placeParams,
    query: querySchema({}),
    handle: async ({ place, scope, actor, now, context }) => {
      const loaded = await context.db.read(scope, async (trx) => {
        const own = (await partnersOf(trx, place.id)).filter((one) => speaksFor(actor, one.id));
        const services = await servicesOfOrganisations(
          trx,
          place.id,
          own.map((one) => one.id),
        );
        const newest = await newestVersions(
          trx,
          place.id,
          services.map((one) => one.id),
        );
        return { own, services, newest };
      });
      return page({
        title: 'Your services',
        back: { text: 'Your organisation', href: `/${place.slug}/my-organisation` },
        body: <MyServicesPage home={`/${place.slug}`} {...loaded} today={todayInLondon(now)} now={now} />,
      });
    },
  });
}
