import { daysBetween, type LocalDate } from '../../../lib/dates.ts';
import { listInWords, normaliseForSearch, plural } from '../../../lib/text.ts';
import { capacityStanding, isCurrent, type Capacity } from './capacity.ts';
import { stepFreeWords, type ServiceContent } from './content.ts';
import { distanceWords } from './distance.ts';
import { nextOpenDay, weekdayName, weekdayOf } from './schedule.ts';
import { termsOf } from './terms.ts';

/** What is looked at of a service that may suit somebody. */
export type Suggested = {
  content: ServiceContent;
  checkedOn: LocalDate | undefined;
  capacity: Capacity | undefined;
  metres: number | undefined;
};

/** Words of a wish that say nothing of what is wished for. */
const empty = new Set(
  'want wants would like able able be being could have having more some something somebody someone every with that this them they their there about from into onto again just also really very much many when where what who whom which will shall should need needs help helps get gets getting going make makes keep keeps feel feels day days week time times first back out off own life live lives people person'.split(
    ' ',
  ),
);

/** The words of a wish that search can look for, at most eight. */
export function wishedWords(wish: string): string[] {
  const words = normaliseForSearch(wish)
    .split(' ')
    .filter((word) => word.length > 3 && !empty.has(word));
  return [...new Set(words)].slice(0, 8);
}

/** The words of a wish of which the listing speaks, by their first letters: "walking" and "walks" are one. */
function sharedWords(wish: string, content: ServiceContent): string[] {
  const said = normaliseForSearch(
    [content.name, content.description, ...termsOf(content.terms).flatMap((one) => [one.name, one.description])].join(
      ' ',
    ),
  ).split(' ');
  const begin = (word: string): string => word.slice(0, Math.max(4, word.length - 3));
  return wishedWords(wish).filter((word) => said.some((one) => one.startsWith(begin(word))));
}

/** Why a service is suggested for a wish, in words that whoever suggests it can read out. Nothing is said that nobody knows. */
export function reasonsFor(wish: string, service: Suggested, today: LocalDate, now: Date): string[] {
  const { content, checkedOn, capacity, metres } = service;
  const words = sharedWords(wish, content);
  const opens = nextOpenDay(content.schedules, today);
  const ahead = opens === undefined ? undefined : daysBetween(today, opens);
  const days = checkedOn === undefined ? undefined : daysBetween(checkedOn, today);
  const reasons = [
    words.length === 0 ? '' : `It speaks of ${listInWords(words.map((word) => `“${word}”`))}`,
    metres === undefined ? '' : `${distanceWords(metres)} away`,
    opens === undefined || ahead === undefined || ahead > 7
      ? ''
      : ahead === 0
        ? 'Open today'
        : `Open on ${weekdayName(weekdayOf(opens))}`,
    isCurrent(capacity, now) ? (capacityStanding(capacity, now)?.text ?? '') : '',
    stepFreeWords(content.venue),
    days === undefined ? '' : days <= 0 ? 'Checked today' : `Checked ${plural(days, 'day')} ago`,
  ];
  return reasons.filter((reason) => reason !== '');
}
