import { sql, type CompiledQuery, type RawBuilder } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import type { ReferralStatus } from '../../../modules/people/index.ts';
import { preparedAlone } from '../../../platform/database/prepared.ts';
import type { Client } from './clients.ts';

/** Who looks, at what and when: the note of it is a part of the statement that reads. `ids` are those of the notes. */
export type Look = { place: Uuid; client: Client; hash: string; route: string; now: Date; ids: readonly Uuid[] };

/**
 * A row of what was sent, told as it came. Without any row that has an id nothing was found; where one is not `sure` it has to be
 * asked in full, and nothing was noted.
 */
export type Sent = {
  /** Whether the token does. */
  holds: boolean;
  sure: boolean | null;
  id: Uuid | null;
  person: Uuid;
  version: number;
  /** Milliseconds since 1970. */
  at: number;
  content: string;
};
export type SentRequest = Sent & { status: ReferralStatus | null; is_read: boolean };
export type SentTask = SentRequest & { request_version: number; request_at: number; request_content: string };

type Values = [hash: string, place: Uuid, account: Uuid, organisation: Uuid, purpose: string, route: string, now: Date];

function valuesOf(look: Look): Values {
  const { account, organisation, purpose } = look.client;
  return [look.hash, look.place, account, organisation, purpose, look.route, look.now];
}

/** Reads `found` if the token holds, and notes a look at everybody whom a page of so many shows. */
function noted<R>(
  found: RawBuilder<unknown>,
  page: { many: number; isOfOne: boolean; ids: readonly Uuid[] },
  values: Values,
): RawBuilder<R> {
  const [hash, place, account, organisation, purpose, route, now] = values;
  const { many, isOfOne, ids } = page;
  const people = isOfOne
    ? sql`select f.person, (${ids}::uuid[])[1] as id from found f where f.ordinality = 1`
    : sql`select p.person, (${ids}::uuid[])[row_number() over ()] as id from (select distinct f.person from found f where f.ordinality <= ${many}::integer) p`;
  return sql<R>`
    with token as (select thread.fhir_token_holds(${hash}::text) as holds offset 0),
    found as materialized (select t.holds, f.* from token t left join lateral ${found} with ordinality as f on true),
    noted as (
      insert into access_log (place_id, id, at, account_id, organisation_id, purpose, route, record_kind, record_id)
      select ${place}::uuid, p.id, ${now}::timestamptz, ${account}::uuid, ${organisation}::uuid, ${purpose}::text, ${route}::text, 'person', p.person
        from (${people}) p where (select bool_and(f.sure) from found f))
    select f.* from found f order by f.ordinality`;
}

const onePatient = preparedAlone<[Uuid, readonly Uuid[], ...Values], Sent>((id, ids, ...values) =>
  noted(sql`thread.patient_as_sent(t.holds, ${id}::uuid)`, { many: 1, isOfOne: true, ids }, values),
);

/** The patient of an id. */
export function patientAsSent(look: Look, id: Uuid): CompiledQuery<Sent> {
  return onePatient(id, look.ids, ...valuesOf(look));
}

const patientsOfNumber = preparedAlone<[string, string, number, readonly Uuid[], ...Values], Sent>(
  (system, value, many, ids, ...values) =>
    noted(
      sql`thread.patients_as_sent(t.holds, ${system}::text, ${value}::text, ${many}::integer)`,
      { many, isOfOne: false, ids },
      values,
    ),
);

/** The patients that carry a number of another system; where they are more than `many`, they are asked in full. */
export function patientsAsSent(
  look: Look,
  number: { system: string; value: string },
  many: number,
): CompiledQuery<Sent> {
  return patientsOfNumber(number.system, number.value, many, look.ids, ...valuesOf(look));
}

const requestsOfPerson = preparedAlone<[Uuid, number, readonly Uuid[], ...Values], SentRequest>(
  (person, many, ids, ...values) =>
    noted(
      sql`thread.requests_as_sent(t.holds, ${person}::uuid, ${many}::integer)`,
      { many, isOfOne: true, ids },
      values,
    ),
);

/** The newest requests about somebody, and one more where there are more than `many`. */
export function requestsAsSent(look: Look, person: Uuid, many: number): CompiledQuery<SentRequest> {
  return requestsOfPerson(person, many, look.ids, ...valuesOf(look));
}

const tasksOfOwner = preparedAlone<[Uuid, string, number, string, readonly Uuid[], ...Values], SentTask>(
  (owner, statuses, many, withRequests, ids, ...values) =>
    noted(
      sql`thread.tasks_as_sent(t.holds, ${owner}::uuid, string_to_array(${statuses}::text, ','), ${many}::integer, ${withRequests}::boolean)`,
      { many, isOfOne: false, ids },
      values,
    ),
);

/** What an organisation was asked for, the latest change first, and one more where there are more than `many`. */
export function tasksAsSent(
  look: Look,
  asked: { owner: Uuid; statuses: readonly string[]; withRequests: boolean },
  many: number,
): CompiledQuery<SentTask> {
  const { owner, statuses, withRequests } = asked;
  return tasksOfOwner(owner, statuses.join(','), many, String(withRequests), look.ids, ...valuesOf(look));
}
