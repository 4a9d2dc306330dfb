import { isUuid } from '../../../kernel/ids.ts';
import type { Database } from '../../../platform/database/database.ts';
import { countUse } from '../../../platform/http/rate-limit.ts';
import type { Place } from '../../../platform/http/places.ts';
import { addToken, clientBySecret, dropToken, serviceScope, type Client } from '../store/clients.ts';
import { grantedScopes } from './scopes.ts';

/** How long a token opens anything, in seconds. */
export const tokenSeconds = 15 * 60;
const triesPerMinute = 30;

/** An answer of the token address, as RFC 6749 words it. */
export type TokenReply = { status: number; headers: Record<string, string>; body: Record<string, unknown> | undefined };

function refuse(status: number, error: string, description: string, headers: Record<string, string> = {}): TokenReply {
  return { status, headers, body: { error, error_description: description } };
}

/** The client's id and secret: from the header (RFC 6749, 2.3.1), else from the form. */
function credentials(
  authorization: string | undefined,
  form: URLSearchParams,
): { id: string; secret: string } | undefined {
  const [, basic] = /^Basic ([A-Za-z0-9+/=]{1,400})$/i.exec(authorization ?? '') ?? [];
  if (basic === undefined) {
    const [id, secret] = [form.get('client_id'), form.get('client_secret')];
    return id === null || secret === null ? undefined : { id, secret };
  }
  const [, id, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(basic, 'base64').toString('utf8')) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

type Asked = {
  db: Database;
  place: Place;
  authorization: string | undefined;
  body: string;
  address: string;
  now: Date;
};

async function clientOf(asked: Asked, form: URLSearchParams): Promise<Client | TokenReply> {
  const { db, place, now } = asked;
  const given = credentials(asked.authorization, form);
  const unknown = refuse(401, 'invalid_client', 'There is no such client with this secret.', {
    'www-authenticate': 'Basic realm="fhir"',
  });
  if (given === undefined || !isUuid(given.id) || given.secret.length > 200) return unknown;
  const count = await countUse(
    db,
    `fhir-token/${asked.address}/${given.id}`,
    { limit: triesPerMinute, windowSeconds: 60 },
    now,
  );
  if (!count.allowed)
    return refuse(429, 'slow_down', 'There were too many tries. Wait, then try again.', {
      'retry-after': String(count.retryAfterSeconds),
    });
  const client = await db.read(
    serviceScope(place.id),
    async (trx) => await clientBySecret(trx, place.id, given.id, given.secret),
  );
  return client ?? unknown;
}

/** Gives a token to a client that knows its secret (RFC 6749, client credentials). */
export async function giveToken(asked: Asked): Promise<TokenReply> {
  const { db, place, now } = asked;
  const form = new URLSearchParams(asked.body);
  if (form.get('grant_type') !== 'client_credentials')
    return refuse(400, 'unsupported_grant_type', 'Ask with grant_type=client_credentials.');
  const client = await clientOf(asked, form);
  if ('status' in client) return client;
  const words = (form.get('scope') ?? '').split(' ').filter((one) => one !== '');
  const granted = grantedScopes(client.scopes, words.slice(0, 60));
  if (!granted.ok) return refuse(400, 'invalid_scope', `This client may not ask for ${granted.error.slice(0, 80)}.`);
  const expiresAt = new Date(now.getTime() + tokenSeconds * 1_000);
  const token = await db.write(
    serviceScope(place.id),
    async (trx) => await addToken(trx, place.id, { client: client.id, scopes: granted.value, expiresAt }, now),
  );
  const body = { access_token: token, token_type: 'Bearer', expires_in: tokenSeconds, scope: granted.value.join(' ') };
  return { status: 200, headers: { 'cache-control': 'no-store', pragma: 'no-cache' }, body };
}

/** Ends a token (RFC 7009): an unknown one is answered alike. */
export async function endToken(asked: Asked): Promise<TokenReply> {
  const { db, place } = asked;
  const form = new URLSearchParams(asked.body);
  const client = await clientOf(asked, form);
  if ('status' in client) return client;
  const token = (form.get('token') ?? '').slice(0, 200);
  await db.write(serviceScope(place.id), async (trx) => await dropToken(trx, place.id, client.id, token));
  return { status: 200, headers: { 'cache-control': 'no-store' }, body: undefined };
}
