import type { Uuid } from '../../../kernel/ids.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { accountOf, type Doing } from './doing.ts';

/**
 * Keeps what a record said at `version`, so that no edit destroys what was written before. The number comes from the
 * record itself: volunteers keep versions of their own promises too, and may not read those of others to count them.
 */
export async function keepVersion(
  trx: Trx,
  doing: Doing,
  record: { kind: string; id: Uuid; version: number; content: object },
): Promise<void> {
  await trx
    .insertInto('record_version')
    .values({
      place_id: doing.place.id,
      kind: record.kind,
      record_id: record.id,
      version: record.version,
      at: doing.now,
      account_id: accountOf(doing) ?? null,
      content: JSON.stringify(record.content),
    })
    .execute();
}
