/** A sector: how many partners and groups were asked, how many people said that they come, and how many said in the room that they are there. */
export type SectorAttendance = { label: string; asked: number; said: number; came: number };
/** The same as everybody may read it: `came` is null where it would be too small a number. */
export type ShownAttendance = Omit<SectorAttendance, 'came'> & { came: number | null };

/** Who was asked to come, of which sector; undefined for those of none. */
export type Asked = {
  partners: readonly { sector: string | undefined; people: number }[];
  groups: readonly { sector: string | undefined; coming: number }[];
};

const smallest = 5;

/**
 * Who came against who was asked, by sector, and at the end those of none. People can be of several groups, so that of groups only the
 * largest counts. `present` is the sector of each person who says that they are in the room.
 */
export function attendanceOf(
  sectors: readonly { id: string; label: string }[],
  asked: Asked,
  present: readonly (string | undefined)[],
): SectorAttendance[] {
  const of = (sector: string | undefined, label: string): SectorAttendance => {
    const partners = asked.partners.filter((one) => one.sector === sector);
    const groups = asked.groups.filter((one) => one.sector === sector);
    return {
      label,
      asked: partners.length + groups.length,
      said: partners.reduce((sum, one) => sum + one.people, 0) + Math.max(0, ...groups.map((one) => one.coming)),
      came: present.filter((one) => one === sector).length,
    };
  };
  const others = of(undefined, 'Of no group, or not said');
  return [...sectors.map((one) => of(one.id, one.label)), ...(others.asked + others.came > 0 ? [others] : [])];
}

/**
 * What everybody may read of it: no number from one to four, and where only one would be left out, the next smallest neither, because it
 * would follow from the sum. That nobody came is said: it is what a room must know.
 */
export function shownAttendance(rows: readonly SectorAttendance[]): ShownAttendance[] {
  const isSmall = ({ came }: SectorAttendance): boolean => came > 0 && came < smallest;
  const hidden = new Set(rows.filter(isSmall));
  if (hidden.size === 1) {
    const [next] = rows.filter((one) => one.came >= smallest).toSorted((a, b) => a.came - b.came);
    if (next !== undefined) hidden.add(next);
  }
  return rows.map((one) => ({ ...one, came: hidden.has(one) ? null : one.came }));
}

/** What stands beside a sector, in words. */
export function attendanceWords({ said, came }: ShownAttendance): string {
  if (came === null) return 'some are here';
  if (came === 0) return said > 0 ? `nobody is here, of ${said} who said they come` : 'nobody is here';
  return `${came} ${came === 1 ? 'is' : 'are'} here${said > 0 ? `, of ${said} who said they come` : ''}`;
}
