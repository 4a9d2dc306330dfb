import type { Role } from '../../../kernel/actor.ts';

/** Who may run a conversation: mirrors `thread.is_moderator()` in the database. */
export const moderators: readonly Role[] = ['administrator', 'programme-manager', 'facilitator'];
/** Who may see exact counts. */
export const exactReaders: readonly Role[] = [...moderators, 'analyst'];
