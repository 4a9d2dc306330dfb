import type { Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { prepared } from '../../../platform/database/prepared.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { decideAsking, type Asking, type AskingRefusal } from '../domain/asking.ts';
import { authorColumns, dayOf, type PeopleDoing } from './doing.ts';

const reviewRows = prepared((db, place: Uuid, people: readonly Uuid[]) =>
  db
    .selectFrom('plan_review')
    .distinctOn('person_id')
    .select(['person_id', 'unknown_who as who', 'unknown_by as by_on', 'at'])
    .where('place_id', '=', place)
    .where('person_id', 'in', [...people])
    .orderBy('person_id')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc'),
);

const askingRows = prepared((db, place: Uuid, people: readonly Uuid[]) =>
  db
    .selectFrom('support_asking')
    .distinctOn('person_id')
    .select(['person_id', 'who', 'by_on', 'at'])
    .where('place_id', '=', place)
    .where('person_id', 'in', [...people])
    .orderBy('person_id')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc'),
);

/**
 * Who will ask what is not yet known of each of these people: as was said last, at a review or by itself. Of whoever is
 * not in the answer nobody has said so, or their plan is not for this reader.
 */
export async function askingsOf(trx: Trx, place: Uuid, people: readonly Uuid[]): Promise<Map<Uuid, Asking>> {
  if (people.length === 0) return new Map();
  const [reviews, askings] = await Promise.all([reviewRows(trx, place, people), askingRows(trx, place, people)]);
  return latestOf([...reviews, ...askings]);
}

/** The same of one person, whose reviews are being read anyway: the newest of them first. */
export async function askingAbout(
  trx: Trx,
  place: Uuid,
  person: Uuid,
  reviewed: Promise<readonly { unknown: Asking | undefined; at: Date }[]>,
): Promise<Asking | undefined> {
  const [[review], askings] = await Promise.all([reviewed, askingRows(trx, place, [person])]);
  const { who = null, by = null } = review?.unknown ?? {};
  const asked = review === undefined ? [] : [{ person_id: person, who, by_on: by, at: review.at }];
  return latestOf([...asked, ...askings]).get(person);
}

type Said = { person_id: Uuid; who: string | null; by_on: string | null; at: Date };

/** What was said last of each person. */
function latestOf(said: readonly Said[]): Map<Uuid, Asking> {
  const found = new Map<Uuid, Asking & { at: Date }>();
  for (const row of said) {
    const before = found.get(row.person_id);
    if (row.who === null || (before !== undefined && before.at > row.at)) continue;
    found.set(row.person_id, { who: row.who, by: row.by_on as LocalDate, at: row.at });
  }
  return found;
}

/** Writes down who will ask what is not yet known, and by when. */
export async function addAsking(
  trx: Trx,
  doing: PeopleDoing,
  person: Uuid,
  asking: Asking,
): Promise<Result<{ id: Uuid }, AskingRefusal>> {
  const decided = decideAsking(asking, dayOf(doing));
  if (!decided.ok) return fail(decided.error);
  const id = doing.newId();
  await trx
    .insertInto('support_asking')
    .values({
      place_id: doing.place.id,
      id,
      person_id: person,
      who: asking.who,
      by_on: asking.by,
      said_on: dayOf(doing),
      at: doing.now,
      ...authorColumns(doing),
    })
    .execute();
  return ok({ id });
}
