import { todayInLondon } from '../../../lib/dates.ts';
import { page } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { needStory, slugParams, type Wiring } from '../requests.ts';
import { mayTell } from '../store/doing.ts';
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
      const [told] = await context.db.read(scope, async (trx) =>
        toldStories(trx, place.id, [await needStory(trx, place.id, params.slug)]),
      );
      if (told === undefined) throw notFound();
      return page({
        title: told.story.words.title,
        back: { text: 'What we learned', href: `${home}/learning` },
        body: (
          <StoryPage
            told={told}
            home={home}
            today={todayInLondon(now)}
            can={{ write: mayTell(actor, told.story.organisationId) }}
          />
        ),
      });
    },
  });
}
