import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import { normaliseForSearch } from '../../../lib/text.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { rankMatches, swapDayAndMonth, type Match, type Sought } from '../domain/match.ts';
import { peopleByIds, type Person } from './people.ts';

/** Somebody who may be the one who is sought, and why. */
export type Candidate = { person: Person; match: Match };

/** Of one fact in common, such as a common name: more are never compared. */
const mostAlike = 200;
/** As many as a worker can look through. */
const mostShown = 12;

function ids(trx: Trx, place: Uuid) {
  return trx.selectFrom('person').select('id').where('place_id', '=', place).limit(mostAlike);
}

/**
 * Everybody whom this reader may see and who may be the one who is sought, the surest first. One fact has to be the same, to
 * find them by an index: the NHS number, the day of birth as it is or with day and month swapped, the postcode, or the name.
 */
export async function findCandidates(trx: Trx, place: Uuid, sought: Sought): Promise<Candidate[]> {
  const { bornOn, nhsNumber, postcode } = sought;
  const days = bornOn === undefined ? [] : [bornOn, swapDayAndMonth(bornOn)].filter((day) => day !== undefined);
  const words = normaliseForSearch(sought.name).split(' ');
  const names = words.length === 2 ? [words.join(' '), words.toReversed().join(' ')] : [words.join(' ')];
  const found = await Promise.all([
    ...(nhsNumber === undefined ? [] : [ids(trx, place).where('nhs_number', '=', nhsNumber).execute()]),
    ...days.map((day) => ids(trx, place).where('born_on', '=', day).execute()),
    ...(postcode === '' ? [] : [ids(trx, place).where('postcode', '=', postcode).execute()]),
    ...(names[0] === '' ? [] : names.map((name) => ids(trx, place).where('name_key', '=', name).execute())),
  ]);
  const people = await peopleByIds(trx, place, [...new Set(found.flat().map((row) => row.id))]);
  const ranked = rankMatches(
    sought,
    people.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  );
  return ranked.slice(0, mostShown);
}

/**
 * People whom only other organisations see, with this NHS number and day of birth, who let partners know of them. No page
 * says who they are or who helps them; the ids are for the record of who looked.
 */
export async function knownElsewhere(trx: Trx, sought: Sought): Promise<Uuid[]> {
  const { nhsNumber, bornOn } = sought;
  if (nhsNumber === undefined || bornOn === undefined) return [];
  const result = await sql<{ id: string }>`
    select k.id from thread.known_elsewhere(${nhsNumber}, ${bornOn}::date) as k (id)`.execute(trx);
  return result.rows.map((row) => row.id);
}
