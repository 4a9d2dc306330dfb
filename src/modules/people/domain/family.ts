import { normaliseForSearch } from '../../../lib/text.ts';
import { compareNames } from './name-match.ts';
import type { CircleKind } from './words.ts';

/** As much of a tie as joining asks about. `otherPerson` is given only where the reader may see that record. */
export type TieFacts = {
  id: string;
  kind: CircleKind;
  name: string;
  otherPerson: string | undefined;
  organisation: string | undefined;
  service: string | undefined;
};
export type MemberCircle<T extends TieFacts> = { person: string; ties: readonly T[] };
/** Whether two ties are one, as somebody answered; of one pair the last in the list holds. */
export type SameAnswer = { tie: string; other: string; answer: 'same' | 'different' };

/** Somebody or something, once, with every tie that leads to it. */
export type Joined<T extends TieFacts> = {
  /** The smallest id of its ties. */
  key: string;
  name: string;
  kind: CircleKind;
  ties: readonly { person: string; tie: T }[];
};
export type FamilyCircle<T extends TieFacts> = {
  /** Ties from one of the family to another. */
  between: readonly { person: string; to: string; tie: T }[];
  joined: readonly Joined<T>[];
};

/** What a thing is called without its "the", its "her" and what follows a comma. */
function coreOf(name: string): string {
  const first = name.split(',')[0] ?? '';
  return normaliseForSearch(first).replace(/^(?:the|a|an|my|our|your|his|her|their) (?=.)/, '');
}

/**
 * What two ties have to have in common to be one without anybody being asked: the record, the service, or the
 * organisation as the same kind of thing. Two workers of one organisation are one only under one name.
 */
function recordKey(tie: TieFacts): string | undefined {
  if (tie.otherPerson !== undefined) return `person/${tie.otherPerson}`;
  if (tie.service !== undefined) return `service/${tie.service}`;
  if (tie.organisation === undefined) return undefined;
  return `${tie.kind}/${tie.organisation}/${tie.kind === 'agency' ? coreOf(tie.name) : ''}`;
}

function pairKey(one: string, other: string): string {
  return one < other ? `${one}/${other}` : `${other}/${one}`;
}

/** The answer that holds for each pair. */
function answersByPair(answers: readonly SameAnswer[]): Map<string, SameAnswer['answer']> {
  return new Map(answers.map((one) => [pairKey(one.tie, one.other), one.answer]));
}

/** What most call it; of names used equally often the shortest, then the first by letters. */
function usualName(names: readonly string[]): string {
  const count = (name: string): number => names.filter((one) => one === name).length;
  const ordered = names.toSorted((a, b) => count(b) - count(a) || a.length - b.length || (a < b ? -1 : 1));
  return ordered[0] ?? '';
}

type Placed<T extends TieFacts> = { person: string; tie: T };

function joinedOf<T extends TieFacts>(group: readonly Placed<T>[]): Joined<T> {
  const ties = group.toSorted((a, b) => (a.tie.id < b.tie.id ? -1 : 1));
  return {
    key: ties[0]?.tie.id ?? '',
    name: usualName(ties.map(({ tie }) => tie.name)),
    kind: ties[0]?.tie.kind ?? 'family',
    ties,
  };
}

/**
 * Joins the circles of a family: each tie stands in it once, and whoever stands in several circles is shown once. Two ties
 * are one where they lead to the same record, or where somebody said so; never because they have a name in common. The
 * order in which people and ties are given changes nothing.
 */
export function joinCircles<T extends TieFacts>(
  members: readonly MemberCircle<T>[],
  answers: readonly SameAnswer[],
): FamilyCircle<T> {
  const people = new Set(members.map((one) => one.person));
  const all = members.flatMap(({ person, ties }) => ties.map((tie): Placed<T> => ({ person, tie })));
  const between = all
    .flatMap(({ person, tie }) => {
      const to = tie.otherPerson;
      return to !== undefined && to !== person && people.has(to) ? [{ person, to, tie }] : [];
    })
    .toSorted((a, b) => (a.tie.id < b.tie.id ? -1 : 1));
  const inside = new Set(between.map((one) => one.tie.id));
  const around = all.filter(({ tie }) => !inside.has(tie.id)).toSorted((a, b) => (a.tie.id < b.tie.id ? -1 : 1));
  const groups = new Map<string, Placed<T>[]>(around.map((one) => [one.tie.id, [one]]));
  const merge = (one: string, other: string): void => {
    const [first, second] = [groups.get(one), groups.get(other)];
    if (first === undefined || second === undefined || first === second) return;
    first.push(...second);
    for (const { tie } of second) groups.set(tie.id, first);
  };
  const firstOfRecord = new Map<string, string>();
  for (const { tie } of around) {
    const key = recordKey(tie);
    if (key === undefined) continue;
    const first = firstOfRecord.get(key);
    if (first === undefined) firstOfRecord.set(key, tie.id);
    else merge(first, tie.id);
  }
  for (const [pair, answer] of answersByPair(answers)) {
    const [one = '', other = ''] = pair.split('/');
    if (answer === 'same') merge(one, other);
  }
  const joined = [...new Set(groups.values())].map(joinedOf).toSorted((a, b) => (a.key < b.key ? -1 : 1));
  return { between, joined };
}

/** How many of the family somebody or something is tied to. */
export function peopleOf<T extends TieFacts>(joined: Joined<T>): string[] {
  return [...new Set(joined.ties.map((one) => one.person))].toSorted();
}

const people: ReadonlySet<CircleKind> = new Set(['family', 'neighbour', 'friend']);
/** As many as somebody answers in one sitting. */
const mostAsked = 12;

function isAlike(one: TieFacts, other: TieFacts): boolean {
  if (one.kind !== other.kind && !(people.has(one.kind) && people.has(other.kind))) return false;
  const differ = (a: string | undefined, b: string | undefined): boolean =>
    a !== undefined && b !== undefined && a !== b;
  if (differ(one.otherPerson, other.otherPerson) || differ(one.organisation, other.organisation)) return false;
  return compareNames(coreOf(one.name), coreOf(other.name)) !== undefined;
}

/**
 * Pairs of which a person can be asked whether they are one: of different circles, with names alike, not joined yet and
 * never answered with no. Of two that are each already several ties one pair is enough.
 */
export function pairsToAsk<T extends TieFacts>(
  circle: FamilyCircle<T>,
  answers: readonly SameAnswer[],
): { one: Placed<T>; other: Placed<T> }[] {
  const known = answersByPair(answers);
  const pairs = circle.joined.flatMap((first, index) =>
    circle.joined.slice(index + 1).flatMap((second) => {
      const crossing = first.ties.flatMap((one) => second.ties.map((other) => ({ one, other })));
      if (crossing.some(({ one, other }) => known.get(pairKey(one.tie.id, other.tie.id)) === 'different')) return [];
      return crossing
        .filter(({ one, other }) => one.person !== other.person && isAlike(one.tie, other.tie))
        .slice(0, 1);
    }),
  );
  return pairs.slice(0, mostAsked);
}

/** Pairs of one thing that somebody joined by hand, and so can take apart again. */
export function joinedByHand<T extends TieFacts>(
  joined: Joined<T>,
  answers: readonly SameAnswer[],
): { tie: string; other: string }[] {
  const ids = new Set(joined.ties.map(({ tie }) => tie.id));
  return [...answersByPair(answers)].flatMap(([pair, answer]) => {
    const [tie = '', other = ''] = pair.split('/');
    return answer === 'same' && ids.has(tie) && ids.has(other) ? [{ tie, other }] : [];
  });
}
