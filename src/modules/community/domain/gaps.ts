import { termsOf, type Term } from './terms.ts';

/** The terms of services that help with a kind of help that people are asked about, by its code. */
const termsOfKind: Readonly<Record<string, readonly string[]>> = {
  company: ['company', 'eating-together', 'talking'],
  food: ['food', 'eating-together'],
  home: ['housing', 'warmth'],
  children: ['play', 'families'],
  care: ['carers', 'disabled-people'],
  money: ['money-and-debt'],
  advice: ['advice'],
  transport: ['transport'],
  health: ['health', 'mental-health', 'being-active'],
  work: ['work-and-learning'],
};

/** What services that help with a kind of help say that they are about. */
export function termsFor(kind: string): Term[] {
  return termsOf(termsOfKind[kind] ?? []);
}

/** A listed service with one of its terms and the parts of the place that it serves; none is all of it. */
export type Served = { term: string; areas: readonly string[]; service: string };

/** How many services help with a kind of help in a part of the place. */
export function countServing(served: readonly Served[], kind: string, area: string): number {
  const codes = termsFor(kind).map((term) => term.code);
  const serving = served.filter(
    (one) => codes.includes(one.term) && (one.areas.length === 0 || one.areas.includes(area)),
  );
  return new Set(serving.map((one) => one.service)).size;
}

/** What is asked for in a part of the place, and how many services are listed for it there. */
export type Gap = {
  kind: string;
  area: string;
  people: number | undefined;
  unserved: number | undefined;
  services: number;
};

/**
 * The needs that somebody has, what nothing serves before what something does, then those for whom nobody helps, the most
 * first. What is not told counts as little.
 */
export function gapsOf(needs: readonly Omit<Gap, 'services'>[], served: readonly Served[]): Gap[] {
  return needs
    .filter((one) => one.people !== 0)
    .map((one) => ({ ...one, services: countServing(served, one.kind, one.area) }))
    .toSorted(
      (a, b) =>
        Number(a.services > 0) - Number(b.services > 0) ||
        (b.unserved ?? 1) - (a.unserved ?? 1) ||
        (b.people ?? 1) - (a.people ?? 1) ||
        a.kind.localeCompare(b.kind) ||
        a.area.localeCompare(b.area),
    );
}

/** Whether a line says anything: a number that may be told, or that nothing serves. */
export function tellsSomething({ people, unserved, services }: Gap): boolean {
  return people !== undefined || (unserved ?? 0) > 0 || services === 0;
}
