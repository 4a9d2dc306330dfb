import { versionOf, type FormView } from '../../../lib/form-reader.ts';
import { redirect, type Answer } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { allPriorities } from '../../strategy/index.ts';
import { versionShown } from '../parts/as-it-is-now.tsx';
import { refusalSentence } from '../messages.ts';
import {
  doingOf,
  itemParams,
  pageOf,
  personalPage,
  personOf,
  personParams,
  refuse,
  withPerson,
  writers,
  type Wiring,
} from '../requests.ts';
import { addGoal, changeGoal, goalsOf } from '../store/goals.ts';
import { goalBody, parseGoal, typedOfGoal } from './form.ts';
import { GoalPage } from './page.tsx';

const adding = '/:place/people/:id/goals/new';
const editing = '/:place/people/:id/goals/:item/edit';

/** The priorities that a goal can serve. */
async function choosable(trx: Trx, place: string): Promise<{ id: string; title: string }[]> {
  return (await allPriorities(trx, place)).filter((one) => one.status === 'published');
}

async function showNew(request: PlaceRequest<{ id: string }>, form: FormView): Promise<Answer> {
  const { place } = request;
  const loaded = await withPerson(request, { route: adding, writes: 'plan' }, async (trx) => ({
    priorities: await choosable(trx, place.id),
  }));
  return personalPage({
    title: 'Add a goal',
    back: { text: 'Back', href: pageOf(request, loaded.person) },
    errors: form.problems,
    body: (
      <GoalPage
        form={form}
        action={`/${place.slug}/people/${loaded.person.id}/goals`}
        version={undefined}
        priorities={loaded.priorities}
      />
    ),
  });
}

async function showEdit(
  request: PlaceRequest<{ id: string; item: string }>,
  form: FormView | undefined,
  status?: 409,
): Promise<Answer> {
  const { place, params } = request;
  const { person, goal, priorities } = await withPerson(request, { route: editing, writes: 'plan' }, async (trx) => ({
    goal: (await goalsOf(trx, place.id, [params.id])).find((one) => one.id === params.item),
    priorities: await choosable(trx, place.id),
  }));
  if (goal === undefined) throw notFound();
  return personalPage(
    {
      title: 'Change a goal',
      back: { text: 'Back', href: pageOf(request, person) },
      errors: form?.problems,
      body: (
        <GoalPage
          form={form ?? { typed: typedOfGoal(goal), problems: [] }}
          action={`/${place.slug}/people/${person.id}/goals/${goal.id}/edit`}
          version={versionShown(form, goal.version, status)}
          now={status === 409 ? typedOfGoal(goal) : undefined}
          priorities={priorities}
        />
      ),
    },
    status,
  );
}

/** Adding a goal in the person's own words, and saying how it goes. */
export function editGoal({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: adding,
    ability: writers,
    purpose: 'direct-support',
    params: personParams,
    handle: async (request) => await showNew(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/people/:id/goals',
    ability: writers,
    purpose: 'direct-support',
    params: personParams,
    body: goalBody,
    handle: async (request) => {
      const { body: typed, scope, params, place, context } = request;
      const person = await personOf(request, 'plan');
      const parsed = parseGoal(typed);
      if (!parsed.ok) return await showNew(request, { typed, problems: parsed.error });
      const done = await context.db.write(scope, async (trx) => {
        const { priority } = parsed.value;
        if (priority !== undefined && !(await choosable(trx, place.id)).some((one) => one.id === priority))
          return { ok: false, error: 'goal/priority-gone' } as const;
        return await addGoal(trx, doingOf(request, person), params.id, parsed.value);
      });
      if (done.ok) return redirect(pageOf(request, person), 'goal-added');
      if (done.error === 'goal/priority-gone')
        return await showNew(request, { typed, problems: [{ field: 'priority', text: refusalSentence(done.error) }] });
      return refuse(done.error);
    },
  });
  placeRoute(app, context, {
    method: 'GET',
    path: editing,
    ability: writers,
    purpose: 'direct-support',
    params: itemParams,
    handle: async (request) => await showEdit(request, undefined),
  });
  placeRoute(app, context, {
    method: 'POST',
    path: editing,
    ability: writers,
    purpose: 'direct-support',
    params: itemParams,
    body: goalBody,
    handle: async (request) => {
      const { body: typed, scope, params, place, context } = request;
      const person = await personOf(request, 'plan');
      const parsed = parseGoal(typed);
      if (!parsed.ok) return await showEdit(request, { typed, problems: parsed.error });
      const change = { version: versionOf(typed.version), goal: parsed.value };
      const done = await context.db.write(scope, async (trx) => {
        const { priority } = parsed.value;
        if (priority !== undefined && !(await choosable(trx, place.id)).some((one) => one.id === priority))
          return { ok: false, error: 'goal/priority-gone' } as const;
        return await changeGoal(trx, doingOf(request, person), params.id, params.item, change);
      });
      if (done.ok) return redirect(pageOf(request, person), 'goal-saved');
      const sentence = refusalSentence(done.error);
      if (done.error === 'goal/priority-gone')
        return await showEdit(request, { typed, problems: [{ field: 'priority', text: sentence }] });
      if (done.error === 'people/changed-meanwhile')
        return await showEdit(request, { typed, problems: [{ field: 'words', text: sentence }] }, 409);
      return refuse(done.error);
    },
  });
}
