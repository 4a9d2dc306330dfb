import { v7 } from 'uuid';
import { sixteenBytes } from '../lib/random-bytes.ts';

/** A UUID in its text form. Ids are version 7: they sort by the time they were made. */
export type Uuid = string;

const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True when `text` is a UUID in lower case. */
export function isUuid(text: unknown): text is Uuid {
  return typeof text === 'string' && shape.test(text);
}

/** Counts on from a random beginning, so that ids of one millisecond sort, too. */
let count = new DataView(sixteenBytes().buffer).getUint32(0);

/** A new UUIDv7. Only the composition root and the seed call this; everything else is handed ids. */
export function newUuid(): Uuid {
  count = (count + 1) >>> 0;
  return v7({ random: sixteenBytes(), seq: count });
}
