import type { Uuid } from '../../../kernel/ids.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { decisionsWhere } from './decisions.ts';
import { itemsByIds } from './items.ts';
import { meetingName, meetingsWhere } from './meetings.ts';

/** What became of a question that was put on an agenda. */
export type AskedOfBoard = {
  meeting: { name: string; slug: string };
  /** What was decided on it, once that is published. */
  decided: { id: Uuid; text: string } | undefined;
};

/** The meetings to come whose agenda still takes items, the next first. */
export async function meetingsToAsk(trx: Trx, place: Uuid, now: Date): Promise<{ id: Uuid; name: string }[]> {
  const states = ['planned', 'called', 'agenda-published'] as const;
  const found = await meetingsWhere(trx, place, { from: now, states, limit: 20 });
  return found.map((meeting) => ({ id: meeting.id, name: `${meeting.body.name}: ${meetingName(meeting)}` }));
}

/** What became of some items, by their ids: those that the reader may see. */
export async function askedOfBoard(trx: Trx, place: Uuid, ids: readonly Uuid[]): Promise<Map<Uuid, AskedOfBoard>> {
  const items = await itemsByIds(trx, place, ids);
  const [meetings, decisions] = await Promise.all([
    meetingsWhere(trx, place, { ids: [...new Set(items.map((item) => item.meetingId))], limit: 500 }),
    decisionsWhere(trx, place, { items: ids, published: true, limit: 500 }),
  ]);
  const byId = new Map(meetings.map((meeting) => [meeting.id, meeting]));
  return new Map(
    items.flatMap((item): [Uuid, AskedOfBoard][] => {
      const meeting = byId.get(item.meetingId);
      if (meeting === undefined) return [];
      const decided = decisions.find((one) => one.itemId === item.id);
      return [
        [
          item.id,
          {
            meeting: { name: meetingName(meeting), slug: meeting.slug },
            decided: decided === undefined ? undefined : { id: decided.id, text: decided.text },
          },
        ],
      ];
    }),
  );
}
