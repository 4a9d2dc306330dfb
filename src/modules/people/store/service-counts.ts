import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import { publishedCount } from '../../../kernel/published-count.ts';
import { addDays, type LocalDate } from '../../../lib/dates.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { patience } from '../domain/referral.ts';
import { unmetReasons } from '../domain/unmet.ts';

/** What may be told of services, up to a day. */
export type ServiceCount = { service: Uuid; referred: number | undefined; introduced: number | undefined };

/**
 * Counts people who were referred to each service or told of it, up to and on a day, and gives what may be told of it. In a
 * service's transaction, once a month.
 */
export async function serviceCounts(trx: Trx, place: Uuid, asOf: LocalDate): Promise<ServiceCount[]> {
  const end = addDays(asOf, 1);
  const { rows } = await sql<{ service: Uuid; referred: number; introduced: number }>`
    select service_id as service, count(distinct person_id) filter (where how = 'referred') as referred,
      count(distinct person_id) filter (where how = 'introduced') as introduced
    from (
      select service_id, person_id, 'referred' as how from referral
        where place_id = ${place} and service_id is not null and sent_at < ${end}::date and status <> 'entered-in-error'
      union all
      select service_id, person_id, 'introduced' from introduction where place_id = ${place} and told_on < ${end}::date
    ) c group by service_id`.execute(trx);
  return rows.map(({ service, referred, introduced }) => ({
    service,
    referred: publishedCount(referred),
    introduced: publishedCount(introduced),
  }));
}

/** What is asked for, before the gate: it goes no farther than the job that counts. */
export type Asked = {
  /** A person with a need of a kind that is no matter of safety. */
  needs: { kind: string; postcode: string; isUnserved: boolean }[];
  /** How many got no help, by the reason. */
  reasons: Map<string, number>;
};

/**
 * Everybody with a need of a kind, where they live, and why those who asked got no help, up to and on a day. Nobody helps
 * whom a group refused, or left without an answer, while no other accepted. In a service's transaction.
 */
export async function askedUpTo(trx: Trx, place: Uuid, asOf: LocalDate): Promise<Asked> {
  const end = addDays(asOf, 1);
  const reasons = [...unmetReasons];
  const [needs, refusals, requests] = await Promise.all([
    sql<{ kind: string; postcode: string; unserved: boolean }>`
      with asked as (
        select distinct person_id, help_kind from need
        where place_id = ${place} and removed_at is null and help_kind <> '' and category <> 'safeguarding' and said_on < ${end}::date
      ), sent as (
        select person_id, bool_or(status_reason = any(${reasons}::text[])) as refused,
          bool_or(status in ('accepted', 'in-progress', 'on-hold', 'completed')) as helped
        from referral where place_id = ${place} and sent_at < ${end}::date and status <> 'entered-in-error'
        group by person_id
      )
      select a.help_kind as kind, case when p.postcode <> '' then p.postcode else coalesce(d.postcode, '') end as postcode,
        coalesce(s.refused and not s.helped, false) as unserved
      from asked a join person p on p.place_id = ${place} and p.id = a.person_id
      left join person_particulars d on d.place_id = ${place} and d.person_id = a.person_id
      left join sent s on s.person_id = a.person_id`.execute(trx),
    sql<{ reason: string; people: number }>`
      select status_reason as reason, count(distinct person_id) as people from referral
      where place_id = ${place} and sent_at < ${end}::date and status <> 'entered-in-error' and status_reason = any(${reasons}::text[])
      group by status_reason`.execute(trx),
    sql<{ reason: string; people: number }>`
      select case status when 'waiting' then 'request-waiting' else 'request-passed-on' end as reason, count(*) as people
      from help_request where place_id = ${place}
        and ((status = 'waiting' and received_at < ${addDays(end, -patience('routine'))}::date)
          or (status = 'closed' and close_reason = 'not-for-us' and received_at < ${end}::date))
      group by 1`.execute(trx),
  ]);
  return {
    needs: needs.rows.map(({ unserved, ...row }) => ({ ...row, isUnserved: unserved })),
    reasons: new Map([...refusals.rows, ...requests.rows].map((row) => [row.reason, row.people])),
  };
}
