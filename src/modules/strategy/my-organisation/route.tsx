import { speaksFor } from '../../../kernel/actor.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import { page } from '../../../platform/http/answers.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { placeParams, type Wiring } from '../requests.ts';
import { commitmentsWhere } from '../store/commitments.ts';
import { partnersOf } from '../store/organisations.ts';
import { MyOrganisationPage } from './page.tsx';

/** Longer lists are cut here; the list of all commitments goes on. */
const most = 50;

/** What one person's organisations were asked for, have promised and owe. */
export function myOrganisation({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/my-organisation',
    ability: 'partner',
    params: placeParams,
    handle: async ({ place, scope, actor, now, context }) => {
      const today = todayInLondon(now);
      const { organisations, commitments } = await context.db.read(scope, async (trx) => {
        const organisations = (await partnersOf(trx, place.id)).filter((one) => speaksFor(actor, one.id));
        const ids = organisations.map((one) => one.id);
        const groups = ['waiting', 'overdue', 'open'] as const;
        const lists = groups.map(
          async (group) => await commitmentsWhere(trx, place.id, { group, organisations: ids, limit: most + 1 }, today),
        );
        return { organisations, commitments: (await Promise.all(lists)).flat() };
      });
      return page({
        title: 'Your organisation',
        body: (
          <MyOrganisationPage
            home={`/${place.slug}`}
            organisations={organisations}
            commitments={commitments}
            most={most}
            today={today}
          />
        ),
      });
    },
  });
}
