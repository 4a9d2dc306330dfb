import { todayInLondon } from '../../../lib/dates.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { addressOf } from '../../../thread/store/find.ts';
import { isEnded } from '../domain/referral.ts';
import { findReferral } from '../parts/load-referral.ts';
import { beginNote, personalPage, personParams, writers, type Wiring } from '../requests.ts';
import { goalsByIds } from '../store/goals.ts';
import { eventsOfReferral } from '../store/referrals.ts';
import { reopenedAs } from '../store/reopen.ts';
import { ReferralPage } from './page.tsx';

const path = '/:place/referrals/:id';

/** A referral: for those who asked, those who were asked, those who lead, and the person. */
export function showReferral({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path,
    ability: writers,
    purpose: 'direct-support',
    params: personParams,
    query: querySchema({}),
    handle: async (request) => {
      const { place, scope, params, now, context } = request;
      const loaded = await context.db.read(scope, async (trx) => {
        const [found, events] = await Promise.all([
          findReferral(trx, request),
          eventsOfReferral(trx, place.id, params.id),
        ]);
        const { id, status, goal, to } = found.referral;
        const [again, goals, service] = await Promise.all([
          isEnded(status) ? reopenedAs(trx, place.id, id) : undefined,
          goal === undefined ? [] : goalsByIds(trx, place.id, [goal]),
          to.service === undefined ? undefined : addressOf(trx, place.id, { kind: 'service', id: to.service }),
        ]);
        return { ...found, events, again, goal: goals[0], service };
      });
      const { isOwn, referral, sides } = loaded;
      return {
        ...personalPage({
          title: 'Referral',
          back: isOwn
            ? { text: 'My plan', href: `/${place.slug}/me` }
            : { text: 'Referrals', href: `/${place.slug}/referrals` },
          body: (
            <ReferralPage
              {...loaded}
              home={`/${place.slug}`}
              today={todayInLondon(now)}
              canFollow={isOwn || sides.has('requester')}
            />
          ),
        }),
        meanwhile: isOwn ? undefined : beginNote(request, path, [referral.person]),
      };
    },
  });
}
