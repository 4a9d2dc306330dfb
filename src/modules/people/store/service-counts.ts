import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import { publishedCount } from '../../../kernel/published-count.ts';
import { addDays, type LocalDate } from '../../../lib/dates.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { helpKinds, helpKindWords } from '../domain/words.ts';

/** What may be told of services and of needs, up to a day. */
export type HelpCounts = {
  services: { service: Uuid; referred: number | undefined; introduced: number | undefined }[];
  needs: { kind: string; words: string; people: number | undefined }[];
};

/**
 * Counts people who were referred to each service or told of it, and those with a need of each kind that is no matter of
 * safety, up to and on a day, and gives what may be told of it. In a service's transaction, once a month.
 */
export async function helpCounts(trx: Trx, place: Uuid, asOf: LocalDate): Promise<HelpCounts> {
  const end = addDays(asOf, 1);
  const [services, needs] = await Promise.all([
    sql<{ service: Uuid; referred: number; introduced: number }>`
      select service_id as service, count(distinct person_id) filter (where how = 'referred') as referred,
        count(distinct person_id) filter (where how = 'introduced') as introduced
      from (
        select service_id, person_id, 'referred' as how from referral
          where place_id = ${place} and service_id is not null and sent_at < ${end}::date and status <> 'entered-in-error'
        union all
        select service_id, person_id, 'introduced' from introduction where place_id = ${place} and told_on < ${end}::date
      ) c group by service_id`.execute(trx),
    sql<{ kind: string; people: number }>`
      select help_kind as kind, count(distinct person_id) as people from need
      where place_id = ${place} and removed_at is null and help_kind <> '' and category <> 'safeguarding' and said_on < ${end}::date
      group by help_kind`.execute(trx),
  ]);
  const counted = new Map(needs.rows.map((row) => [row.kind, row.people]));
  return {
    services: services.rows.map(({ service, referred, introduced }) => ({
      service,
      referred: publishedCount(referred),
      introduced: publishedCount(introduced),
    })),
    needs: helpKinds.map((kind) => ({
      kind,
      words: helpKindWords[kind],
      people: publishedCount(counted.get(kind) ?? 0),
    })),
  };
}
