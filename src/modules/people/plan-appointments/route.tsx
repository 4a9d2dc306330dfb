import { versionOf, type FormView } from '../../../lib/form-reader.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { redirect, type Answer } from '../../../platform/http/answers.ts';
import { notFound } from '../../../platform/http/errors.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { appointmentCategories, reminderWay } from '../domain/appointment.ts';
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
import { addAppointment, appointmentById, changeAppointment, settle } from '../store/appointments.ts';
import type { Person } from '../store/people.ts';
import { colleaguesFor } from '../store/tasks.ts';
import {
  appointmentBody,
  outcomeBody,
  parseAppointment,
  parseOutcome,
  typedOfAppointment,
  typedOfNewAppointment,
} from './form.ts';
import { AppointmentOutcomePage, AppointmentPage } from './page.tsx';

const adding = '/:place/people/:id/appointments/new';
const editing = '/:place/people/:id/appointments/:item/edit';
const ending = '/:place/people/:id/appointments/:item/outcome';
type Item = PlaceRequest<{ id: string; item: string }>;

/** What an appointment may be about, and with whom. @throws not found where nothing may be written. */
async function choicesOf(trx: Trx, request: PlaceRequest, person: Person) {
  const [categories, colleagues] = await Promise.all([
    needWritable(trx, request, person, appointmentCategories),
    colleaguesFor(trx, person.id),
  ]);
  return { categories, colleagues };
}

/** The appointment of a form, if it is of one's own organisation. */
async function needAppointment(trx: Trx, request: Item) {
  const found = await appointmentById(trx, request.place.id, request.params.id, request.params.item);
  if (found === undefined || found.author !== doingOf(request).by.organisation) throw notFound();
  return found;
}

async function showForm(
  request: PlaceRequest<{ id: string }>,
  shown: { form: FormView | undefined; item?: string | undefined; status?: 409 | undefined },
): Promise<Answer> {
  const { place, params } = request;
  const { item } = shown;
  const loaded = await withPerson(request, { route: item === undefined ? adding : editing }, async (trx, person) => {
    await needOther(trx, request, person);
    const before =
      item === undefined ? undefined : await needAppointment(trx, { ...request, params: { ...params, item } });
    if (before !== undefined && before.status !== 'planned') throw notFound();
    return { before, ...(await choicesOf(trx, request, person)) };
  });
  const { person, before } = loaded;
  const home = `/${place.slug}/people/${person.id}`;
  const typed = before === undefined ? typedOfNewAppointment(doingOf(request).by.account) : typedOfAppointment(before);
  return personalPage(
    {
      title: before === undefined ? 'Plan an appointment' : 'Change this appointment',
      back: { text: 'Back', href: `${home}/work` },
      errors: shown.form?.problems,
      body: (
        <AppointmentPage
          form={shown.form ?? { typed, problems: [] }}
          action={before === undefined ? `${home}/appointments` : `${home}/appointments/${before.id}/edit`}
          version={before?.version}
          categories={loaded.categories}
          colleagues={loaded.colleagues}
          isMessageSafe={reminderWay({ category: 'plan' }, { ...person, isActive: true }) === 'email'}
        />
      ),
    },
    shown.status,
  );
}

async function showOutcome(request: Item, form: FormView, status?: 409): Promise<Answer> {
  const { place } = request;
  const { person, appointment } = await withPerson(request, { route: ending }, async (trx, one) => {
    await needOther(trx, request, one);
    return { appointment: await needAppointment(trx, request) };
  });
  if (appointment.status !== 'planned') throw notFound();
  const home = `/${place.slug}/people/${person.id}`;
  return personalPage(
    {
      title: 'How did it go?',
      back: { text: 'Back', href: `${home}/work` },
      errors: form.problems,
      body: (
        <AppointmentOutcomePage
          form={form}
          action={`${home}/appointments/${appointment.id}/outcome`}
          appointment={appointment}
        />
      ),
    },
    status,
  );
}

/** Appointments: planned, moved, and afterwards how it went. */
export function planAppointments({ app, context }: Wiring): void {
  const common = { ability: helpers, purpose: 'direct-support' } as const;
  placeRoute(app, context, {
    ...common,
    method: 'GET',
    path: adding,
    params: personParams,
    handle: async (request) => await showForm(request, { form: undefined }),
  });
  placeRoute(app, context, {
    ...common,
    method: 'POST',
    path: '/:place/people/:id/appointments',
    params: personParams,
    body: appointmentBody,
    handle: async (request) => {
      const { body: typed, scope, params, place, now, context } = request;
      const choices = await context.db.read(
        scope,
        async (trx) => await choicesOf(trx, request, await needOther(trx, request)),
      );
      const parsed = parseAppointment(typed, { now, ...choices });
      if (!parsed.ok) return await showForm(request, { form: { typed, problems: parsed.error } });
      const done = await context.db.write(
        scope,
        async (trx) => await addAppointment(trx, doingOf(request), params.id, parsed.value),
      );
      if (!done.ok) return refuse(done.error);
      return redirect(`/${place.slug}/people/${params.id}/work`, 'appointment-planned');
    },
  });
  placeRoute(app, context, {
    ...common,
    method: 'GET',
    path: editing,
    params: itemParams,
    handle: async (request) => await showForm(request, { form: undefined, item: request.params.item }),
  });
  placeRoute(app, context, {
    ...common,
    method: 'POST',
    path: editing,
    params: itemParams,
    body: appointmentBody,
    handle: async (request) => {
      const { body: typed, scope, params, place, now, context } = request;
      const { before, ...choices } = await context.db.read(scope, async (trx) => {
        const person = await needOther(trx, request);
        return { before: await needAppointment(trx, request), ...(await choicesOf(trx, request, person)) };
      });
      const { item } = params;
      const parsed = parseAppointment(typed, { now, ...choices });
      if (!parsed.ok) return await showForm(request, { form: { typed, problems: parsed.error }, item });
      const change = { version: versionOf(typed.version), appointment: parsed.value };
      const done = await context.db.write(
        scope,
        async (trx) => await changeAppointment(trx, doingOf(request), before, change),
      );
      if (done.ok) return redirect(`/${place.slug}/people/${params.id}/work`, 'appointment-saved');
      if (done.error !== 'people/changed-meanwhile') return refuse(done.error);
      const problems = [{ field: 'about', text: refusalSentence(done.error) }];
      return await showForm(request, { form: { typed, problems }, item, status: 409 });
    },
  });
  placeRoute(app, context, {
    ...common,
    method: 'GET',
    path: ending,
    params: itemParams,
    handle: async (request) => await showOutcome(request, { typed: {}, problems: [] }),
  });
  placeRoute(app, context, {
    ...common,
    method: 'POST',
    path: ending,
    params: itemParams,
    body: outcomeBody,
    handle: async (request) => {
      const { body: typed, scope, params, place, now, context } = request;
      const appointment = await context.db.read(scope, async (trx) => {
        await needOther(trx, request);
        return await needAppointment(trx, request);
      });
      if (appointment.status !== 'planned') return refuse('appointment/over');
      const parsed = parseOutcome(typed, { appointment, now });
      if (!parsed.ok) return await showOutcome(request, { typed, problems: parsed.error });
      const said = { version: versionOf(typed.version), ...parsed.value };
      const done = await context.db.write(scope, async (trx) => await settle(trx, doingOf(request), appointment, said));
      if (done.ok) return redirect(`/${place.slug}/people/${params.id}/work`, `appointment-${parsed.value.outcome}`);
      if (done.error !== 'people/changed-meanwhile') return refuse(done.error);
      const problems = [{ field: 'outcome', text: refusalSentence(done.error) }];
      return await showOutcome(request, { typed, problems }, 409);
    },
  });
}
