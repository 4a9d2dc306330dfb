import { fail, ok, type Result } from '../../../lib/result.ts';

/** What a client may do with a type, as SMART App Launch 2 writes it: create, read, update, delete, search. */
export const actions = ['c', 'r', 'u', 'd', 's'] as const;
export type Action = (typeof actions)[number];
/** The types that scopes can name; `*` is all of them. */
export type Scopes = ReadonlyMap<string, ReadonlySet<Action>>;

const shape = /^system\/(\*|[A-Z][A-Za-z]{2,40})\.(c?r?u?d?s?)$/;

/** Reads `system/Task.rs system/Patient.cru`. Of a scope that does not read, it says which. */
export function readScopes(words: readonly string[]): Result<Scopes, string> {
  const scopes = new Map<string, Set<Action>>();
  for (const word of words) {
    const [, type = '', letters = ''] = shape.exec(word) ?? [];
    if (type === '' || letters === '') return fail(word);
    const known = scopes.get(type) ?? new Set<Action>();
    for (const letter of letters) known.add(letter as Action);
    scopes.set(type, known);
  }
  return ok(scopes);
}

/** Whether these scopes let a client do that with a type. */
export function allows(scopes: Scopes, type: string, action: Action): boolean {
  return scopes.get(type)?.has(action) === true || scopes.get('*')?.has(action) === true;
}

/** Those of the scopes that were asked for which are within what was registered; nothing asked for is all of it. */
export function grantedScopes(registered: readonly string[], asked: readonly string[]): Result<string[], string> {
  const ceiling = readScopes(registered);
  if (!ceiling.ok) return ceiling;
  if (asked.length === 0) return ok([...registered]);
  const wanted = readScopes(asked);
  if (!wanted.ok) return wanted;
  for (const [type, letters] of wanted.value)
    for (const letter of letters) if (!allows(ceiling.value, type, letter)) return fail(`system/${type}.${letter}`);
  return ok([...asked]);
}
