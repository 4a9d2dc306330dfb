import type { ThreadRegistry } from '../../thread/kinds.ts';
import type { Status } from '../../thread/kinds.ts';
import { goalStatusWords } from './domain/words.ts';
import { goalsByIds } from './store/goals.ts';

/** Tells the thread which kinds this module keeps. Their cards are personal: only those see them whom the person allows. */
export function addPeopleKinds(registry: ThreadRegistry): void {
  registry.addKind({
    kind: 'goal',
    one: 'goal',
    many: 'goals',
    statuses: async (trx, ids, { place }) => {
      const goals = await goalsByIds(trx, place.id, ids);
      return new Map(
        goals.map((goal): [string, Status] => [
          goal.id,
          {
            text:
              goal.status === 'active' ? `${goal.progress} of 10 as the person sees it` : goalStatusWords[goal.status],
            tone: goal.status === 'reached' ? 'good' : goal.status === 'active' ? 'plain' : 'ended',
          },
        ]),
      );
    },
  });
  registry.addKind({ kind: 'referral', one: 'referral', many: 'referrals' });
}
