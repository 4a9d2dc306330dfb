import { sql, type CompiledQuery, type RawBuilder } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import type { ReferralStatus } from '../../../modules/people/index.ts';
import { preparedAlone } from '../../../platform/database/prepared.ts';
import type { Client } from './clients.ts';

/** Who looks, at what and when: the note of it is a part of the statement that reads. `ids` are those of the notes. */
export type Look = { place: Uuid; client: Client; hash: string; route: string; now: Date; ids: readonly Uuid[] };

/**
 * A row of what was sent, told as it came. There is none where the token does not hold. Where `sure` is false there is nothing
 * to tell, and nothing was noted: it has to be asked in full. `id` is null where nothing was found.
 */
export type Sent = {
  sure: boolean;
  /** That it is on the page; one that is not tells that there are more. */
  is_shown: boolean;
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

/** Reads `found` if the token holds, and notes a look at everybody whom the page shows. */
function noted<R>(found: RawBuilder<unknown>, ids: readonly Uuid[], values: Values): RawBuilder<R> {
  const [hash, place, account, organisation, purpose, route, now] = values;
  return sql<R>`
    with token as materialized (select thread.fhir_token_holds(${hash}::text) as holds),
    found as materialized (select f.* from token t cross join lateral ${found} f),
    noted as (
      insert into access_log (place_id, id, at, account_id, organisation_id, purpose, route, record_kind, record_id)
      select ${place}::uuid, i.id, ${now}::timestamptz, ${account}::uuid, ${organisation}::uuid, ${purpose}::text, ${route}::text, 'person', p.person
        from (select s.person, row_number() over () as n from (select distinct f.person from found f where f.is_shown and f.id is not null) s) p
        join unnest(${ids}::uuid[]) with ordinality as i (id, n) on i.n = p.n)
    select * from found`;
}

const onePatient = preparedAlone<[Uuid, readonly Uuid[], ...Values], Sent>((id, ids, ...values) =>
  noted(sql`thread.patients_as_sent(t.holds, ${id}::uuid, null, null, 1)`, ids, values),
);

/** The patient of an id. */
export function patientAsSent(look: Look, id: Uuid): CompiledQuery<Sent> {
  return onePatient(id, look.ids, ...valuesOf(look));
}

const patientsOfNumber = preparedAlone<[string, string, number, readonly Uuid[], ...Values], Sent>(
  (system, value, many, ids, ...values) =>
    noted(sql`thread.patients_as_sent(t.holds, null, ${system}::text, ${value}::text, ${many}::integer)`, ids, values),
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
    noted(sql`thread.requests_as_sent(t.holds, ${person}::uuid, ${many}::integer)`, ids, values),
);

/** The newest requests about somebody, and one more where there are more than `many`. */
export function requestsAsSent(look: Look, person: Uuid, many: number): CompiledQuery<SentRequest> {
  return requestsOfPerson(person, many, look.ids, ...valuesOf(look));
}

const tasksOfOwner = preparedAlone<[Uuid, string, number, string, readonly Uuid[], ...Values], SentTask>(
  (owner, statuses, many, withRequests, ids, ...values) =>
    noted(
      sql`thread.tasks_as_sent(t.holds, ${owner}::uuid, string_to_array(${statuses}::text, ','), ${many}::integer, ${withRequests}::boolean)`,
      ids,
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
