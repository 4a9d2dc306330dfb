import type { Uuid } from '../../../kernel/ids.ts';
import type { Status } from '../../../thread/kinds.ts';
import type { Person } from '../store/people.ts';

/** One thing that waits for somebody today. */
export type WorkItem = {
  person: Uuid | undefined;
  href: string;
  title: string;
  note: string;
  status?: Status | undefined;
};
/** So many of one sort are read and shown: nobody does more in a day, and nobody's record is looked at for nothing. */
export const mostInSection = 15;

/** Things of one sort, with what to say when there are none. */
export type WorkSection = { title: string; lede?: string; items: readonly WorkItem[]; none: string };

/** What waits about people whose names the reader may know; of anybody else nothing is shown. */
export function namedItems<T extends { person: Uuid }>(
  people: ReadonlyMap<Uuid, Person>,
  list: readonly T[],
  item: (one: T, person: Person) => WorkItem,
): WorkItem[] {
  return list.flatMap((one) => {
    const person = people.get(one.person);
    return person === undefined ? [] : [item(one, person)];
  });
}
