import { roleName, type Role } from '../../kernel/actor.ts';
import type { Uuid } from '../../kernel/ids.ts';
import type { Context } from '../../context.ts';
import { allPlaces } from '../http/places.ts';

/** An invented person, whom anybody may try to be. */
export type DemoPerson = { account: Uuid; email: string; name: string; role: string; place: string };

/**
 * The people of the demo. There are none as soon as one place here is not a demo: asked of the database each time, not of
 * what a process remembers, because the answer opens sessions without a password.
 */
export async function demoPeople(context: Pick<Context, 'db' | 'config' | 'clock'>): Promise<DemoPerson[]> {
  if (!context.config.demo) return [];
  const places = await context.db.read({ role: 'thread_public' }, allPlaces);
  if (places.length === 0 || !places.every((place) => place.isDemo)) return [];
  const today = context.clock.now().toISOString().slice(0, 10);
  const people: DemoPerson[] = [];
  for (const place of places) {
    const rows = await context.db.read(
      { role: 'thread_service', job: 'demo-sign-in', place: place.id },
      async (trx) =>
        await trx
          .selectFrom('membership')
          .innerJoin('account', 'account.id', 'membership.account_id')
          .leftJoin('organisation', 'organisation.id', 'membership.organisation_id')
          .select([
            'account.id',
            'account.email',
            'account.name',
            'membership.role',
            'organisation.name as organisation_name',
          ])
          .where('membership.place_id', '=', place.id)
          .where('account.disabled_at', 'is', null)
          .where('membership.starts_on', '<=', today)
          .where((eb) => eb.or([eb('membership.ends_on', 'is', null), eb('membership.ends_on', '>=', today)]))
          .orderBy('membership.created_at')
          .orderBy('membership.id')
          .limit(60)
          .execute(),
    );
    for (const row of rows) {
      const role = roleName(row.role as Role);
      const words = row.organisation_name === null ? role : `${role}, ${row.organisation_name}`;
      const known = people.find((person) => person.account === row.id);
      if (known === undefined)
        people.push({ account: row.id, email: row.email, name: row.name, role: words, place: place.name });
    }
  }
  return people;
}
