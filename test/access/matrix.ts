// The committed table of who may use which route, as text and as lists of roles.
import { roles, type Ability, type Role } from '../../src/kernel/actor.ts';
import type { RouteEntry } from '../../src/platform/http/routes.ts';

/** Who asks: nobody known, somebody with a role here, somebody with a role only elsewhere, somebody with none at all. */
export type Caller = 'anonymous' | Role | `${Role} elsewhere` | 'no role';

/** Every caller that each route is asked by. */
export function allCallers(): Caller[] {
  return ['anonymous', ...roles, ...roles.map((role): Caller => `${role} elsewhere`), 'no role'];
}

/** The words of the table for an ability. */
export function abilityWords(ability: Ability): string {
  return typeof ability === 'string' ? ability : ability.toSorted().join(', ');
}

/** The callers that the words of a row let in. */
export function callersOf(words: string): Caller[] {
  const all = allCallers();
  const here: readonly string[] = roles;
  switch (words) {
    case 'anyone':
      return all;
    case 'signed-in':
      return all.filter((caller) => caller !== 'anonymous');
    case 'here':
      return all.filter((caller) => here.includes(caller));
    case 'partner':
      return all.filter((caller) => here.includes(caller) && caller !== 'resident');
    // No sign-in opens these: whoever asks without a token is told to bring one.
    case 'client':
      return [];
    default:
      return words.split(', ').map((word) => {
        const role = roles.find((one) => one === word);
        if (role === undefined) throw new Error(`"${word}" in the access matrix is not a role`);
        return role;
      });
  }
}

/** The rows of the committed table: who may use the route, by method and path. */
export function readMatrix(text: string): Map<string, string> {
  return new Map([...text.matchAll(/^\| `(\S+ \S+)` \| (.+?) \|$/gm)].map((match) => [match[1] ?? '', match[2] ?? '']));
}

/** The table that today's routes would give. */
export function writeMatrix(routes: readonly RouteEntry[]): string {
  const lines = routes.map((route) => `| \`${route.method} ${route.path}\` | ${abilityWords(route.ability)} |`);
  return [
    '# Who may use which route',
    '',
    'Every route of the service, and who may use it. A test asks each route as every role, here and from another place, and',
    'compares the answers with this table. `anyone` needs no sign-in; `signed-in` needs an account; `here` a role in the place;',
    '`partner` a role in the place other than resident; `client` a program with a token, which no sign-in stands in for; otherwise the',
    'roles are named.',
    '',
    '| route | who |',
    '| --- | --- |',
    ...lines.sort(),
    '',
  ].join('\n');
}
