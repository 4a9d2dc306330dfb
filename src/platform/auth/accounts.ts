import { isEmail, normaliseEmail } from '../../lib/email.ts';
import { isUuid, type Uuid } from '../../kernel/ids.ts';
import type { Database } from '../database/database.ts';
import type { Auth } from './auth.ts';
import { authScope } from './dialect.ts';

/**
 * Makes an account: the person in our tables, and the same person in the sign-in library's, with the same id. Safe to
 * repeat: an account with this e-mail address is left as it is, and a password that it has is never replaced.
 * Accounts come from invitations, the command line and the seed: nobody can open one by themselves.
 */
export async function createAccount(
  db: Database,
  auth: Pick<Auth, 'hashPassword' | 'newId'>,
  person: { name: string; email: string; password?: string | undefined; id?: Uuid | undefined },
  now: Date,
): Promise<{ id: Uuid; isNew: boolean }> {
  const email = normaliseEmail(person.email);
  const name = person.name.trim();
  if (!isEmail(email)) throw new TypeError('this is not an e-mail address');
  if (name === '' || name.length > 120) throw new TypeError('a name has 1 to 120 characters');
  const { newId } = auth;
  const password = person.password === undefined ? undefined : await auth.hashPassword(person.password);
  const { id, isNew } = await db.write({ role: 'thread_service', job: 'create-account' }, async (trx) => {
    const made = await trx
      .insertInto('account')
      .values({ id: person.id ?? newId(), email, name, created_at: now })
      .onConflict((conflict) => conflict.column('email').doNothing())
      .returning('id')
      .executeTakeFirst();
    const kept =
      made ?? (await trx.selectFrom('account').select('id').where('email', '=', email).executeTakeFirstOrThrow());
    return { id: kept.id, isNew: made !== undefined };
  });
  if (!isUuid(id)) throw new Error('an account has no id');
  await db.write(authScope, async (trx) => {
    await trx
      .insertInto('auth.user')
      .values({ id, name, email, emailVerified: true, createdAt: now, updatedAt: now })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
    if (password === undefined) return;
    await trx
      .insertInto('auth.account')
      .values({
        id: newId(),
        accountId: id,
        providerId: 'credential',
        userId: id,
        password,
        createdAt: now,
        updatedAt: now,
      })
      .onConflict((conflict) => conflict.columns(['userId', 'providerId', 'accountId']).doNothing())
      .execute();
  });
  return { id, isNew };
}
