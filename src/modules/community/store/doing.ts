import type { Actor } from '../../../kernel/actor.ts';
import { hasRole, speaksFor } from '../../../kernel/actor.ts';
import type { Uuid } from '../../../kernel/ids.ts';

/** Who acts: a person, or a named job of the service such as the seed, which acts for those it names. */
export type Speaker = Actor | { kind: 'service' };

/** Everything a write needs to know beside its own words: where, who, when, and where new ids come from. */
export type Doing = {
  place: { id: Uuid; slug: string };
  speaker: Speaker;
  now: Date;
  newId: () => Uuid;
};

/** The account that stands in versions and events; none when the service acts. */
export function accountOf(doing: Doing): Uuid | undefined {
  return doing.speaker.kind === 'member' ? doing.speaker.account : undefined;
}

/** Whether the speaker may write for the organisation. */
export function mayWriteFor(speaker: Speaker, organisation: Uuid): boolean {
  return speaker.kind === 'service' || speaksFor(speaker, organisation);
}

/** Whether the speaker decides what becomes public: mirrors `thread.approves_services()` in the database. */
export function mayApprove(speaker: Speaker): boolean {
  return speaker.kind === 'service' || hasRole(speaker, 'administrator', 'programme-manager');
}
