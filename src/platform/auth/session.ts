import { sql } from 'kysely';
import type { Membership, Role } from '../../kernel/actor.ts';
import type { Uuid } from '../../kernel/ids.ts';
import type { Session } from '../../context.ts';
import type { Database } from '../database/database.ts';
import { written } from '../database/prepared.ts';
import { authScope } from './dialect.ts';

/** A session as it was found, with the moment at which it ends. */
export type Found = { session: Session; endsAt: Date };

type Row = {
  id: Uuid;
  name: string;
  email: string;
  ends_at: Date;
  place_id: Uuid | null;
  role: string | null;
  organisation_id: Uuid | null;
};

/**
 * Whose session `token` is and what they are in `place` on `today` (a date), in one statement and one packet: every page of
 * somebody who has signed in begins with it. Nobody when there is no such session, or the account is closed.
 */
export async function sessionOf(
  db: Database,
  token: string,
  place: Uuid | undefined,
  today: string,
): Promise<Found | undefined> {
  const statement = sql<Row>`
    select u.id, u.name, u.email, s."expiresAt" as ends_at, m.place_id, m.role, m.organisation_id
      from auth.session s
      join auth."user" u on u.id = s."userId"
      join account a on a.id = u.id and a.disabled_at is null
      left join membership m on m.account_id = u.id and m.place_id = ${place ?? null}::uuid
        and m.starts_on <= ${today}::date and (m.ends_on is null or m.ends_on >= ${today}::date)
     where s.token = ${token}`;
  const rows = await db.once(authScope, 'read only', written(statement));
  const [first] = rows;
  if (first === undefined) return undefined;
  const memberships: Membership[] = rows.flatMap((row) =>
    row.place_id === null
      ? []
      : [{ place: row.place_id, role: row.role as Role, organisation: row.organisation_id ?? undefined }],
  );
  return {
    session: { account: first.id, name: first.name, email: first.email, memberships },
    endsAt: first.ends_at,
  };
}
