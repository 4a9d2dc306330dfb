import { redirect } from '../../../platform/http/answers.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { versionOf } from '../../../lib/form-reader.ts';
import { publishSentence, refusalSentence } from '../messages.ts';
import {
  doingOf,
  needStory,
  needTeller,
  organisationsOf,
  placeParams,
  refuse,
  slugParams,
  tellers,
  type Wiring,
} from '../requests.ts';
import { createStory, editStory } from '../store/story-writes.ts';
import { parseStory, storyBody } from './form.ts';
import { showForm, typedOf } from './show.tsx';

/** Writing and changing a story. */
export function writeStory({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/learning/stories/new',
    ability: tellers,
    params: placeParams,
    handle: async (request) => await showForm(request, { typed: {}, problems: [] }),
  });

  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/learning/stories/new',
    ability: tellers,
    params: placeParams,
    body: storyBody,
    handle: async (request) => {
      const { body: typed, scope, place, actor, context } = request;
      const organisations = await context.db.read(scope, (trx) => organisationsOf(trx, place.id, actor));
      const parsed = parseStory(typed, organisations);
      if (!parsed.ok) return await showForm(request, { typed, problems: parsed.error });
      const done = await context.db.write(scope, (trx) => createStory(trx, doingOf(request), parsed.value));
      return done.ok
        ? redirect(`/${place.slug}/learning/stories/${done.value.slug}`, 'story-drafted')
        : refuse(done.error);
    },
  });

  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/learning/stories/:slug/edit',
    ability: tellers,
    params: slugParams,
    handle: async (request) => {
      const { params, scope, place, actor, context } = request;
      const typed = await context.db.read(scope, async (trx) => {
        const story = await needStory(trx, place.id, params.slug);
        needTeller(actor, story.organisationId);
        return await typedOf(trx, place.id, story);
      });
      return await showForm(request, { typed, problems: [], slug: params.slug });
    },
  });

  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/learning/stories/:slug/edit',
    ability: tellers,
    params: slugParams,
    body: storyBody,
    handle: async (request) => {
      const { body: typed, params, scope, place, actor, context } = request;
      const { slug } = params;
      const { story, organisations } = await context.db.read(scope, async (trx) => ({
        story: await needStory(trx, place.id, slug),
        organisations: await organisationsOf(trx, place.id, actor),
      }));
      needTeller(actor, story.organisationId);
      const parsed = parseStory(typed, organisations);
      if (!parsed.ok) return await showForm(request, { typed, problems: parsed.error, slug });
      const done = await context.db.write(scope, (trx) =>
        editStory(trx, doingOf(request), { id: story.id, version: versionOf(typed.version), ...parsed.value }),
      );
      if (done.ok) return redirect(`/${place.slug}/learning/stories/${slug}`, 'story-saved');
      if (typeof done.error !== 'string') {
        const problems = done.error.map((one) => ({ field: one.field, text: publishSentence(one) }));
        return await showForm(request, { typed, problems, slug });
      }
      if (done.error !== 'learning/changed-meanwhile') return refuse(done.error);
      return await showForm(request, {
        typed: { ...typed, version: String(story.version) },
        problems: [{ field: 'title', text: refusalSentence(done.error) }],
        slug,
        isConflict: true,
      });
    },
  });
}
