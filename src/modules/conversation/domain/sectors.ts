/** A sector that people declare for themselves. `mergeInto` is where it goes when it is too small. */
export type Sector = { id: string; label: string; mergeInto: string | null };
export type DeclaredPerson = { id: string; sectorId: string | null };
export type SectorGroup = { id: string; label: string; sectorIds: string[]; personIds: string[] };
export type SectorGroups = { groups: SectorGroup[]; leftOut: { label: string; people: number }[] };

/** Fewest people for a sector to be shown on its own. */
export const smallestSector = 5;
/** The group that gathers sectors too small to stand alone. */
export const otherSector = { id: 'other', label: 'Other organisations' };

/**
 * The sectors that may be shown: those with at least 5 people. A smaller one joins its `mergeInto`, or else
 * "Other organisations"; if that is still under 5 it is left out and named. People who did not say are in no sector.
 * Order: as `sectors`, then the others. Source: note on the conversation, section 2.9.
 */
export function groupBySector(people: readonly DeclaredPerson[], sectors: readonly Sector[]): SectorGroups {
  const known = new Map(sectors.map((sector) => [sector.id, sector]));
  const members = new Map<string, string[]>(sectors.map((sector) => [sector.id, []]));
  for (const person of people) {
    if (person.sectorId !== null) members.get(person.sectorId)?.push(person.id);
  }
  const target = new Map(sectors.map((sector) => [sector.id, homeOf(sector, known, members)]));
  const groups: SectorGroup[] = [];
  const rest: SectorGroup = { ...otherSector, sectorIds: [], personIds: [] };
  for (const sector of sectors) {
    const joined = sectors.filter((candidate) => target.get(candidate.id) === sector.id);
    const group: SectorGroup = {
      id: sector.id,
      label: sector.label,
      sectorIds: joined.map(({ id }) => id),
      personIds: joined.flatMap(({ id }) => members.get(id) ?? []),
    };
    if (group.personIds.length >= smallestSector) groups.push(group);
    else {
      rest.sectorIds.push(...group.sectorIds);
      rest.personIds.push(...group.personIds);
    }
  }
  if (rest.personIds.length >= smallestSector) return { groups: [...groups, rest], leftOut: [] };
  const leftOut = rest.sectorIds
    .map((id) => ({ label: known.get(id)?.label ?? id, people: members.get(id)?.length ?? 0 }))
    .filter((sector) => sector.people > 0);
  return { groups, leftOut };
}

/** Follows `mergeInto` from a small sector until a large one, an end, or a circle. */
function homeOf(sector: Sector, known: ReadonlyMap<string, Sector>, members: ReadonlyMap<string, string[]>): string {
  const visited = new Set<string>();
  let at = sector;
  while ((members.get(at.id)?.length ?? 0) < smallestSector && at.mergeInto !== null) {
    visited.add(at.id);
    const next = known.get(at.mergeInto);
    if (next === undefined || visited.has(next.id)) break;
    at = next;
  }
  return visited.size > 0 && visited.has(at.id) && at.mergeInto !== null ? sector.id : at.id;
}
