import { v7 } from 'uuid';

/** A UUID in its text form. Ids are version 7: they sort by the time they were made. */
export type Uuid = string;

const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True when `text` is a UUID in lower case. */
export function isUuid(text: unknown): text is Uuid {
  return typeof text === 'string' && shape.test(text);
}

/** Random bytes are asked for in advance: to ask for those of each id by itself takes longer than the rest. */
const pool = new Uint8Array(4_096);
let taken = pool.length;
/** Counts on from a random beginning, so that ids of one millisecond sort, too. */
let count = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;

/** A new UUIDv7. Only the composition root and the seed call this; everything else is handed ids. */
export function newUuid(): Uuid {
  if (taken >= pool.length) {
    crypto.getRandomValues(pool);
    taken = 0;
  }
  const random = pool.subarray(taken, taken + 16);
  taken += 16;
  count = (count + 1) >>> 0;
  return v7({ random, seq: count });
}
