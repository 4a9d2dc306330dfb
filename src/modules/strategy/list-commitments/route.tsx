import { Type } from 'typebox';
import { isPartner, may } from '../../../kernel/actor.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import { page } from '../../../platform/http/answers.ts';
import { idParam, querySchema } from '../../../platform/http/fields.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { commitmentGroups } from '../domain/commitment.ts';
import { placeParams, type Wiring } from '../requests.ts';
import { commitmentsWhere } from '../store/commitments.ts';
import { partnersOf } from '../store/organisations.ts';
import { CommitmentsPage } from './page.tsx';

const onePage = 50;

/** Everything promised in a place, 50 a page. */
export function listCommitments({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/commitments',
    ability: 'anyone',
    params: placeParams,
    query: querySchema({
      status: Type.Optional(Type.String({ maxLength: 20 })),
      organisation: Type.Optional(Type.String({ maxLength: 120 })),
      after: Type.Optional(idParam()),
    }),
    cached: true,
    handle: async ({ place, scope, query, actor, now, context }) => {
      const home = `/${place.slug}`;
      const today = todayInLondon(now);
      const group = commitmentGroups.find((one) => one === query.status);
      const { partners, organisation, found } = await context.db.read(scope, async (trx) => {
        const partners = await partnersOf(trx, place.id);
        const organisation = partners.find((one) => one.slug === query.organisation);
        const filter = { group, organisation: organisation?.id, after: query.after, limit: onePage + 1 };
        return { partners, organisation, found: await commitmentsWhere(trx, place.id, filter, today) };
      });
      const shown = found.slice(0, onePage);
      const last = found.length > onePage ? shown.at(-1) : undefined;
      const next = new URLSearchParams();
      if (group !== undefined) next.set('status', group);
      if (organisation !== undefined) next.set('organisation', organisation.slug);
      if (last !== undefined) next.set('after', last.id);
      return page({
        title: 'Commitments',
        body: (
          <CommitmentsPage
            placeName={place.name}
            home={home}
            commitments={shown}
            partners={partners}
            status={group ?? ''}
            organisation={organisation?.slug ?? ''}
            nextHref={last === undefined ? undefined : `${home}/commitments?${next.toString()}`}
            isFirst={query.after === undefined}
            today={today}
            can={{ takePart: may(actor, 'here'), seeAsked: isPartner(actor) }}
          />
        ),
      });
    },
  });
}
