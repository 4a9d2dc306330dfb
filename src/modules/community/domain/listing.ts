import type { LocalDate } from '../../../lib/dates.ts';
import { statusName, type ServiceStatus } from './content.ts';
import { freshnessOf, freshnessWords } from './freshness.ts';
import type { Standing } from './standing.ts';

/** How a listing stands today: whether it is open, and whether anybody has looked at it lately. */
export function listingStanding(
  service: { status: ServiceStatus; checkedOn: LocalDate | undefined },
  today: LocalDate,
): Standing {
  switch (service.status) {
    case 'temporarily closed':
      return { text: statusName(service.status), tone: 'waiting' };
    case 'inactive':
    case 'defunct':
      return { text: statusName(service.status), tone: 'ended' };
    case 'active':
      return freshnessOf(service.checkedOn, today) === 'fresh'
        ? { text: 'Open', tone: 'good' }
        : { text: freshnessWords(service.checkedOn, today), tone: 'late' };
  }
}
