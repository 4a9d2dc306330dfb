import { redirect } from '../../../platform/http/answers.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { publishSentence } from '../messages.ts';
import { doingOf, needStory, refuse, slugParams, tellers, type Wiring } from '../requests.ts';
import { publishStory as publish } from '../store/story-writes.ts';
import { showForm, typedOf } from '../write-story/show.tsx';

/** Publishing a story, or saying that it still holds. What stands in the way is shown beside the fields it is about. */
export function publishStory({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/learning/stories/:slug/publish',
    ability: tellers,
    params: slugParams,
    handle: async (request) => {
      const { params, scope, place, context } = request;
      const { slug } = params;
      const { story, done } = await context.db.write(scope, async (trx) => {
        const before = await needStory(trx, place.id, slug);
        return { story: before, done: await publish(trx, doingOf(request), before.id) };
      });
      if (done.ok) {
        const notice = story.status === 'draft' ? 'story-published' : 'story-checked';
        return redirect(`/${place.slug}/learning/stories/${slug}`, notice);
      }
      if (typeof done.error === 'string') return refuse(done.error);
      const typed = await context.db.read(scope, (trx) => typedOf(trx, place.id, story));
      const problems = done.error.map((one) => ({ field: one.field, text: publishSentence(one) }));
      return await showForm(request, { typed, problems, slug });
    },
  });
}
