import { accountOf, type Doing } from '../../../kernel/doing.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import type { LinkEnd } from '../../../thread/store/write.ts';

/** Who links, as the thread wants it. */
export function linkerOf(doing: Doing): { account: Uuid | undefined; now: Date } {
  return { account: accountOf(doing), now: doing.now };
}
/** A priority as the end of a link. */
export function toPriority(id: Uuid): LinkEnd {
  return { kind: 'priority', id };
}
