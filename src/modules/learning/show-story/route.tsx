import { todayInLondon } from '../../../lib/dates.ts';
import { page } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { needStory, slugParams, type Wiring } from '../requests.ts';
import { mayTell } from '../store/doing.ts';
import { prioritiesOf } from '../../strategy/index.ts';
import { toldStories } from '../told.ts';
import { StoryPage } from './page.tsx';

/** One story, for everyone; drafts for partners. */
export function showStory({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/learning/stories/:slug',
    ability: 'anyone',
    params: slugParams,
    query: querySchema({}),
    // Not kept: it shows what other places say, and nothing that they write raises this place's public version.
    handle: async ({ params, place, scope, actor, now, context }) => {
      const home = `/${place.slug}`;
      const { told, slugs } = await context.db.read(scope, async (trx) => {
        const [found] = await toldStories(trx, place.id, [await needStory(trx, place.id, params.slug)]);
        if (found === undefined) throw notFound();
        const priorities = await prioritiesOf(trx, place.id, [...new Set(found.outcomes.map((one) => one.priorityId))]);
        return { told: found, slugs: new Map(priorities.map((one) => [one.id, one.slug])) };
      });
      return page({
        title: told.story.words.title,
        back: { text: 'What we learned', href: `${home}/learning` },
        body: (
          <StoryPage
            told={told}
            slugs={slugs}
            home={home}
            today={todayInLondon(now)}
            can={{ write: mayTell(actor, told.story.organisationId) }}
          />
        ),
      });
    },
  });
}
