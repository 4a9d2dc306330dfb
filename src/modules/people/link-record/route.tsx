import { typedText, versionOf, type FormView } from '../../../lib/form-reader.ts';
import { redirect, type Answer } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { formMessages, refusalSentence } from '../messages.ts';
import {
  doingOf,
  helpers,
  itemParams,
  noteLook,
  pageOf,
  personalPage,
  personOf,
  refuse,
  withPerson,
  type Wiring,
} from '../requests.ts';
import { changeTie, circleOf } from '../store/circle.ts';
import { findPeople, personById } from '../store/people.ts';
import { LinkRecordPage } from './page.tsx';

const path = '/:place/people/:id/circle/:item/record';
const mostFound = 20;

const linkBody = formSchema({
  find: textField(200),
  other: textField(40),
  remove: textField(10),
  version: textField(20),
});

async function show(
  request: PlaceRequest<{ id: string; item: string }>,
  form: FormView,
  status?: 409,
): Promise<Answer> {
  const { place, params, context, scope } = request;
  const find = typedText(form.typed, 'find').trim();
  const loaded = await withPerson(request, { route: path, writes: 'circle' }, async (trx) => {
    const tie = (await circleOf(trx, place.id, params.id)).find((one) => one.id === params.item);
    if (tie === undefined) throw notFound();
    const linked = tie.otherPerson === undefined ? undefined : await personById(trx, place.id, tie.otherPerson);
    const found =
      find === ''
        ? undefined
        : (await findPeople(trx, place.id, find, mostFound)).filter((one) => one.id !== params.id);
    return { tie, linked, found };
  });
  const { person, linked, found } = loaded;
  const others = [...(found ?? []), ...(linked === undefined ? [] : [linked])];
  if (others.length > 0) await context.db.write(scope, async (trx) => await noteLook(trx, request, path, others));
  return personalPage(
    {
      title: 'A record of their own',
      back: { text: 'Back', href: pageOf(request, person) },
      errors: form.problems,
      body: (
        <LinkRecordPage
          {...loaded}
          form={form}
          home={`/${place.slug}`}
          action={`/${place.slug}/people/${person.id}/circle/${loaded.tie.id}/record`}
        />
      ),
    },
    status,
  );
}

/** Saying that somebody of a circle has a record of their own. It opens nothing of either. */
export function linkRecord({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path,
    ability: helpers,
    purpose: 'direct-support',
    params: itemParams,
    handle: async (request) => await show(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    method: 'POST',
    path,
    ability: helpers,
    purpose: 'direct-support',
    params: itemParams,
    body: linkBody,
    handle: async (request) => {
      const { body: typed, scope, params, place, context } = request;
      const person = await personOf(request, 'circle');
      const isRemoved = typed.remove === 'yes';
      const other = typedText(typed, 'other');
      if (!isRemoved && other === '') return await show(request, { typed, problems: [] });
      const { tie, isKnown } = await context.db.read(scope, async (trx) => ({
        tie: (await circleOf(trx, place.id, params.id)).find((one) => one.id === params.item),
        // Only somebody whom the writer may see: nothing is learned by trying ids.
        isKnown: /^[0-9a-f-]{36}$/.test(other) && (await personById(trx, place.id, other)) !== undefined,
      }));
      if (tie === undefined) return refuse('people/gone');
      if (!isRemoved && (!isKnown || other === params.id))
        return await show(request, { typed, problems: [{ field: 'other', text: formMessages.linkWho }] });
      const change = {
        version: versionOf(typed.version),
        tie: { ...tie, otherPerson: isRemoved ? undefined : other },
        ended: false,
      };
      const done = await context.db.write(
        scope,
        async (trx) => await changeTie(trx, doingOf(request, person), params.id, params.item, change),
      );
      if (done.ok) return redirect(pageOf(request, person), isRemoved ? 'record-unlinked' : 'record-linked');
      if (done.error !== 'people/changed-meanwhile') return refuse(done.error);
      return await show(request, { typed, problems: [{ field: 'find', text: refusalSentence(done.error) }] }, 409);
    },
  });
}
