import { todayInLondon } from '../../../lib/dates.ts';
import type { FormView, Problem, Typed } from '../../../lib/form-reader.ts';
import { redirect, type Answer } from '../../../platform/http/answers.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { formMessages, refusalSentence } from '../messages.ts';
import {
  doingOf,
  isThemselves,
  pageOf,
  personalPage,
  personOf,
  personParams,
  refuse,
  withPerson,
  writers,
  type Wiring,
} from '../requests.ts';
import { goalsOf } from '../store/goals.ts';
import { addReview, reviewsOf, supportsOf } from '../store/plan-reviews.ts';
import { askedAbout, fieldOfRefusal, parseReview, reviewBody, typedOfNew } from './form.ts';
import { ReviewPage } from './page.tsx';

const adding = '/:place/people/:id/plan/reviews/new';

async function show(request: PlaceRequest<{ id: string }>, form: FormView, status?: 409): Promise<Answer> {
  const { place, params } = request;
  const loaded = await withPerson(request, { route: adding, writes: 'plan' }, async (trx) => ({
    goals: await goalsOf(trx, place.id, [params.id]),
    isFirst: (await reviewsOf(trx, place.id, params.id)).length === 0,
    isKnown: (await supportsOf(trx, place.id, params.id)) > 0,
  }));
  const { person } = loaded;
  return personalPage(
    {
      title: loaded.isFirst ? 'Agree the plan' : 'Look at the plan again',
      back: { text: 'Back', href: pageOf(request, person) },
      errors: form.problems,
      body: (
        <ReviewPage
          {...loaded}
          form={form}
          action={`/${place.slug}/people/${person.id}/plan/reviews`}
          isOwn={isThemselves(request, person)}
          goals={askedAbout(loaded.goals)}
        />
      ),
    },
    status,
  );
}

/** Agreeing a plan with the person, and looking at it again. */
export function reviewPlan({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: adding,
    ability: writers,
    purpose: 'direct-support',
    params: personParams,
    handle: async (request) => await show(request, { typed: typedOfNew(todayInLondon(request.now)), problems: [] }),
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/people/:id/plan/reviews',
    ability: writers,
    purpose: 'direct-support',
    params: personParams,
    body: reviewBody,
    handle: async (request) => {
      const { scope, params, context } = request;
      const typed: Typed = request.body;
      const wrong = async (problems: Problem[], status?: 409) => await show(request, { typed, problems }, status);
      const person = await personOf(request, 'plan');
      const parsed = parseReview(typed);
      if (!parsed.ok) return await wrong(parsed.error);
      const done = await context.db.write(
        scope,
        async (trx) => await addReview(trx, doingOf(request, person), params.id, parsed.value),
      );
      if (done.ok) return redirect(pageOf(request, person), 'plan-agreed');
      switch (done.error) {
        case 'people/gone':
        case 'goal/priority-gone':
          return refuse(done.error);
        case 'people/changed-meanwhile':
          return await wrong([{ field: 'progress-1', text: formMessages.reviewGoalChanged }], 409);
        default:
          return await wrong([{ field: fieldOfRefusal[done.error], text: refusalSentence(done.error) }]);
      }
    },
  });
}
