import type { Uuid } from '../../kernel/ids.ts';
import type { LocalDate } from '../../lib/dates.ts';
import type { Trx } from '../../platform/database/database.ts';
import { priorityStanding } from './domain/priority.ts';
import type { Standing } from './domain/standing.ts';
import { countPromises } from './store/commitments.ts';
import { objectionsTo } from './store/objections.ts';
import type { Priority } from './store/priorities.ts';

/** The computed status of each priority: two queries, whatever their number. */
export async function standingsOf(
  trx: Trx,
  place: Uuid,
  priorities: readonly Priority[],
  today: LocalDate,
): Promise<Map<Uuid, Standing>> {
  const ids = priorities.map((one) => one.id);
  const [counts, objections] = await Promise.all([
    countPromises(trx, place, today, ids),
    objectionsTo(trx, place, ids),
  ]);
  return new Map(
    priorities.map((priority) => {
      const one = counts.get(priority.id);
      return [
        priority.id,
        priorityStanding({
          status: priority.status,
          openCommitments: one?.open ?? 0,
          overdue: one?.overdue ?? 0,
          kept: one?.kept ?? 0,
          openObjections: objections.filter((o) => o.priorityId === priority.id && o.status === 'open').length,
        }),
      ];
    }),
  );
}
