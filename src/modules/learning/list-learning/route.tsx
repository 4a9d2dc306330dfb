import { todayInLondon } from '../../../lib/dates.ts';
import { page } from '../../../platform/http/answers.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { isTeller, placeParams, type Wiring } from '../requests.ts';
import { allStories, storiesElsewhere } from '../store/stories.ts';
import { uptakesIn } from '../store/uptakes.ts';
import { toldStories } from '../told.ts';
import { LearningPage } from './page.tsx';

/** The stories of a place, what it took up, and what it could take up: for everyone. */
export function listLearning({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/learning',
    ability: 'anyone',
    params: placeParams,
    query: querySchema({}),
    cached: true,
    handle: async ({ place, scope, actor, now, context }) => {
      const seen = await context.db.read(scope, async (trx) => ({
        told: await toldStories(trx, place.id, await allStories(trx, place.id)),
        uptakes: await uptakesIn(trx, place.id),
        elsewhere: await storiesElsewhere(trx, place.id),
      }));
      return page({
        title: 'What we learned',
        body: (
          <LearningPage
            placeName={place.name}
            home={`/${place.slug}`}
            {...seen}
            today={todayInLondon(now)}
            can={{ write: isTeller(actor) }}
          />
        ),
      });
    },
  });
}
