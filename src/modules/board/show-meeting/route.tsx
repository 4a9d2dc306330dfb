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
        const items = await itemsOf(trx, place.id, meeting.id);
        const itemIds = items.map((item) => item.id);
        const hidden = isInsider(actor) ? await privateWordsOf(trx, place.id, itemIds) : new Map<string, never>();
        const decisions = await decisionsWhere(trx, place.id, { meeting: meeting.id, limit: 100 });
        const ids = decisions.map((one) => one.id);
        const filter = { body: meeting.body.id, decidedBefore: meeting.startsAt, limit: 50 };
        const earlier = [
          ...(await actionsWhere(trx, place.id, { ...filter, group: 'overdue' }, today)),
          ...(await actionsWhere(trx, place.id, { ...filter, group: 'open' }, today)),
          ...(await actionsWhere(trx, place.id, { ...filter, group: 'waiting' }, today)),
        ];
        const served = [...new Set(items.flatMap((item) => item.priorities))];
        const cards = await cardsOf(
          trx,
          place.id,
          served.map((id) => ({ kind: 'priority', id })),
        );
        return {
          meeting,
          items,
          hidden,
          decisions,
          under: await underDecisions(trx, place.id, ids),
          actions: await actionsWhere(trx, place.id, { decisions: ids, limit: 200 }, today),
          earlier,
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
