import { accountOf, type Doing } from '../../../kernel/doing.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import type { Trx } from '../../../platform/database/database.ts';

/** What a partner told the others of a service. */
export type ServiceNote = { id: Uuid; words: string; by: string; isOwn: boolean; madeAt: Date };

/** The notes of a service, the newest first; at most 50. The database shows them to partners alone. */
export async function notesOf(trx: Trx, place: Uuid, service: Uuid, reader: Uuid | undefined): Promise<ServiceNote[]> {
  const rows = await trx
    .selectFrom('service_note as n')
    .innerJoin('account as a', 'a.id', 'n.made_by')
    .select(['n.id', 'n.words', 'a.name', 'n.made_by', 'n.made_at'])
    .where('n.place_id', '=', place)
    .where('n.service_id', '=', service)
    .orderBy('n.made_at', 'desc')
    .orderBy('n.id')
    .limit(50)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    words: row.words,
    by: row.name,
    isOwn: row.made_by === reader,
    madeAt: row.made_at,
  }));
}

export async function addNote(trx: Trx, doing: Doing, service: Uuid, words: string): Promise<void> {
  await trx
    .insertInto('service_note')
    .values({
      place_id: doing.place.id,
      id: doing.newId(),
      service_id: service,
      words,
      made_at: doing.now,
      made_by: accountOf(doing) ?? '',
    })
    .execute();
}

/** Takes a note away: the database lets whoever wrote it, and those who approve. */
export async function removeNote(trx: Trx, place: Uuid, service: Uuid, id: Uuid): Promise<boolean> {
  const done = await trx
    .deleteFrom('service_note')
    .where('place_id', '=', place)
    .where('service_id', '=', service)
    .where('id', '=', id)
    .executeTakeFirst();
  return Number(done.numDeletedRows) > 0;
}
