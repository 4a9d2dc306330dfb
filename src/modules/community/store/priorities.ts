import type { Uuid } from '../../../kernel/ids.ts';
import type { ThreadRef } from '../../../kernel/thread-ref.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { linksFrom, linksTo } from '../../../thread/store/find.ts';

/** A service and the commitment that it helps to keep. */
export type Delivering = { service: Uuid; commitment: Uuid };

/** The services that help to keep what was promised for a priority, directly or for one of its outcomes. */
export async function deliveringFor(trx: Trx, place: Uuid, priority: Uuid): Promise<Delivering[]> {
  const under = await linksTo(trx, place, 'priority', [priority], 'pursues');
  const outcomes = under.filter((one) => one.from.kind === 'outcome').map((one) => one.from.id);
  const deeper = await linksTo(trx, place, 'outcome', outcomes, 'pursues');
  const commitments = [...under, ...deeper].filter((one) => one.from.kind === 'commitment').map((one) => one.from.id);
  const delivering = await linksTo(trx, place, 'commitment', [...new Set(commitments)], 'delivers');
  return delivering
    .filter((one) => one.from.kind === 'service')
    .map((one) => ({ service: one.from.id, commitment: one.to }));
}

/** The priorities for which these commitments were made, directly or for one of their outcomes. */
export async function prioritiesOf(trx: Trx, place: Uuid, commitments: readonly Uuid[]): Promise<ThreadRef[]> {
  const pursued = (await linksFrom(trx, place, 'commitment', commitments, 'pursues')).map((one) => one.to);
  const outcomes = pursued.filter((one) => one.kind === 'outcome').map((one) => one.id);
  const above = (await linksFrom(trx, place, 'outcome', outcomes, 'pursues')).map((one) => one.to);
  const priorities = [...pursued, ...above].filter((one) => one.kind === 'priority');
  return [...new Map(priorities.map((one) => [one.id, one])).values()];
}
