import type { Actor, Role } from '../../../kernel/actor.ts';
import { hasRole, speaksFor } from '../../../kernel/actor.ts';
import type { Speaker } from '../../../kernel/doing.ts';
import type { Uuid } from '../../../kernel/ids.ts';

/** Those who keep the record of the board: mirrors `thread.is_board_officer()` in the database. */
export const officers: readonly Role[] = ['administrator', 'board-officer'];
/** Those who may read what the board hears in private: mirrors `thread.is_on_board()`. */
const insiders: readonly Role[] = [...officers, 'board-member'];

export function isOfficer(actor: Actor): boolean {
  return hasRole(actor, ...officers);
}
export function isInsider(actor: Actor): boolean {
  return hasRole(actor, ...insiders);
}

/** Whether the speaker may answer for the organisation that an action was offered to. */
export function mayAnswerFor(organisation: Uuid, speaker: Speaker): boolean {
  return speaker.kind === 'service' || speaksFor(speaker, organisation);
}
