import { Type } from 'typebox';
import { todayInLondon } from '../../../lib/dates.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { idParam, querySchema } from '../../../platform/http/fields.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { noteCategories } from '../domain/note.ts';
import {
  doingOf,
  helpers,
  mayWrite,
  needMine,
  needOther,
  personalPage,
  personParams,
  placeParams,
  withPerson,
  type Wiring,
} from '../requests.ts';
import { appointmentsOf } from '../store/appointments.ts';
import { noteById, notesOf, type SeenNote } from '../store/notes.ts';
import { tasksOf } from '../store/tasks.ts';
import { MyNotesPage, WorkPage } from './page.tsx';

const pageSize = 25;
const query = querySchema({ after: Type.Optional(idParam()) });

/** A page of notes, and whether there are earlier ones. */
async function pageOfNotes(trx: Trx, place: string, person: string, after: string | undefined) {
  const last = after === undefined ? undefined : await noteById(trx, place, person, after);
  const found = await notesOf(trx, place, person, { limit: pageSize + 1, after: last });
  return { notes: found.slice(0, pageSize), next: found.length > pageSize ? found[pageSize - 1] : undefined };
}

function moreOf(next: SeenNote | undefined, address: string): string | undefined {
  return next === undefined ? undefined : `${address}?after=${next.id}`;
}

/** All that was noted, is planned and is to be done: for those who help, and without the tasks for the person. */
export function showWork({ app, context }: Wiring): void {
  const path = '/:place/people/:id/work';
  placeRoute(app, context, {
    method: 'GET',
    path,
    ability: helpers,
    purpose: 'direct-support',
    params: personParams,
    query,
    handle: async (request) => {
      const { place, params, now, query: asked } = request;
      const loaded = await withPerson(request, { route: path }, async (trx, person) => {
        await needOther(trx, request, person);
        const [notes, tasks, appointments, can] = await Promise.all([
          pageOfNotes(trx, place.id, params.id, asked.after),
          tasksOf(trx, place.id, params.id),
          appointmentsOf(trx, place.id, params.id),
          mayWrite(trx, request, person),
        ]);
        return { ...notes, tasks, appointments, canAdd: noteCategories.some((one) => can.has(one)) };
      });
      const forms = `/${place.slug}/people/${loaded.person.id}`;
      return personalPage({
        title: 'Notes, tasks and appointments',
        back: { text: 'Support circle and plan', href: forms },
        body: (
          <WorkPage
            {...loaded}
            name={loaded.person.name}
            forms={forms}
            organisation={doingOf(request).by.organisation}
            now={now}
            today={todayInLondon(now)}
            more={moreOf(loaded.next, `${forms}/work`)}
          />
        ),
      });
    },
  });
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/me/notes',
    ability: 'here',
    purpose: 'direct-support',
    params: placeParams,
    query,
    handle: async (request) => {
      const { place, scope, now, query: asked, context } = request;
      const loaded = await context.db.read(scope, async (trx) => {
        const person = await needMine(trx, request);
        const [notes, appointments] = await Promise.all([
          pageOfNotes(trx, place.id, person.id, asked.after),
          appointmentsOf(trx, place.id, person.id),
        ]);
        return { ...notes, appointments, isHidden: person.safeMode };
      });
      const home = `/${place.slug}/me`;
      return personalPage({
        title: 'Your appointments and notes',
        back: { text: 'Your circle and plan', href: home },
        body: <MyNotesPage {...loaded} now={now} more={moreOf(loaded.next, `${home}/notes`)} />,
      });
    },
  });
}
