import { accountOf, type Doing } from '../../kernel/doing.ts';
import type { Uuid } from '../../kernel/ids.ts';
import type { Trx } from '../database/database.ts';
import { recordNumberedVersion } from './audit.ts';

/** Keeps what a record said at `version`, for partners to read, so that no edit destroys what was written before. */
export async function keepVersion(
  trx: Trx,
  doing: Doing,
  record: { kind: string; id: Uuid; version: number; content: object },
): Promise<void> {
  const { kind, id, version, content } = record;
  const kept = { place: doing.place.id, account: accountOf(doing), kind, id, number: version, content };
  await recordNumberedVersion(trx, kept, doing.now);
}
