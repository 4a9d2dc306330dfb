import { accountOf, type Doing } from '../../kernel/doing.ts';
import type { ThreadRef } from '../../kernel/thread-ref.ts';
import { truncateAtWord } from '../../lib/text.ts';
import type { Trx } from '../../platform/database/database.ts';
import { recordEvent } from './write.ts';

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
