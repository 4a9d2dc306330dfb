import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { truncateAtWord } from '../../../lib/text.ts';
import { prepared } from '../../../platform/database/prepared.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { shortCard } from '../../../thread/store/find.ts';
import { link, recordEvent, unlink, writeCard } from '../../../thread/store/write.ts';
import type { GoalStatus } from '../domain/words.ts';
import { authorColumns, type EditRefusal, type PeopleDoing } from './doing.ts';
import { keepPersonalVersion } from './versions.ts';

/** What a person wants, in their own words. */
export type Goal = {
  words: string;
  why: string;
  /** 1 to 10, as the person says. */
  importance: number;
  /** 0 to 10, as the person says. */
  progress: number;
  status: GoalStatus;
  /** The priority of the place that it serves, if any. */
  priority: Uuid | undefined;
};
export type SeenGoal = Goal & {
  id: Uuid;
  person: Uuid;
  version: number;
  /** The priority as the thread shows it; undefined also where this reader may not see it. */
  serves: { title: string; address: string } | undefined;
  /** The first figure given for it. */
  atFirst: number | undefined;
};
export type GoalRefusal = EditRefusal | 'goal/priority-gone';

/** Goals with where they began and with what they serve: one statement, for every page of a person asks it. */
const goalRows = prepared((db, place: Uuid, people: readonly Uuid[]) =>
  db
    .selectFrom('goal as g')
    .selectAll('g')
    .select([
      sql<number | null>`(select r.progress from goal_reading r
        where r.place_id = g.place_id and r.person_id = g.person_id and r.goal_id = g.id
        order by r.at, r.id limit 1)`.as('at_first'),
      shortCard(place, 'priority', 'g.priority_id').as('serves'),
    ])
    .where('g.place_id', '=', place)
    .where('g.person_id', 'in', [...people])
    .orderBy('g.importance', 'desc')
    .orderBy('g.created_at')
    .orderBy('g.id'),
);

/** The goals of several people, the most important first. */
export async function goalsOf(trx: Trx, place: Uuid, people: readonly Uuid[]): Promise<SeenGoal[]> {
  if (people.length === 0) return [];
  const rows = await goalRows(trx, place, people);
  return rows.map((row) => ({
    id: row.id,
    person: row.person_id,
    words: row.words,
    why: row.why,
    importance: row.importance,
    progress: row.progress,
    status: row.status as GoalStatus,
    priority: row.priority_id ?? undefined,
    version: row.version,
    serves: row.serves ?? undefined,
    atFirst: row.at_first ?? undefined,
  }));
}

/** Every figure given for each goal of a person, from the first. */
export async function goalFigures(
  trx: Trx,
  place: Uuid,
  person: Uuid,
): Promise<ReadonlyMap<Uuid, readonly { at: Date; progress: number }[]>> {
  const rows = await trx
    .selectFrom('goal_reading')
    .select(['goal_id', 'at', 'progress'])
    .where('place_id', '=', place)
    .where('person_id', '=', person)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return Map.groupBy(rows, (row) => row.goal_id);
}

/** What the goals of a batch say and how they stand, without their figures. */
export async function goalsByIds(
  trx: Trx,
  place: Uuid,
  ids: readonly Uuid[],
): Promise<{ id: Uuid; words: string; status: GoalStatus; progress: number }[]> {
  if (ids.length === 0) return [];
  const rows = await trx
    .selectFrom('goal')
    .select(['id', 'words', 'status', 'progress'])
    .where('place_id', '=', place)
    .where('id', 'in', [...ids])
    .execute();
  return rows.map((row) => ({ ...row, status: row.status as GoalStatus }));
}

/** Adds a goal to a person's plan, with its card on the thread, which only those see whom the person allows. */
export async function addGoal(
  trx: Trx,
  doing: PeopleDoing,
  person: Uuid,
  goal: Goal,
): Promise<Result<{ id: Uuid }, GoalRefusal>> {
  const id = doing.newId();
  const place = doing.place.id;
  await trx
    .insertInto('goal')
    .values({
      place_id: place,
      id,
      person_id: person,
      words: goal.words,
      why: goal.why,
      importance: goal.importance,
      progress: goal.progress,
      status: goal.status,
      priority_id: goal.priority ?? null,
      ...authorColumns(doing),
      created_at: doing.now,
    })
    .execute();
  await addReading(trx, doing, person, id, goal.progress);
  await card(trx, doing, person, id, goal, doing.by.organisation);
  if (goal.priority !== undefined && !(await serve(trx, doing, id, goal.priority))) return fail('goal/priority-gone');
  await tell(trx, doing, person, id, 'people/goal-set', 'A goal was set');
  await keep(trx, doing, person, id, 1, goal);
  return ok({ id });
}

/** Changes a goal, or how far it is. Every new figure is kept beside the earlier ones. */
export async function changeGoal(
  trx: Trx,
  doing: PeopleDoing,
  person: Uuid,
  id: Uuid,
  change: { version: number; goal: Goal },
): Promise<Result<undefined, GoalRefusal>> {
  const place = doing.place.id;
  const { goal, version } = change;
  const before = (await goalsOf(trx, place, [person])).find((one) => one.id === id);
  if (before === undefined) return fail('people/gone');
  const done = await trx
    .updateTable('goal')
    .set({
      words: goal.words,
      why: goal.why,
      importance: goal.importance,
      progress: goal.progress,
      status: goal.status,
      priority_id: goal.priority ?? null,
      version: version + 1,
    })
    .where('place_id', '=', place)
    .where('person_id', '=', person)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0) return fail('people/changed-meanwhile');
  if (goal.progress !== before.progress) await addReading(trx, doing, person, id, goal.progress);
  await card(trx, doing, person, id, goal, doing.by.organisation);
  if (goal.priority !== before.priority) {
    if (before.priority !== undefined)
      await unlink(trx, place, { kind: 'goal', id }, 'serves', { kind: 'priority', id: before.priority });
    if (goal.priority !== undefined && !(await serve(trx, doing, id, goal.priority))) return fail('goal/priority-gone');
  }
  if (goal.status === 'reached' && before.status !== 'reached')
    await tell(trx, doing, person, id, 'people/goal-reached', 'A goal was reached');
  await keep(trx, doing, person, id, version + 1, goal);
  return ok(undefined);
}

async function addReading(trx: Trx, doing: PeopleDoing, person: Uuid, goal: Uuid, progress: number): Promise<void> {
  await trx
    .insertInto('goal_reading')
    .values({
      place_id: doing.place.id,
      id: doing.newId(),
      person_id: person,
      goal_id: goal,
      progress,
      at: doing.now,
      ...authorColumns(doing),
    })
    .execute();
}

async function card(trx: Trx, doing: PeopleDoing, person: Uuid, id: Uuid, goal: Goal, authorOrg: Uuid | undefined) {
  await writeCard(
    trx,
    doing.place.id,
    {
      kind: 'goal',
      id,
      title: truncateAtWord(goal.words, 160),
      summary: goal.why,
      address: `/${doing.place.slug}/people/${person}#goal-${id}`,
      visibility: 'personal',
      about: { person, category: 'plan', authorOrg },
    },
    doing.now,
  );
}

async function serve(trx: Trx, doing: PeopleDoing, goal: Uuid, priority: Uuid): Promise<boolean> {
  const by = { account: doing.by.account, now: doing.now };
  return await link(trx, doing.place.id, { kind: 'goal', id: goal }, 'serves', { kind: 'priority', id: priority }, by);
}

async function tell(trx: Trx, doing: PeopleDoing, person: Uuid, id: Uuid, name: string, sentence: string) {
  await recordEvent(
    trx,
    doing.place.id,
    {
      id: doing.newId(),
      name,
      sentence,
      about: { kind: 'goal', id },
      visibility: 'personal',
      person: { person, category: 'plan', authorOrg: doing.by.organisation },
      account: doing.by.account,
    },
    doing.now,
  );
}

async function keep(trx: Trx, doing: PeopleDoing, person: Uuid, id: Uuid, version: number, goal: Goal) {
  const { words, why, importance, progress, status, priority } = goal;
  const content: Goal = { words, why, importance, progress, status, priority };
  await keepPersonalVersion(trx, doing, { kind: 'goal', id, version, person, category: 'plan', content });
}

const withoutGoalRows = prepared((db, place: Uuid, limit: number) =>
  db
    .selectFrom('person as p')
    .select('p.id')
    .where('p.place_id', '=', place)
    .where('p.status', '=', 'active')
    .where('p.lead_organisation_id', '=', sql<string>`(select thread.helping_organisation())`)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('goal as g')
            .select('g.id')
            .where('g.place_id', '=', place)
            .whereRef('g.person_id', '=', 'p.id')
            .where('g.status', '=', 'active'),
        ),
      ),
    )
    .orderBy('p.created_at')
    .orderBy('p.id')
    .limit(limit),
);

/** People whom this reader leads, who have no goal that they are working on; those who have waited longest first. */
export async function peopleWithoutGoal(trx: Trx, place: Uuid, limit: number): Promise<Uuid[]> {
  const rows = await withoutGoalRows(trx, place, limit);
  return rows.map((row) => row.id);
}
