import { hasRole, speaksFor } from '../../../kernel/actor.ts';
import type { Speaker } from '../../../kernel/doing.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import type { Trx } from '../../../platform/database/database.ts';

/** Whether the speaker may write for the organisation. */
export function mayWriteFor(speaker: Speaker, organisation: Uuid): boolean {
  return speaker.kind === 'service' || speaksFor(speaker, organisation);
}

/** Whether the speaker decides what becomes public: mirrors `thread.approves_services()` in the database. */
export function mayApprove(speaker: Speaker): boolean {
  return speaker.kind === 'service' || hasRole(speaker, 'administrator', 'programme-manager');
}

/** The place of a job. */
export async function placeOf(trx: Trx, id: Uuid): Promise<{ id: Uuid; slug: string; name: string }> {
  return await trx.selectFrom('place').select(['id', 'slug', 'name']).where('id', '=', id).executeTakeFirstOrThrow();
}
