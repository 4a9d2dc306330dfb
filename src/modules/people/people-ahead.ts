import type { Actor } from '../../kernel/actor.ts';
import type { Uuid } from '../../kernel/ids.ts';
import { Guesses } from '../../lib/guesses.ts';
import type { Trx } from '../../platform/database/database.ts';
import type { Place } from '../../platform/http/places.ts';
import { peopleByIds, type Person } from './store/people.ts';

/** Whom a list named last, by the list, the place and the account. */
const guessed = new Guesses<readonly Uuid[]>();

/**
 * Asks for the people that a list named last, while it is not known yet whom it names today. Give the answer the ids that it
 * does name: those of them whom the reader may see, and nobody else.
 */
export function peopleAhead(
  trx: Trx,
  list: string,
  { place, actor }: { place: Place; actor: Actor },
): (ids: readonly Uuid[]) => Promise<Person[]> {
  const key = `${list} ${place.id} ${actor.kind === 'member' ? actor.account : ''}`;
  const guess = guessed.of(key) ?? [];
  const expected = peopleByIds(trx, place.id, guess);
  expected.catch(() => {});
  return async (ids) => {
    guessed.keep(key, ids);
    const others = ids.filter((id) => !guess.includes(id));
    const [there, more] = await Promise.all([expected, peopleByIds(trx, place.id, others)]);
    return [...there.filter((person) => ids.includes(person.id)), ...more];
  };
}
