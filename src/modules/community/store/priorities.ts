import type { Uuid } from '../../../kernel/ids.ts';
import type { ThreadRef } from '../../../kernel/thread-ref.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { linksTo, recordsAlong } from '../../../thread/store/find.ts';

/** A service and the commitment that it helps to keep. */
export type Delivering = { service: Uuid; commitment: Uuid };

/** The services that help to keep what was promised for a priority, directly or for one of its outcomes. */
export async function deliveringFor(trx: Trx, place: Uuid, priority: Uuid): Promise<Delivering[]> {
  const start = { kind: 'priority', ids: [priority] } as const;
  const promised = { by: 'pursues', from: 'commitment' } as const;
  const ways = await Promise.all([
    recordsAlong(trx, place, start, [promised]),
    recordsAlong(trx, place, start, [{ by: 'pursues', from: 'outcome' }, promised]),
  ]);
  const commitments = new Set(ways.flat().map((one) => one.end));
  const delivering = await linksTo(trx, place, 'commitment', [...commitments], 'delivers');
  return delivering
    .filter((one) => one.from.kind === 'service')
    .map((one) => ({ service: one.from.id, commitment: one.to }));
}

/** The priorities for which these commitments were made, directly or for one of their outcomes. */
export async function prioritiesOf(trx: Trx, place: Uuid, commitments: readonly Uuid[]): Promise<ThreadRef[]> {
  const start = { kind: 'commitment', ids: commitments } as const;
  const served = { by: 'pursues', to: 'priority' } as const;
  const ways = await Promise.all([
    recordsAlong(trx, place, start, [served]),
    recordsAlong(trx, place, start, [{ by: 'pursues', to: 'outcome' }, served]),
  ]);
  return [...new Set(ways.flat().map((one) => one.end))].map((id) => ({ kind: 'priority', id }));
}
