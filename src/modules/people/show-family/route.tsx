import { todayInLondon } from '../../../lib/dates.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { familyParams } from '../family-requests.ts';
import { loadFamily } from '../parts/load-family.ts';
import { noteLook, personalPage, recorders, type Wiring } from '../requests.ts';
import { FamilyPage } from './page.tsx';

/** A household or family: of each of them what the reader may see of that person. */
export function showFamily({ app, context }: Wiring): void {
  const path = '/:place/people/families/:id';
  placeRoute(app, context, {
    method: 'GET',
    path,
    ability: recorders,
    purpose: 'direct-support',
    params: familyParams,
    query: querySchema({}),
    handle: async (request) => {
      const { place, now, params, scope, context } = request;
      const family = await context.db.write(scope, async (trx) => {
        const loaded = await loadFamily(trx, place.id, params.id);
        if (loaded.members.length === 0) throw notFound();
        const shown = [...loaded.members, ...loaded.before].map((one) => one.person);
        await noteLook(trx, request, path, shown);
        return loaded;
      });
      return personalPage({
        title: 'Household and family',
        back: { text: 'People', href: `/${place.slug}/people` },
        body: (
          <FamilyPage
            family={family}
            home={`/${place.slug}`}
            address={`/${place.slug}/people/families/${params.id}`}
            today={todayInLondon(now)}
          />
        ),
      });
    },
  });
}
