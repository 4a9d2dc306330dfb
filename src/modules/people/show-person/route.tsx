import { Type } from 'typebox';
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

/** So many referrals the page of a person shows: those that go on, and what ended last. */
const mostReferrals = 10;

/** A person's page: for those whom the person allows, as far as they allow. Everybody else finds nothing here. */
export function showPerson({ app, context }: Wiring): void {
  const path = '/:place/people/:id';
  placeRoute(app, context, {
    method: 'GET',
    path,
    ability: writers,
    purpose: 'direct-support',
    params: personParams,
    query: querySchema({ referrals: Type.Optional(Type.Literal('all')) }),
    handle: async (request) => {
      const { place, now, params, actor, query } = request;
      const isWhole = query.referrals === 'all';
      const ahead = async (trx: Trx) =>
        await Promise.all([
          loadRecord(trx, place.id, params.id, isWhole ? undefined : mostReferrals + 1),
          knownAround(trx, place.id, [params.id]),
          familiesOf(trx, place.id, params.id),
          writableCategories(trx, params.id),
        ]);
      const loaded = await withPerson(request, { route: path, ahead }, async (_trx, _person, asked) => {
        const [{ referrals, ...rest }, known, families, writable] = await asked;
        const record = { ...rest, referrals: isWhole ? referrals : referrals.slice(0, mostReferrals) };
        return { record, hasMore: record.referrals.length < referrals.length, can: new Set(writable), known, families };
      });
      const { person } = loaded;
      if (isThemselves(request, person)) return redirect(`/${place.slug}/me`);
      const us = helpingOf(actor)?.organisation;
      const forms = `/${place.slug}/people/${person.id}`;
      return personalPage({
        title: 'Support circle and plan',
        back: { text: 'People', href: `/${place.slug}/people` },
        body: (
          <PersonPage
            {...loaded}
            called={person.knownAs}
            isOwn={false}
            home={`/${place.slug}`}
            forms={forms}
            allReferrals={loaded.hasMore ? `${forms}?referrals=all#referrals` : undefined}
            today={todayInLondon(now)}
            now={now}
            isLead={us !== undefined && person.leadOrganisation === us}
          />
        ),
      });
    },
  });
}
