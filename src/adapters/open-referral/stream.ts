import { Readable } from 'node:stream';
import type { Answer } from '../../platform/http/answers.ts';

/** How many services are read in one short transaction. */
export const batch = 500;

/** Every item of a list, one batch after another, as text: never the whole of it in memory. */
async function* pieces<T>(
  next: (after: T | undefined) => Promise<readonly T[]>,
  text: (one: T) => string | undefined,
  around: { begin: string; between: string; end: string },
): AsyncGenerator<string> {
  yield around.begin;
  let last: T | undefined;
  let isFirst = true;
  for (;;) {
    const list = await next(last);
    const parts = list.map(text).filter((part) => part !== undefined);
    if (parts.length > 0) {
      yield (isFirst ? '' : around.between) + parts.join(around.between);
      isFirst = false;
    }
    last = list.at(-1);
    if (last === undefined || list.length < batch) break;
  }
  yield isFirst ? around.end.replace(/^\n$/, '') : around.end;
}

/** One JSON object on each line (NDJSON). */
export function lines<T>(
  next: (after: T | undefined) => Promise<readonly T[]>,
  item: (one: T) => object | undefined,
): Answer {
  const text = (one: T): string | undefined => {
    const made = item(one);
    return made === undefined ? undefined : JSON.stringify(made);
  };
  return {
    kind: 'file',
    type: 'application/x-ndjson; charset=utf-8',
    body: Readable.from(pieces(next, text, { begin: '', between: '\n', end: '\n' })),
  };
}

/** One JSON array. */
export function array<T>(next: (after: T | undefined) => Promise<readonly T[]>, item: (one: T) => object): Answer {
  return {
    kind: 'file',
    type: 'application/json; charset=utf-8',
    body: Readable.from(pieces(next, (one) => JSON.stringify(item(one)), { begin: '[', between: ',', end: ']' })),
  };
}
