import { sql } from 'kysely';
import { isEmail, normaliseEmail } from '../../lib/email.ts';
import type { Uuid } from '../../kernel/ids.ts';
import type { Database } from '../database/database.ts';
import type { Auth } from './auth.ts';

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
  return await db.write({ role: 'thread_service', job: 'create-account' }, async (trx) => {
    const made = await trx
      .insertInto('account')
      .values({ id: person.id ?? newId(), email, name, created_at: now })
      .onConflict((conflict) => conflict.column('email').doNothing())
      .returning('id')
      .executeTakeFirst();
    const { id } =
      made ?? (await trx.selectFrom('account').select('id').where('email', '=', email).executeTakeFirstOrThrow());
    // The same transaction goes on as the role of sign-in: nobody is ever left with half an account.
    await sql`set local role thread_auth`.execute(trx);
    await trx
      .insertInto('auth.user')
      .values({ id, name, email, emailVerified: true, createdAt: now, updatedAt: now })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
    if (password === undefined) return { id, isNew: made !== undefined };
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
    return { id, isNew: made !== undefined };
  });
}
