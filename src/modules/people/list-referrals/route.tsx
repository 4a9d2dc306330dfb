import { Type } from 'typebox';
import { helpingOf } from '../../../kernel/helping.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import { idParam, querySchema } from '../../../platform/http/fields.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { peopleAhead } from '../people-ahead.ts';
import { beginNote, helpers, personalPage, placeParams, type Wiring } from '../requests.ts';
import { referralsIn, type ReferralList } from '../store/referrals.ts';
import { ReferralsPage } from './page.tsx';

const path = '/:place/referrals';
const pageSize = 50;
const lists: readonly ReferralList[] = ['to-answer', 'helping', 'unanswered', 'to-read', 'all'];

/** The referrals of the reader's organisation, in lists by what is to be done, 50 a page. */
export function listReferrals({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path,
    ability: helpers,
    purpose: 'direct-support',
    params: placeParams,
    query: querySchema({
      list: Type.Optional(Type.Union(lists.map((one) => Type.Literal(one)))),
      after: Type.Optional(idParam()),
    }),
    handle: async (request) => {
      const { place, scope, query, now, context, actor } = request;
      const us = helpingOf(actor)?.organisation ?? '';
      const list = (query.list as ReferralList | undefined) ?? 'all';
      const { noted, ...found } = await context.db.read(scope, async (trx) => {
        const asked = referralsIn(trx, place.id, list, us, { limit: pageSize + 1, after: query.after });
        const peopleNamed = peopleAhead(trx, `referrals ${list}`, request);
        const referrals = await asked;
        const shown = referrals.slice(0, pageSize);
        const ids = [...new Set(shown.map((one) => one.person))];
        // Waited for only when the page is drawn: an embedded database has one connection.
        const noted = beginNote(request, path, ids);
        const people = new Map((await peopleNamed(ids)).map((one) => [one.id, one]));
        return { shown, more: referrals.length > pageSize, people, noted };
      });
      const last = found.shown.at(-1);
      return {
        ...personalPage({
          title: 'Referrals',
          back: { text: 'Today', href: `/${place.slug}/today` },
          body: (
            <ReferralsPage
              {...found}
              list={list}
              home={`/${place.slug}`}
              today={todayInLondon(now)}
              more={
                found.more && last !== undefined ? `/${place.slug}/referrals?list=${list}&after=${last.id}` : undefined
              }
            />
          ),
        }),
        meanwhile: noted,
      };
    },
  });
}
