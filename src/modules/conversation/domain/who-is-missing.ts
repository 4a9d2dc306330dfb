/** A group of the population that should be heard. `percent` is its share of the place's people, where a source gives it. */
export type InvitedGroup = { label: string; percent: number | undefined; coming: number };
export type Presence = InvitedGroup & {
  /** How many there would be if the room were like the place. */
  expected: number | undefined;
  standing: 'nobody' | 'few' | 'there' | 'unknown';
};

/** Under so much of what the place would send, a group is hardly there. */
const fewShare = 0.5;

/**
 * Who is not here: each group beside what the place's own figures would lead one to expect of a room of this size. Nobody of a group, or
 * fewer than half of that, is said. `people` is how many come in all.
 */
export function whoIsMissing(groups: readonly InvitedGroup[], people: number): Presence[] {
  return groups.map((group) => {
    const expected = group.percent === undefined ? undefined : (group.percent / 100) * people;
    if (group.coming === 0) return { ...group, expected, standing: 'nobody' };
    if (expected === undefined) return { ...group, expected, standing: 'unknown' };
    return { ...group, expected, standing: group.coming < fewShare * expected ? 'few' : 'there' };
  });
}
