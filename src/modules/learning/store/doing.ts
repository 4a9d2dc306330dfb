import type { Actor } from '../../../kernel/actor.ts';
import { hasRole, speaksFor } from '../../../kernel/actor.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import type { ThreadRef } from '../../../kernel/thread-ref.ts';
import { todayInLondon, type LocalDate } from '../../../lib/dates.ts';
import { truncateAtWord } from '../../../lib/text.ts';
import { recordNumberedVersion } from '../../../platform/audit/audit.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { recordEvent } from '../../../thread/store/write.ts';

/** Who acts: a person, or the service itself when it seeds or imports. */
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

/** The day on which it is done. */
export function dayOf(doing: Doing): LocalDate {
  return todayInLondon(doing.now);
}

/** Whether the speaker may tell for an organisation: mirrors `thread.may_tell()` in the database. */
export function mayTell(speaker: Speaker, organisation: Uuid): boolean {
  return (
    speaker.kind === 'service' ||
    hasRole(speaker, 'administrator', 'programme-manager') ||
    speaksFor(speaker, organisation)
  );
}

/** Keeps what a record said at `version`, so that no edit destroys what was written before. */
export async function keepVersion(
  trx: Trx,
  doing: Doing,
  record: { kind: string; id: Uuid; version: number; content: object },
): Promise<void> {
  const { kind, id, version, content } = record;
  const kept = { place: doing.place.id, account: accountOf(doing), kind, id, number: version, content };
  await recordNumberedVersion(trx, kept, doing.now);
}

/** Tells the thread what happened, in plain words: titles and names of organisations, never a person's words. */
export async function tell(
  trx: Trx,
  doing: Doing,
  event: { name: string; about: ThreadRef; isPublic: boolean; sentence: string },
): Promise<void> {
  const { name, about, sentence } = event;
  const visibility = event.isPublic ? 'public' : 'partner';
  await recordEvent(
    trx,
    doing.place.id,
    { id: doing.newId(), name, sentence, about, visibility, account: accountOf(doing) },
    doing.now,
  );
}

/** A title in quotation marks, short enough for a sentence. */
export function quoted(title: string): string {
  return `“${truncateAtWord(title, 120)}”`;
}
