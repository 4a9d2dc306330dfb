import { FhirError, problem } from '../core/outcome.ts';
import type { Kind, Parameter } from '../resources/kind.ts';
import type { Criterion } from './match.ts';
import { splitPrefix } from './match.ts';
import { spanOf } from './values.ts';

/** A condition on what another resource says: of one that it leads to, or of one that leads to it. */
export type Linked =
  | { way: 'chain'; parameter: Parameter; target: string; name: string; values: string[] }
  | { way: 'has'; source: string; by: string; name: string; values: string[] };

/** A search as it was asked for. */
export type Asked = {
  criteria: Criterion[];
  linked: Linked[];
  count: number;
  sort: { path: string; isDown: boolean } | undefined;
  includes: { source: string; name: string }[];
  revincludes: { source: string; name: string }[];
  wantsTotal: boolean;
  isCountOnly: boolean;
  elements: string[];
  /** The words that counted, as they were sent. */
  used: [string, string][];
};

const mostCount = 200;
const mostValues = 100;
const mostLength = 2_000;

/** Parameters of every type. */
const common: Readonly<Record<string, Parameter>> = {
  _id: { kind: 'token', paths: ['id'] },
  _lastUpdated: { kind: 'date', paths: ['meta.lastUpdated'] },
  _profile: { kind: 'uri', paths: ['meta.profile'] },
  _tag: { kind: 'token', paths: ['meta.tag'] },
};
const quiet = new Set(['_format', '_pretty']);

export function parameterOf(kind: Kind, name: string): Parameter | undefined {
  const own = Object.hasOwn(kind.parameters, name) ? kind.parameters[name] : undefined;
  return own ?? (Object.hasOwn(common, name) ? common[name] : undefined);
}

export function commonParameters(): Readonly<Record<string, Parameter>> {
  return common;
}

function refuse(text: string): never {
  throw new FhirError(400, [problem('value', text)]);
}

/** Several values are parted by commas; a comma of a value has a backslash before it. */
function valuesOf(text: string): string[] {
  const values = text
    .split(/(?<!\\),/)
    .map((one) => one.replaceAll(/\\([,|$\\])/g, '$1'))
    .filter((one) => one !== '');
  if (values.length > mostValues) refuse(`At most ${mostValues} values are read of one parameter.`);
  return values;
}

const modifiersOf: Readonly<Record<Parameter['kind'], readonly string[]>> = {
  token: ['not', 'missing', 'text'],
  string: ['exact', 'contains', 'missing'],
  reference: ['identifier', 'missing'],
  date: ['missing'],
  quantity: ['missing'],
  uri: ['missing'],
};

function checkValue(name: string, parameter: Parameter, value: string): void {
  if (parameter.kind === 'date' && spanOf(splitPrefix(value).rest) === undefined)
    refuse(`“${value.slice(0, 40)}” does not read as a date for ${name}.`);
}

function criterion(kind: Kind, name: string, parameter: Parameter, modifier: string, text: string): Criterion {
  const values = valuesOf(text);
  const isType = /^[A-Z]/.test(modifier);
  if (modifier !== '' && !modifiersOf[parameter.kind].includes(modifier) && !(isType && parameter.kind === 'reference'))
    refuse(`${kind.type} is not searched by ${name}:${modifier.slice(0, 40)}.`);
  if (modifier === 'missing') {
    if (values.length !== 1 || (values[0] !== 'true' && values[0] !== 'false'))
      refuse(`${name}:missing is true or false.`);
  } else for (const value of values) checkValue(name, parameter, value);
  return {
    name,
    kind: parameter.kind,
    paths: parameter.paths,
    modifier: (isType ? `type:${modifier}` : modifier === '' ? undefined : modifier) as Criterion['modifier'],
    values,
  };
}

function sortOf(kind: Kind, text: string): Asked['sort'] {
  const isDown = text.startsWith('-');
  const name = isDown ? text.slice(1) : text;
  const parameter = parameterOf(kind, name);
  if (name !== '_id' && parameter?.kind !== 'date') refuse(`${kind.type} is sorted by _lastUpdated, _id or a date.`);
  const [path] = parameter?.paths ?? [];
  return path === undefined ? undefined : { path, isDown };
}

function countOf(text: string): number {
  if (!/^\d{1,6}$/.test(text)) refuse('_count is a whole number.');
  return Math.min(Number(text), mostCount);
}

function includeOf(kinds: ReadonlyMap<string, Kind>, text: string, what: string): { source: string; name: string } {
  const [source = '', name = ''] = text.split(':');
  const parameter = kinds.get(source)?.parameters[name];
  if (parameter?.kind !== 'reference') refuse(`${what}=${text.slice(0, 80)} is not known: give Type:parameter.`);
  return { source, name };
}

/** A condition on another resource, where the name of a parameter is that of one. */
function linkedOf(kinds: ReadonlyMap<string, Kind>, kind: Kind, name: string, text: string): Linked | undefined {
  const has = /^_has:([A-Z][A-Za-z]+):([\w-]+):([\w-]+)$/.exec(name);
  if (has !== null) {
    const [, source = '', by = '', inner = ''] = has;
    const other = kinds.get(source);
    if (other?.parameters[by]?.kind !== 'reference' || parameterOf(other, inner) === undefined)
      refuse(`${name.slice(0, 80)} is not known.`);
    return { way: 'has', source, by, name: inner, values: valuesOf(text) };
  }
  const chain = /^([\w-]+)(?::([A-Z][A-Za-z]+))?\.([\w-]+)$/.exec(name);
  if (chain === null) return undefined;
  const [, first = '', type, inner = ''] = chain;
  const parameter = kind.parameters[first];
  const target = type ?? (parameter?.targets?.length === 1 ? parameter.targets[0] : undefined);
  const other = target === undefined ? undefined : kinds.get(target);
  if (
    parameter?.kind !== 'reference' ||
    target === undefined ||
    other === undefined ||
    parameterOf(other, inner) === undefined
  )
    refuse(`${name.slice(0, 80)} is not known: give parameter:Type.parameter.`);
  return { way: 'chain', parameter, target, name: inner, values: valuesOf(text) };
}

/**
 * Reads the words of a search. What is not known is left out, and `self` shows it; where the client asks for strict
 * handling it is refused.
 */
export function readSearch(
  kinds: ReadonlyMap<string, Kind>,
  kind: Kind,
  words: readonly (readonly [string, string])[],
  isStrict: boolean,
): Asked {
  const asked: Asked = {
    criteria: [],
    linked: [],
    count: 50,
    sort: undefined,
    includes: [],
    revincludes: [],
    wantsTotal: false,
    isCountOnly: false,
    elements: [],
    used: [],
  };
  if (words.length > 60) refuse('At most 60 parameters are read.');
  for (const [name, text] of words) {
    if (text.length > mostLength || name.length > 200) refuse(`${name.slice(0, 60)} is too long.`);
    if (quiet.has(name)) continue;
    asked.used.push([name, text]);
    switch (name) {
      case '_count':
        asked.count = countOf(text);
        continue;
      case '_sort':
        asked.sort = sortOf(kind, text);
        continue;
      case '_include':
        asked.includes.push(includeOf(kinds, text, '_include'));
        continue;
      case '_revinclude':
        asked.revincludes.push(includeOf(kinds, text, '_revinclude'));
        continue;
      case '_total':
        asked.wantsTotal = text === 'accurate' || text === 'estimate';
        continue;
      case '_summary':
        if (text !== 'count' && text !== 'false') refuse('_summary is count or false.');
        asked.isCountOnly = text === 'count';
        continue;
      case '_elements':
        asked.elements = text.split(',').slice(0, 50);
        continue;
      default:
    }
    const [base = '', modifier = ''] = name.split(/:(.*)/s);
    const parameter = parameterOf(kind, base);
    if (parameter !== undefined && !modifier.includes('.')) {
      asked.criteria.push(criterion(kind, base, parameter, modifier, text));
      continue;
    }
    const linked = linkedOf(kinds, kind, name, text);
    if (linked !== undefined) asked.linked.push(linked);
    else if (isStrict) refuse(`${kind.type} is not searched by ${name.slice(0, 60)}.`);
    else asked.used.pop();
  }
  if (asked.count === 0) asked.isCountOnly = true;
  return asked;
}
