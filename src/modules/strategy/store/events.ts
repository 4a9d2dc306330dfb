import type { ThreadRef } from '../../../kernel/thread-ref.ts';
import { truncateAtWord } from '../../../lib/text.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { recordEvent } from '../../../thread/store/write.ts';
import { accountOf, type Doing } from './doing.ts';

/** Tells the thread what happened, in plain words: titles and names of organisations, never a person's words. */
export async function tell(
  trx: Trx,
  doing: Doing,
  event: { name: string; about: ThreadRef; isPublic: boolean; sentence: string },
): Promise<void> {
  await recordEvent(
    trx,
    doing.place.id,
    {
      id: doing.newId(),
      name: event.name,
      sentence: event.sentence,
      about: event.about,
      visibility: event.isPublic ? 'public' : 'partner',
      account: accountOf(doing),
    },
    doing.now,
  );
}

/** A title in quotation marks, short enough for a sentence. */
export function quoted(title: string): string {
  return `“${truncateAtWord(title, 120)}”`;
}
