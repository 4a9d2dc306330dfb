import { todayInLondon } from '../../../lib/dates.ts';
import type { FormView } from '../../../lib/form-reader.ts';
import { redirect, type Answer } from '../../../platform/http/answers.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { missingOf, missingSentence } from '../domain/asking.ts';
import { refusalSentence } from '../messages.ts';
import {
  doingOf,
  isThemselves,
  mayWrite,
  pageOf,
  personalPage,
  personOf,
  personParams,
  withPerson,
  writers,
  type Wiring,
} from '../requests.ts';
import { addAsking, askingsOf } from '../store/asking.ts';
import { circleOf } from '../store/circle.ts';
import { wordsOf } from '../store/words.ts';
import { askingBody, parseAsking } from './form.ts';
import { AskingPage } from './page.tsx';

const path = '/:place/people/:id/plan/asking';

async function show(request: PlaceRequest<{ id: string }>, form: FormView): Promise<Answer> {
  const { place, params, now } = request;
  const { person, missing, asking } = await withPerson(request, { route: path, writes: 'plan' }, async (trx, one) => {
    const [strengths, circle, can, askings] = await Promise.all([
      wordsOf(trx, place.id, params.id, 'strength'),
      circleOf(trx, place.id, params.id),
      mayWrite(trx, request, one),
      askingsOf(trx, place.id, [params.id]),
    ]);
    return {
      missing: missingOf({
        strengths: strengths.length,
        circle: circle.length,
        seesStrengths: true,
        seesCircle: can.has('circle'),
      }),
      asking: askings.get(params.id),
    };
  });
  const sentence =
    missing === undefined
      ? 'Strengths and circle are known. You can still say who will ask for more.'
      : `${missingSentence(missing, asking, todayInLondon(now), isThemselves(request, person))}.`;
  return personalPage({
    title: 'Who will ask?',
    back: { text: 'Back', href: pageOf(request, person) },
    errors: form.problems,
    body: <AskingPage form={form} action={`/${place.slug}/people/${person.id}/plan/asking`} sentence={sentence} />,
  });
}

/** Saying who will ask what is not yet known of somebody's strengths and circle, and by when. */
export function sayWhoAsks({ app, context }: Wiring): void {
  const common = { path, ability: writers, purpose: 'direct-support', params: personParams } as const;
  placeRoute(app, context, {
    ...common,
    method: 'GET',
    handle: async (request) => await show(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    ...common,
    method: 'POST',
    body: askingBody,
    handle: async (request) => {
      const { body: typed, scope, params, context } = request;
      const person = await personOf(request, 'plan');
      const parsed = parseAsking(typed);
      if (!parsed.ok) return await show(request, { typed, problems: parsed.error });
      const done = await context.db.write(
        scope,
        async (trx) => await addAsking(trx, doingOf(request, person), params.id, parsed.value),
      );
      if (!done.ok)
        return await show(request, { typed, problems: [{ field: 'by-day', text: refusalSentence(done.error) }] });
      return redirect(pageOf(request, person), 'asking-said');
    },
  });
}
