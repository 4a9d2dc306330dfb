/** A value of JSON as it came. Decimals whose digits a number would lose are kept as they were written. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export type JsonObject = { [name: string]: Json };

type Raw = { rawJSON: string };
const raw = JSON as unknown as { rawJSON(text: string): Json; isRawJSON(value: unknown): value is Raw };

/**
 * Digits that a number does not keep: zeros at the end of a decimal, exponents, more than fifteen of them. What stands where a number
 * may begin is looked at, so that times and texts are not: to read with the digits of numbers takes ten times as long.
 */
const losesDigits = /(?:^|[:[,])\s*-?(?:\d+\.\d*0(?!\d)|\d+(?:\.\d+)?[eE]|[\d.]{16})/;

type Reviver = (key: string, value: Json, context: { source?: string }) => Json;

function keepDigits(_key: string, value: Json, context: { source?: string }): Json {
  if (typeof value !== 'number' || context.source === undefined || String(value) === context.source) return value;
  return raw.rawJSON(context.source);
}

/** @throws SyntaxError when the text is not JSON. */
export function parseJson(text: string): Json {
  if (!losesDigits.test(text)) return JSON.parse(text) as Json;
  return JSON.parse(text, keepDigits as unknown as (this: unknown, key: string, value: unknown) => unknown) as Json;
}
export type { Reviver };

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !raw.isRawJSON(value);
}

/** The text of a number as it was written; undefined for what is no number. */
export function numberText(value: Json | undefined): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'object' && value !== null && raw.isRawJSON(value) ? value.rawJSON : undefined;
}

/** What stands under a name, where it is an object. */
export function objectAt(value: Json | undefined, name: string): JsonObject | undefined {
  const found = isObject(value) ? value[name] : undefined;
  return isObject(found) ? found : undefined;
}

/** What stands under a name, where it is text. */
export function textAt(value: Json | undefined, name: string): string | undefined {
  const found = isObject(value) ? value[name] : undefined;
  return typeof found === 'string' ? found : undefined;
}

/** The objects of a list under a name; none where there is no list. */
export function listAt(value: Json | undefined, name: string): JsonObject[] {
  const found = isObject(value) ? value[name] : undefined;
  return Array.isArray(found) ? found.filter(isObject) : [];
}

/** What a resource says without what is not known: no undefined, no empty list, no empty object. */
export function withoutGaps(value: object): JsonObject {
  const kept: JsonObject = {};
  for (const [name, one] of Object.entries(value) as [string, Json | undefined][]) {
    if (one === undefined || one === null || one === '') continue;
    if (Array.isArray(one)) {
      const items = one.map((item) => (isObject(item) ? withoutGaps(item) : item)).filter((item) => !isEmpty(item));
      if (items.length > 0) kept[name] = items;
    } else if (isObject(one)) {
      const inner = withoutGaps(one);
      if (!isEmpty(inner)) kept[name] = inner;
    } else kept[name] = one;
  }
  return kept;
}

function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || value === '' || (isObject(value) && Object.keys(value).length === 0);
}
