import type { CountedTable } from '../../../kernel/published-table.ts';
import { parseLocalDate, type LocalDate } from '../../../lib/dates.ts';

/** The ways in which people are grouped, in the order of the page; `all` is everybody. */
export const reachDimensions = ['area', 'age', 'gender', 'ethnicity'] as const;
export type ReachDimension = (typeof reachDimensions)[number];
export const reachDimensionWords: Readonly<Record<ReachDimension, string>> = {
  area: 'By area (the first half of the postcode)',
  age: 'By age',
  gender: 'By gender, as far as people said',
  ethnicity: 'By ethnic group, as far as people said',
};
/** What is counted, each a part of the one before. */
export const reachSteps = ['offered', 'accepted', 'attended', 'outcome'] as const;
export type ReachStep = (typeof reachSteps)[number];
export const reachStepWords: Readonly<Record<ReachStep, string>> = {
  offered: 'Help was offered',
  accepted: 'A group said yes',
  attended: 'Help began',
  outcome: 'It is written down what came of it',
};

export const notRecorded = 'Not recorded';
const otherWords = 'In other words';

/** What is held of one person who was offered help, and how far it came. */
export type ReachedPerson = {
  postcode: string;
  bornOn: LocalDate | undefined;
  gender: string;
  ethnicity: string;
  steps: Readonly<Record<Exclude<ReachStep, 'offered'>, boolean>>;
};

/** The first half of a postcode: a district of some thousand homes. What is no postcode is not recorded. */
export function districtOf(postcode: string): string {
  return /^([A-Z]{1,2}\d[A-Z\d]?) \d[A-Z]{2}$/.exec(postcode.trim().toUpperCase())?.[1] ?? notRecorded;
}

const ageBands: readonly [from: number, words: string][] = [
  [0, 'Under 18'],
  [18, '18 to 29'],
  [30, '30 to 44'],
  [45, '45 to 64'],
  [65, '65 to 79'],
  [80, '80 and over'],
];

/** The band of an age on a day. */
export function ageBandOf(bornOn: LocalDate | undefined, on: LocalDate): string {
  if (bornOn === undefined || !parseLocalDate(bornOn).ok) return notRecorded;
  const years = Number(on.slice(0, 4)) - Number(bornOn.slice(0, 4)) - (on.slice(5) < bornOn.slice(5) ? 1 : 0);
  return ageBands.findLast(([from]) => years >= from)?.[1] ?? notRecorded;
}

const genders: readonly [RegExp, string][] = [
  [/^(f|female|woman|girl|women|she)\b/i, 'Women and girls'],
  [/^(m|male|man|boy|men|he)\b/i, 'Men and boys'],
];
const ethnicGroups: readonly [RegExp, string][] = [
  [/mixed|multiple|\band\b.*\b(caribbean|african|asian)/i, 'Mixed or multiple ethnic groups'],
  [/white|gypsy|irish|roma|traveller|english|scottish|welsh|polish/i, 'White'],
  [/asian|indian|pakistani|bangladeshi|chinese/i, 'Asian or Asian British'],
  [/black|african|caribbean/i, 'Black, Black British, Caribbean or African'],
  [/arab|other/i, 'Other ethnic group'],
];

/** What somebody said of themselves, in one of few groups: their own words would name them. */
function groupOf(said: string, groups: readonly [RegExp, string][]): string {
  const words = said.trim();
  if (words === '') return notRecorded;
  return groups.find(([pattern]) => pattern.test(words))?.[1] ?? otherWords;
}

/** The group of a person in one way of grouping. */
export function reachGroup(person: ReachedPerson, dimension: ReachDimension, on: LocalDate): string {
  switch (dimension) {
    case 'area':
      return districtOf(person.postcode);
    case 'age':
      return ageBandOf(person.bornOn, on);
    case 'gender':
      return groupOf(person.gender, genders);
    case 'ethnicity':
      return groupOf(person.ethnicity, ethnicGroups);
  }
}

/** Rows in the order of their words, ages in their own, what is not known last: never by a figure. */
function byLabel(dimension: ReachDimension): (a: string, b: string) => number {
  const rank = (label: string): number => {
    if (label === notRecorded) return 1_000;
    if (label === otherWords) return 999;
    return dimension === 'age' ? ageBands.findIndex(([, words]) => words === label) : 0;
  };
  return (a, b) => rank(a) - rank(b) || a.localeCompare(b, 'en-GB');
}

function cellsOf(people: readonly ReachedPerson[]): number[] {
  const accepted = people.filter((one) => one.steps.accepted);
  const attended = accepted.filter((one) => one.steps.attended);
  return [people.length, accepted.length, attended.length, attended.filter((one) => one.steps.outcome).length];
}

/**
 * How many people were offered help, and of how many it was taken up, began and came to an end, for everybody and in each
 * way of grouping. True counts: for the gate alone, never for a page. Rows stand by name, those not recorded last.
 */
export function countReach(
  people: readonly ReachedPerson[],
  on: LocalDate,
): { all: number[]; tables: (CountedTable & { name: ReachDimension })[] } {
  return {
    all: cellsOf(people),
    tables: reachDimensions.map((name) => ({
      name,
      rows: [...Map.groupBy(people, (person) => reachGroup(person, name, on))]
        .toSorted(([a], [b]) => byLabel(name)(a, b))
        .map(([label, group]) => ({ label, cells: cellsOf(group) })),
    })),
  };
}
