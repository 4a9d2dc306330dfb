import type { Uuid } from '../../../kernel/ids.ts';
import { versionOf, type FormView } from '../../../lib/form-reader.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { redirect, type Answer } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { refusalSentence } from '../messages.ts';
import {
  doingOf,
  helpers,
  itemParams,
  needMine,
  personalPage,
  placeParams,
  withPerson,
  type Wiring,
} from '../requests.ts';
import { alertById, alertsOf, answerAlert, sayCannotCarryOn } from '../store/carer-alerts.ts';
import { circleOf } from '../store/circle.ts';
import { contingenciesOf } from '../store/contingency.ts';
import { knownAround } from '../store/people.ts';
import { answerBody, parseAnswer, parseSaying, sayBody } from './form.ts';
import { AlertPage, SayPage } from './page.tsx';

/** What somebody wrote down for a day on which it is too much. */
async function planFor(trx: Trx, place: Uuid, person: Uuid) {
  const [contingencies, circle] = await Promise.all([
    contingenciesOf(trx, place, person),
    circleOf(trx, place, person),
  ]);
  return { contingencies, circle };
}

async function showSaying(request: PlaceRequest, form: FormView): Promise<Answer> {
  const { place, scope, context } = request;
  const loaded = await context.db.read(scope, async (trx) => {
    const person = await needMine(trx, request);
    const alerts = await alertsOf(trx, place.id, person.id);
    return { person, alerts, ...(await planFor(trx, place.id, person.id)) };
  });
  const home = `/${place.slug}`;
  return personalPage({
    title: 'When you cannot carry on',
    back: { text: 'Back', href: `${home}/me` },
    errors: form.problems,
    body: <SayPage {...loaded} form={form} home={home} />,
  });
}

const path = '/:place/people/:id/cannot-carry-on/:item';

async function showAlert(
  request: PlaceRequest<{ id: string; item: string }>,
  form: FormView,
  status?: 409,
): Promise<Answer> {
  const { place, params } = request;
  const loaded = await withPerson(request, { route: path }, async (trx) => {
    const rest = await planFor(trx, place.id, params.id);
    const known = await knownAround(trx, place.id, [params.id]);
    return { ...rest, known, alert: await alertById(trx, place.id, params.id, params.item) };
  });
  const { alert, person } = loaded;
  if (alert === undefined) throw notFound();
  const home = `/${place.slug}`;
  return personalPage(
    {
      title: 'A carer cannot carry on',
      back: { text: 'Today', href: `${home}/today` },
      errors: form.problems,
      body: (
        <AlertPage
          {...loaded}
          alert={alert}
          form={form}
          home={home}
          action={`${home}/people/${person.id}/cannot-carry-on/${alert.id}`}
        />
      ),
    },
    status,
  );
}

/** A carer says that they cannot carry on; those who lead know at once, and say what they did. */
export function cannotCarryOn({ app, context }: Wiring): void {
  const own = { ability: 'here', purpose: 'direct-support', params: placeParams } as const;
  placeRoute(app, context, {
    ...own,
    method: 'GET',
    path: '/:place/me/cannot-carry-on',
    query: querySchema({}),
    handle: async (request) => await showSaying(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    ...own,
    method: 'POST',
    path: '/:place/me/cannot-carry-on',
    body: sayBody,
    handle: async (request) => {
      const { body: typed, place, scope, context } = request;
      const parsed = parseSaying(typed);
      if (!parsed.ok) return await showSaying(request, { typed, problems: parsed.error });
      const isLed = await context.db.write(scope, async (trx) => {
        const person = await needMine(trx, request);
        await sayCannotCarryOn(trx, doingOf(request, person), person.id, parsed.value);
        return person.leadOrganisation !== undefined;
      });
      return redirect(`/${place.slug}/me/cannot-carry-on`, isLed ? 'alert-said' : undefined);
    },
  });
  placeRoute(app, context, {
    method: 'GET',
    path,
    ability: helpers,
    purpose: 'direct-support',
    params: itemParams,
    handle: async (request) => await showAlert(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    method: 'POST',
    path,
    ability: helpers,
    purpose: 'direct-support',
    params: itemParams,
    body: answerBody,
    handle: async (request) => {
      const { body: typed, place, scope, params, context } = request;
      const parsed = parseAnswer(typed);
      if (!parsed.ok) return await showAlert(request, { typed, problems: parsed.error });
      const alert = { id: params.item, person: params.id, version: versionOf(typed.version) };
      const done = await context.db.write(
        scope,
        async (trx) => await answerAlert(trx, doingOf(request), alert, parsed.value),
      );
      if (done.ok) return redirect(`/${place.slug}/today`, 'alert-answered');
      return await showAlert(
        request,
        { typed, problems: [{ field: 'answer', text: refusalSentence(done.error) }] },
        409,
      );
    },
  });
}
