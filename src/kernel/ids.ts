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
const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const mostCount = 0xfff;
const last = { ms: 0, count: 0 };

/** The text of a number in so many hexadecimal digits. */
function digits(value: number, many: number): string {
  return value.toString(16).padStart(many, '0');
}

/**
 * A new UUIDv7 (RFC 9562): the time in milliseconds, a count that goes on within one of them from a random beginning, and 62
 * random bits. Only the composition root and the seed call this; everything else is handed ids.
 */
export function newUuid(): Uuid {
  if (taken + 10 > pool.length) {
    crypto.getRandomValues(pool);
    taken = 0;
  }
  const at = taken;
  taken += 10;
  const byte = (index: number): number => pool[at + index] ?? 0;
  const now = Date.now();
  if (now > last.ms) {
    last.ms = now;
    // Half of the numbers are left to count on.
    last.count = ((byte(8) << 8) | byte(9)) & 0x7ff;
  } else if (last.count < mostCount) last.count += 1;
  else {
    last.ms += 1;
    last.count = 0;
  }
  const time = digits(last.ms, 12);
  let end = '';
  for (let index = 2; index < 8; index += 1) end += hex[byte(index)];
  const variant = digits(0x8000 | ((byte(0) & 0x3f) << 8) | byte(1), 4);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${digits(last.count, 3)}-${variant}-${end}`;
}
