import { Type } from 'typebox';
import { todayInLondon } from '../../../lib/dates.ts';
import { page } from '../../../platform/http/answers.ts';
import { idParam, querySchema } from '../../../platform/http/fields.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { isTeller, placeParams, type Wiring } from '../requests.ts';
import { allStories, storiesElsewhere } from '../store/stories.ts';
import { uptakesIn } from '../store/uptakes.ts';
import { toldStories } from '../told.ts';
import { LearningPage } from './page.tsx';

const onePage = 50;

/** The stories of a place, 50 a page, what it took up, and what it could take up: for everyone. */
export function listLearning({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/learning',
    ability: 'anyone',
    params: placeParams,
    query: querySchema({ after: Type.Optional(idParam()) }),
    cached: true,
    handle: async ({ place, scope, query, actor, now, context }) => {
      const seen = await context.db.read(scope, async (trx) => {
        const [found, uptakes, elsewhere] = await Promise.all([
          allStories(trx, place.id, { after: query.after, limit: onePage + 1 }),
          uptakesIn(trx, place.id),
          storiesElsewhere(trx, place.id),
        ]);
        const shown = found.slice(0, onePage);
        const last = found.length > onePage ? shown.at(-1) : undefined;
        return { told: await toldStories(trx, place.id, shown), uptakes, elsewhere, last };
      });
      return page({
        title: 'What we learned',
        body: (
          <LearningPage
            placeName={place.name}
            home={`/${place.slug}`}
            {...seen}
            nextHref={seen.last === undefined ? undefined : `/${place.slug}/learning?after=${seen.last.id}`}
            today={todayInLondon(now)}
            can={{ write: isTeller(actor) }}
          />
        ),
      });
    },
  });
}
