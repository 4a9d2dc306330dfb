import type { ThreadRegistry } from '../../thread/kinds.ts';
import type { Status } from '../../thread/kinds.ts';
import { publishedWords } from '../../kernel/published-count.ts';
import { formatDate, todayInLondon } from '../../lib/dates.ts';
import { goalStatusWords } from './domain/words.ts';
import { ReferralCounts } from './parts/referral-counts.tsx';
import { goalsByIds } from './store/goals.ts';
import { referralCount } from './store/referral-counts.ts';
import { referralsByIds, standingOf } from './store/referrals.ts';

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
  registry.addKind({
    kind: 'referral',
    one: 'referral',
    many: 'referrals',
    statuses: async (trx, ids, { place, now }) => {
      const today = todayInLondon(now);
      const referrals = await referralsByIds(trx, place.id, ids);
      return new Map(referrals.map((one): [string, Status] => [one.id, standingOf(one, today)]));
    },
    looseEnds: {
      heading: 'Referrals that nobody answered',
      // Nobody but those who sent them may know which: the list tells only how many people, once a month.
      find: async (trx, { place }) => {
        const count = await referralCount(trx, place.id, { kind: 'place', id: place.id });
        if (count === undefined || count.waiting === 0) return [];
        return [
          {
            title: `People who wait for the answer to a referral: ${publishedWords(count.waiting)}`,
            href: `/${place.slug}/referrals?list=unanswered`,
            why: `Counted on ${formatDate(count.asOf)}. Those who sent them see whom to ring.`,
          },
        ];
      },
    },
  });
  registry.addPart('priority', async (trx, id, { place }) => {
    const count = await referralCount(trx, place.id, { kind: 'priority', id });
    if (count === undefined || count.asked === 0) return undefined;
    return {
      part: 'did',
      title: 'People who were helped towards it',
      lede: 'Counted once a month, and rounded so that nobody can be recognised.',
      body: ReferralCounts({ count }),
    };
  });
}
