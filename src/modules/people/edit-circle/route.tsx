import { notFound } from '../../../platform/http/errors.ts';
import type { FormView, Problem } from '../../../lib/form-reader.ts';
import { versionOf } from '../../../lib/form-reader.ts';
import { redirect, type Answer } from '../../../platform/http/answers.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { versionShown } from '../parts/as-it-is-now.tsx';
import { formMessages, refusalSentence } from '../messages.ts';
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
import { addTie, changeTie, circleOf, type Tie } from '../store/circle.ts';
import { isPartnerHere, partnersOf } from '../store/organisations.ts';
import { parseTie, tieBody, typedOfTie } from './form.ts';
import { TiePage } from './page.tsx';

const adding = '/:place/people/:id/circle/new';
const editing = '/:place/people/:id/circle/:item/edit';

async function showNew(request: PlaceRequest<{ id: string }>, form: FormView): Promise<Answer> {
  const { place } = request;
  const loaded = await withPerson(request, { route: adding, writes: 'circle' }, async (trx) => ({
    organisations: await partnersOf(trx, place.id),
  }));
  const { person, organisations } = loaded;
  return personalPage({
    title: 'Add to the circle',
    back: { text: 'Back', href: pageOf(request, person) },
    errors: form.problems,
    body: (
      <TiePage
        form={form}
        action={`/${place.slug}/people/${person.id}/circle`}
        version={undefined}
        organisations={organisations}
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
  const { person, tie, organisations } = await withPerson(
    request,
    { route: editing, writes: 'circle' },
    async (trx) => ({
      tie: (await circleOf(trx, place.id, params.id)).find((one) => one.id === params.item),
      organisations: await partnersOf(trx, place.id),
    }),
  );
  if (tie === undefined) throw notFound();
  // Where only the ring was moved, the form that comes back holds the rest as it is now.
  const typed =
    form === undefined
      ? typedOfTie(tie)
      : form.typed['only'] === 'ring'
        ? { ...typedOfTie(tie), ring: form.typed['ring'] }
        : form.typed;
  return personalPage(
    {
      title: 'Change the circle',
      back: { text: 'Back', href: pageOf(request, person) },
      errors: form?.problems,
      body: (
        <TiePage
          form={{ typed, problems: form?.problems ?? [] }}
          action={`/${place.slug}/people/${person.id}/circle/${tie.id}/edit`}
          version={versionShown(form, tie.version, status)}
          now={status === 409 ? typedOfTie(tie) : undefined}
          record={
            isThemselves(request, person) ? undefined : `/${place.slug}/people/${person.id}/circle/${tie.id}/record`
          }
          organisations={organisations}
        />
      ),
    },
    status,
  );
}

/** The form with what is wrong when its organisation is no partner here, and was none of this tie before. */
async function wrongOrganisation(
  request: PlaceRequest<{ id: string }>,
  tie: Tie,
  before?: Tie,
): Promise<Problem[] | undefined> {
  const { place, scope, context } = request;
  const { organisation } = tie;
  if (organisation === undefined || organisation === before?.organisation) return undefined;
  const isHere = await context.db.read(scope, async (trx) => await isPartnerHere(trx, place.id, organisation));
  return isHere ? undefined : [{ field: 'organisation', text: formMessages.tieOrganisation }];
}

/** Putting somebody or something into a person's circle, and changing it. */
export function editCircle({ app, context }: Wiring): void {
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
    path: '/:place/people/:id/circle',
    ability: writers,
    purpose: 'direct-support',
    params: personParams,
    body: tieBody,
    handle: async (request) => {
      const { body: typed, scope, params, context } = request;
      const parsed = parseTie(typed);
      if (!parsed.ok) return await showNew(request, { typed, problems: parsed.error });
      const wrong = await wrongOrganisation(request, parsed.value);
      if (wrong !== undefined) return await showNew(request, { typed, problems: wrong });
      const person = await personOf(request, 'circle');
      await context.db.write(
        scope,
        async (trx) => await addTie(trx, doingOf(request, person), params.id, parsed.value),
      );
      return redirect(pageOf(request, person), 'circle-added');
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
    body: tieBody,
    handle: async (request) => {
      const { body: typed, scope, params, place, context } = request;
      const person = await personOf(request, 'circle');
      const before = await context.db.read(scope, async (trx) =>
        (await circleOf(trx, place.id, params.id)).find((one) => one.id === params.item),
      );
      const parsed = parseTie(typed, before);
      if (!parsed.ok) return await showEdit(request, { typed, problems: parsed.error });
      const wrong = await wrongOrganisation(request, parsed.value, before);
      if (wrong !== undefined) return await showEdit(request, { typed, problems: wrong });
      const change = { version: versionOf(typed.version), tie: parsed.value, ended: typed.end === 'yes' };
      const done = await context.db.write(
        scope,
        async (trx) => await changeTie(trx, doingOf(request, person), params.id, params.item, change),
      );
      if (done.ok) return redirect(pageOf(request, person), change.ended ? 'circle-ended' : 'circle-saved');
      if (done.error === 'people/changed-meanwhile')
        return await showEdit(
          request,
          { typed, problems: [{ field: 'name', text: refusalSentence(done.error) }] },
          409,
        );
      return refuse(done.error);
    },
  });
}
