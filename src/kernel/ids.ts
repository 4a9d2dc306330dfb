import { v7 } from 'uuid';
import { sixteenBytes } from '../lib/random-bytes.ts';

/** A UUID in its text form. Ids are version 7: they sort by the time they were made. */
export type Uuid = string;

const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True when `text` is a UUID in lower case. */
export function isUuid(text: unknown): text is Uuid {
  return typeof text === 'string' && shape.test(text);
}

/** The millisecond of the last id, and its number within it: ids of one process sort as they were made. */
let last = { msecs: -Infinity, seq: 0 };

/** A new UUIDv7. Only the composition root and the seed call this; everything else is handed ids. */
export function newUuid(): Uuid {
  const random = sixteenBytes();
  const [a = 0, b = 0, c = 0, d = 0] = random.subarray(6, 10);
  const seq = ((a & 0x7f) << 24) | (b << 16) | (c << 8) | d;
  const id = v7({ random, seq });
  const msecs = Number.parseInt(`${id.slice(0, 8)}${id.slice(9, 13)}`, 16);
  if (msecs > last.msecs) {
    last = { msecs, seq };
    return id;
  }
  const next = (last.seq + 1) | 0;
  last = { msecs: next === 0 ? last.msecs + 1 : last.msecs, seq: next };
  return v7({ random, ...last });
}
