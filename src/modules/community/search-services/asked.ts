import { accessFeatures } from '../domain/access.ts';
import { languageName } from '../domain/languages.ts';
import { weekdayName, weekdays, type Weekday } from '../domain/schedule.ts';
import { hasFilters, moments, understand, type Moment } from '../domain/sentence.ts';
import { isTermCode, termsOf } from '../domain/terms.ts';

/** What somebody looks for, as it stands in the address. */
export type Asked = {
  words: string;
  day: Weekday | Moment | undefined;
  evening: boolean;
  near: string;
  free: boolean;
  steps: boolean;
  /** Also what is closed for now, or has not begun. */
  closed: boolean;
  age: number | undefined;
  /** Codes of a term, of a language, and of what helps people in. */
  term: string;
  language: string;
  feature: string;
  /** The slug of an organisation. */
  organisation: string;
};

/** The fields of an address, before anybody has looked at them. */
export type AskedFields = Readonly<Partial<Record<keyof Asked, string | undefined>>>;

/** Reads an address: what no one knows is left out, so that an old link still finds something. */
export function readAsked(fields: AskedFields): Asked {
  const age = /^\d{1,3}$/.test(fields.age ?? '') ? Number(fields.age) : undefined;
  const term = fields.term ?? '';
  const language = fields.language ?? '';
  const feature = fields.feature ?? '';
  return {
    words: (fields.words ?? '').trim(),
    day: [...weekdays, ...moments].find((one) => one === fields.day),
    evening: fields.evening === 'yes',
    near: (fields.near ?? '').trim(),
    free: fields.free === 'yes',
    steps: fields.steps === 'yes',
    closed: fields.closed === 'yes',
    age: age !== undefined && age <= 120 ? age : undefined,
    term: isTermCode(term) ? term : '',
    language: languageName(language) === '' ? '' : language,
    feature: accessFeatures.some((one) => one.code === feature) ? feature : '',
    organisation: fields.organisation ?? '',
  };
}

/**
 * The same search with what its words say told apart: undefined when they say nothing but words. What was chosen by hand
 * stays as it is.
 */
export function toldApart(asked: Asked, localities: readonly string[]): Asked | undefined {
  const said = understand(asked.words, localities);
  if (!hasFilters(said)) return undefined;
  return {
    ...asked,
    words: said.words,
    day: asked.day ?? said.day,
    evening: asked.evening || said.isEvening,
    near: asked.near === '' ? (said.near ?? '') : asked.near,
    free: asked.free || said.isFree,
    steps: asked.steps || said.isStepFree,
    age: asked.age ?? said.age,
    term: asked.term === '' ? (said.term ?? '') : asked.term,
    language: asked.language === '' ? (said.language ?? '') : asked.language,
    feature: asked.feature === '' ? (said.feature ?? '') : asked.feature,
  };
}

/** What the copy for search calls the things that were chosen. */
export function facetsAsked(asked: Asked): string[] {
  return (['term', 'language', 'feature'] as const).flatMap((kind) =>
    asked[kind] === '' ? [] : [`${kind}:${asked[kind]}`],
  );
}

/** The words of a search after the question mark, from the services after `after`; empty when nothing was asked for. */
export function queryWith(asked: Asked, after?: string): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) {
    if (value === undefined || value === '' || value === false) continue;
    query.set(name, value === true ? 'yes' : String(value));
  }
  if (after !== undefined) query.set('after', after);
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

/** The address of a search. */
export function addressWith(home: string, asked: Asked, after?: string): string {
  return `${home}/community${queryWith(asked, after)}`;
}

const momentWords: Readonly<Record<Moment, string>> = {
  now: 'Open now',
  today: 'Open today',
  tomorrow: 'Open tomorrow',
  week: 'Open this week',
  weekend: 'Open at the weekend',
};

/** "Tuesday", or "Open now". */
export function dayWords(day: Weekday | Moment): string {
  const moment = moments.find((one) => one === day);
  return moment === undefined ? weekdayName(day as Weekday) : momentWords[moment];
}

/** Every filter in force: what it is called, and the address without it. */
export function filtersOf(
  home: string,
  asked: Asked,
  organisationName: string | undefined,
): { text: string; without: string }[] {
  const filters: { text: string; without: string }[] = [];
  const add = (text: string | undefined, change: Partial<Asked>): void => {
    if (text !== undefined && text !== '') filters.push({ text, without: addressWith(home, { ...asked, ...change }) });
  };
  if (asked.words !== '') add(`“${asked.words}”`, { words: '' });
  if (asked.day !== undefined) add(dayWords(asked.day), { day: undefined });
  if (asked.evening) add('In the evening', { evening: false });
  if (asked.near !== '') add(`Near ${asked.near}`, { near: '' });
  if (asked.free) add('Free', { free: false });
  if (asked.steps) add('Step-free', { steps: false });
  if (asked.closed) add('Also what is closed now', { closed: false });
  if (asked.age !== undefined) add(`For age ${asked.age}`, { age: undefined });
  add(termsOf([asked.term])[0]?.name, { term: '' });
  add(languageName(asked.language), { language: '' });
  add(accessFeatures.find((one) => one.code === asked.feature)?.name, { feature: '' });
  if (organisationName !== undefined) add(organisationName, { organisation: '' });
  return filters;
}
