import { FormReader, typedText, type FormView } from '../../../lib/form-reader.ts';
import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { formMessages, personalSentence, refusalSentence } from '../messages.ts';
import { doingOf, idParams, organisationsOf, refuse, tellers, type Wiring } from '../requests.ts';
import { storyElsewhere } from '../store/stories.ts';
import { takeUp } from '../store/uptake-writes.ts';
import { TakeUpPage } from './page.tsx';

const body = formSchema({ organisation: textField(60), status: textField(20), changed: textField(8_000) });

async function show(request: PlaceRequest<{ id: string }>, form: FormView): Promise<Answer> {
  const { place, scope, params, actor, context } = request;
  const { story, organisations } = await context.db.read(scope, async (trx) => ({
    story: await storyElsewhere(trx, place.id, params.id),
    organisations: await organisationsOf(trx, place.id, actor),
  }));
  if (story === undefined) throw notFound();
  if (story.isWithdrawn) return refuse('uptake/withdrawn');
  const home = `/${place.slug}/learning`;
  return page({
    title: 'Take up a story',
    back: { text: 'What we learned', href: home },
    errors: form.problems,
    body: (
      <TakeUpPage
        story={story}
        placeName={place.name}
        action={`${home}/take-up/${story.id}`}
        form={form}
        organisations={organisations}
      />
    ),
  });
}

/** Taking up a story of another place, in the place of the request. */
export function takeUpStory({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/learning/take-up/:id',
    ability: tellers,
    params: idParams,
    handle: async (request) => await show(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/learning/take-up/:id',
    ability: tellers,
    params: idParams,
    body,
    handle: async (request) => {
      const { place, scope, params, actor, body: typed, context } = request;
      const organisations = await context.db.read(scope, (trx) => organisationsOf(trx, place.id, actor));
      const form = new FormReader(typed);
      const organisation = organisations.find((one) => one.id === typedText(typed, 'organisation'));
      if (organisation === undefined) form.problem('organisation', formMessages.organisation);
      const status = form.choice('status', ['considering', 'adapting'] as const, formMessages.takeUpStatus);
      const changed = form.text('changed', 'What you would change', 2_000);
      if (organisation === undefined || status === undefined || form.problems.length > 0)
        return await show(request, { typed, problems: form.problems });
      const input = { storyId: params.id, organisationId: organisation.id, status, changed };
      const done = await context.db.write(scope, (trx) => takeUp(trx, doingOf(request), input));
      if (done.ok) return redirect(`/${place.slug}/learning/uptakes/${done.value.id}`, 'story-taken-up');
      if (typeof done.error !== 'string') {
        const text = personalSentence('What would you change?', done.error.found);
        return await show(request, { typed, problems: [{ field: 'changed', text }] });
      }
      if (done.error === 'uptake/twice')
        return await show(request, { typed, problems: [{ field: 'organisation', text: refusalSentence(done.error) }] });
      return refuse(done.error);
    },
  });
}
