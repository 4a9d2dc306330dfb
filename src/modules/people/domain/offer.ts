import type { LocalDate } from '../../../lib/dates.ts';

/** As many organisations as one referral is offered to at once. */
export const mostOffered = 10;

const bands = [
  { below: 18, words: 'under 18' },
  { below: 25, words: '18 to 24' },
  { below: 45, words: '25 to 44' },
  { below: 65, words: '45 to 64' },
  { below: 80, words: '65 to 79' },
] as const;

/** How old somebody is, as roughly as one needs to know before saying yes. Empty where it is not known. */
export function ageBandOf(bornOn: LocalDate | undefined, today: LocalDate): string {
  if (bornOn === undefined) return '';
  const hadBirthday = today.slice(5) >= bornOn.slice(5);
  const age = Number(today.slice(0, 4)) - Number(bornOn.slice(0, 4)) - (hadBirthday ? 0 : 1);
  return bands.find((band) => age < band.below)?.words ?? '80 or older';
}

/** The part of the place, as the first half of the postcode tells it: no street and no house. */
export function areaOf(postcode: string): string {
  return postcode.split(' ')[0] ?? '';
}
