import { weekdayName, type Weekday } from '../domain/schedule.ts';

/** What somebody looks for, as it stands in the address. */
export type Asked = {
  words: string;
  day: Weekday | 'today' | undefined;
  near: string;
  free: boolean;
  steps: boolean;
  /** The slug of an organisation. */
  organisation: string;
};

/** The address of a search, from the services after `after`. */
export function addressWith(home: string, asked: Asked, after?: string): string {
  const query = new URLSearchParams();
  if (asked.words !== '') query.set('words', asked.words);
  if (asked.day !== undefined) query.set('day', asked.day);
  if (asked.near !== '') query.set('near', asked.near);
  if (asked.free) query.set('free', 'yes');
  if (asked.steps) query.set('steps', 'yes');
  if (asked.organisation !== '') query.set('organisation', asked.organisation);
  if (after !== undefined) query.set('after', after);
  const text = query.toString();
  return `${home}/community${text === '' ? '' : `?${text}`}`;
}

/** Every filter in force: what it is called, and the address without it. */
export function filtersOf(
  home: string,
  asked: Asked,
  organisationName: string | undefined,
): { text: string; without: string }[] {
  const filters: { text: string; without: string }[] = [];
  const add = (text: string, change: Partial<Asked>): void => {
    filters.push({ text, without: addressWith(home, { ...asked, ...change }) });
  };
  if (asked.words !== '') add(`“${asked.words}”`, { words: '' });
  if (asked.day !== undefined) add(asked.day === 'today' ? 'Open today' : weekdayName(asked.day), { day: undefined });
  if (asked.near !== '') add(`Near ${asked.near}`, { near: '' });
  if (asked.free) add('Free', { free: false });
  if (asked.steps) add('Step-free', { steps: false });
  if (organisationName !== undefined) add(organisationName, { organisation: '' });
  return filters;
}
