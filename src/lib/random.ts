/**
 * A stream of numbers in [0, 1) that is the same for the same seed on every machine. Not for secrets.
 * Source: the public-domain generator "mulberry32"; the first numbers of seed 7 are in the reference values.
 */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
  return next;
}

/** A 32-bit seed from any words, so that an id can seed a stream. Source: FNV-1a, over UTF-16 code units. */
export function seedFrom(words: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < words.length; index += 1) {
    hash = Math.imul(hash ^ words.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/** A new list in an order drawn from `random`; every order is equally likely. Source: Fisher and Yates. */
export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const result = [...items];
  for (let end = result.length - 1; end > 0; end -= 1) {
    const other = Math.floor(random() * (end + 1));
    const held = result[end] as T;
    result[end] = result[other] as T;
    result[other] = held;
  }
  return result;
}
