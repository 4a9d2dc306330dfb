import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import { compareDates, type LocalDate } from '../../../lib/dates.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { prepared } from '../../../platform/database/prepared.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { missingOf, type Asking, type Missing } from '../domain/asking.ts';
import { decideReview, type AgreedWith, type Review, type ReviewRefusal } from '../domain/plan-review.ts';
import type { WayGiven } from '../domain/words.ts';
import { askingsOf } from './asking.ts';
import { circleOf } from './circle.ts';
import { authorColumns, dayOf, type EditRefusal, type PeopleDoing } from './doing.ts';
import { changeGoal, goalsOf, type GoalRefusal } from './goals.ts';
import { wordsOf } from './words.ts';

export type SeenReview = Review & {
  id: Uuid;
  kind: 'agreement' | 'review';
  at: Date;
  /** The organisation that wrote it down; none where the person did. */
  organisationName: string | undefined;
};
/** How far a goal is, as said at a review. */
export type GoalFigure = { goal: Uuid; version: number; progress: number };

const reviewRows = prepared((db, place: Uuid, person: Uuid) =>
  db
    .selectFrom('plan_review as r')
    .leftJoin('organisation as o', 'o.id', 'r.author_org')
    .selectAll('r')
    .select('o.name as organisation_name')
    .where('r.place_id', '=', place)
    .where('r.person_id', '=', person)
    .orderBy('r.at', 'desc')
    .orderBy('r.id', 'desc')
    .limit(100),
);

/** Every agreement and review of a person's plan, the newest first. */
export async function reviewsOf(trx: Trx, place: Uuid, person: Uuid): Promise<SeenReview[]> {
  const rows = await reviewRows(trx, place, person);
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as SeenReview['kind'],
    heldOn: row.held_on as LocalDate,
    how: row.how as WayGiven,
    agreedWith: row.agreed_with as AgreedWith,
    agreedNote: row.agreed_note,
    words: row.words,
    changed: row.changed,
    stops: row.stops,
    nextOn: row.next_on as LocalDate,
    unknown: row.unknown_who === null ? undefined : { who: row.unknown_who, by: row.unknown_by as LocalDate },
    at: row.at,
    organisationName: row.organisation_name ?? undefined,
  }));
}

/** How much is known of what a person is good at and who supports them. */
export async function supportsOf(trx: Trx, place: Uuid, person: Uuid): Promise<number> {
  const circle = await circleOf(trx, place, person);
  const strengths = await wordsOf(trx, place, person, 'strength');
  return circle.length + strengths.length;
}

/** Whether it is written down who asks about strengths and circle, by a day that has not passed. */
export async function isBeingAsked(trx: Trx, place: Uuid, person: Uuid, today: LocalDate): Promise<boolean> {
  const asking = (await askingsOf(trx, place, [person])).get(person);
  return asking !== undefined && compareDates(asking.by, today) >= 0;
}

/** Writes down that a plan was agreed, or looked at again, with the figures that the person gave for their goals. */
export async function addReview(
  trx: Trx,
  doing: PeopleDoing,
  person: Uuid,
  said: { review: Review; figures: readonly GoalFigure[] },
): Promise<Result<{ id: Uuid }, ReviewRefusal | GoalRefusal | EditRefusal>> {
  const place = doing.place.id;
  const decided = decideReview(said.review, { supports: await supportsOf(trx, place, person), today: dayOf(doing) });
  if (!decided.ok) return decided;
  const goals = new Map((await goalsOf(trx, place, [person])).map((goal) => [goal.id, goal]));
  // Everything is looked at before anything is written, so that a refusal leaves nothing behind.
  for (const figure of said.figures) {
    const goal = goals.get(figure.goal);
    if (goal === undefined) return fail('people/gone');
    if (goal.version !== figure.version) return fail('people/changed-meanwhile');
  }
  for (const { goal: id, version, progress } of said.figures) {
    const goal = goals.get(id);
    if (goal === undefined || goal.progress === progress) continue;
    const changed = await changeGoal(trx, doing, person, id, { version, goal: { ...goal, progress } });
    if (!changed.ok) throw new Error(`a goal changed within one transaction: ${changed.error}`);
  }
  const earlier = await reviewsOf(trx, place, person);
  const review = decided.value;
  const id = doing.newId();
  await trx
    .insertInto('plan_review')
    .values({
      place_id: place,
      id,
      person_id: person,
      kind: earlier.length === 0 ? 'agreement' : 'review',
      held_on: review.heldOn,
      how: review.how,
      agreed_with: review.agreedWith,
      agreed_note: review.agreedNote,
      words: review.words,
      changed: review.changed,
      stops: review.stops,
      next_on: review.nextOn,
      unknown_who: review.unknown?.who ?? null,
      unknown_by: review.unknown?.by ?? null,
      at: doing.now,
      ...authorColumns(doing),
    })
    .execute();
  return ok({ id });
}

/** A plan that waits to be looked at again, or for somebody to ask about strengths. */
export type DueReview = {
  person: Uuid;
  nextOn: LocalDate;
  unknown: { missing: Missing; asking: Asking } | undefined;
};

const dueRows = prepared((db, place: Uuid, today: LocalDate, limit: number) =>
  db
    .with('latest', (cte) =>
      cte
        .selectFrom('plan_review')
        .distinctOn('person_id')
        .select(['place_id', 'person_id', 'next_on', 'unknown_who', 'unknown_by', 'at'])
        .where('place_id', '=', place)
        .orderBy('person_id')
        .orderBy('at', 'desc')
        .orderBy('id', 'desc'),
    )
    .with('asked', (cte) =>
      cte
        .selectFrom('support_asking')
        .distinctOn('person_id')
        .select(['place_id', 'person_id', 'who', 'by_on', 'at'])
        .where('place_id', '=', place)
        .orderBy('person_id')
        .orderBy('at', 'desc')
        .orderBy('id', 'desc'),
    )
    .selectFrom('latest as r')
    .leftJoin('asked as a', (join) =>
      join.onRef('a.place_id', '=', 'r.place_id').onRef('a.person_id', '=', 'r.person_id'),
    )
    .innerJoin('person as p', (join) => join.onRef('p.place_id', '=', 'r.place_id').onRef('p.id', '=', 'r.person_id'))
    .select((eb) => [
      'r.person_id',
      'r.next_on',
      'r.unknown_who',
      'r.unknown_by',
      'a.who as asked_who',
      'a.by_on as asked_by',
      // Said at the review itself, or by itself later on.
      sql<boolean>`coalesce(a.at > r.at or r.unknown_by is null, false)`.as('is_asked_last'),
      eb
        .exists(
          eb
            .selectFrom('strength as s')
            .select('s.id')
            .where('s.place_id', '=', place)
            .whereRef('s.person_id', '=', 'r.person_id')
            .where('s.removed_at', 'is', null),
        )
        .as('has_strength'),
      eb
        .exists(
          eb
            .selectFrom('circle_member as c')
            .select('c.id')
            .where('c.place_id', '=', place)
            .whereRef('c.person_id', '=', 'r.person_id')
            .where('c.ended_on', 'is', null),
        )
        .as('has_circle'),
    ])
    .where('r.place_id', '=', place)
    .where('p.status', '=', 'active')
    .where('p.lead_organisation_id', '=', sql<string>`(select thread.helping_organisation())`)
    .where((eb) =>
      eb.or([eb('r.next_on', '<', today), eb('r.unknown_by', 'is not', null), eb('a.by_on', 'is not', null)]),
    )
    .orderBy('r.next_on')
    .orderBy('r.person_id')
    .limit(limit),
);

/** Plans of people whom this reader leads that are overdue, or of whom strengths are still not known; the oldest first. */
export async function reviewsDue(trx: Trx, place: Uuid, today: LocalDate, limit: number): Promise<DueReview[]> {
  const rows = await dueRows(trx, place, today, limit);
  return rows
    .map((row) => ({ person: row.person_id, nextOn: row.next_on as LocalDate, unknown: unknownOf(row) }))
    .filter((one) => one.unknown !== undefined || compareDates(one.nextOn, today) < 0);
}

/** Who asks what of a person is not yet known; what was said at a review stands only while nothing at all is known. */
function unknownOf(row: {
  unknown_who: string | null;
  unknown_by: string | null;
  asked_who: string | null;
  asked_by: string | null;
  is_asked_last: boolean;
  has_strength: unknown;
  has_circle: unknown;
}): DueReview['unknown'] {
  const missing = missingOf({
    strengths: Number(row.has_strength),
    circle: Number(row.has_circle),
    seesStrengths: true,
    seesCircle: true,
  });
  if (missing === undefined) return undefined;
  if (row.is_asked_last && row.asked_who !== null)
    return { missing, asking: { who: row.asked_who, by: row.asked_by as LocalDate } };
  if (row.unknown_who === null || missing !== 'both') return undefined;
  return { missing, asking: { who: row.unknown_who, by: row.unknown_by as LocalDate } };
}
