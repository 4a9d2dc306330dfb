import type { Uuid } from '../../../kernel/ids.ts';
import { todayInLondon, type LocalDate } from '../../../lib/dates.ts';

/** Everything a write needs to know beside its own words: where, who, when, and where new ids come from. */
export type PeopleDoing = {
  place: { id: Uuid; slug: string };
  /** Whose words they are: a worker of an organisation, or the person, for whom no organisation stands. */
  by: { account: Uuid | undefined; organisation: Uuid | undefined; name: string };
  now: Date;
  newId: () => Uuid;
};

/** Who acts where nobody is signed in: the service by itself, or whoever holds a link. */
export const nobody: PeopleDoing['by'] = { account: undefined, organisation: undefined, name: '' };

/** The columns that say whose words a row holds. */
export function authorColumns(doing: PeopleDoing): { author_org: Uuid | null; author_account: Uuid | null } {
  return { author_org: doing.by.organisation ?? null, author_account: doing.by.account ?? null };
}

/** The day on which it is done. */
export function dayOf(doing: PeopleDoing): LocalDate {
  return todayInLondon(doing.now);
}

/** Refusals of every edit: the record is not there for this writer, or somebody was faster. */
export type EditRefusal = 'people/gone' | 'people/changed-meanwhile';
