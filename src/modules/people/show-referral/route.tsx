import { todayInLondon } from '../../../lib/dates.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { servicesByIds } from '../../community/index.ts';
import { isEnded } from '../domain/referral.ts';
import { loadReferral } from '../parts/load-referral.ts';
import { personalPage, personParams, writers, type Wiring } from '../requests.ts';
import { goalsOf } from '../store/goals.ts';
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
      const { place, scope, now, context } = request;
      const loaded = await context.db.write(scope, async (trx) => {
        const found = await loadReferral(trx, request, path);
        const { referral } = found;
        const { service } = referral.to;
        return {
          ...found,
          events: await eventsOfReferral(trx, place.id, referral.id),
          again: isEnded(referral.status) ? await reopenedAs(trx, place.id, referral.id) : undefined,
          goal:
            referral.goal === undefined
              ? undefined
              : (await goalsOf(trx, place.id, [referral.person])).find((goal) => goal.id === referral.goal),
          service: service === undefined ? undefined : (await servicesByIds(trx, place.id, [service]))[0]?.slug,
        };
      });
      return personalPage({
        title: 'Referral',
        back: loaded.isOwn
          ? { text: 'My plan', href: `/${place.slug}/me` }
          : { text: 'Referrals', href: `/${place.slug}/referrals` },
        body: (
          <ReferralPage
            {...loaded}
            home={`/${place.slug}`}
            today={todayInLondon(now)}
            canFollow={loaded.isOwn || loaded.sides.has('requester')}
          />
        ),
      });
    },
  });
}
