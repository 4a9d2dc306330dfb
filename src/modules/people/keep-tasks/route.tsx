import { personCategories, type PersonCategory } from '../../../kernel/helping.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import { versionOf, type FormView } from '../../../lib/form-reader.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { redirect, type Answer } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { openTaskCommands } from '../domain/work-task.ts';
import { refusalSentence } from '../messages.ts';
import {
  doingOf,
  helpers,
  itemParams,
  needOther,
  needWritable,
  personalPage,
  personParams,
  refuse,
  withPerson,
  type Wiring,
} from '../requests.ts';
import type { Person } from '../store/people.ts';
import { addTask, colleaguesFor, moveTask, taskById } from '../store/tasks.ts';
import { parseTask, parseTaskAnswer, taskAnswerBody, taskBody } from './form.ts';
import { TaskAnswerPage, TaskPage } from './page.tsx';

const adding = '/:place/people/:id/tasks/new';
const showing = '/:place/people/:id/tasks/:item';

/** What a task may be about, the plan first. */
const taskCategories: readonly PersonCategory[] = ['plan', ...personCategories.filter((one) => one !== 'plan')];

/** What a task of this writer may be about, and whom they may ask. @throws not found where that is nothing. */
async function choicesOf(trx: Trx, request: PlaceRequest, person: Person) {
  const [categories, colleagues] = await Promise.all([
    needWritable(trx, request, person, taskCategories),
    colleaguesFor(trx, person.id),
  ]);
  return { categories, colleagues };
}

async function showNew(request: PlaceRequest<{ id: string }>, form: FormView): Promise<Answer> {
  const { place } = request;
  const loaded = await withPerson(request, { route: adding }, async (trx, person) => {
    await needOther(trx, request, person);
    return await choicesOf(trx, request, person);
  });
  const me = doingOf(request).by.account;
  const home = `/${place.slug}/people/${loaded.person.id}`;
  const typed = form.typed['who'] === undefined ? { ...form.typed, who: me } : form.typed;
  return personalPage({
    title: 'Add a task',
    back: { text: 'Back', href: `${home}/work` },
    errors: form.problems,
    body: <TaskPage {...loaded} form={{ ...form, typed }} action={`${home}/tasks`} me={me} />,
  });
}

async function showOne(
  request: PlaceRequest<{ id: string; item: string }>,
  form: FormView,
  status?: 409,
): Promise<Answer> {
  const { place, params, now } = request;
  const { person, task } = await withPerson(request, { route: showing }, async (trx) => {
    const found = await taskById(trx, place.id, params.id, params.item);
    if (found === undefined) throw notFound();
    return { task: found };
  });
  const home = `/${place.slug}/people/${person.id}`;
  return personalPage(
    {
      title: 'Task',
      back: { text: 'Notes, tasks and appointments', href: `${home}/work` },
      errors: form.problems,
      body: (
        <TaskAnswerPage
          form={form}
          action={`${home}/tasks/${task.id}/answer`}
          task={task}
          today={todayInLondon(now)}
          commands={openTaskCommands(task, doingOf(request).by.account)}
        />
      ),
    },
    status,
  );
}

/** What somebody is going to do: written down for oneself, or offered to a colleague who answers. */
export function keepTasks({ app, context }: Wiring): void {
  const common = { ability: helpers, purpose: 'direct-support' } as const;
  placeRoute(app, context, {
    ...common,
    method: 'GET',
    path: adding,
    params: personParams,
    handle: async (request) => await showNew(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    ...common,
    method: 'POST',
    path: '/:place/people/:id/tasks',
    params: personParams,
    body: taskBody,
    handle: async (request) => {
      const { body: typed, scope, params, place, now, context } = request;
      const { person, ...choices } = await context.db.read(scope, async (trx) => {
        const found = await needOther(trx, request);
        return { person: found, ...(await choicesOf(trx, request, found)) };
      });
      const parsed = parseTask(typed, { today: todayInLondon(now), ...choices });
      if (!parsed.ok) return await showNew(request, { typed, problems: parsed.error });
      const doing = doingOf(request, person);
      const done = await context.db.write(scope, async (trx) => await addTask(trx, doing, params.id, parsed.value));
      if (!done.ok) return refuse(done.error);
      const isOwn = parsed.value.for.account === doing.by.account;
      return redirect(`/${place.slug}/people/${params.id}/work`, isOwn ? 'task-added' : 'task-offered');
    },
  });
  placeRoute(app, context, {
    ...common,
    method: 'GET',
    path: showing,
    params: itemParams,
    handle: async (request) => await showOne(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    ...common,
    method: 'POST',
    path: '/:place/people/:id/tasks/:item/answer',
    params: itemParams,
    body: taskAnswerBody,
    handle: async (request) => {
      const { body: typed, scope, params, place, now, context } = request;
      const task = await context.db.read(scope, async (trx) => {
        await needOther(trx, request);
        return await taskById(trx, place.id, params.id, params.item);
      });
      if (task === undefined) throw notFound();
      const parsed = parseTaskAnswer(typed, todayInLondon(now));
      if (!parsed.ok) return await showOne(request, { typed, problems: parsed.error });
      const asked = { version: versionOf(typed.version), command: parsed.value };
      const done = await context.db.write(scope, async (trx) => await moveTask(trx, doingOf(request), task, asked));
      if (done.ok) return redirect(`/${place.slug}/people/${params.id}/work`, `task-${done.value}`);
      if (done.error === 'people/gone') return refuse(done.error);
      const problems = [{ field: 'answer', text: refusalSentence(done.error) }];
      return await showOne(request, { typed, problems }, done.error === 'people/changed-meanwhile' ? 409 : undefined);
    },
  });
}
