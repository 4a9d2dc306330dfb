import { parseArgs } from 'node:util';
import type { Config } from '../config/config.ts';
import { sessionSecret } from '../config/secrets.ts';
import { roles, type Role } from '../kernel/actor.ts';
import { newUuid } from '../kernel/ids.ts';
import { todayInLondon } from '../lib/dates.ts';
import { giveRole } from '../modules/partnership/index.ts';
import { openDatabase } from '../open.ts';
import { createAccount } from '../platform/auth/accounts.ts';
import { createAuth } from '../platform/auth/auth.ts';
import { systemClock } from '../platform/clock.ts';
import { allPlaces } from '../platform/http/places.ts';
import type { Log } from '../platform/log.ts';

/** Adds a place to the service. */
export async function addPlace(config: Config, log: Log, words: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { tier: { type: 'string', default: 'place' }, parent: { type: 'string' } },
  });
  const [slug, name] = positionals;
  if (slug === undefined || name === undefined)
    throw new Error('Say the slug and the name: add-place wrenmouth "Wrenmouth"');
  const opened = await openDatabase(config, log);
  try {
    const known = await opened.db.read({ role: 'thread_public' }, allPlaces);
    const parent = values.parent === undefined ? undefined : known.find((place) => place.slug === values.parent);
    if (values.parent !== undefined && parent === undefined) throw new Error(`There is no place "${values.parent}".`);
    const id = newUuid();
    await opened.db.write({ role: 'thread_service', job: 'add-place', place: id }, async (trx) => {
      await trx
        .insertInto('place')
        .values({ id, slug, name, tier: values.tier, parent_id: parent?.id ?? null, created_at: systemClock().now() })
        .execute();
    });
    console.log(`Added ${name}. Restart a running service to see it.`);
  } finally {
    await opened.close();
  }
}

/** Adds a person or finds them, gives them a role when a place is named, and a password when one is given. */
export async function addAccount(config: Config, log: Log, words: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      place: { type: 'string' },
      role: { type: 'string', default: 'administrator' },
      password: { type: 'string' },
    },
  });
  const [email, name] = positionals;
  const role = roles.find((one): one is Role => one === values.role);
  if (email === undefined || name === undefined)
    throw new Error('Say the e-mail address and the name: add-account sam@example.org "Sam Field" --place wrenmouth');
  if (role === undefined) throw new Error(`The role must be one of ${roles.join(', ')}.`);
  const opened = await openDatabase(config, log);
  try {
    const clock = systemClock();
    const auth = createAuth({ config, db: opened.db, clock, newId: newUuid, log, secret: sessionSecret(config) });
    const places = await opened.db.read({ role: 'thread_public' }, allPlaces);
    const place = places.find((one) => one.slug === values.place);
    if (values.place !== undefined && place === undefined) throw new Error(`There is no place "${values.place}".`);
    const account = await createAccount(opened.db, auth, { email, name, password: values.password }, clock.now());
    if (place !== undefined) {
      await opened.db.write({ role: 'thread_service', job: 'add-account', place: place.id }, async (trx) => {
        await giveRole(
          trx,
          place.id,
          { id: newUuid(), account: account.id, role, organisation: undefined, by: undefined },
          todayInLondon(clock.now()),
          clock.now(),
        );
      });
    }
    console.log(
      `${account.isNew ? 'Added' : 'Found'} ${name}.${values.password === undefined ? ' They set a password with “I have forgotten my password” on the sign-in page, which needs SMTP_URL; or add --password.' : ''}`,
    );
  } finally {
    await opened.close();
  }
}
