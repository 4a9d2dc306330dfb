import { hasRole, speaksFor } from '../../../kernel/actor.ts';
import type { Speaker } from '../../../kernel/doing.ts';
import type { Uuid } from '../../../kernel/ids.ts';

/** Whether the speaker may write for the organisation. */
export function mayWriteFor(speaker: Speaker, organisation: Uuid): boolean {
  return speaker.kind === 'service' || speaksFor(speaker, organisation);
}

/** Whether the speaker decides what becomes public: mirrors `thread.approves_services()` in the database. */
export function mayApprove(speaker: Speaker): boolean {
  return speaker.kind === 'service' || hasRole(speaker, 'administrator', 'programme-manager');
}
