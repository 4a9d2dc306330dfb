import { todayInLondon } from '../../../lib/dates.ts';
import type { Answer } from '../../../platform/http/answers.ts';
import { placeRoute, type PlaceRequest } from '../../../platform/http/routes.ts';
import { loadRecord, type PersonRecord } from '../parts/load-record.ts';
import {
  needMine,
  pageOf,
  personalPage,
  personParams,
  placeParams,
  withPerson,
  writers,
  type Wiring,
} from '../requests.ts';
import type { Person } from '../store/people.ts';
import { CopyPage } from './page.tsx';

function show(request: PlaceRequest, loaded: { person: Person; record: PersonRecord }): Answer {
  return personalPage({
    title: 'A copy of the plan',
    back: { text: 'Back', href: pageOf(request, loaded.person) },
    body: <CopyPage {...loaded} today={todayInLondon(request.now)} />,
  });
}

/** A person's own copy of their plan: one page to print, by themselves or by somebody who helps them. */
export function ownCopy({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/me/plan',
    ability: 'here',
    purpose: 'direct-support',
    params: placeParams,
    handle: async (request) => {
      const { place, scope, context } = request;
      const loaded = await context.db.read(scope, async (trx) => {
        const person = await needMine(trx, request);
        return { person, record: await loadRecord(trx, place.id, person.id) };
      });
      return show(request, loaded);
    },
  });
  const path = '/:place/people/:id/plan/copy';
  placeRoute(app, context, {
    method: 'GET',
    path,
    ability: writers,
    purpose: 'direct-support',
    params: personParams,
    handle: async (request) => {
      const { place, params } = request;
      const loaded = await withPerson(request, { route: path, writes: 'plan' }, async (trx) => ({
        record: await loadRecord(trx, place.id, params.id),
      }));
      return show(request, loaded);
    },
  });
}
