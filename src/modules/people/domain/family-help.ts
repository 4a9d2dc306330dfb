import type { HelpKind } from './words.ts';

/** Help that somebody of the family is given or was offered. */
export type Help = {
  person: string;
  kind: HelpKind | '';
  /** Who gives it, as one key wherever they stand: an organisation, or somebody of a circle. */
  by: string;
  name: string;
  /** An organisation or one of its people: of family and friends nobody says that there is one too many. */
  isOrganisation: boolean;
  what: string;
};
export type Duplicate = {
  kind: HelpKind;
  givers: readonly { by: string; name: string; people: readonly string[]; what: readonly string[] }[];
};

function byKey<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}

function once(items: readonly string[]): string[] {
  return [...new Set(items)].filter((one) => one !== '').toSorted();
}

/** The same kind of help from two or more organisations, which may not know of each other. */
export function duplicatedHelp(helps: readonly Help[]): Duplicate[] {
  const formal = helps.filter((one) => one.isOrganisation);
  return [...byKey(formal, (one) => one.kind)]
    .flatMap(([kind, ofKind]) => {
      const givers = [...byKey(ofKind, (one) => one.by)]
        .map(([by, theirs]) => ({
          by,
          name: once(theirs.map((one) => one.name))[0] ?? '',
          people: once(theirs.map((one) => one.person)),
          what: once(theirs.map((one) => one.what)),
        }))
        .toSorted((a, b) => a.name.localeCompare(b.name, 'en') || (a.by < b.by ? -1 : 1));
      return kind === '' || givers.length < 2 ? [] : [{ kind: kind as HelpKind, givers }];
    })
    .toSorted((a, b) => a.kind.localeCompare(b.kind, 'en'));
}

export type OpenNeed = { id: string; person: string; words: string; kind: HelpKind | ''; isUrgent: boolean };
export type OpenGoal = { id: string; person: string; words: string; importance: number; openSteps: number };
/** A gap: what somebody would like help with and nobody gives, or a goal towards which nothing is planned. */
export type Gap =
  | { about: 'need'; id: string; person: string; words: string; isUrgent: boolean; why: 'nobody' | 'kind-not-said' }
  | { about: 'goal'; id: string; person: string; words: string; isUrgent: false; why: 'no-step' };

/**
 * What nobody gives: what cannot wait first, then other needs, then goals by how important they are. A need is met by help
 * of its kind for the same person. Of a need without a kind nobody can say whether it is met, so it is asked about.
 */
export function gapsOf(needs: readonly OpenNeed[], goals: readonly OpenGoal[], helps: readonly Help[]): Gap[] {
  const given = new Set(helps.filter((one) => one.kind !== '').map((one) => `${one.person}/${one.kind}`));
  const unmet = needs
    .filter((need) => need.kind === '' || !given.has(`${need.person}/${need.kind}`))
    .toSorted(
      (a, b) =>
        Number(b.isUrgent) - Number(a.isUrgent) ||
        Number(a.kind === '') - Number(b.kind === '') ||
        (a.id < b.id ? -1 : 1),
    )
    .map(({ id, person, words, isUrgent, kind }): Gap => ({
      about: 'need',
      id,
      person,
      words,
      isUrgent,
      why: kind === '' ? 'kind-not-said' : 'nobody',
    }));
  const idle = goals
    .filter((goal) => goal.openSteps === 0)
    .toSorted((a, b) => b.importance - a.importance || (a.id < b.id ? -1 : 1))
    .map(({ id, person, words }): Gap => ({ about: 'goal', id, person, words, isUrgent: false, why: 'no-step' }));
  return [...unmet, ...idle];
}

/** Every organisation that knows of somebody of the family, once, with whom it knows of: to so many the story was told. */
export function toldTo(
  known: readonly { organisation: string; person: string }[],
): { organisation: string; people: string[] }[] {
  return [...byKey(known, (one) => one.organisation)]
    .map(([organisation, rows]) => ({ organisation, people: once(rows.map((one) => one.person)) }))
    .toSorted((a, b) => b.people.length - a.people.length || a.organisation.localeCompare(b.organisation, 'en'));
}
