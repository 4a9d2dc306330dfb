import type { LocalDate } from '../../../lib/dates.ts';
import { compareNames } from './name-match.ts';

/** What is known of somebody at intake, before anybody has looked whether they are here already. */
export type Sought = {
  name: string;
  bornOn: LocalDate | undefined;
  nhsNumber: string | undefined;
  postcode: string;
  phone: string;
};
/** The same of a person who is here, with the name they go by. */
export type Known = Sought & { knownAs: string };

/** What of a person is as it was asked for; and what is not. */
export type Likeness = 'nhs-number' | 'name' | 'similar-name' | 'born-on' | 'born-swapped' | 'postcode' | 'phone';
export type Difference = 'nhs-number' | 'born-on' | 'name';
/** How sure one can be that it is the same person; a person decides in any case. */
export type MatchStrength = 'strong' | 'likely' | 'possible';
export type Match = { strength: MatchStrength; alike: Likeness[]; unlike: Difference[] };

/** A day with its day and month changed for each other, where that is a day too: 3 May for 5 March. */
export function swapDayAndMonth(day: LocalDate): LocalDate | undefined {
  const [year = '', month = '', date = ''] = day.split('-');
  return Number(date) <= 12 && date !== month ? (`${year}-${date}-${month}` as LocalDate) : undefined;
}

function digitsOf(phone: string): string {
  return phone.replaceAll(/\D/g, '').replace(/^44/, '0');
}

/** What to call somebody by whom they are compared: their name, and the name they go by with the same family name. */
function namesOf(known: Known): string[] {
  const family = known.name.trim().split(/\s+/).at(-1) ?? '';
  return known.knownAs === '' ? [known.name] : [known.name, `${known.knownAs} ${family}`];
}

/**
 * Whether a person may be the one who is sought, and why. Strong: the NHS number and the day of birth. Likely: the day of
 * birth with the same name, or with a similar name and the postcode or phone; or the NHS number, whatever else differs.
 * Possible: a similar name with the day of birth, or the same name with the postcode, phone or swapped day, where the day of
 * birth is unknown or was mistaken. Another NHS number makes nothing more than possible. Source: NHS Personal Demographics
 * Service matching in its order of facts; the bounds are our own.
 */
export function matchOf(sought: Sought, known: Known): Match | undefined {
  const alike: Likeness[] = [];
  const unlike: Difference[] = [];
  const isSameNumber = sought.nhsNumber !== undefined && sought.nhsNumber === known.nhsNumber;
  if (isSameNumber) alike.push('nhs-number');
  else if (sought.nhsNumber !== undefined && known.nhsNumber !== undefined) unlike.push('nhs-number');
  const likeness = namesOf(known).map((name) => compareNames(sought.name, name));
  const name = likeness.includes('same') ? 'same' : likeness.find((one) => one !== undefined);
  if (name === undefined) unlike.push('name');
  else alike.push(name === 'same' ? 'name' : 'similar-name');
  const isBornKnown = sought.bornOn !== undefined && known.bornOn !== undefined;
  const isSameBirth = isBornKnown && sought.bornOn === known.bornOn;
  const isSwapped =
    sought.bornOn !== undefined && known.bornOn !== undefined && swapDayAndMonth(sought.bornOn) === known.bornOn;
  if (isSameBirth) alike.push('born-on');
  else if (isSwapped) alike.push('born-swapped');
  else if (isBornKnown) unlike.push('born-on');
  const isSamePostcode = sought.postcode !== '' && sought.postcode === known.postcode;
  const phone = digitsOf(sought.phone);
  const isSamePhone = phone.length >= 9 && phone === digitsOf(known.phone);
  if (isSamePostcode) alike.push('postcode');
  if (isSamePhone) alike.push('phone');
  const isNear = isSamePostcode || isSamePhone;
  const strength = ((): MatchStrength | undefined => {
    if (isSameNumber) return isSameBirth ? 'strong' : 'likely';
    if (name === undefined) return undefined;
    if (isSameBirth) return name === 'same' || isNear ? 'likely' : 'possible';
    // A day of birth that differs altogether is another person, unless all else is the same.
    if (isSwapped) return isNear ? 'likely' : 'possible';
    if (isBornKnown) return name === 'same' && isNear ? 'possible' : undefined;
    return name === 'same' || isNear ? 'possible' : undefined;
  })();
  if (strength === undefined) return undefined;
  return { strength: unlike.includes('nhs-number') ? 'possible' : strength, alike, unlike };
}

const order: Readonly<Record<MatchStrength, number>> = { strong: 0, likely: 1, possible: 2 };

/** Everybody who may be the one who is sought, the surest first; those alike stand in the order they came in. */
export function rankMatches<T extends Known>(sought: Sought, people: readonly T[]): { person: T; match: Match }[] {
  return people
    .flatMap((person) => {
      const match = matchOf(sought, person);
      return match === undefined ? [] : [{ person, match }];
    })
    .toSorted(
      (a, b) => order[a.match.strength] - order[b.match.strength] || b.match.alike.length - a.match.alike.length,
    );
}
