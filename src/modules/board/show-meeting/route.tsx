import { isInsider, isOfficer } from '../domain/speaker.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import { page } from '../../../platform/http/answers.ts';
import { querySchema } from '../../../platform/http/fields.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import { cardsOf } from '../../../thread/store/read.ts';
import { needMeeting, slugParams, type Wiring } from '../requests.ts';
import { actionsWhere } from '../store/actions.ts';
import { decisionsWhere, underDecisions } from '../store/decisions.ts';
import { itemsOf, privateWordsOf } from '../store/items.ts';
import { MeetingPage, type MeetingView } from './page.tsx';

/** A meeting with its agenda, decisions and actions. */
export function showMeeting({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/meetings/:slug',
    ability: 'anyone',
    params: slugParams,
    query: querySchema({}),
    cached: true,
    handle: async ({ place, scope, actor, now, params }) => {
      const today = todayInLondon(now);
      const view = await context.db.read(scope, async (trx): Promise<MeetingView> => {
        const meeting = await needMeeting(trx, place.id, params.slug);
        const filter = { body: meeting.body.id, decidedBefore: meeting.startsAt, limit: 50 };
        const [items, decisions, ...earlier] = await Promise.all([
          itemsOf(trx, place.id, meeting.id),
          decisionsWhere(trx, place.id, { meeting: meeting.id, limit: 100 }),
          ...(['overdue', 'open', 'waiting'] as const).map((group) =>
            actionsWhere(trx, place.id, { ...filter, group }, today),
          ),
        ]);
        const itemIds = items.map((item) => item.id);
        const ids = decisions.map((one) => one.id);
        const served = [...new Set(items.flatMap((item) => item.priorities))];
        const [hidden, under, actions, cards] = await Promise.all([
          isInsider(actor) ? privateWordsOf(trx, place.id, itemIds) : new Map<string, never>(),
          underDecisions(trx, place.id, ids),
          actionsWhere(trx, place.id, { decisions: ids, limit: 200 }, today),
          cardsOf(
            trx,
            place.id,
            served.map((id) => ({ kind: 'priority', id })),
          ),
        ]);
        return {
          meeting,
          items,
          hidden,
          decisions,
          under,
          actions,
          earlier: earlier.flat(),
          priorities: new Map(cards.map((card) => [card.id, card])),
        };
      });
      const home = `/${place.slug}`;
      return page({
        title: view.meeting.title,
        back: { text: 'All meetings', href: `${home}/meetings` },
        body: <MeetingPage view={view} home={home} now={now} isOfficer={isOfficer(actor)} />,
      });
    },
  });
}
