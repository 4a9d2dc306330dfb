import { ActionLink, Button } from '../../../design/index.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import { FormReader, versionOf, type FormView } from '../../../lib/form-reader.ts';
import { redirect, type Answer } from '../../../platform/http/answers.ts';
import { formSchema, textField } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { versionShown } from '../parts/as-it-is-now.tsx';
import { refusalSentence } from '../messages.ts';
import {
  doingOf,
  pageOf,
  personalPage,
  personOf,
  personParams,
  refuse,
  withPerson,
  writers,
  type Wiring,
} from '../requests.ts';
import { changeDetails } from '../store/person-writes.ts';
import { DetailFields } from './fields.tsx';
import { detailFields, readDetails, typedOf } from './form.ts';

const path = '/:place/people/:id/edit';

async function show(request: PlaceRequest<{ id: string }>, form: FormView | undefined, status?: 409): Promise<Answer> {
  const { person } = await withPerson(request, { route: path, writes: 'identity' }, async () => ({}));
  const here = pageOf(request, person);
  return personalPage(
    {
      title: 'Change the details',
      back: { text: 'Back', href: here },
      errors: form?.problems,
      body: (
        <>
          <h1>Details</h1>
          <form method="post" action={`/${request.place.slug}/people/${person.id}/edit`}>
            <input type="hidden" name="version" value={versionShown(form, person.version, status)} />
            <DetailFields form={form ?? { typed: typedOf(person), problems: [] }} />
            <Button preventDoubleClick>Save</Button>
          </form>
          <ActionLink href={`/${request.place.slug}/people/${person.id}/particulars`}>
            Name, address and GP practice
          </ActionLink>
        </>
      ),
    },
    status,
  );
}

/** Changing what is written down about a person themselves: for those who lead, and the person. */
export function editPerson({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path,
    ability: writers,
    purpose: 'direct-support',
    params: personParams,
    handle: async (request) => await show(request, undefined),
  });
  placeRoute(app, context, {
    method: 'POST',
    path,
    ability: writers,
    purpose: 'direct-support',
    params: personParams,
    body: formSchema({ ...detailFields, version: textField(20) }),
    handle: async (request) => {
      const { body: typed, params, scope, now, context } = request;
      const form = new FormReader(typed);
      const details = readDetails(form, typed, todayInLondon(now));
      if (details === undefined || form.problems.length > 0)
        return await show(request, { typed, problems: form.problems });
      const person = await personOf(request, 'identity');
      const done = await context.db.write(
        scope,
        async (trx) => await changeDetails(trx, doingOf(request, person), params.id, details, versionOf(typed.version)),
      );
      if (done.ok) return redirect(pageOf(request, person), 'person-saved');
      if (done.error === 'people/changed-meanwhile')
        return await show(request, { typed, problems: [{ field: 'name', text: refusalSentence(done.error) }] }, 409);
      return refuse(done.error);
    },
  });
}
