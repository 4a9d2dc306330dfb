import type { Uuid } from '../../../kernel/ids.ts';
import { newToken, tokenHash } from '../../../lib/token-hash.ts';
import type { Scope, Trx } from '../../../platform/database/database.ts';
import { isEnded, linkDays, type ReferralStatus } from '../domain/referral.ts';
import { authorColumns, type PeopleDoing } from './doing.ts';
import type { SeenReferral } from './referrals.ts';

const dayMs = 86_400_000;

/** Finds what a link opens, before anything is done by it. */
export function linkDoorScope(place: Uuid): Scope {
  return { role: 'thread_service', job: 'answer-link', place };
}

/** The scope of whoever holds a link. Only for a link that was found by its token and is neither ended nor too old. */
export function linkScope(place: Uuid, link: Uuid): Scope {
  return { role: 'thread_guest', place, link };
}

/**
 * Makes a new link by which the group answers without an account, and ends every earlier one. Of its token of 256
 * random bits only the hash is kept: it is told once.
 */
export async function makeAnswerLink(
  trx: Trx,
  doing: PeopleDoing,
  referral: Pick<SeenReferral, 'id' | 'person' | 'to'>,
): Promise<string> {
  const token = newToken();
  await trx
    .updateTable('answer_link')
    .set({ revoked_at: doing.now })
    .where('place_id', '=', doing.place.id)
    .where('referral_id', '=', referral.id)
    .where('revoked_at', 'is', null)
    .execute();
  await trx
    .insertInto('answer_link')
    .values({
      place_id: doing.place.id,
      id: doing.newId(),
      referral_id: referral.id,
      person_id: referral.person,
      organisation_id: referral.to.organisation ?? null,
      kind: 'answer',
      token_hash: tokenHash(token),
      created_at: doing.now,
      expires_at: new Date(doing.now.getTime() + linkDays * dayMs),
      ...authorColumns(doing),
    })
    .execute();
  return token;
}

/** What a link opens: the referral, or only the news that it is over. */
export type FoundLink =
  | { kind: 'open'; link: Uuid; referral: Uuid; organisation: Uuid | undefined }
  | { kind: 'over' }
  | { kind: 'nothing' };

/**
 * What the link with this token opens. Until it is used it opens for fourteen days; once it was used to say yes, as long
 * as the help goes on. A wrong token, one too old and one that was replaced are nothing, all alike.
 */
export async function findLink(trx: Trx, place: Uuid, token: string, now: Date): Promise<FoundLink> {
  const row = await trx
    .selectFrom('answer_link as l')
    .innerJoin('referral as r', (join) =>
      join.onRef('r.place_id', '=', 'l.place_id').onRef('r.id', '=', 'l.referral_id'),
    )
    .select(['l.id', 'l.referral_id', 'l.organisation_id', 'l.expires_at', 'l.used_at', 'l.revoked_at', 'r.status'])
    .where('l.place_id', '=', place)
    .where('l.token_hash', '=', tokenHash(token))
    .executeTakeFirst();
  if (row === undefined) return { kind: 'nothing' };
  if (isEnded(row.status as ReferralStatus)) return { kind: 'over' };
  if (row.revoked_at !== null) return { kind: 'nothing' };
  if (row.used_at === null && row.expires_at.getTime() <= now.getTime()) return { kind: 'nothing' };
  return { kind: 'open', link: row.id, referral: row.referral_id, organisation: row.organisation_id ?? undefined };
}

/** Notes that a link gave its one answer. */
export async function markLinkUsed(trx: Trx, place: Uuid, link: Uuid, now: Date): Promise<void> {
  await trx
    .updateTable('answer_link')
    .set({ used_at: now })
    .where('place_id', '=', place)
    .where('id', '=', link)
    .where('used_at', 'is', null)
    .execute();
}
