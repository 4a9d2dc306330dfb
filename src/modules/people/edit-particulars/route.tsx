import { versionOf, type FormView } from '../../../lib/form-reader.ts';
import { redirect, type Answer } from '../../../platform/http/answers.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { versionShown } from '../parts/as-it-is-now.tsx';
import { refusalSentence } from '../messages.ts';
import {
  doingOf,
  isThemselves,
  pageOf,
  personalPage,
  personOf,
  personParams,
  refuse,
  withPerson,
  writers,
  type Wiring,
} from '../requests.ts';
import { particularsOf, saveParticulars } from '../store/particulars.ts';
import { parseParticulars, particularsBody, typedOfParticulars } from './form.ts';
import { ParticularsPage } from './page.tsx';

const path = '/:place/people/:id/particulars';

async function show(request: PlaceRequest<{ id: string }>, form: FormView | undefined, status?: 409): Promise<Answer> {
  const { place, params } = request;
  const { person, particulars } = await withPerson(request, { route: path, writes: 'identity' }, async (trx) => ({
    particulars: await particularsOf(trx, place.id, params.id),
  }));
  return personalPage(
    {
      title: 'Name, address and GP practice',
      back: { text: 'Back', href: pageOf(request, person) },
      errors: form?.problems,
      body: (
        <ParticularsPage
          form={form ?? { typed: typedOfParticulars(particulars), problems: [] }}
          action={`/${place.slug}/people/${person.id}/particulars`}
          version={versionShown(form, particulars?.version ?? 0, status)}
          isOwn={isThemselves(request, person)}
        />
      ),
    },
    status,
  );
}

/** What the record standards ask of a person beyond what everybody who helps needs. */
export function editParticulars({ app, context }: Wiring): void {
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
    body: particularsBody,
    handle: async (request) => {
      const { body: typed, scope, params, context } = request;
      const person = await personOf(request, 'identity');
      const parsed = parseParticulars(typed);
      if (!parsed.ok) return await show(request, { typed, problems: parsed.error });
      const change = { particulars: parsed.value, version: versionOf(typed.version) };
      const done = await context.db.write(
        scope,
        async (trx) => await saveParticulars(trx, doingOf(request, person), params.id, change),
      );
      if (done.ok) return redirect(pageOf(request, person), 'person-saved');
      if (done.error !== 'people/changed-meanwhile') return refuse(done.error);
      return await show(request, { typed, problems: [{ field: 'given', text: refusalSentence(done.error) }] }, 409);
    },
  });
}
