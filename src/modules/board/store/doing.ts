import type { Uuid } from '../../../kernel/ids.ts';
import type { LinkEnd } from '../../../thread/store/write.ts';
import type { ThreadRef } from '../../../kernel/thread-ref.ts';
import { todayInLondon, type LocalDate } from '../../../lib/dates.ts';
import { truncateAtWord } from '../../../lib/text.ts';
import { recordNumberedVersion } from '../../../platform/audit/audit.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { recordEvent } from '../../../thread/store/write.ts';
import type { Speaker } from '../domain/speaker.ts';

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
/** Who links, as the thread wants it. */
export function linkerOf(doing: Doing): { account: Uuid | undefined; now: Date } {
  return { account: accountOf(doing), now: doing.now };
}
/** A priority as the end of a link. */
export function toPriority(id: Uuid): LinkEnd {
  return { kind: 'priority', id };
}

/** Tells the thread what happened, in plain words: titles and names of organisations, never a person's words. */
export async function tell(
  trx: Trx,
  doing: Doing,
  event: { name: string; about: ThreadRef; isPublic: boolean; sentence: string },
): Promise<void> {
  const { name, about, sentence } = event;
  const visibility = event.isPublic ? 'public' : 'partner';
  const told = { id: doing.newId(), name, about, sentence, visibility, account: accountOf(doing) } as const;
  await recordEvent(trx, doing.place.id, told, doing.now);
}

/** A title in quotation marks, short enough for a sentence. */
export function quoted(title: string): string {
  return `“${truncateAtWord(title, 120)}”`;
}

/** Keeps what a record said at `version`, for partners to read. What is said in private is never kept here. */
export async function keepVersion(
  trx: Trx,
  doing: Doing,
  record: { kind: string; id: Uuid; version: number; content: object },
): Promise<void> {
  const { kind, id, version, content } = record;
  const kept = { place: doing.place.id, account: accountOf(doing), kind, id, number: version, content };
  await recordNumberedVersion(trx, kept, doing.now);
}
