import type { Uuid } from '../../../kernel/ids.ts';
import type { PersonCategory } from '../../../kernel/helping.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { authorColumns, type PeopleDoing } from './doing.ts';

/** Keeps what a personal record said at `version`, guarded like the record, so that no edit destroys what was written. */
export async function keepPersonalVersion(
  trx: Trx,
  doing: PeopleDoing,
  record: { kind: string; id: Uuid; version: number; person: Uuid; category: PersonCategory; content: object },
): Promise<void> {
  await trx
    .insertInto('personal_version')
    .values({
      place_id: doing.place.id,
      kind: record.kind,
      record_id: record.id,
      version: record.version,
      person_id: record.person,
      category: record.category,
      at: doing.now,
      ...authorColumns(doing),
      content: JSON.stringify(record.content),
    })
    .execute();
}
