import { timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import type { PersonCategory } from '../../../kernel/helping.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import { newToken, tokenHash } from '../../../lib/token-hash.ts';
import type { Scope, Trx } from '../../../platform/database/database.ts';
import { preparedAlone } from '../../../platform/database/prepared.ts';

/** Why a client looks at people's records, as the access log and the database know it. */
export type Purpose = 'direct-support' | 'referral';

/** A program of an organisation, which acts under an account of its own. */
export type Client = {
  id: Uuid;
  account: Uuid;
  organisation: Uuid;
  organisationName: string;
  name: string;
  scopes: readonly string[];
  categories: readonly PersonCategory[];
  purpose: Purpose;
  /** Where its notices may be sent: addresses that begin so. */
  hooks: readonly string[];
};

/** How the service itself looks after clients and tokens. */
export function serviceScope(place: Uuid): Scope {
  return { role: 'thread_service', job: 'fhir', place };
}

/** Under what a client reads and writes: the policies of a member, like any worker of the organisation. */
export function clientScope(place: Uuid, client: Client): Scope {
  return {
    role: 'thread_member',
    account: client.account,
    place,
    organisation: client.organisation,
    purpose: client.purpose,
    categories: client.categories,
    knownStays: 'yes',
  };
}

/** Writes a client down. Its secret is known to whoever is shown it now, and to nobody afterwards. */
export async function addClient(
  trx: Trx,
  place: Uuid,
  client: Omit<Client, 'organisationName'> & { by: Uuid | undefined },
  now: Date,
): Promise<{ secret: string }> {
  const secret = newToken();
  await trx
    .insertInto('fhir_client')
    .values({
      place_id: place,
      id: client.id,
      account_id: client.account,
      organisation_id: client.organisation,
      name: client.name,
      secret_hash: tokenHash(secret),
      scopes: [...client.scopes],
      categories: [...client.categories],
      purpose: client.purpose,
      hooks: [...client.hooks],
      created_at: now,
      created_by: client.by ?? null,
    })
    .execute();
  return { secret };
}

function rowsOf(trx: Trx, place: Uuid) {
  return trx
    .selectFrom('fhir_client as c')
    .innerJoin('organisation as o', 'o.id', 'c.organisation_id')
    .select(['c.id', 'c.account_id', 'c.organisation_id', 'o.name as organisation_name', 'c.name', 'c.scopes'])
    .select(['c.categories', 'c.purpose', 'c.hooks', 'c.secret_hash', 'c.revoked_at', 'c.created_at'])
    .where('c.place_id', '=', place);
}
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number];

function toClient(row: Row): Client {
  return {
    id: row.id,
    account: row.account_id,
    organisation: row.organisation_id,
    organisationName: row.organisation_name,
    name: row.name,
    scopes: row.scopes,
    categories: row.categories as PersonCategory[],
    purpose: row.purpose as Purpose,
    hooks: row.hooks,
  };
}

/** The client whose secret that is, unless it was taken away. */
export async function clientBySecret(trx: Trx, place: Uuid, id: Uuid, secret: string): Promise<Client | undefined> {
  const row = await rowsOf(trx, place).where('c.id', '=', id).where('c.revoked_at', 'is', null).executeTakeFirst();
  const [kept, given] = [Buffer.from(row?.secret_hash ?? '0'.repeat(64)), Buffer.from(tokenHash(secret))];
  return timingSafeEqual(kept, given) && row !== undefined ? toClient(row) : undefined;
}

/** Every client of a place, those that were taken away too. */
export async function clientsOf(
  trx: Trx,
  place: Uuid,
): Promise<(Client & { createdAt: Date; revokedAt: Date | undefined })[]> {
  const rows = await rowsOf(trx, place).orderBy('c.created_at').orderBy('c.id').execute();
  return rows.map((row) => ({
    ...toClient(row),
    createdAt: row.created_at,
    revokedAt: row.revoked_at ?? undefined,
  }));
}

/** Takes a client away: its tokens open nothing from the next request on. False where there is none. */
export async function revokeClient(trx: Trx, place: Uuid, id: Uuid, now: Date): Promise<boolean> {
  const done = await trx
    .updateTable('fhir_client')
    .set({ revoked_at: now })
    .where('place_id', '=', place)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return Number(done.numUpdatedRows) > 0;
}

/** Gives a client a token; those that ended are forgotten. */
export async function addToken(
  trx: Trx,
  place: Uuid,
  token: { client: Uuid; scopes: readonly string[]; expiresAt: Date },
  now: Date,
): Promise<string> {
  const text = newToken();
  await trx.deleteFrom('fhir_token').where('place_id', '=', place).where('expires_at', '<', now).execute();
  await trx
    .insertInto('fhir_token')
    .values({
      place_id: place,
      token_hash: tokenHash(text),
      client_id: token.client,
      scopes: [...token.scopes],
      created_at: now,
      expires_at: token.expiresAt,
    })
    .execute();
  return text;
}

/** A token that opens nothing any more. */
export async function dropToken(trx: Trx, place: Uuid, client: Uuid, token: string): Promise<void> {
  await trx
    .deleteFrom('fhir_token')
    .where('place_id', '=', place)
    .where('client_id', '=', client)
    .where('token_hash', '=', tokenHash(token))
    .execute();
}

/** Whose token a hash is of, and what it opens; nobody's once it ended or the client was taken away. */
export async function clientOfToken(
  trx: Trx,
  place: Uuid,
  hash: string,
  now: Date,
): Promise<{ client: Client; scopes: readonly string[]; expiresAt: Date } | undefined> {
  const token = await trx
    .selectFrom('fhir_token')
    .select(['client_id', 'scopes', 'expires_at'])
    .where('place_id', '=', place)
    .where('token_hash', '=', hash)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  if (token === undefined) return undefined;
  const row = await rowsOf(trx, place)
    .where('c.id', '=', token.client_id)
    .where('c.revoked_at', 'is', null)
    .executeTakeFirst();
  return row === undefined ? undefined : { client: toClient(row), scopes: token.scopes, expiresAt: token.expires_at };
}

/** The statement that asks whether a token holds. */
export const whetherHolds = preparedAlone<[string], { holds: boolean }>(
  (hash) => sql`select thread.fhir_token_holds(${hash}::text) as holds`,
);

/** Whether a token still holds, asked in the transaction that it opens. */
export async function tokenHolds(trx: Trx, hash: string): Promise<boolean> {
  const { rows } = await trx.executeQuery(whetherHolds(hash));
  return rows[0]?.holds === true;
}
