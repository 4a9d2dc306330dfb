import { hasRole, speaksFor } from '../../../kernel/actor.ts';
import type { Speaker } from '../../../kernel/doing.ts';
import type { Uuid } from '../../../kernel/ids.ts';

/** Whether the speaker may tell for an organisation: mirrors `thread.may_tell()` in the database. */
export function mayTell(speaker: Speaker, organisation: Uuid): boolean {
  return (
    speaker.kind === 'service' ||
    hasRole(speaker, 'administrator', 'programme-manager') ||
    speaksFor(speaker, organisation)
  );
}
