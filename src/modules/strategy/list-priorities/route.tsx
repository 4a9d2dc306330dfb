import { todayInLondon } from '../../../lib/dates.ts';
import { page } from '../../../platform/http/answers.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { isPlanner, placeParams, type Wiring } from '../requests.ts';
import { standingsOf } from '../standings.ts';
import { outcomesOf } from '../store/outcomes.ts';
import { allPriorities, countAnswers } from '../store/priorities.ts';
import { PrioritiesPage } from './page.tsx';

/** The priorities of a place, for everyone. */
export function listPriorities({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/priorities',
    ability: 'anyone',
    params: placeParams,
    query: querySchema({}),
    cached: true,
    handle: async ({ place, scope, actor, now, context }) => {
      const home = `/${place.slug}`;
      const priorities = await context.db.read(scope, async (trx) => {
        const list = await allPriorities(trx, place.id);
        const ids = list.map((one) => one.id);
        const standings = await standingsOf(trx, place.id, list, todayInLondon(now));
        const answers = await countAnswers(trx, place.id, ids);
        const outcomes = await outcomesOf(trx, place.id, ids);
        return list.map((one) => ({
          title: one.title,
          summary: one.summary,
          href: `${home}/priorities/${one.slug}`,
          standing: standings.get(one.id) ?? { text: '', tone: 'plain' as const },
          answers: answers.get(one.id) ?? 0,
          outcomes: outcomes.filter((outcome) => outcome.priorityId === one.id).length,
          isRetired: one.status === 'retired',
        }));
      });
      return page({
        title: 'Priorities',
        body: (
          <PrioritiesPage
            placeName={place.name}
            home={home}
            priorities={priorities}
            can={{ create: isPlanner(actor) }}
          />
        ),
      });
    },
  });
}
