// The services of another directory that the benchmark of imports takes over: always the same ones.
import type { OfferedRow } from '../src/modules/community/index.ts';
import { contentWith, venueAt } from '../test/support/community.ts';

const piece = 500;
const activities = 'Chess Yoga Soup Walking Sewing Singing Advice Pottery Bowls Dancing Reading Repair'.split(' ');
const people = 'Beginners Families Carers Elders Men Women Neighbours Parents'.split(' ');

function row(number: number, change: { key: string; suffix: string }): OfferedRow {
  const name = `${activities[number % 12] ?? ''} for ${people[Math.floor(number / 12) % 8] ?? ''} ${number}${change.suffix}`;
  return {
    kind: 'offered',
    offered: {
      key: `${change.key}${number}`,
      organisation: { name: `Charity ${number % 900}`, summary: '', website: undefined, charityNumber: undefined },
      content: contentWith({
        name,
        description: `${name}. Everybody is welcome, whether or not you have done it before. Tea and coffee afterwards.`,
        phone: `01632 ${String(100_000 + number)}`,
        venue: venueAt(`ZZ${number % 90} ${number % 9}ZZ`),
        takesReferrals: false,
      }),
      checkedOn: undefined,
    },
  };
}

/** So many services, 500 at a time. Another key and suffix make them those of a directory that lists much of the same. */
export function* offeredPieces(count: number, change = { key: 'a', suffix: '' }): Generator<OfferedRow[]> {
  for (let start = 0; start < count; start += piece)
    yield Array.from({ length: Math.min(piece, count - start) }, (_, index) => row(start + index, change));
}
