import { normaliseForSearch } from '../../../lib/text.ts';
import { isObject, numberText, type Json, type JsonObject } from '../core/json.ts';
import type { ParameterKind } from '../resources/kind.ts';
import { spanOf, spanOfElement, valuesAt, type Span } from './values.ts';

/** One condition of a search: any of its values has to fit. */
export type Criterion = {
  name: string;
  kind: ParameterKind;
  paths: readonly string[];
  modifier: 'missing' | 'not' | 'exact' | 'contains' | 'text' | 'identifier' | `type:${string}` | undefined;
  values: readonly string[];
  /** Where the values were found by another search: the resources that they lead to, as `Type/id`. */
  among?: ReadonlySet<string> | undefined;
};

const prefixes = ['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'sa', 'eb'] as const;
type Prefix = (typeof prefixes)[number];

/** A comparison before a date or a number. */
export function splitPrefix(value: string): { prefix: Prefix; rest: string } {
  const found = prefixes.find((one) => value.startsWith(one) && /\d/.test(value.charAt(2)));
  return found === undefined ? { prefix: 'eq', rest: value } : { prefix: found, rest: value.slice(2) };
}

function compare(prefix: Prefix, element: Span, asked: Span): boolean {
  switch (prefix) {
    case 'eq':
      return element.from >= asked.from && element.to <= asked.to;
    case 'ne':
      return !(element.from >= asked.from && element.to <= asked.to);
    case 'gt':
      return element.to > asked.to;
    case 'lt':
      return element.from < asked.from;
    case 'ge':
      return element.to > asked.to || (element.from >= asked.from && element.to <= asked.to);
    case 'le':
      return element.from < asked.from || (element.from >= asked.from && element.to <= asked.to);
    case 'sa':
      return element.from >= asked.to;
    case 'eb':
      return element.to <= asked.from;
  }
}

type Token = { system: string; code: string };

/** What of an element is a token: codes, identifiers, numbers to ring, plain values. */
function tokensIn(value: Json): Token[] {
  if (typeof value === 'string' || typeof value === 'boolean') return [{ system: '', code: String(value) }];
  if (!isObject(value)) return [];
  if (Array.isArray(value['coding'])) return value['coding'].flatMap(tokensIn);
  const code = value['code'] ?? value['value'];
  return typeof code === 'string' ? [{ system: typeof value['system'] === 'string' ? value['system'] : '', code }] : [];
}

function fitsToken(value: Json, asked: string): boolean {
  const bar = asked.indexOf('|');
  const plain = typeof value === 'string' || typeof value === 'boolean';
  return tokensIn(value).some(({ system, code }) => {
    if (bar === -1) return code === asked;
    const [wantedSystem, wantedCode] = [asked.slice(0, bar), asked.slice(bar + 1)];
    // A plain code carries the system of its element, which nobody has to name.
    return (plain || system === wantedSystem) && (wantedCode === '' || code === wantedCode);
  });
}

/** Every text of an element: of a name all its parts, of a concept its words. */
function textsIn(value: Json): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (!isObject(value)) return [];
  const words = [
    'text',
    'family',
    'given',
    'prefix',
    'suffix',
    'display',
    'line',
    'city',
    'postalCode',
    'coding',
    'name',
  ];
  return words.flatMap((name) => textsIn(value[name] ?? []));
}

function fitsText(value: Json, asked: string, modifier: Criterion['modifier']): boolean {
  const wanted = normaliseForSearch(asked);
  return textsIn(value).some((text) => {
    if (modifier === 'exact') return text === asked;
    const plain = normaliseForSearch(text);
    if (modifier === 'contains') return plain.includes(wanted);
    return (
      plain.startsWith(wanted) ||
      plain.split(' ').some((_, index, all) => all.slice(index).join(' ').startsWith(wanted))
    );
  });
}

function fitsReference(value: Json, criterion: Criterion, asked: string): boolean {
  if (!isObject(value)) return false;
  if (criterion.modifier === 'identifier')
    return isObject(value['identifier']) && fitsToken(value['identifier'], asked);
  const target = typeof value['reference'] === 'string' ? value['reference'] : '';
  const [, type = '', id = ''] = /(?:^|\/)([A-Z][A-Za-z]+)\/([^/]+)(?:\/_history\/[^/]+)?$/.exec(target) ?? [];
  if (id === '') return target === asked;
  if (criterion.modifier?.startsWith('type:') === true) return type === criterion.modifier.slice(5) && id === asked;
  // A version that is asked for is that version; without one, every version fits.
  const [, versioned] = /(?:^|\/)([A-Z][A-Za-z]+\/[^/]+\/_history\/[^/]+)$/.exec(asked) ?? [];
  if (versioned !== undefined) return target === versioned || target.endsWith(`/${versioned}`);
  const [, wantedType, wantedId] = /(?:^|\/)([A-Z][A-Za-z]+)\/([^/]+)$/.exec(asked) ?? [undefined, undefined, asked];
  return (wantedType === undefined || wantedType === type) && wantedId === id;
}

function fitsQuantity(value: Json, asked: string): boolean {
  const [number = '', , unit] = asked.split('|');
  const { prefix, rest } = splitPrefix(number);
  const amount = isObject(value) ? numberText(value['value']) : numberText(value);
  if (amount === undefined || !/^-?\d+(\.\d+)?$/.test(rest)) return false;
  if (unit !== undefined && unit !== '' && isObject(value) && value['code'] !== unit && value['unit'] !== unit)
    return false;
  // What is asked for to one digit takes in everything that rounds to it.
  const half = 0.5 * 10 ** -(rest.split('.')[1]?.length ?? 0);
  const [one, wanted] = [Number(amount), Number(rest)];
  switch (prefix) {
    case 'eq':
      return one >= wanted - half && one < wanted + half;
    case 'ne':
      return !(one >= wanted - half && one < wanted + half);
    case 'gt':
    case 'sa':
      return one > wanted;
    case 'ge':
      return one >= wanted;
    case 'lt':
    case 'eb':
      return one < wanted;
    case 'le':
      return one <= wanted;
  }
}

function fitsOne(criterion: Criterion, value: Json, asked: string): boolean {
  const { kind, modifier } = criterion;
  if (modifier === 'text') return fitsText(value, asked, undefined);
  switch (kind) {
    case 'token':
      return fitsToken(value, asked);
    case 'string':
      return fitsText(value, asked, modifier);
    case 'reference':
      return fitsReference(value, criterion, asked);
    case 'date': {
      const { prefix, rest } = splitPrefix(asked);
      const [element, wanted] = [spanOfElement(value), spanOf(rest)];
      return element !== undefined && wanted !== undefined && compare(prefix, element, wanted);
    }
    case 'quantity':
      return fitsQuantity(value, asked);
    case 'uri':
      return value === asked;
  }
}

/** Whether a resource fits one condition of a search. */
export function fits(resource: JsonObject, criterion: Criterion): boolean {
  const found = criterion.paths.flatMap((path) => valuesAt(resource, path));
  if (criterion.modifier === 'missing') return (found.length === 0) === criterion.values.includes('true');
  const { among } = criterion;
  if (among !== undefined)
    return found.some((value) => {
      const target = isObject(value) && typeof value['reference'] === 'string' ? value['reference'] : '';
      return among.has(target.split('/').slice(-2).join('/'));
    });
  const isAny = criterion.values.some((asked) => found.some((value) => fitsOne(criterion, value, asked)));
  return criterion.modifier === 'not' ? !isAny : isAny;
}
