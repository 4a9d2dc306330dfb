import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { shownTwice, type ShownTwice, type Twice } from '../domain/movement.ts';

/** How the same people answered a statement twice, as far as anybody may know: before and after the workshop, and in an earlier conversation. */
export type AnsweredTwice = { workshop?: ShownTwice; earlier?: ShownTwice };

type Counted = {
  statement: Uuid;
  both: number;
  only_now: number;
  only_then: number;
  neither: number;
  now_agrees: number;
  now_seen: number;
  before_agrees: number;
  before_seen: number;
};

/**
 * The people who answered before the first block of the workshop opened, and voted again afterwards. An answer that they left as it
 * was counts as the same answer. Who did not come back is counted beside them, because the public could take one from the other.
 */
async function overWorkshop(trx: Trx, place: Uuid, conversation: Uuid): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    with began as (
      select min(opened_at) as at from room_block where place_id = ${place} and conversation_id = ${conversation}
    ), back as (
      select distinct e.participant_id from vote_event e, began
      where e.place_id = ${place} and e.conversation_id = ${conversation} and e.at >= began.at
    ), before as (
      select distinct on (e.statement_id, e.participant_id) e.statement_id, e.participant_id, e.value from vote_event e, began
      where e.place_id = ${place} and e.conversation_id = ${conversation} and e.at < began.at
      order by e.statement_id, e.participant_id, e.at desc, e.id desc
    )
    select b.statement_id as statement, r.agrees as now_agrees, r.seen as now_seen,
      (count(*) filter (where k.participant_id is not null and b.value = 1 and v.value = 1))::int as both,
      (count(*) filter (where k.participant_id is not null and b.value <> 1 and v.value = 1))::int as only_now,
      (count(*) filter (where k.participant_id is not null and b.value = 1 and v.value <> 1))::int as only_then,
      (count(*) filter (where k.participant_id is not null and b.value <> 1 and v.value <> 1))::int as neither,
      (count(*) filter (where b.value = 1))::int as before_agrees,
      count(*)::int as before_seen
    from before b
      join participant p on p.place_id = ${place} and p.id = b.participant_id and p.banned_at is null and not p.is_table
      join vote v on v.place_id = ${place} and v.statement_id = b.statement_id and v.participant_id = b.participant_id
      join statement_result r on r.place_id = ${place} and r.statement_id = b.statement_id
      left join back k on k.participant_id = b.participant_id
    where r.agrees is not null and r.seen is not null
    group by b.statement_id, r.agrees, r.seen`.execute(trx);
  return rows;
}

/** The people who said that they took part in an earlier conversation, on statements in the very same words. */
async function sinceEarlier(trx: Trx, place: Uuid, conversation: Uuid): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    with repeated as (
      select distinct on (s.id) s.id, b.id as earlier, r.agrees as now_agrees, r.seen as now_seen,
        e.agrees as before_agrees, e.seen as before_seen
      from statement s
        join conversation c on c.place_id = ${place} and c.id = s.conversation_id
        join statement_result r on r.place_id = ${place} and r.statement_id = s.id
        join statement b on b.place_id = ${place} and b.body = s.body and b.conversation_id <> s.conversation_id
        join conversation d on d.place_id = ${place} and d.id = b.conversation_id
        join statement_result e on e.place_id = ${place} and e.statement_id = b.id
      where s.place_id = ${place} and s.conversation_id = ${conversation}
        and s.status = 'approved' and b.status = 'approved' and d.closed_at < c.closed_at
        and r.agrees is not null and r.seen is not null and e.agrees is not null and e.seen is not null
      order by s.id, d.closed_at desc, b.id
    )
    select q.id as statement, q.now_agrees, q.now_seen, q.before_agrees, q.before_seen,
      (count(*) filter (where w.value = 1 and v.value = 1))::int as both,
      (count(*) filter (where w.value <> 1 and v.value = 1))::int as only_now,
      (count(*) filter (where w.value = 1 and v.value <> 1))::int as only_then,
      (count(*) filter (where w.value <> 1 and v.value <> 1))::int as neither
    from repeated q
      join vote v on v.place_id = ${place} and v.statement_id = q.id
      join participant p on p.place_id = ${place} and p.id = v.participant_id and p.banned_at is null and not p.is_table
      join participant o on o.place_id = ${place} and o.id = p.earlier_id and o.banned_at is null and not o.is_table
      join vote w on w.place_id = ${place} and w.statement_id = q.earlier and w.participant_id = o.id
    group by q.id, q.now_agrees, q.now_seen, q.before_agrees, q.before_seen`.execute(trx);
  return rows;
}

function shownOf(row: Counted): ShownTwice | undefined {
  const twice: Twice = { both: row.both, onlyNow: row.only_now, onlyThen: row.only_then, neither: row.neither };
  const people = twice.both + twice.onlyNow + twice.onlyThen + twice.neither;
  return shownTwice(twice, {
    before: { agrees: row.before_agrees - twice.both - twice.onlyThen, seen: row.before_seen - people },
    now: { agrees: row.now_agrees - twice.both - twice.onlyNow, seen: row.now_seen - people },
  });
}

/**
 * Keeps beside each published result how the same people answered twice, through the gate. What was shown once stays: two figures
 * that differ by a few people would show who changed their mind. In a service's transaction, after the results were written.
 */
export async function keepAnsweredTwice(trx: Trx, place: Uuid, conversation: Uuid): Promise<void> {
  const kept = new Map<Uuid, AnsweredTwice>();
  const keep = (rows: readonly Counted[], name: keyof AnsweredTwice): void => {
    for (const row of rows) {
      const shown = shownOf(row);
      if (shown !== undefined) kept.set(row.statement, { ...kept.get(row.statement), [name]: shown });
    }
  };
  keep(await overWorkshop(trx, place, conversation), 'workshop');
  keep(await sinceEarlier(trx, place, conversation), 'earlier');
  for (const [statement, twice] of kept)
    await trx
      .updateTable('statement_result')
      .set({ twice: sql`${JSON.stringify(twice)}::jsonb || coalesce(twice, '{}'::jsonb)` })
      .where('place_id', '=', place)
      .where('statement_id', '=', statement)
      .execute();
}

export type EarlierPart = { participant: Uuid; question: string };

/**
 * Who the holder of these tokens was in the latest conversation that has closed and asked something in the very same words.
 * In a service's transaction: the tokens are what shows that it is the same person.
 */
export async function earlierPartOf(
  trx: Trx,
  place: Uuid,
  conversation: Uuid,
  hashes: ReadonlyMap<Uuid, string>,
): Promise<EarlierPart | undefined> {
  const tokens = [...hashes.values()];
  if (tokens.length === 0) return undefined;
  return await trx
    .selectFrom('participant as p')
    .innerJoin('conversation as c', (join) =>
      join.onRef('c.place_id', '=', 'p.place_id').onRef('c.id', '=', 'p.conversation_id'),
    )
    .select(['p.id as participant', 'c.question'])
    .where('p.place_id', '=', place)
    .where('p.conversation_id', '<>', conversation)
    .where('p.token_hash', 'in', tokens)
    .where('p.banned_at', 'is', null)
    .where('p.is_table', '=', false)
    .where('c.status', '=', 'closed')
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('statement as s')
          .innerJoin('statement as b', (join) =>
            join.onRef('b.place_id', '=', 's.place_id').onRef('b.body', '=', 's.body'),
          )
          .select('s.id')
          .whereRef('s.place_id', '=', 'p.place_id')
          .where('s.conversation_id', '=', conversation)
          .whereRef('b.conversation_id', '=', 'p.conversation_id')
          .where('s.status', '=', 'approved')
          .where('b.status', '=', 'approved'),
      ),
    )
    .orderBy('c.closed_at', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Whether a participant let their answers be compared with earlier ones. In a service's transaction. */
export async function comparesWithEarlier(trx: Trx, place: Uuid, participant: Uuid): Promise<boolean> {
  const row = await trx
    .selectFrom('participant')
    .select('earlier_id')
    .where('place_id', '=', place)
    .where('id', '=', participant)
    .executeTakeFirst();
  return (row?.earlier_id ?? null) !== null;
}

/** Lets the answers of a participant be compared with their earlier ones, or no longer; each earlier one stands for one person. In a service's transaction. */
export async function compareWithEarlier(
  trx: Trx,
  place: Uuid,
  at: { conversation: Uuid; participant: Uuid },
  earlier: Uuid | null,
): Promise<void> {
  await sql`select 1 from conversation where place_id = ${place} and id = ${at.conversation} for update`.execute(trx);
  await trx
    .updateTable('participant as p')
    .set({ earlier_id: earlier })
    .where('p.place_id', '=', place)
    .where('p.id', '=', at.participant)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('participant as o')
            .select('o.id')
            .where('o.place_id', '=', place)
            .where('o.conversation_id', '=', at.conversation)
            .where('o.id', '<>', at.participant)
            .where('o.earlier_id', '=', earlier ?? at.participant),
        ),
      ),
    )
    .execute();
}
