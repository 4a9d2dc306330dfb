import type { Uuid } from '../../../kernel/ids.ts';
import { truncateAtWord } from '../../../lib/text.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { recordEvent } from '../../../thread/store/write.ts';
import { accountOf, type Doing } from './doing.ts';

/** Tells the thread what happened to a service: names of services and organisations, no words of a version that waits. */
export async function tell(
  trx: Trx,
  doing: Doing,
  event: { name: string; service: Uuid; isPublic: boolean; sentence: string },
): Promise<void> {
  await recordEvent(
    trx,
    doing.place.id,
    {
      id: doing.newId(),
      name: event.name,
      sentence: event.sentence,
      about: { kind: 'service', id: event.service },
      visibility: event.isPublic ? 'public' : 'partner',
      account: accountOf(doing),
    },
    doing.now,
  );
}

/** A name in quotation marks, short enough for a sentence. */
export function quoted(name: string): string {
  return `“${truncateAtWord(name, 120)}”`;
}
