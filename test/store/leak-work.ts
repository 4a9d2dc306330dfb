// The working day of those who help, for the leak fuzz: notes, tasks, appointments, handovers, hours and counts, and who may
// read and change them, said once more in TypeScript.
import type { PersonCategory } from '../../src/kernel/helping.ts';
import type { PeopleWho } from './leak-who.ts';

type Value = string | number | boolean | null;
type Row = Record<string, Value>;
type Rule = (who: PeopleWho) => boolean;
type Build = { id: () => string; put: (table: string, mayRead: Rule, make: (canary: string) => Row) => Row };
type Change = { table: string; before: Row | undefined; after: Row | undefined };

/** What is known of people, and who may know of them. */
type PeopleFacts = {
  work: WorkFacts;
  denials: readonly { person: string; account: string | null }[];
  isService: (who: PeopleWho, place: string) => boolean;
  isDenied: (who: PeopleWho, person: string, category: string) => boolean;
  isOwn: (who: PeopleWho, person: string) => boolean;
  isHelper: (who: PeopleWho, person: string, category: string) => boolean;
  sees: (who: PeopleWho, person: string, category: string, author: Value | undefined) => boolean;
  leads: (who: PeopleWho, person: string) => boolean;
  mayWrite: (who: PeopleWho, person: string, category: string) => boolean;
};

const at = '2026-03-01T10:00:00Z';

/** Somebody who works in a place for an organisation, as the world laid it. */
export type Colleague = { account: string; place: string; role: string; organisation: string | null; inForce: boolean };

/** What the rules need to know beside what they know of people. */
export class WorkFacts {
  readonly handovers = new Map<string, Row>();
  colleagues: readonly Colleague[] = [];

  /** Whether the account speaks for the organisation that its transaction names. */
  coordinates(who: PeopleWho): boolean {
    return (
      who.role === 'thread_member' &&
      who.named !== undefined &&
      this.colleagues.some(
        (one) =>
          one.inForce &&
          one.account === who.account &&
          one.place === who.place &&
          one.organisation === who.named &&
          ['editor', 'administrator', 'programme-manager'].includes(one.role),
      )
    );
  }
  /** Whether a task about a person may be asked of an account: a colleague whom they did not refuse by name. */
  mayBeAsked(who: PeopleWho, account: Value | undefined, person: string, facts: PeopleFacts): boolean {
    return (
      who.helping !== undefined &&
      this.colleagues.some(
        (one) =>
          one.inForce &&
          one.account === account &&
          one.place === who.place &&
          one.organisation === who.helping &&
          ['link-worker', 'practitioner'].includes(one.role),
      ) &&
      !facts.denials.some((one) => one.person === person && one.account === account)
    );
  }
}

function isMember(who: PeopleWho, place: string): boolean {
  return who.role === 'thread_member' && who.place === place;
}

/** Adds the work about one person, of the organisation that leads. */
export function addWork(
  build: Build,
  facts: PeopleFacts,
  of: { place: string; person: string; first: string; denied: string },
): void {
  const { place, person, first, denied } = of;
  const base = (): Row => ({ place_id: place, id: build.id(), person_id: person, author_org: first });
  const service: Rule = (one) => facts.isService(one, place);
  for (const [category, held] of [
    ['plan', ''],
    ['plan', 'A reason that somebody else can judge'],
    ['safeguarding', ''],
  ] as const)
    build.put(
      'person_note',
      (one) =>
        facts.isOwn(one, person)
          ? category !== 'safeguarding' && held === ''
          : facts.sees(one, person, category, first) || service(one),
      (canary) => ({
        ...base(),
        category,
        how: 'met',
        happened_on: '2026-02-01',
        words: canary,
        held_reason: held,
        author_name: 'Somebody',
        created_at: at,
      }),
    );
  for (const category of ['identity', 'needs'] as const)
    build.put(
      'work_task',
      (one) =>
        (facts.isHelper(one, person, category) && one.helping === first && !facts.isOwn(one, person)) || service(one),
      (canary) => ({
        ...base(),
        category,
        what: canary,
        for_account: denied,
        for_name: 'Somebody',
        by_on: '2026-12-01',
        status: 'open',
        author_name: 'Somebody',
        created_at: at,
      }),
    );
  for (const category of ['plan', 'safeguarding'] as const) {
    const appointment = build.put(
      'appointment',
      (one) =>
        facts.sees(one, person, category, first) ||
        (facts.isOwn(one, person) && category !== 'safeguarding') ||
        service(one),
      (canary) => ({
        ...base(),
        category,
        starts_at: '2026-12-01T10:00:00Z',
        minutes: 30,
        with_name: canary,
        about: canary,
        created_at: at,
      }),
    );
    build.put('appointment_reminder', service, () => ({
      place_id: place,
      appointment_id: appointment['id'] ?? null,
      starts_at: '2026-12-01T10:00:00Z',
      person_id: person,
      way: 'worker',
      at,
    }));
  }
}

/** Adds what is not about one person: a handover of everybody, hours, and counts. */
export function addTeam(
  build: Build,
  facts: PeopleFacts,
  of: { place: string; first: string; from: string; to: string; people: readonly string[] },
): void {
  const { place, first, from, to } = of;
  const service: Rule = (one) => facts.isService(one, place);
  const ours: Rule = (one) => (isMember(one, place) && one.helping === first) || service(one);
  const handover = build.put('handover', ours, (canary) => ({
    place_id: place,
    id: build.id(),
    organisation_id: first,
    from_account: from,
    from_name: canary,
    to_account: to,
    to_name: 'Somebody else',
    kind: 'for-good',
    note: canary,
    offered_by: from,
    offered_at: at,
  }));
  facts.work.handovers.set(String(handover['id']), handover);
  for (const person of of.people)
    build.put(
      'handover_person',
      (one) =>
        (isMember(one, place) && one.helping === first && !facts.isDenied(one, person, 'identity')) || service(one),
      () => ({ place_id: place, handover_id: handover['id'] ?? null, person_id: person, organisation_id: first }),
    );
  build.put(
    'worker_hours',
    (one) =>
      (isMember(one, place) && one.named === first && (one.account === from || facts.work.coordinates(one))) ||
      service(one),
    () => ({ place_id: place, organisation_id: first, account_id: from, hours: 30, room: 25, said_at: at }),
  );
  build.put(
    'reach_count',
    (one) => (isMember(one, place) && one.roles.some((role) => role !== 'resident')) || service(one),
    (canary) => ({
      place_id: place,
      dimension: 'area',
      row_name: canary,
      position: 0,
      from_on: '2025-03-01',
      as_of: '2026-02-28',
      offered: 10,
      made_at: at,
    }),
  );
  build.put('chase_done', service, () => ({
    place_id: place,
    kind: 'concern',
    record_id: build.id(),
    level: 'remind',
    at,
  }));
}

/** Tables of which these rules speak. */
export const workTables: readonly string[] = [
  'person_note',
  'work_task',
  'appointment',
  'appointment_reminder',
  'handover',
  'handover_person',
  'worker_hours',
  'reach_count',
  'chase_done',
];

/** Whether a signed-in account may have made this change, in the place where the row stands. */
export function mayChangeWork(who: PeopleWho, change: Change, facts: PeopleFacts): boolean {
  const { table, before, after } = change;
  if (after === undefined) return false;
  const kept = (...columns: string[]): boolean =>
    before === undefined || columns.every((one) => before[one] === after[one]);
  if (!kept('place_id', 'id', 'author_org', 'author_account', 'person_id', 'organisation_id')) return false;
  const rows = before === undefined ? [after] : [before, after];
  const person = String(after['person_id']);
  const category = (row: Row): PersonCategory => String(row['category']) as PersonCategory;
  const isByUs = who.helping !== undefined && after['author_org'] === who.helping;
  const isByMe = isByUs && after['author_account'] === who.account;
  const mayWrite = rows.every((row) => facts.mayWrite(who, person, category(row)));
  switch (table) {
    case 'person_note':
      return (before === undefined ? isByMe : isByUs) && mayWrite && !facts.isOwn(who, person);
    case 'work_task': {
      if (facts.isOwn(who, person) || !facts.work.mayBeAsked(who, after['for_account'], person, facts)) return false;
      if (before === undefined) return isByMe && mayWrite && (after['once'] ?? null) === null;
      return isByUs && kept('once', 'what', 'category') && facts.isHelper(who, person, category(before));
    }
    case 'appointment':
      return (before === undefined ? isByMe : isByUs) && mayWrite;
    case 'handover': {
      if (who.helping === undefined || after['organisation_id'] !== who.helping) return false;
      if (before === undefined)
        return (
          after['offered_by'] === who.account &&
          after['status'] === 'offered' &&
          (after['from_account'] === who.account || facts.work.coordinates(who))
        );
      return !['accepted', 'declined'].includes(String(after['status'])) || after['to_account'] === who.account;
    }
    case 'handover_person': {
      if (who.helping === undefined || after['organisation_id'] !== who.helping) return false;
      if (before !== undefined) return !facts.isDenied(who, person, 'identity');
      const handover = facts.work.handovers.get(String(after['handover_id']));
      return (
        handover?.['organisation_id'] === who.helping &&
        handover['offered_by'] === who.account &&
        facts.leads(who, person)
      );
    }
    case 'worker_hours':
      return (
        who.named !== undefined &&
        after['organisation_id'] === who.named &&
        kept('account_id') &&
        ((after['account_id'] === who.account && who.helping === who.named) || facts.work.coordinates(who))
      );
    default:
      return false;
  }
}
