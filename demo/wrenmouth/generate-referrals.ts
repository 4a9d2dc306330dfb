import { seededRandom } from '../../src/lib/random.ts';
import type { DemoMove, DemoReferral, DemoReferrals } from './referral-types.ts';
import type { DemoSupported } from './support-types.ts';

/** The many referrals whom nobody needs to know one by one, drawn from the lists of `referrals.json`: always the same. */
export function generateReferrals(data: DemoReferrals, people: readonly DemoSupported[]): DemoReferral[] {
  const { many } = data;
  const random = seededRandom(many.seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  function one<T>(list: readonly T[]): T {
    const value = list[below(list.length)];
    if (value === undefined) throw new Error('nothing to draw from');
    return value;
  }
  const named = people.filter((person) => person.slug.startsWith('many-'));

  function movesAfter(sentDay: number, outputs: readonly string[]): DemoMove[] {
    const made: DemoMove[] = [];
    let day = sentDay;
    const move = (
      kind: DemoMove['move'],
      after: number,
      more: { reason?: DemoMove['reason']; note?: string; output?: string; reviewDay?: number } = {},
    ): boolean => {
      day += after;
      if (day > 0) return false;
      const { reason = null, note = '', output = null, reviewDay = null } = more;
      made.push({ move: kind, day, reason, note, output, reviewDay });
      return true;
    };
    const answered = 1 + below(6);
    const fate = random();
    if (fate < 0.03) move('no-reply', 14);
    else if (fate < 0.07) {
      const [reason, note] = one(many.cancels);
      move('cancel', answered, { reason, note });
    } else if (fate < 0.18) {
      const [reason, note] = one(many.declines);
      move('decline', answered, { reason, note });
    } else if (move('accept', answered) && fate >= 0.26) {
      if (fate < 0.32) {
        const [reason, note] = one(many.ends);
        move('stop', 6 + below(10), { reason, note });
      } else if (fate < 0.35) move('hold', 2 + below(4), { note: 'Waits for a free place.', reviewDay: 5 + below(20) });
      else if (move('start', 1 + below(6)) && fate >= 0.45) move('finish', 5 + below(14), { output: one(outputs) });
    }
    return made;
  }

  return Array.from({ length: many.count }, (): DemoReferral => {
    const person = one(named);
    const service = one(many.services);
    // Nobody is referred before somebody knows them, and most people soon after that.
    const soon = person.sinceDay + 2 + Math.floor(random() * random() * (-person.sinceDay - 2));
    const isSilent = random() < 0.09;
    const goal = person.goals.length > 0 && random() < 0.6 ? one(person.goals).words : null;
    // Who has not answered yet was asked not long ago.
    const sentDay = isSilent ? Math.max(soon, -1 - below(12)) : soon;
    const moves = isSilent ? [] : movesAfter(sentDay, service.outputs);
    return {
      person: person.slug,
      worker: person.lead,
      service: service.slug,
      goal,
      reason: one(service.reasons),
      accessNeeds: one(many.accessNeeds),
      risks: '',
      safeContact: 'any',
      safeContactNote: '',
      urgency: !isSilent && random() < 0.06 ? 'urgent' : 'routine',
      scope: random() < 0.2 ? 'share-plan' : 'deliver',
      how: random() < 0.7 ? 'in-person' : 'phone',
      sentDay,
      moves,
      isRead: (moves.at(-1)?.day ?? 0) < -4,
    };
  }).sort((a, b) => a.sentDay - b.sentDay);
}
