import { todayInLondon } from '../../../lib/dates.ts';
import { versionOf, type FormView } from '../../../lib/form-reader.ts';
import { redirect, type Answer } from '../../../platform/http/answers.ts';
import { HttpError, notFound } from '../../../platform/http/errors.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { formMessages, refusalSentence } from '../messages.ts';
import {
  doingOf,
  isThemselves,
  itemParams,
  pageOf,
  personalPage,
  personOf,
  refuse,
  withPerson,
  writers,
  type Wiring,
} from '../requests.ts';
import { circleOf } from '../store/circle.ts';
import { goalsOf } from '../store/goals.ts';
import { partnersOf } from '../store/organisations.ts';
import { addStep, moveStep, stepsOf } from '../store/steps.ts';
import { doerWords } from '../parts/goals.tsx';
import { answerBody, outcomeBody, parseOutcome, parseStep, parseStepAnswer, stepBody } from './form.ts';
import { OutcomePage, StepPage } from './page.tsx';

const adding = '/:place/people/:id/goals/:item/steps/new';

async function show(request: PlaceRequest<{ id: string; item: string }>, form: FormView): Promise<Answer> {
  const { place, params } = request;
  const loaded = await withPerson(request, { route: adding, writes: 'plan' }, async (trx) => ({
    goal: (await goalsOf(trx, place.id, [params.id])).find((one) => one.id === params.item),
    circle: await circleOf(trx, place.id, params.id),
    organisations: await partnersOf(trx, place.id),
  }));
  if (loaded.goal === undefined) throw notFound();
  const { person } = loaded;
  return personalPage({
    title: 'Add a step',
    back: { text: 'Back', href: pageOf(request, person) },
    errors: form.problems,
    body: (
      <StepPage
        form={form}
        action={`/${place.slug}/people/${person.id}/goals/${params.item}/steps`}
        goal={loaded.goal.words}
        isOwn={isThemselves(request, person)}
        circle={loaded.circle}
        organisations={loaded.organisations}
      />
    ),
  });
}

const ending = '/:place/people/:id/steps/:item/outcome';

async function showOutcome(
  request: PlaceRequest<{ id: string; item: string }>,
  form: FormView,
  status?: 409,
): Promise<Answer> {
  const { place, params } = request;
  const { person, step, circle } = await withPerson(request, { route: ending, writes: 'plan' }, async (trx) => ({
    step: (await stepsOf(trx, place.id, params.id)).find((one) => one.id === params.item),
    circle: await circleOf(trx, place.id, params.id),
  }));
  if (step === undefined || step.doer.kind === 'person') throw notFound();
  // While things are hidden no organisation is named: its name alone may tell too much.
  const isHidden = isThemselves(request, person) && person.safeMode;
  return personalPage(
    {
      title: 'Did it come about?',
      back: { text: 'Back', href: pageOf(request, person) },
      errors: form.problems,
      body: (
        <OutcomePage
          form={form}
          action={`/${place.slug}/people/${person.id}/steps/${step.id}/outcome`}
          version={step.version}
          what={step.what}
          who={doerWords(isHidden ? { ...step, organisationName: undefined } : step, circle, person.knownAs)}
        />
      ),
    },
    status,
  );
}

const notices = {
  accept: 'step-accepted',
  decline: 'step-declined',
  done: 'step-done',
  'not-kept': 'step-not-kept',
  end: 'step-ended',
} as const;

/** Steps towards a goal: offered by whoever would do them, agreed by the person, done. */
export function editStep({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: adding,
    ability: writers,
    purpose: 'direct-support',
    params: itemParams,
    handle: async (request) => await show(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/people/:id/goals/:item/steps',
    ability: writers,
    purpose: 'direct-support',
    params: itemParams,
    body: stepBody,
    handle: async (request) => {
      const { body: typed, scope, params, now, context } = request;
      const person = await personOf(request, 'plan');
      const parsed = parseStep(typed, params.item, todayInLondon(now));
      if (!parsed.ok) return await show(request, { typed, problems: parsed.error });
      const done = await context.db.write(
        scope,
        async (trx) => await addStep(trx, doingOf(request, person), params.id, parsed.value),
      );
      if (done.ok) return redirect(pageOf(request, person), 'step-added');
      if (done.error === 'people/gone') return refuse(done.error);
      const field = done.error === 'step/not-said-by-them' ? 'said-so' : 'who';
      return await show(request, { typed, problems: [{ field, text: refusalSentence(done.error) }] });
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/people/:id/steps/:item/answer',
    ability: writers,
    purpose: 'direct-support',
    params: itemParams,
    body: answerBody,
    handle: async (request) => {
      const { body: typed, scope, params, now, context } = request;
      const person = await personOf(request, 'plan');
      const command = parseStepAnswer(typed, todayInLondon(now));
      if (command === undefined) throw new HttpError('request/refused', `${formMessages.answer}.`);
      const change = { version: versionOf(typed.version), command };
      const done = await context.db.write(
        scope,
        async (trx) => await moveStep(trx, doingOf(request, person), params.id, params.item, change),
      );
      if (!done.ok) return refuse(done.error);
      return redirect(pageOf(request, person), notices[command.kind]);
    },
  });
  placeRoute(app, context, {
    method: 'GET',
    path: ending,
    ability: writers,
    purpose: 'direct-support',
    params: itemParams,
    handle: async (request) => await showOutcome(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    method: 'POST',
    path: ending,
    ability: writers,
    purpose: 'direct-support',
    params: itemParams,
    body: outcomeBody,
    handle: async (request) => {
      const { body: typed, scope, params, now, context } = request;
      const person = await personOf(request, 'plan');
      const parsed = parseOutcome(typed, todayInLondon(now));
      if (!parsed.ok) return await showOutcome(request, { typed, problems: parsed.error });
      const change = { version: versionOf(typed.version), command: parsed.value };
      const done = await context.db.write(
        scope,
        async (trx) => await moveStep(trx, doingOf(request, person), params.id, params.item, change),
      );
      if (done.ok) return redirect(pageOf(request, person), notices[parsed.value.kind]);
      if (done.error !== 'people/changed-meanwhile') return refuse(done.error);
      const problems = [{ field: 'words', text: refusalSentence(done.error) }];
      return await showOutcome(request, { typed, problems }, 409);
    },
  });
}
