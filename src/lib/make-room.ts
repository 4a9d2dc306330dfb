/** Lets the oldest go where one more would be over `capacity`. */
export function makeRoom<K>(kept: Map<K, unknown>, capacity: number): void {
  const oldest = kept.keys().next();
  if (kept.size >= capacity && oldest.done !== true) kept.delete(oldest.value);
}
