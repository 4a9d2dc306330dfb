import type { Trx } from '../../../platform/database/database.ts';
import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { needPriority } from '../find.ts';
import { typedText, type Problem, type Typed, versionOf } from '../../../lib/form-reader.ts';
import { refusalSentence } from '../messages.ts';
import { conflict, doingOf, placeParams, planners, refuse, slugParams, type Wiring } from '../requests.ts';
import { answersOf, statementsToChoose } from '../store/priorities.ts';
import { createPriority, editPriority } from '../store/priority-writes.ts';
import { answerValue, chosenAnswers, isFinding, parsePriority, priorityBody } from './form.ts';
import { WritePriorityPage } from './page.tsx';

type Showing = { typed: Typed; problems: readonly Problem[]; slug?: string; isConflict?: boolean };

async function show(request: PlaceRequest, showing: Showing): Promise<Answer> {
  const { place, scope, context } = request;
  const { typed, problems, slug } = showing;
  const list = `/${place.slug}/priorities`;
  const statements = await context.db.read(scope, (trx) =>
    statementsToChoose(trx, place.id, typedText(typed, 'words'), chosenAnswers(typed)),
  );
  const here = slug === undefined ? list : `${list}/${slug}`;
  const content = {
    title: slug === undefined ? 'Draft a priority' : 'Change a priority',
    back: { text: slug === undefined ? 'All priorities' : 'Back to the priority', href: here },
    errors: problems,
    body: (
      <WritePriorityPage
        heading={slug === undefined ? 'Draft a priority' : 'Change this priority'}
        action={slug === undefined ? list : `${here}/edit`}
        form={{ typed, problems }}
        statements={statements}
        currentHref={showing.isConflict === true ? here : undefined}
      />
    ),
  };
  return showing.isConflict === true ? conflict(content) : page(content);
}

/** Drafting and changing a priority: its words, and the statements it answers. */
export function writePriority({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/priorities/new',
    ability: planners,
    params: placeParams,
    handle: async (request) => await show(request, { typed: {}, problems: [] }),
  });

  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/priorities',
    ability: planners,
    params: placeParams,
    body: priorityBody,
    handle: async (request) => {
      const { body: typed, scope, place, context } = request;
      if (isFinding(typed)) return await show(request, { typed, problems: [] });
      const parsed = parsePriority(typed);
      if (!parsed.ok) return await show(request, { typed, problems: parsed.error });
      const done = await context.db.write(scope, (trx) => createPriority(trx, doingOf(request), parsed.value));
      if (!done.ok)
        return await show(request, { typed, problems: [{ field: 'answers', text: refusalSentence(done.error) }] });
      return redirect(`/${place.slug}/priorities/${done.value.slug}`, 'priority-drafted');
    },
  });

  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/priorities/:slug/edit',
    ability: planners,
    params: slugParams,
    handle: async (request) => {
      const { params, scope, place, context } = request;
      const typed = await context.db.read(scope, (trx) => stored(trx, place.id, params.slug));
      return await show(request, { typed, problems: [], slug: params.slug });
    },
  });

  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/priorities/:slug/edit',
    ability: planners,
    params: slugParams,
    body: priorityBody,
    handle: async (request) => {
      const { body: typed, params, scope, place, context } = request;
      const { slug } = params;
      if (isFinding(typed)) return await show(request, { typed, problems: [], slug });
      const parsed = parsePriority(typed);
      if (!parsed.ok) return await show(request, { typed, problems: parsed.error, slug });
      const { done, version } = await context.db.write(scope, async (trx) => {
        const now = await needPriority(trx, place.id, slug);
        const input = { id: now.id, version: versionOf(typed.version), ...parsed.value };
        return { done: await editPriority(trx, doingOf(request), input), version: now.version };
      });
      if (done.ok) return redirect(`/${place.slug}/priorities/${done.value.slug}`, 'priority-saved');
      switch (done.error) {
        case 'strategy/changed-meanwhile':
          return await show(request, {
            typed: { ...typed, version: String(version) },
            problems: [{ field: 'title', text: refusalSentence(done.error) }],
            slug,
            isConflict: true,
          });
        case 'priority/statement-gone':
          return await show(request, {
            typed,
            problems: [{ field: 'answers', text: refusalSentence(done.error) }],
            slug,
          });
        case 'strategy/gone':
          return refuse(done.error);
      }
    },
  });
}

async function stored(trx: Trx, place: string, slug: string): Promise<Typed> {
  const priority = await needPriority(trx, place, slug);
  const answers = await answersOf(trx, place, priority.id);
  return {
    title: priority.title,
    summary: priority.summary,
    version: String(priority.version),
    answers: answers.map(answerValue),
  };
}
