import { FormReader, type FormView } from '../../../lib/form-reader.ts';
import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { refusalSentence } from '../messages.ts';
import { doingOf, needStory, needTeller, refuse, slugParams, tellers, type Wiring } from '../requests.ts';
import { withdrawStory as withdraw } from '../store/story-writes.ts';
import { WithdrawStoryPage } from './page.tsx';

const body = formSchema({ reason: textField(3_000) });

async function show(request: PlaceRequest<{ slug: string }>, form: FormView): Promise<Answer> {
  const { place, scope, params, actor, context } = request;
  const here = `/${place.slug}/learning/stories/${params.slug}`;
  const story = await context.db.read(scope, (trx) => needStory(trx, place.id, params.slug));
  needTeller(actor, story.organisationId);
  if (story.status !== 'published') return refuse('story/not-published');
  return page({
    title: 'Withdraw a story',
    back: { text: 'Back to the story', href: here },
    errors: form.problems,
    body: <WithdrawStoryPage title={story.words.title} action={`${here}/withdraw`} form={form} />,
  });
}

/** Withdrawing a story, with a reason. */
export function withdrawStory({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/learning/stories/:slug/withdraw',
    ability: tellers,
    params: slugParams,
    handle: async (request) => await show(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/learning/stories/:slug/withdraw',
    ability: tellers,
    params: slugParams,
    body,
    handle: async (request) => {
      const { place, scope, params, body: typed, context } = request;
      const form = new FormReader(typed);
      const reason = form.text('reason', 'The reason', 500, refusalSentence('story/reason-needed'));
      if (form.problems.length > 0) return await show(request, { typed, problems: form.problems });
      const done = await context.db.write(scope, async (trx) => {
        const story = await needStory(trx, place.id, params.slug);
        return await withdraw(trx, doingOf(request), story.id, reason);
      });
      if (done.ok) return redirect(`/${place.slug}/learning/stories/${params.slug}`, 'story-withdrawn');
      if (done.error === 'story/reason-personal')
        return await show(request, { typed, problems: [{ field: 'reason', text: refusalSentence(done.error) }] });
      return refuse(done.error);
    },
  });
}
