import { isUuid, type Uuid } from '../../kernel/ids.ts';

/**
 * Who a transaction acts for. Every transaction takes one of the five reader roles and says which place, account or
 * participant it stands for; the database's policies decide from that what it may see and change.
 */
export type Scope =
  | { role: 'thread_public'; place?: Uuid | undefined }
  | { role: 'thread_guest'; place: Uuid; participant?: Uuid | undefined; link?: Uuid | undefined }
  | {
      role: 'thread_member';
      account: Uuid;
      place?: Uuid | undefined;
      organisation?: Uuid | undefined;
      purpose?: string | undefined;
      categories?: readonly string[] | undefined;
      /** What is worked out about whoever acts holds after the transaction has written, too: it changes nothing of that. */
      knownStays?: 'yes' | undefined;
    }
  /** `job` names the work, such as `mail-sender`. */
  | { role: 'thread_service'; job: string; place?: Uuid | undefined }
  | { role: 'thread_auth' }
  /** Migrations, backups and the seed: the owner of the tables, whom no policy binds. */
  | { role: 'thread_owner' };

/** The settings of a transaction, by the name that the scope has for each. */
const settings = [
  ['place', 'place'],
  ['account', 'account'],
  ['organisation', 'organisation'],
  ['participant', 'participant'],
  ['link', 'link'],
  ['purpose', 'purpose'],
  ['categories', 'categories'],
  ['job', 'job'],
  ['knownStays', 'known_stays'],
] as const;

function literal(name: string, value: unknown): string {
  if (typeof value === 'string' && (isUuid(value) || /^[a-z][a-z0-9-]*$/.test(value))) return value;
  if (Array.isArray(value) && value.every((word) => typeof word === 'string' && /^[a-z][a-z0-9-]*$/.test(word)))
    return `{${value.join(',')}}`;
  throw new TypeError(`thread.${name} is neither a UUID nor a code word`);
}

/**
 * What a transaction sets for `scope`, name by name: role first, then each setting given. Values are checked as UUIDs or
 * code words, because `set local` takes no parameters.
 * @throws TypeError when a value is neither.
 */
function settingsOf(scope: Scope): [name: string, value: string][] {
  const given = scope as Record<string, unknown>;
  return [
    ['role', scope.role],
    ...settings.flatMap(([key, name]): [string, string][] =>
      given[key] === undefined ? [] : [[`thread.${name}`, literal(name, given[key])]],
    ),
  ];
}

/**
 * The `set local` statements that begin a transaction for `scope`, as one text.
 * @throws TypeError when a value is neither a UUID nor a code word.
 */
export function scopeStatements(scope: Scope): string {
  return settingsOf(scope)
    .map(([name, value]) => (name === 'role' ? `set local role ${value}` : `set local "${name}" = '${value}'`))
    .join('; ');
}

/**
 * The same as one statement with parameters, which a served database keeps prepared: nine statements to understand cost more
 * than to follow. `also` are settings that every transaction takes, in SQL.
 * @throws TypeError when a value is neither a UUID nor a code word.
 */
export function scopeQuery(scope: Scope, also: readonly string[]): { sql: string; parameters: string[] } {
  const given = scope as Record<string, unknown>;
  const parameters: string[] = [scope.role];
  let shape = 0;
  for (const [index, [key, name]] of settings.entries())
    if (given[key] !== undefined) {
      shape |= 1 << index;
      parameters.push(literal(name, given[key]));
    }
  return { sql: textOf(shape, also), parameters };
}

/** The text for those settings that are given, by their numbers: a text that is put together anew has to be read anew, too. */
const texts = new WeakMap<readonly string[], Map<number, string>>();

function textOf(shape: number, also: readonly string[]): string {
  const known = texts.get(also) ?? new Map<number, string>();
  texts.set(also, known);
  let text = known.get(shape);
  if (text === undefined) {
    const names = [
      'role',
      ...settings.filter((_, index) => (shape & (1 << index)) !== 0).map(([, name]) => `thread.${name}`),
    ];
    text = `select ${[...also, ...names.map((name, index) => `set_config('${name}', $${index + 1}, true)`)].join(', ')}`;
    known.set(shape, text);
  }
  return text;
}

/**
 * The statement that moves a job's transaction to the place whose work it does, once it knows which.
 * @throws TypeError when `place` is not a UUID.
 */
export function placeStatement(place: Uuid): string {
  return `set local "thread.place" = '${literal('place', place)}'`;
}

/** The statements that take every setting and the role away again, and what was found of a token, for a scope that ends inside a longer transaction. */
export function clearScopeStatements(): string {
  const names = [...settings.map(([, name]) => name), 'known_worker'];
  return ['set local role none', ...names.map((name) => `set local "thread.${name}" = ''`)].join('; ');
}
