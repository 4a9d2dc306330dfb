import type { Uuid } from '../../../kernel/ids.ts';
import type { Problem, Typed } from '../../../lib/form-reader.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { page, type Answer } from '../../../platform/http/answers.ts';
import type { PlaceRequest } from '../../../platform/http/routes.ts';
import { linksFrom } from '../../../thread/store/find.ts';
import { allOutcomes, allPriorities } from '../../strategy/index.ts';
import { conflict, organisationsOf } from '../requests.ts';
import type { Story } from '../store/stories.ts';
import { WriteStoryPage } from './page.tsx';

export type Showing = { typed: Typed; problems: readonly Problem[]; slug?: string | undefined; isConflict?: boolean };

/** The form of a story with what was typed and what is wrong with it. */
export async function showForm(request: PlaceRequest, showing: Showing): Promise<Answer> {
  const { place, scope, actor, context } = request;
  const { typed, problems, slug } = showing;
  const list = `/${place.slug}/learning`;
  const choices = await context.db.read(scope, async (trx) => {
    const priorities = new Map((await allPriorities(trx, place.id)).map((one) => [one.id, one.title]));
    return {
      organisations: await organisationsOf(trx, place.id, actor),
      outcomes: (await allOutcomes(trx, place.id)).map((one) => ({
        id: one.id,
        title: one.title,
        priority: priorities.get(one.priorityId) ?? '',
      })),
    };
  });
  const here = slug === undefined ? list : `${list}/stories/${slug}`;
  const heading = slug === undefined ? 'Write a story' : 'Change this story';
  const content = {
    title: heading,
    back: { text: slug === undefined ? 'What we learned' : 'Back to the story', href: here },
    errors: problems,
    body: (
      <WriteStoryPage
        heading={heading}
        action={slug === undefined ? `${list}/stories/new` : `${here}/edit`}
        form={{ typed, problems }}
        {...choices}
        currentHref={showing.isConflict === true ? here : undefined}
      />
    ),
  };
  return showing.isConflict === true ? conflict(content) : page(content);
}

/** A story as its form would hold it. */
export async function typedOf(trx: Trx, place: Uuid, story: Story): Promise<Typed> {
  const links = await linksFrom(trx, place, 'story', [story.id], 'evidences');
  return {
    ...story.words,
    organisation: story.organisationId,
    outcomes: links.map((one) => one.to.id),
    version: String(story.version),
  };
}
