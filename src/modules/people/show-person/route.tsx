import { helpingOf } from '../../../kernel/helping.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import { redirect } from '../../../platform/http/answers.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { loadRecord } from '../parts/load-record.ts';
import { isThemselves, personalPage, personParams, withPerson, writers, type Wiring } from '../requests.ts';
import { familiesOf } from '../store/families.ts';
import { knownAround } from '../store/people.ts';
import { writableCategories } from '../store/sharing.ts';
import { PersonPage } from './page.tsx';

/** A person's page: for those whom the person allows, as far as they allow. Everybody else finds nothing here. */
export function showPerson({ app, context }: Wiring): void {
  const path = '/:place/people/:id';
  placeRoute(app, context, {
    method: 'GET',
    path,
    ability: writers,
    purpose: 'direct-support',
    params: personParams,
    query: querySchema({}),
    handle: async (request) => {
      const { place, now, params, actor } = request;
      const ahead = async (trx: Trx) =>
        await Promise.all([
          loadRecord(trx, place.id, params.id),
          knownAround(trx, place.id, [params.id]),
          familiesOf(trx, place.id, params.id),
          writableCategories(trx, params.id),
        ]);
      const loaded = await withPerson(request, { route: path, ahead }, async (_trx, _person, asked) => {
        const [record, known, families, writable] = await asked;
        return { record, can: new Set(writable), known, families };
      });
      const { person } = loaded;
      if (isThemselves(request, person)) return redirect(`/${place.slug}/me`);
      const us = helpingOf(actor)?.organisation;
      return personalPage({
        title: 'Support circle and plan',
        back: { text: 'People', href: `/${place.slug}/people` },
        body: (
          <PersonPage
            {...loaded}
            called={person.knownAs}
            isOwn={false}
            home={`/${place.slug}`}
            forms={`/${place.slug}/people/${person.id}`}
            today={todayInLondon(now)}
            now={now}
            isLead={us !== undefined && person.leadOrganisation === us}
          />
        ),
      });
    },
  });
}
