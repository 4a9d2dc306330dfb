import { compareDates, type LocalDate } from '../../../lib/dates.ts';
import { readCsv } from '../../../lib/csv.ts';
import { isUuid } from '../../../kernel/ids.ts';
import { parseEmail, parsePostcode } from '../../../lib/identifiers.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { parseNhsNumber } from './nhs-number.ts';
import { readDay } from './referral-letter.ts';
import { cancelReasons, declineReasons, endReasons, type ReferralReason } from './referral.ts';
import { safeContacts, waysGiven, type SafeContact, type WayGiven } from './words.ts';

/** The columns of a file from another case-management system; `needed` must be there and filled in. */
export const caseColumns = {
  person: [
    { name: 'person_id', needed: true },
    { name: 'name', needed: true },
    { name: 'known_as', needed: false },
    { name: 'born_on', needed: false },
    { name: 'nhs_number', needed: false },
    { name: 'postcode', needed: false },
    { name: 'phone', needed: false },
    { name: 'email', needed: false },
    { name: 'safe_contact', needed: false },
    { name: 'safe_contact_note', needed: false },
    { name: 'language', needed: false },
    { name: 'permission_how', needed: true },
    { name: 'permission_on', needed: true },
    { name: 'same_as', needed: false },
  ],
  referral: [
    { name: 'referral_id', needed: false },
    { name: 'service', needed: false },
    { name: 'referred_on', needed: false },
    { name: 'reason', needed: false },
    { name: 'status', needed: false },
    { name: 'status_reason', needed: false },
    { name: 'outcome', needed: false },
    { name: 'ended_on', needed: false },
  ],
} as const;
const columns = [...caseColumns.person, ...caseColumns.referral];

export const caseStatuses = ['accepted', 'in-progress', 'completed', 'failed', 'rejected', 'cancelled'] as const;
export type CaseStatus = (typeof caseStatuses)[number];

export type CasePerson = {
  line: number;
  key: string;
  name: string;
  knownAs: string;
  bornOn: LocalDate | undefined;
  nhsNumber: string | undefined;
  postcode: string;
  phone: string;
  email: string;
  safeContact: SafeContact;
  safeContactNote: string;
  language: string;
  permissionHow: WayGiven;
  permissionOn: LocalDate;
  /** Where it was looked up by hand: `new` for somebody else than all who are here, or the id of this person. */
  sameAs: string | undefined;
};
export type CaseReferral = {
  line: number;
  key: string;
  person: string;
  /** The slug of the service; undefined is the organisation itself. */
  service: string | undefined;
  referredOn: LocalDate;
  reason: string;
  status: CaseStatus;
  statusReason: ReferralReason | undefined;
  outcome: string;
  endedOn: LocalDate | undefined;
};
export type CaseFile = { people: CasePerson[]; referrals: CaseReferral[] };

const mostRows = 20_000;

/** The reasons that go with a way of ending; none where it needs none. */
function reasonsOf(status: CaseStatus): readonly ReferralReason[] {
  switch (status) {
    case 'rejected':
      return declineReasons;
    case 'failed':
      return endReasons;
    case 'cancelled':
      return cancelReasons;
    default:
      return [];
  }
}

/**
 * Reads people, referrals and outcomes from a CSV text: one line for each referral, or for a person without one. All or
 * nothing: every fault is told with its line and column, and never with what stands there.
 */
export function readCaseFile(text: string, today: LocalDate): Result<CaseFile, string[]> {
  const table = readCsv(text);
  if (!table.ok) return fail(table.error.map((one) => `line ${one.line}, column ${one.column}: ${one.expectation}`));
  const { header, rows } = table.value;
  const problems: string[] = [];
  for (const { name, needed } of columns)
    if (needed && !header.includes(name)) problems.push(`line 1: the column ${name} is missing`);
  for (const name of header)
    if (columns.every((one) => one.name !== name))
      problems.push(`line 1: the column “${name.slice(0, 40)}” is not known`);
  if (rows.length > mostRows)
    problems.push(`the file has more than ${mostRows.toLocaleString('en-GB')} lines: divide it`);
  if (problems.length > 0) return fail(problems);
  const people = new Map<string, CasePerson>();
  const referrals = new Map<string, CaseReferral>();
  for (const row of rows) {
    const reader = new RowReader(
      row.line,
      new Map(header.map((name, index) => [name, row.cells[index]?.trim() ?? ''])),
      today,
      problems,
    );
    const person = readPerson(reader);
    const before = people.get(person.key);
    if (before === undefined) people.set(person.key, person);
    else if (JSON.stringify({ ...before, line: 0 }) !== JSON.stringify({ ...person, line: 0 }))
      problems.push(`line ${row.line}, column person_id: the same person stands otherwise on line ${before.line}`);
    const referral = readReferral(reader, person.key);
    if (referral === undefined) continue;
    if (referrals.has(referral.key)) problems.push(`line ${row.line}, column referral_id: it stands twice in the file`);
    referrals.set(referral.key, referral);
  }
  return problems.length > 0
    ? fail(problems)
    : ok({ people: [...people.values()], referrals: [...referrals.values()] });
}

class RowReader {
  readonly line: number;
  readonly #cells: ReadonlyMap<string, string>;
  readonly #today: LocalDate;
  readonly #problems: string[];
  constructor(line: number, cells: ReadonlyMap<string, string>, today: LocalDate, problems: string[]) {
    this.line = line;
    this.#cells = cells;
    this.#today = today;
    this.#problems = problems;
  }
  problem(column: string, expected: string): void {
    this.#problems.push(`line ${this.line}, column ${column}: ${expected}`);
  }
  text(column: string, limit: number, isNeeded = false): string {
    const value = this.#cells.get(column) ?? '';
    if (isNeeded && value === '') this.problem(column, 'it must be filled in');
    if (Array.from(value).length > limit) this.problem(column, `at most ${limit} characters`);
    return value;
  }
  day(column: string, isNeeded = false): LocalDate | undefined {
    const value = this.text(column, 40, isNeeded);
    if (value === '') return undefined;
    const day = readDay(value);
    if (day === undefined) this.problem(column, 'a day like 1962-05-03 or 3/5/1962');
    else if (compareDates(day, this.#today) > 0) this.problem(column, 'a day that is not in the future');
    return day;
  }
  choice<T extends string>(column: string, allowed: readonly T[], absent: T | undefined): T {
    const value = this.text(column, 60);
    const found = value === '' ? absent : allowed.find((one) => one === value);
    if (found === undefined) this.problem(column, `one of ${allowed.join(', ')}`);
    return found ?? (allowed[0] as T);
  }
  parsed(column: string, limit: number, parse: (text: string) => Result<string, string>, expected: string): string {
    const value = this.text(column, limit);
    if (value === '') return '';
    const read = parse(value);
    if (read.ok) return read.value;
    this.problem(column, expected);
    return '';
  }
}

function readPerson(row: RowReader): CasePerson {
  const number = row.parsed(
    'nhs_number',
    60,
    parseNhsNumber,
    'the ten digits of an NHS number, with a right check digit',
  );
  const safeContact = row.choice('safe_contact', safeContacts, 'any');
  const safeContactNote = row.text('safe_contact_note', 600, safeContact !== 'any');
  const same = row.text('same_as', 60);
  if (same !== '' && same !== 'new' && !isUuid(same))
    row.problem('same_as', 'new, or the id from the address of a person here');
  return {
    line: row.line,
    key: row.text('person_id', 100, true),
    name: row.text('name', 160, true),
    knownAs: row.text('known_as', 80),
    bornOn: row.day('born_on'),
    nhsNumber: number === '' ? undefined : number,
    postcode: row.parsed('postcode', 60, parsePostcode, 'a full UK postcode'),
    phone: row.text('phone', 40),
    email: row.parsed('email', 254, parseEmail, 'an email address'),
    safeContact,
    safeContactNote: safeContact === 'any' ? '' : safeContactNote,
    language: row.text('language', 80),
    permissionHow: row.choice('permission_how', waysGiven, undefined),
    permissionOn: row.day('permission_on', true) ?? ('1970-01-01' as LocalDate),
    sameAs: same === '' ? undefined : same,
  };
}

function readReferral(row: RowReader, person: string): CaseReferral | undefined {
  const key = row.text('referral_id', 100);
  if (key === '') {
    for (const { name } of caseColumns.referral.slice(1))
      if (row.text(name, 10_000) !== '') row.problem(name, 'nothing, where referral_id is empty');
    return undefined;
  }
  const status = row.choice('status', caseStatuses, undefined);
  const reasons = reasonsOf(status);
  const reason = row.text('status_reason', 60);
  const statusReason = reasons.find((one) => one === reason);
  if (reasons.length > 0 && statusReason === undefined) row.problem('status_reason', `one of ${reasons.join(', ')}`);
  const isOver = status === 'completed' || reasons.length > 0;
  const needsWords = statusReason === 'other' || statusReason === 'not-enough-information';
  const referredOn = row.day('referred_on', true);
  const endedOn = row.day('ended_on', isOver);
  if (referredOn !== undefined && endedOn !== undefined && compareDates(endedOn, referredOn) < 0)
    row.problem('ended_on', 'the day of the referral or later');
  const service = row.text('service', 120);
  return {
    line: row.line,
    key,
    person,
    service: service === '' ? undefined : service,
    referredOn: referredOn ?? ('1970-01-01' as LocalDate),
    reason: row.text('reason', 2_000, true),
    status,
    statusReason,
    outcome: row.text('outcome', needsWords ? 1_000 : 2_000, status === 'completed' || needsWords),
    endedOn,
  };
}
