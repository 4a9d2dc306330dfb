import { versionOf, type FormView } from '../../../lib/form-reader.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { redirect, type Answer } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { versionShown } from '../parts/as-it-is-now.tsx';
import { refusalSentence } from '../messages.ts';
import {
  doingOf,
  isThemselves,
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
import { circleOf } from '../store/circle.ts';
import { addContingency, changeContingency, contingenciesOf } from '../store/contingency.ts';
import { contingencyBody, parseContingency, typedOfContingency } from './form.ts';
import { ContingencyPage } from './page.tsx';

const adding = '/:place/people/:id/contingency/new';
const editing = '/:place/people/:id/contingency/:item/edit';

async function showNew(request: PlaceRequest<{ id: string }>, form: FormView): Promise<Answer> {
  const { place, params } = request;
  const { person, circle } = await withPerson(request, { route: adding, writes: 'plan' }, async (trx) => ({
    circle: await circleOf(trx, place.id, params.id),
  }));
  return personalPage({
    title: 'If things go wrong',
    back: { text: 'Back', href: pageOf(request, person) },
    errors: form.problems,
    body: (
      <ContingencyPage
        form={form}
        action={`/${place.slug}/people/${person.id}/contingency`}
        version={undefined}
        isOwn={isThemselves(request, person)}
        circle={circle}
      />
    ),
  });
}

async function load(trx: Trx, request: PlaceRequest<{ id: string; item: string }>) {
  const { place, params } = request;
  return {
    before: (await contingenciesOf(trx, place.id, params.id)).find((one) => one.id === params.item),
    circle: await circleOf(trx, place.id, params.id),
  };
}

async function showEdit(
  request: PlaceRequest<{ id: string; item: string }>,
  form: FormView | undefined,
  status?: 409,
): Promise<Answer> {
  const { place } = request;
  const loaded = await withPerson(request, { route: editing, writes: 'plan' }, async (trx) => await load(trx, request));
  const { person, before, circle } = loaded;
  if (before === undefined) throw notFound();
  return personalPage(
    {
      title: 'If things go wrong',
      back: { text: 'Back', href: pageOf(request, person) },
      errors: form?.problems,
      body: (
        <ContingencyPage
          form={form ?? { typed: typedOfContingency(before), problems: [] }}
          action={`/${place.slug}/people/${person.id}/contingency/${before.id}/edit`}
          version={versionShown(form, before.version, status)}
          now={status === 409 ? typedOfContingency(before) : undefined}
          isOwn={isThemselves(request, person)}
          circle={circle}
        />
      ),
    },
    status,
  );
}

/** Writing down what to look out for, what helps, who to call and what not to do. */
export function editContingency({ app, context }: Wiring): void {
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
    path: '/:place/people/:id/contingency',
    ability: writers,
    purpose: 'direct-support',
    params: personParams,
    body: contingencyBody,
    handle: async (request) => {
      const { body: typed, scope, params, place, context } = request;
      const person = await personOf(request, 'plan');
      const circle = await context.db.read(scope, async (trx) => await circleOf(trx, place.id, params.id));
      const parsed = parseContingency(typed, new Set(circle.map((tie) => tie.id)));
      if (!parsed.ok) return await showNew(request, { typed, problems: parsed.error });
      await context.db.write(
        scope,
        async (trx) => await addContingency(trx, doingOf(request, person), params.id, parsed.value),
      );
      return redirect(pageOf(request, person), 'contingency-added');
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
    body: contingencyBody,
    handle: async (request) => {
      const { body: typed, scope, params, context } = request;
      const person = await personOf(request, 'plan');
      const { before, circle } = await context.db.read(scope, async (trx) => await load(trx, request));
      const parsed = parseContingency(typed, new Set(circle.map((tie) => tie.id)), before);
      if (!parsed.ok) return await showEdit(request, { typed, problems: parsed.error });
      const change = {
        version: versionOf(typed.version),
        contingency: parsed.value,
        removed: typed.remove === 'yes',
      };
      const done = await context.db.write(
        scope,
        async (trx) => await changeContingency(trx, doingOf(request, person), params.id, params.item, change),
      );
      if (done.ok)
        return redirect(pageOf(request, person), change.removed ? 'contingency-removed' : 'contingency-saved');
      if (done.error !== 'people/changed-meanwhile') return refuse(done.error);
      const problems = [{ field: 'trigger', text: refusalSentence(done.error) }];
      return await showEdit(request, { typed, problems }, 409);
    },
  });
}
