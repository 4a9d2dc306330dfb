import type { Trx } from '../../../platform/database/database.ts';
import { page, redirect, type Answer } from '../../../platform/http/answers.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { needPlan } from '../find.ts';
import { typedDay, versionOf, type Problem, type Typed } from '../../../lib/form-reader.ts';
import { refusalSentence } from '../messages.ts';
import { conflict, doingOf, placeParams, planners, refuse, slugParams, type Wiring } from '../requests.ts';
import { partnersOf } from '../store/organisations.ts';
import { createPlan, editPlan, partiesOf, priorityIdsIn, type PlanWords } from '../store/plans.ts';
import { allPriorities } from '../store/priorities.ts';
import { parsePlan, planBody } from './form.ts';
import { WritePlanPage } from './page.tsx';

type Showing = { typed: Typed; problems: readonly Problem[]; slug?: string; isConflict?: boolean };

async function show(request: PlaceRequest, showing: Showing): Promise<Answer> {
  const { place, scope, context } = request;
  const { typed, problems, slug } = showing;
  const list = `/${place.slug}/plans`;
  const here = slug === undefined ? list : `${list}/${slug}`;
  const choices = await context.db.read(scope, async (trx) => ({
    partners: await partnersOf(trx, place.id),
    priorities: await allPriorities(trx, place.id),
  }));
  const content = {
    title: slug === undefined ? 'Draft a plan' : 'Change a plan',
    back: { text: slug === undefined ? 'All plans' : 'Back to the plan', href: here },
    errors: problems,
    body: (
      <WritePlanPage
        heading={slug === undefined ? 'Draft a plan' : 'Change this plan'}
        action={slug === undefined ? list : `${here}/edit`}
        form={{ typed, problems }}
        {...choices}
        currentHref={showing.isConflict === true ? here : undefined}
      />
    ),
  };
  return showing.isConflict === true ? conflict(content) : page(content);
}

/** Only partners and priorities that are here: a form sent from an old page may name others. */
async function onlyThoseHere(trx: Trx, place: string, words: PlanWords): Promise<PlanWords> {
  const partners = new Set((await partnersOf(trx, place)).map((one) => one.id));
  const priorities = new Set((await allPriorities(trx, place)).map((one) => one.id));
  return {
    ...words,
    parties: words.parties.filter((id) => partners.has(id)),
    priorities: words.priorities.filter((id) => priorities.has(id)),
  };
}

/** Drafting and changing a plan. */
export function writePlan({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/plans/new',
    ability: planners,
    params: placeParams,
    handle: async (request) => await show(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/plans',
    ability: planners,
    params: placeParams,
    body: planBody,
    handle: async (request) => {
      const { place, scope, body: typed, context } = request;
      const parsed = parsePlan(typed);
      if (!parsed.ok) return await show(request, { typed, problems: parsed.error });
      const { slug } = await context.db.write(scope, async (trx) =>
        createPlan(trx, doingOf(request), await onlyThoseHere(trx, place.id, parsed.value)),
      );
      return redirect(`/${place.slug}/plans/${slug}`, 'plan-drafted');
    },
  });
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/plans/:slug/edit',
    ability: planners,
    params: slugParams,
    handle: async (request) => {
      const { place, scope, params, context } = request;
      const typed = await context.db.read(scope, async (trx) => {
        const plan = await needPlan(trx, place.id, params.slug);
        return {
          title: plan.title,
          kind: plan.kind,
          summary: plan.summary,
          version: String(plan.version),
          ...typedDay('start', plan.start),
          ...typedDay('end', plan.end),
          parties: (await partiesOf(trx, place.id, plan.id)).map((one) => one.id),
          priorities: await priorityIdsIn(trx, place.id, plan.id),
        };
      });
      return await show(request, { typed, problems: [], slug: params.slug });
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/plans/:slug/edit',
    ability: planners,
    params: slugParams,
    body: planBody,
    handle: async (request) => {
      const { place, scope, params, body: typed, context } = request;
      const { slug } = params;
      const parsed = parsePlan(typed);
      if (!parsed.ok) return await show(request, { typed, problems: parsed.error, slug });
      const { done, version } = await context.db.write(scope, async (trx) => {
        const plan = await needPlan(trx, place.id, slug);
        const words = await onlyThoseHere(trx, place.id, parsed.value);
        const input = { ...words, id: plan.id, version: versionOf(typed.version) };
        return { done: await editPlan(trx, doingOf(request), input), version: plan.version };
      });
      if (done.ok) return redirect(`/${place.slug}/plans/${done.value.slug}`, 'plan-saved');
      if (done.error === 'strategy/gone') return refuse(done.error);
      return await show(request, {
        typed: { ...typed, version: String(version) },
        problems: [{ field: 'title', text: refusalSentence(done.error) }],
        slug,
        isConflict: true,
      });
    },
  });
}
