import { isObject, type Json, type JsonObject } from '../core/json.ts';

/** `telecom[phone]`: those of a list whose system it is. */
const step = /^(\w+)(?:\[(\w+)\])?$/;

/** Everything that stands at a path, lists laid out. */
export function valuesAt(resource: JsonObject, path: string): Json[] {
  let found: Json[] = [resource];
  for (const part of path.split('.')) {
    const [, name = '', system] = step.exec(part) ?? [];
    found = found.flatMap((one): Json[] => {
      const value = isObject(one) ? one[name] : undefined;
      if (value === undefined || value === null) return [];
      const list = Array.isArray(value) ? value : [value];
      return system === undefined ? list : list.filter((item) => isObject(item) && item['system'] === system);
    });
  }
  return found;
}

/** The moments that a date, a dateTime, an instant or a period takes up, from the first to the first after it. */
export type Span = { from: number; to: number };

const whole = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?(Z|[+-]\d{2}:\d{2})?)?)?)?$/;

/** The span of a date as it is written: a year is all of the year. Without a time zone it is that of Greenwich. */
export function spanOf(text: string): Span | undefined {
  const read = whole.exec(text);
  if (read === null) return undefined;
  const [, year = '', month, day, hour, minute, second, fraction] = read;
  if (hour !== undefined) {
    const from = Date.parse(/Z|[+-]\d{2}:\d{2}$/.test(text) ? text : `${text}Z`);
    if (Number.isNaN(from)) return undefined;
    const width = second === undefined ? 60_000 : fraction === undefined ? 1_000 : 1;
    return minute === undefined ? undefined : { from, to: from + width };
  }
  const [y, m, d] = [Number(year), Number(month ?? 1) - 1, Number(day ?? 1)];
  const from = Date.UTC(y, m, d);
  const to =
    day !== undefined ? from + 86_400_000 : month === undefined ? Date.UTC(y + 1, 0, 1) : Date.UTC(y, m + 1, 1);
  return { from, to };
}

/** The span of an element: of a period from its start to its end, either open. */
export function spanOfElement(value: Json): Span | undefined {
  if (typeof value === 'string') return spanOf(value);
  if (!isObject(value) || (value['start'] === undefined && value['end'] === undefined)) return undefined;
  const start = typeof value['start'] === 'string' ? spanOf(value['start']) : undefined;
  const end = typeof value['end'] === 'string' ? spanOf(value['end']) : undefined;
  return { from: start?.from ?? -Infinity, to: end?.to ?? Infinity };
}
