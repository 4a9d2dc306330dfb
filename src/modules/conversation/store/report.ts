import type { Uuid } from '../../../kernel/ids.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { sectorMovements, type Agreed, type SectorMovement } from '../domain/movement.ts';
import type { SectorResult } from './results.ts';

export type Repeated = {
  number: number;
  body: string;
  before: Agreed;
  now: Agreed;
  sectors: SectorMovement[];
  askedBefore: Date;
};

/** Statements that were asked before in the very same words, with what was published of both times; the latest earlier time. */
export async function repeatedStatements(trx: Trx, place: Uuid, conversation: Uuid): Promise<Repeated[]> {
  const rows = await trx
    .selectFrom('statement_result as r')
    .innerJoin('statement as s', (join) =>
      join.onRef('s.place_id', '=', 'r.place_id').onRef('s.id', '=', 'r.statement_id'),
    )
    .innerJoin('conversation as c', (join) =>
      join.onRef('c.place_id', '=', 'r.place_id').onRef('c.id', '=', 'r.conversation_id'),
    )
    .innerJoin('statement as b', (join) =>
      join
        .onRef('b.place_id', '=', 's.place_id')
        .onRef('b.body', '=', 's.body')
        .onRef('b.conversation_id', '<>', 's.conversation_id'),
    )
    .innerJoin('statement_result as e', (join) =>
      join.onRef('e.place_id', '=', 'b.place_id').onRef('e.statement_id', '=', 'b.id'),
    )
    .innerJoin('conversation as d', (join) =>
      join.onRef('d.place_id', '=', 'b.place_id').onRef('d.id', '=', 'b.conversation_id'),
    )
    .select([
      's.number',
      's.body',
      'r.agrees',
      'r.seen',
      'e.agrees as then_agrees',
      'e.seen as then_seen',
      'r.sectors',
      'e.sectors as then_sectors',
      'd.closed_at',
    ])
    .where('r.place_id', '=', place)
    .where('r.conversation_id', '=', conversation)
    .where('s.status', '=', 'approved')
    .where('b.status', '=', 'approved')
    .whereRef('d.closed_at', '<', 'c.closed_at')
    .where('r.agrees', 'is not', null)
    .where('e.agrees', 'is not', null)
    .orderBy('s.number')
    .orderBy('d.closed_at', 'desc')
    .limit(500)
    .execute();
  const latest = new Map<number, Repeated>();
  for (const row of rows) {
    if (latest.has(row.number) || row.closed_at === null) continue;
    latest.set(row.number, {
      number: row.number,
      body: row.body,
      now: { agrees: row.agrees ?? 0, seen: row.seen ?? 0 },
      before: { agrees: row.then_agrees ?? 0, seen: row.then_seen ?? 0 },
      sectors: sectorMovements(agreedIn(row.then_sectors), agreedIn(row.sectors)),
      askedBefore: row.closed_at,
    });
  }
  return [...latest.values()];
}

/** What was published of each group: where something is withheld, nothing of it is. */
function agreedIn(sectors: unknown): ({ label: string } & Agreed)[] {
  return ((sectors ?? []) as SectorResult[]).map(({ label, agrees, seen }) => ({ label, agrees, seen }));
}
