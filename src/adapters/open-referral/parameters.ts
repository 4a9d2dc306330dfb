import { isUuid } from '../../kernel/ids.ts';
import { parsePostcode } from '../../lib/identifiers.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { weekdayName, weekdays, type Weekday } from '../../modules/community/index.ts';

/** What may stand in an address of the feed, before anybody has looked at it. */
export type Query = Readonly<Record<string, string | undefined>>;

/** What was asked for, read. */
export type Asked = {
  page: number;
  perPage: number;
  isFull: boolean;
  hasServices: boolean;
  isMinimal: boolean;
  asLines: boolean;
  words: string | undefined;
  termIds: readonly string[] | undefined;
  taxonomyIds: readonly string[] | undefined;
  organisations: readonly string[] | undefined;
  parentIds: readonly string[] | undefined;
  modifiedSince: Date | undefined;
  minimumAge: number | undefined;
  maximumAge: number | undefined;
  ageFrom: number | undefined;
  ageTo: number | undefined;
  opensFrom: string | undefined;
  closesBy: string | undefined;
  day: Weekday | undefined;
  postcode: string | undefined;
  metres: number | undefined;
};

const mostPerPage = 500;
/** Whole services are long: fewer of them stand on one page. */
const mostFullPerPage = 100;

/** Reads one parameter after the other and keeps the first that cannot be read. */
class ParameterReader {
  problem: string | undefined;
  readonly #query: Query;

  constructor(query: Query) {
    this.#query = query;
  }

  refuse(sentence: string): undefined {
    this.problem ??= sentence;
    return undefined;
  }

  given(name: string): string | undefined {
    const text = this.#query[name]?.trim();
    return text === '' ? undefined : text;
  }
}

/** Reads the parameters of Open Referral UK 3.0; the first that cannot be read is a sentence. */
export function readAsked(query: Query): Result<Asked, string> {
  const reader = new ParameterReader(query);
  const asked = read(reader);
  return reader.problem === undefined ? ok(asked) : fail(reader.problem);
}

function read(reader: ParameterReader): Asked {
  const isFull = flag(reader, 'full');
  const limit = isFull ? mostFullPerPage : mostPerPage;
  const perPage = whole(reader, 'per_page', 1, 1_000_000) ?? 50;
  const format = reader.given('format')?.toLowerCase();
  if (format !== undefined && format !== 'json' && format !== 'ndjson') reader.refuse('format must be json or ndjson.');
  const typed = reader.given('postcode');
  const postcode = typed === undefined ? undefined : parsePostcode(typed);
  if (postcode !== undefined && !postcode.ok) reader.refuse(`postcode: ${postcode.error}.`);
  const metres = whole(reader, 'proximity', 1, 200_000);
  if (metres !== undefined && postcode === undefined) reader.refuse('proximity needs a postcode beside it.');
  return {
    page: whole(reader, 'page', 1, 10_000_000) ?? 1,
    perPage: Math.min(perPage, limit),
    isFull,
    hasServices: flag(reader, 'full_service'),
    isMinimal: flag(reader, 'minimal'),
    asLines: format === 'ndjson',
    words: reader.given('search'),
    termIds: ids(reader, 'taxonomy_term_id'),
    taxonomyIds: ids(reader, 'taxonomy_id'),
    organisations: ids(reader, 'organization_id'),
    parentIds: flag(reader, 'top_only') ? [] : ids(reader, 'parent_id'),
    modifiedSince: moment(reader, 'modified_after'),
    minimumAge: whole(reader, 'minimum_age', 0, 150),
    maximumAge: whole(reader, 'maximum_age', 0, 150),
    ageFrom: whole(reader, 'age_from', 0, 150),
    ageTo: whole(reader, 'age_to', 0, 150),
    opensFrom: time(reader, 'start_time'),
    closesBy: time(reader, 'end_time'),
    day: weekday(reader, 'day'),
    postcode: postcode?.ok === true ? postcode.value : undefined,
    metres,
  };
}

function whole(reader: ParameterReader, name: string, least: number, most: number): number | undefined {
  const text = reader.given(name);
  if (text === undefined) return undefined;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  return reader.refuse(`${name} must be a whole number from ${least} to ${most}.`);
}

function flag(reader: ParameterReader, name: string): boolean {
  const text = reader.given(name)?.toLowerCase();
  if (text === undefined || text === 'false' || text === '0') return false;
  if (text === 'true' || text === '1') return true;
  reader.refuse(`${name} must be true or false.`);
  return false;
}

function ids(reader: ParameterReader, name: string): string[] | undefined {
  const text = reader.given(name);
  if (text === undefined) return undefined;
  const list = text.split(',').map((one) => one.trim().toLowerCase());
  if (list.length <= 50 && list.every((one) => isUuid(one))) return list;
  return reader.refuse(`${name} must be a UUID, or at most 50 of them with commas between.`);
}

/** An instant with its offset; a date alone begins at midnight UTC. */
function moment(reader: ParameterReader, name: string): Date | undefined {
  const text = reader.given(name);
  if (text === undefined) return undefined;
  // A plus in an address is a blank unless it was written as %2B.
  const match = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[ +-]\d{2}:?\d{2})?)?$/i.exec(text);
  const iso = text.replace(/^(\S+) (\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)/, '$1T$2').replace(/ (\d{2}:?\d{2})$/, '+$1');
  const withZone = /(?:Z|[+-]\d{2}:?\d{2})$/i.test(iso) || !iso.includes('T') ? iso : `${iso}Z`;
  const time = match === null ? Number.NaN : Date.parse(withZone);
  if (Number.isNaN(time)) return reader.refuse(`${name} must be a date and time, like 2026-10-03T09:12:44Z.`);
  return new Date(time);
}

function time(reader: ParameterReader, name: string): string | undefined {
  const text = reader.given(name);
  if (text === undefined) return undefined;
  const match = /^([01]\d|2[0-3]):([0-5]\d)(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?$/i.exec(text);
  if (match === null) return reader.refuse(`${name} must be a time of the day, like 09:30.`);
  return `${match[1]}:${match[2]}`;
}

function weekday(reader: ParameterReader, name: string): Weekday | undefined {
  const text = reader.given(name)?.toLowerCase();
  if (text === undefined) return undefined;
  const day = weekdays.find((one) => one.toLowerCase() === text || weekdayName(one).toLowerCase() === text);
  if (day === undefined) return reader.refuse(`${name} must be a day of the week, like MO or Monday.`);
  return day;
}
