/** A value of JSON. */
export type Json = string | number | boolean | Json[] | { [key: string]: Json };
/** An object of which some values are not known. */
export type Loose = { [key: string]: Json | Loose | Loose[] | null | undefined };

/**
 * The same object without what says nothing: no undefined, no null, no empty text, no number that is none, no empty list
 * and no empty object, at any depth. Open Referral asks to leave out what is not known.
 */
export function omitEmpty(value: Loose): { [key: string]: Json } {
  const kept: { [key: string]: Json } = {};
  for (const [key, one] of Object.entries(value)) {
    const cleaned = cleanOf(one);
    if (cleaned !== undefined) kept[key] = cleaned;
  }
  return kept;
}

function cleanOf(value: Loose[string]): Json | undefined {
  if (value === null || value === undefined || value === '') return undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    const list = value.map((one) => cleanOf(one)).filter((one) => one !== undefined);
    return list.length === 0 ? undefined : list;
  }
  const object = omitEmpty(value);
  return Object.keys(object).length === 0 ? undefined : object;
}
