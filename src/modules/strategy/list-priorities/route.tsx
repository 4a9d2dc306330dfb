import { Type } from 'typebox';
import { todayInLondon } from '../../../lib/dates.ts';
import { page } from '../../../platform/http/answers.ts';
import { idParam, querySchema } from '../../../platform/http/fields.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { isPlanner, placeParams, type Wiring } from '../requests.ts';
import { standingsOf } from '../standings.ts';
import { countOutcomes } from '../store/outcomes.ts';
import { countAnswers, prioritiesAfter } from '../store/priorities.ts';
import { PrioritiesPage } from './page.tsx';

const onePage = 50;

/** The priorities of a place, for everyone, 50 a page. */
export function listPriorities({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/priorities',
    ability: 'anyone',
    params: placeParams,
    query: querySchema({ after: Type.Optional(idParam()) }),
    cached: true,
    handle: async ({ place, scope, query, actor, now, context }) => {
      const home = `/${place.slug}`;
      const { priorities, next } = await context.db.read(scope, async (trx) => {
        const found = await prioritiesAfter(trx, place.id, { after: query.after, limit: onePage + 1 });
        const list = found.slice(0, onePage);
        const ids = list.map((one) => one.id);
        const [standings, answers, outcomes] = await Promise.all([
          standingsOf(trx, place.id, list, todayInLondon(now)),
          countAnswers(trx, place.id, ids),
          countOutcomes(trx, place.id, ids),
        ]);
        const priorities = list.map((one) => ({
          title: one.title,
          summary: one.summary,
          href: `${home}/priorities/${one.slug}`,
          standing: standings.get(one.id) ?? { text: '', tone: 'plain' as const },
          answers: answers.get(one.id) ?? 0,
          outcomes: outcomes.get(one.id) ?? 0,
          isRetired: one.status === 'retired',
        }));
        return { priorities, next: found.length > onePage ? ids.at(-1) : undefined };
      });
      return page({
        title: 'Priorities',
        body: (
          <PrioritiesPage
            placeName={place.name}
            home={home}
            priorities={priorities}
            nextHref={next === undefined ? undefined : `${home}/priorities?after=${next}`}
            can={{ create: isPlanner(actor) }}
          />
        ),
      });
    },
  });
}
