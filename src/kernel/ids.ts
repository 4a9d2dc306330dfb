import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

/** A UUID in its text form. Ids are version 7: they sort by the time they were made. */
export type Uuid = string;

const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True when `text` is a UUID in lower case. */
export function isUuid(text: unknown): text is Uuid {
  return typeof text === 'string' && shape.test(text);
}

/** Random bytes are asked of the system for many ids at once: to ask for sixteen takes longer than to write an id. */
const random = new Uint8Array(16 * 256);
let used = random.length;
/** The millisecond of the last id, and its number within it: ids of one process sort as they were made. */
let last = { msecs: -Infinity, seq: 0 };

/** A new UUIDv7. Only the composition root and the seed call this; everything else is handed ids. */
export function newUuid(): Uuid {
  if (used === random.length) {
    randomFillSync(random);
    used = 0;
  }
  const bytes = random.subarray(used, used + 16);
  used += 16;
  const now = Date.now();
  if (now > last.msecs) {
    const [a = 0, b = 0, c = 0, d = 0] = bytes.subarray(6, 10);
    last = { msecs: now, seq: ((a & 0x7f) << 24) | (b << 16) | (c << 8) | d };
  } else {
    const seq = (last.seq + 1) | 0;
    last = { msecs: seq === 0 ? last.msecs + 1 : last.msecs, seq };
  }
  return v7({ random: bytes, ...last });
}
