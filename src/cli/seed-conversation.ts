import type { DemoConversation } from '../../demo/wrenmouth/types.ts';
import type { Uuid } from '../kernel/ids.ts';
import type { Trx } from '../platform/database/database.ts';
import type { Seeding } from './seed.ts';

export async function seedConversation(
  trx: Trx,
  conversation: DemoConversation,
  seeding: Seeding,
): Promise<ReadonlyMap<string, Uuid>> {
  void [trx, conversation, seeding];
  return new Map();
}
