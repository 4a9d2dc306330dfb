import { sql, type CompiledQuery } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import type { ReferralStatus } from '../../../modules/people/index.ts';
import { preparedAlone } from '../../../platform/database/prepared.ts';

/** Who looks, by their token, at what and when. `ids` are those of the notes, one for each person who may be shown. */
export type Look = { hash: string; route: string; now: Date; ids: readonly Uuid[] };

/**
 * What a statement told: whether the token holds, and whether all of it is as it was sent. Where it is not `sure`, nothing is
 * told and noted: it has to be asked in full. Without `told` nothing was found.
 */
export type Told = { holds: boolean; sure: boolean; told: string | null };

/** What was sent, told as it came. */
export type Sent = { id: Uuid; version: number; at: Date; content: string };
/** A request, and how its referral stands; without one nobody was asked yet. */
export type SentRequest = Sent & { status: ReferralStatus | undefined; isRead: boolean };
export type SentTask = SentRequest & { request: SentRequest | undefined };

type Values = [hash: string, ids: readonly Uuid[], route: string, now: Date];

function valuesOf(look: Look): Values {
  return [look.hash, look.ids, look.route, look.now];
}

const onePatient = preparedAlone<[Uuid, ...Values], Told>(
  (id, hash, ids, route, now) =>
    sql`select * from thread.tell_patient(${hash}::text, ${id}::uuid, ${ids}::uuid[], ${route}::text, ${now}::timestamptz)`,
);

/** Tells the patient of an id. */
export function tellPatient(look: Look, id: Uuid): CompiledQuery<Told> {
  return onePatient(id, ...valuesOf(look));
}

const patientsOfNumber = preparedAlone<[string, string, ...Values], Told>(
  (system, value, hash, ids, route, now) =>
    sql`select * from thread.tell_patients(${hash}::text, ${system}::text, ${value}::text, ${ids}::uuid[], ${route}::text, ${now}::timestamptz)`,
);

/** Tells the patients that carry a number of another system; where they are more than the ids, it is not sure. */
export function tellPatients(look: Look, number: { system: string; value: string }): CompiledQuery<Told> {
  return patientsOfNumber(number.system, number.value, ...valuesOf(look));
}

const requestsOfPerson = preparedAlone<[Uuid, number, ...Values], Told>(
  (person, many, hash, ids, route, now) =>
    sql`select * from thread.tell_requests(${hash}::text, ${person}::uuid, ${many}::integer, ${ids}::uuid[], ${route}::text, ${now}::timestamptz)`,
);

/** Tells the newest requests about somebody, and one more where there are more than `many`. */
export function tellRequests(look: Look, person: Uuid, many: number): CompiledQuery<Told> {
  return requestsOfPerson(person, many, ...valuesOf(look));
}

const tasksOfOwner = preparedAlone<[Uuid, string, number, string, ...Values], Told>(
  (owner, statuses, many, withRequests, hash, ids, route, now) =>
    sql`select * from thread.tell_tasks(${hash}::text, ${owner}::uuid, string_to_array(${statuses}::text, ','), ${many}::integer,
      ${withRequests}::boolean, ${ids}::uuid[], ${route}::text, ${now}::timestamptz)`,
);

/** Tells what an organisation was asked for, the latest change first, and one more where there are more than `many`. */
export function tellTasks(
  look: Look,
  asked: { owner: Uuid; statuses: readonly string[]; withRequests: boolean },
  many: number,
): CompiledQuery<Told> {
  const { owner, statuses, withRequests } = asked;
  return tasksOfOwner(owner, statuses.join(','), many, String(withRequests), ...valuesOf(look));
}

/** The lines of what was told, by two or by four. */
function linesOf(told: string | null, many: 2 | 4): string[][] {
  if (told === null) return [];
  const lines = told.split('\n');
  const found: string[][] = [];
  for (let at = 0; at < lines.length; at += many) found.push(lines.slice(at, at + many));
  return found;
}

function readRequest(head = '', content = ''): SentRequest {
  const [id = '', version, at, status, read] = head.split(' ');
  return {
    id,
    version: Number(version),
    at: new Date(Number(at)),
    content,
    status: status as ReferralStatus | undefined,
    isRead: read === 'read',
  };
}

/** Patients and requests, as they were told. */
export function readTold(told: string | null): SentRequest[] {
  return linesOf(told, 2).map(([head, content]) => readRequest(head, content));
}

/** Tasks as they were told, with their requests where these were wanted. */
export function readToldTasks(told: string | null, withRequests: boolean): SentTask[] {
  if (!withRequests) return readTold(told).map((one) => ({ ...one, request: undefined }));
  return linesOf(told, 4).map(([head, content, further = '', request = '']) => {
    const task = readRequest(head, content);
    const [version, at] = further.split(' ');
    return {
      ...task,
      request: { ...task, version: Number(version), at: new Date(Number(at)), content: request },
    };
  });
}
