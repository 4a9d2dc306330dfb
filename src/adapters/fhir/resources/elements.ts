// Small pieces of resources, and how they are read.
import type { Uuid } from '../../../kernel/ids.ts';
import { isUuid } from '../../../kernel/ids.ts';
import { ownExtension } from '../core/codes.ts';
import { isObject, listAt, objectAt, textAt, type Json, type JsonObject } from '../core/json.ts';

export function coding(system: string, code: string, display?: string): JsonObject {
  return { system, code, ...(display === undefined ? {} : { display }) };
}

export function concept(codings: readonly JsonObject[], text?: string): JsonObject {
  return {
    ...(codings.length === 0 ? {} : { coding: [...codings] }),
    ...(text === undefined || text === '' ? {} : { text }),
  };
}

export function reference(type: string, id: string, display?: string): JsonObject {
  return { reference: `${type}/${id}`, ...(display === undefined ? {} : { display }) };
}

/** The id of what a reference leads to, where it is of that type and of this server. */
export function idOf(value: Json | undefined, type: string): Uuid | undefined {
  const text = textAt(value, 'reference');
  const [, found, id] = /(?:^|\/)([A-Z][A-Za-z]+)\/([^/]+)(?:\/_history\/[^/]+)?$/.exec(text ?? '') ?? [];
  return found === type && isUuid(id) ? id : undefined;
}

/** An extension of our own, or none where there is nothing to say. */
export function own(name: string, value: JsonObject | undefined): JsonObject[] {
  return value === undefined ? [] : [{ url: ownExtension(name), ...value }];
}

/** What an extension of our own says. */
export function ownText(resource: Json | undefined, name: string): string | undefined {
  const found = listAt(resource, 'extension').find((one) => one['url'] === ownExtension(name));
  return ['valueString', 'valueCode', 'valueDate'].map((key) => textAt(found, key)).find((one) => one !== undefined);
}

/** The words of a concept: its text, else the words beside its first code. */
export function wordsOf(value: Json | undefined): string {
  const text = textAt(value, 'text');
  if (text !== undefined) return text;
  const [first] = listAt(value, 'coding');
  return textAt(first, 'display') ?? textAt(first, 'code') ?? '';
}

/** The codes of a concept in one system. */
export function codesIn(value: Json | undefined, system: string): string[] {
  return listAt(value, 'coding')
    .filter((one) => one['system'] === system)
    .map((one) => textAt(one, 'code') ?? '');
}

/** `system|value` of every identifier that has a value. */
export function tokensOf(resource: JsonObject): string[] {
  return listAt(resource, 'identifier').flatMap((one) => {
    const value = textAt(one, 'value');
    return value === undefined ? [] : [`${textAt(one, 'system') ?? ''}|${value}`.slice(0, 600)];
  });
}

/** A name as it is said: its text, else its parts in their order. */
export function nameText(name: JsonObject | undefined): string {
  if (name === undefined) return '';
  const text = textAt(name, 'text');
  if (text !== undefined) return text.trim();
  const words = (key: string): Json[] => (Array.isArray(name[key]) ? name[key] : []);
  return [...words('prefix'), ...words('given'), name['family'], ...words('suffix')]
    .filter((one) => typeof one === 'string')
    .join(' ')
    .trim();
}

/** A moment as a resource tells it. */
export function instant(date: Date | undefined): string | undefined {
  return date?.toISOString();
}

/** The first of several values that is there. */
export function firstOf(
  list: readonly JsonObject[],
  ...tests: ((one: JsonObject) => boolean)[]
): JsonObject | undefined {
  for (const test of tests) {
    const found = list.find(test);
    if (found !== undefined) return found;
  }
  return undefined;
}

export { isObject, listAt, objectAt, textAt };
