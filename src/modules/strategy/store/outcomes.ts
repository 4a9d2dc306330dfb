import { sql } from 'kysely';
import { accountOf, type Doing } from '../../../kernel/doing.ts';
import { keepVersion } from '../../../platform/audit/keep-version.ts';
import { quoted, tell } from '../../../thread/store/tell.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { raisePublicVersion } from '../../../platform/database/changes.ts';
import { link } from '../../../thread/store/write.ts';
import { withUnit, type OutcomeFacts, type Reading } from '../domain/outcome.ts';
import { isPublicPriority, writeOutcomeCard } from './cards.ts';
import { priorityById } from './priorities.ts';

export type Outcome = Omit<OutcomeFacts, 'readings'> & {
  id: Uuid;
  priorityId: Uuid;
  title: string;
  source: string;
  readings: readonly (Reading & { source: string })[];
};

type Which = { priorities?: readonly Uuid[]; ids?: readonly Uuid[] };

async function select(trx: Trx, place: Uuid, which: Which): Promise<Outcome[]> {
  const { priorities, ids } = which;
  let query = trx
    .selectFrom('outcome')
    .selectAll()
    .where('place_id', '=', place)
    .orderBy('position')
    .orderBy('created_at')
    .orderBy('id');
  let given = trx
    .selectFrom('outcome_reading')
    .select(['outcome_id', 'on_date', 'value', 'source'])
    .where('place_id', '=', place)
    .orderBy('on_date');
  if (priorities !== undefined) {
    query = query.where('priority_id', 'in', [...priorities]);
    given = given.where(
      'outcome_id',
      'in',
      trx
        .selectFrom('outcome')
        .select('id')
        .where('place_id', '=', place)
        .where('priority_id', 'in', [...priorities]),
    );
  }
  if (ids !== undefined) {
    query = query.where('id', 'in', [...ids]);
    given = given.where('outcome_id', 'in', [...ids]);
  }
  const [rows, readings] = await Promise.all([query.execute(), given.execute()]);
  const byOutcome = Map.groupBy(readings, (reading) => reading.outcome_id);
  return rows.map((row) => ({
    id: row.id,
    priorityId: row.priority_id,
    title: row.title,
    unit: row.unit,
    better: row.better as 'higher' | 'lower',
    baseline: reading(row.baseline_value, row.baseline_on),
    target: reading(row.target_value, row.target_on),
    source: row.source,
    readings: (byOutcome.get(row.id) ?? []).map((one) => ({
      value: Number(one.value),
      on: one.on_date as LocalDate,
      source: one.source,
    })),
  }));
}

function reading(value: string | null, on: string | null): Reading | undefined {
  return value === null || on === null ? undefined : { value: Number(value), on: on as LocalDate };
}

/** The outcomes of some priorities, with every reading in the order of its day. */
export async function outcomesOf(trx: Trx, place: Uuid, priorities: readonly Uuid[]): Promise<Outcome[]> {
  return priorities.length === 0 ? [] : await select(trx, place, { priorities });
}
/** How many outcomes each of some priorities has. */
export async function countOutcomes(trx: Trx, place: Uuid, priorities: readonly Uuid[]): Promise<Map<Uuid, number>> {
  if (priorities.length === 0) return new Map();
  const rows = await trx
    .selectFrom('outcome')
    .select((eb) => ['priority_id', eb.fn.countAll<number>().as('count')])
    .where('place_id', '=', place)
    .where('priority_id', 'in', [...priorities])
    .groupBy('priority_id')
    .execute();
  return new Map(rows.map((row) => [row.priority_id, row.count]));
}
export async function outcomesByIds(trx: Trx, place: Uuid, ids: readonly Uuid[]): Promise<Outcome[]> {
  return ids.length === 0 ? [] : await select(trx, place, { ids });
}
/** Outcomes of priorities in use that were not measured since the start, or never; at most `limit`. */
export async function outcomesWithoutFigure(trx: Trx, place: Uuid, limit: number): Promise<Outcome[]> {
  const rows = await trx
    .selectFrom('outcome as o')
    .innerJoin('priority as q', (join) =>
      join.onRef('q.place_id', '=', 'o.place_id').onRef('q.id', '=', 'o.priority_id'),
    )
    .select('o.id')
    .where('o.place_id', '=', place)
    .where('q.status', '<>', 'retired')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('outcome_reading as r')
            .select('r.outcome_id')
            .where('r.place_id', '=', place)
            .whereRef('r.outcome_id', '=', 'o.id')
            .where((one) =>
              one.or([one('o.baseline_on', 'is', null), one('r.on_date', '>', one.ref('o.baseline_on'))]),
            ),
        ),
      ),
    )
    .orderBy('o.position')
    .orderBy('o.created_at')
    .orderBy('o.id')
    .limit(limit)
    .execute();
  return await outcomesByIds(
    trx,
    place,
    rows.map((row) => row.id),
  );
}
/**
 * How many outcomes of published priorities stand better or worse than at the start, of how many nobody can say, and the
 * ids of those that were measured last: what `outcomeProgress` says of each, without loading them all.
 */
export async function howOutcomesMoved(
  trx: Trx,
  place: Uuid,
  limit: number,
): Promise<{ better: number; worse: number; unknown: number; newest: Uuid[] }> {
  const { rows } = await sql<{ id: Uuid; moved: number | null }>`
    select o.id, case when o.baseline_value is null or o.baseline_on is null then null
             else sign(l.value - o.baseline_value) * case o.better when 'higher' then 1 else -1 end end::integer as moved
      from outcome o
      join priority q on q.place_id = o.place_id and q.id = o.priority_id and q.status = 'published'
      left join lateral (
        select r.value, r.on_date from outcome_reading r
         where r.place_id = ${place} and r.outcome_id = o.id and (o.baseline_on is null or r.on_date > o.baseline_on)
         order by r.on_date desc limit 1) l on true
     where o.place_id = ${place}
     order by l.on_date desc nulls last, o.position, o.created_at, o.id`.execute(trx);
  const known = rows.filter((row) => row.moved !== null);
  return {
    better: known.filter((row) => row.moved === 1).length,
    worse: known.filter((row) => row.moved === -1).length,
    unknown: rows.length - known.length,
    newest: known.slice(0, limit).map((row) => row.id),
  };
}
/** Every outcome in a place that this reader may see. */
export async function allOutcomes(trx: Trx, place: Uuid): Promise<Outcome[]> {
  return await select(trx, place, {});
}

/** Says what should change under a priority, measured how, from where and to where. */
export async function createOutcome(
  trx: Trx,
  doing: Doing,
  input: {
    priorityId: Uuid;
    title: string;
    unit: string;
    better: 'higher' | 'lower';
    baseline: Reading | undefined;
    target: Reading | undefined;
    source: string;
  },
): Promise<Result<{ id: Uuid }, 'strategy/gone'>> {
  const place = doing.place.id;
  const priority = await priorityById(trx, place, input.priorityId);
  if (priority === undefined) return fail('strategy/gone');
  const id = doing.newId();
  await trx
    .insertInto('outcome')
    .values({
      place_id: place,
      id,
      priority_id: priority.id,
      title: input.title,
      unit: input.unit,
      better: input.better,
      baseline_value: input.baseline === undefined ? null : String(input.baseline.value),
      baseline_on: input.baseline?.on ?? null,
      target_value: input.target === undefined ? null : String(input.target.value),
      target_on: input.target?.on ?? null,
      source: input.source,
      position: (await outcomesOf(trx, place, [priority.id])).length,
      created_at: doing.now,
    })
    .execute();
  await writeOutcomeCard(trx, doing, { id, title: input.title, source: input.source }, priority);
  await link(
    trx,
    place,
    { kind: 'outcome', id },
    'pursues',
    { kind: 'priority', id: priority.id },
    { account: accountOf(doing), now: doing.now },
  );
  await keepVersion(trx, doing, { kind: 'outcome', id, version: 1, content: input });
  await tell(trx, doing, {
    name: 'strategy/outcome-added',
    about: { kind: 'outcome', id },
    isPublic: isPublicPriority(priority),
    sentence: `The outcome ${quoted(input.title)} was set for the priority ${quoted(priority.title)}`,
  });
  return ok({ id });
}

/** Records what was measured on a day. Measured again for the same day, the later figure stands. */
export async function recordReading(
  trx: Trx,
  doing: Doing,
  input: { outcomeId: Uuid; value: number; on: LocalDate; source: string },
): Promise<Result<{ priority: { slug: string } }, 'strategy/gone'>> {
  const place = doing.place.id;
  const [outcome] = await outcomesByIds(trx, place, [input.outcomeId]);
  const priority = outcome === undefined ? undefined : await priorityById(trx, place, outcome.priorityId);
  if (outcome === undefined || priority === undefined) return fail('strategy/gone');
  const values = { value: String(input.value), source: input.source, recorded_by: accountOf(doing) ?? null };
  await trx
    .insertInto('outcome_reading')
    .values({ place_id: place, outcome_id: outcome.id, on_date: input.on, ...values })
    .onConflict((conflict) => conflict.columns(['place_id', 'outcome_id', 'on_date']).doUpdateSet(values))
    .execute();
  const id = doing.newId();
  await keepVersion(trx, doing, { kind: 'outcome-reading', id, version: 1, content: input });
  await writeOutcomeCard(trx, doing, outcome, priority);
  await tell(trx, doing, {
    name: 'strategy/outcome-measured',
    about: { kind: 'outcome', id: outcome.id },
    isPublic: isPublicPriority(priority),
    sentence: `${quoted(outcome.title)} was measured: ${withUnit(input.value, outcome.unit)}`,
  });
  await raisePublicVersion(trx, place);
  return ok({ priority });
}
