import type { Uuid } from '../../../kernel/ids.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { Purpose } from '../domain/item.ts';

export type AgendaItem = {
  id: Uuid;
  meetingId: Uuid;
  position: number;
  /** What everybody may read; of a private item the public title. */
  title: string;
  purpose: Purpose;
  ask: string;
  lead: { id: Uuid; slug: string; name: string } | undefined;
  minutesPlanned: number | undefined;
  isExempt: boolean;
  exemptBecause: string;
  paperSummary: string;
  paperAddress: string | undefined;
  addedAt: Date;
  /** What the minutes say, where this reader may see them. */
  minutes: { text: string; version: number } | undefined;
  priorities: Uuid[];
  version: number;
};
/** What is said in private about an item: for the board's own people, and nowhere else. */
export type PrivateWords = { title: string; ask: string; paperSummary: string; minutes: string };

function rowsOf(trx: Trx, place: Uuid) {
  return trx
    .selectFrom('agenda_item as i')
    .leftJoin('organisation as o', 'o.id', 'i.lead_organisation_id')
    .leftJoin('item_minutes as t', (join) =>
      join.onRef('t.place_id', '=', 'i.place_id').onRef('t.item_id', '=', 'i.id'),
    )
    .selectAll('i')
    .select(['o.slug as lead_slug', 'o.name as lead_name', 't.text as minutes_text', 't.version as minutes_version'])
    .where('i.place_id', '=', place)
    .orderBy('i.position')
    .orderBy('i.id');
}
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number];

function toItem(row: Row, priorities: Uuid[]): AgendaItem {
  return {
    id: row.id,
    meetingId: row.meeting_id,
    position: row.position,
    title: row.title,
    purpose: row.purpose as Purpose,
    ask: row.ask,
    lead:
      row.lead_organisation_id === null
        ? undefined
        : { id: row.lead_organisation_id, slug: row.lead_slug ?? '', name: row.lead_name ?? '' },
    minutesPlanned: row.minutes_planned ?? undefined,
    isExempt: row.is_exempt,
    exemptBecause: row.exempt_because,
    paperSummary: row.paper_summary,
    paperAddress: row.paper_address ?? undefined,
    addedAt: row.added_at,
    minutes: row.minutes_text === null ? undefined : { text: row.minutes_text, version: row.minutes_version ?? 1 },
    priorities,
    version: row.version,
  };
}

async function withPriorities(trx: Trx, place: Uuid, rows: readonly Row[]): Promise<AgendaItem[]> {
  if (rows.length === 0) return [];
  const served = await trx
    .selectFrom('agenda_item_priority')
    .select(['item_id', 'priority_id'])
    .where('place_id', '=', place)
    .where(
      'item_id',
      'in',
      rows.map((row) => row.id),
    )
    .execute();
  return rows.map((row) =>
    toItem(
      row,
      served.filter((one) => one.item_id === row.id).map((one) => one.priority_id),
    ),
  );
}

/** The agenda of a meeting in its order, as far as the reader may see it. */
export async function itemsOf(trx: Trx, place: Uuid, meeting: Uuid): Promise<AgendaItem[]> {
  return await withPriorities(trx, place, await rowsOf(trx, place).where('i.meeting_id', '=', meeting).execute());
}
export async function itemById(trx: Trx, place: Uuid, id: Uuid): Promise<AgendaItem | undefined> {
  return (await withPriorities(trx, place, await rowsOf(trx, place).where('i.id', '=', id).execute()))[0];
}

export async function itemsByIds(trx: Trx, place: Uuid, ids: readonly Uuid[]): Promise<AgendaItem[]> {
  if (ids.length === 0) return [];
  return await withPriorities(
    trx,
    place,
    await rowsOf(trx, place)
      .where('i.id', 'in', [...ids])
      .execute(),
  );
}

/** What is said in private about some items; empty for everybody who is not on the board. */
export async function privateWordsOf(trx: Trx, place: Uuid, items: readonly Uuid[]): Promise<Map<Uuid, PrivateWords>> {
  if (items.length === 0) return new Map();
  const rows = await trx
    .selectFrom('agenda_item_private')
    .select(['item_id', 'title', 'ask', 'paper_summary', 'minutes'])
    .where('place_id', '=', place)
    .where('item_id', 'in', [...items])
    .execute();
  return new Map(
    rows.map((row) => [
      row.item_id,
      { title: row.title, ask: row.ask, paperSummary: row.paper_summary, minutes: row.minutes },
    ]),
  );
}
