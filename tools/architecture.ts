// Who may import whom, and the habits a compiler cannot check. Each rule has a name, and a planted violation in the test.
import { globSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { lineAt, scanSource, type Source } from './architecture-scan.ts';
import { moduleOrder, sharedTables, tableOwners, tablesIn } from './architecture-tables.ts';

/** Files by their path from the root of the repository. */
export type Files = ReadonlyMap<string, string>;
export type Violation = { rule: string; path: string; line: number; why: string };
type Import = { from: Source; specifier: string; line: number; target: string | undefined };
type Project = { files: Files; sources: readonly Source[]; imports: readonly Import[] };
type Found = Omit<Violation, 'rule'>;
export type Rule = { name: string; says: string; check: (project: Project) => Found[] };

const generated = ['src/platform/database/tables.ts', 'src/platform/database/schema.sql'];
const longest = 400;

/** The files that the rules speak of, read from the working folder. */
export function readFiles(): Files {
  const paths = globSync(['{src,tools,test,demo,bench}/**/*.{ts,tsx,md,sql,scss}']).filter(
    (path) => !path.includes('node_modules'),
  );
  return new Map(paths.sort().map((path) => [path.replaceAll('\\', '/'), readFileSync(path, 'utf8')]));
}

function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || path.startsWith('test/');
}
function isIn(path: string, ...folders: readonly string[]): boolean {
  return folders.some((folder) => path === folder || path.startsWith(`${folder}/`));
}
/** The module, adapter or other part below `root` that a path lies in. */
function partOf(path: string, root: string): string | undefined {
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1).split('/')[0] : undefined;
}

function resolve(from: string, specifier: string): string | undefined {
  return specifier.startsWith('.') ? posix.join(posix.dirname(from), specifier) : undefined;
}

function project(files: Files): Project {
  const sources = [...files].filter(([path]) => /\.tsx?$/.test(path)).map(([path, text]) => scanSource(path, text));
  const imports = sources.flatMap((from) =>
    from.imports.map(({ specifier, line }) => ({ from, specifier, line, target: resolve(from.path, specifier) })),
  );
  return { files, sources, imports };
}

/** A rule about the imports of the files in which `applies` holds: each is allowed, or the rule is broken. */
function imports(
  name: string,
  says: string,
  applies: (path: string) => boolean,
  allows: (one: Import) => boolean,
): Rule {
  return {
    name,
    says,
    check: (all) =>
      all.imports
        .filter((one) => applies(one.from.path) && !allows(one))
        .map((one) => ({ path: one.from.path, line: one.line, why: `imports ${one.target ?? one.specifier}` })),
  };
}

/** A rule about words in the code, outside comments and literals, of the files in which `applies` holds. */
function words(name: string, says: string, applies: (path: string) => boolean, pattern: RegExp): Rule {
  return {
    name,
    says,
    check: (all) =>
      all.sources
        .filter((source) => applies(source.path))
        .flatMap((source) =>
          [...source.code.matchAll(pattern)].map((match) => ({
            path: source.path,
            line: lineAt(source.text, match.index),
            why: `says ${match[0].trim()}`,
          })),
        ),
  };
}

function inDomain(path: string): boolean {
  return /^src\/modules\/[^/]+\/domain\//.test(path) && !isTest(path);
}
function inStore(path: string): boolean {
  return /^src\/modules\/[^/]+\/store\//.test(path) && !isTest(path);
}
function inCode(path: string): boolean {
  return path.startsWith('src/') && !isTest(path);
}

function mayBeInDomain({ from, target }: Import): boolean {
  if (target === undefined) return false;
  const own = `src/modules/${partOf(from.path, 'src/modules')}`;
  return isIn(target, 'src/lib', 'src/kernel', `${own}/domain`, `${own}/messages.ts`);
}

function mayBeInStore({ from, specifier, target }: Import): boolean {
  // `node:crypto` for tokens and hashes; the job table takes its rows in the writer's transaction.
  if (target === undefined) return specifier === 'kysely' || specifier === 'node:crypto';
  const own = `src/modules/${partOf(from.path, 'src/modules')}`;
  const below = [
    'src/lib',
    'src/kernel',
    'src/platform/database',
    'src/platform/audit',
    'src/platform/jobs',
    'src/thread/store',
  ];
  return isIn(target, ...below, `${own}/domain`, `${own}/store`, `${own}/messages.ts`);
}

function mayKnowModule({ from, target }: Import): boolean {
  const other = partOf(target ?? '', 'src/modules');
  return (
    other === undefined || other === partOf(from.path, 'src/modules') || target === `src/modules/${other}/index.ts`
  );
}

function isInOrder({ from, target }: Import): boolean {
  const order: readonly string[] = moduleOrder;
  const [own, other] = [partOf(from.path, 'src/modules'), partOf(target ?? '', 'src/modules')];
  return (
    other === undefined || own === other || (order.includes(other) && order.indexOf(other) < order.indexOf(own ?? ''))
  );
}

function mayKnowAdapter({ from, target }: Import): boolean {
  const adapter = partOf(target ?? '', 'src/adapters');
  return (
    adapter === undefined ||
    isTest(from.path) ||
    isIn(from.path, 'src/app.tsx', 'src/cli.ts', 'src/cli', 'demo', 'tools', 'bench') ||
    adapter === partOf(from.path, 'src/adapters')
  );
}

function foreignTables({ sources }: Project): Found[] {
  return sources
    .filter((source) => inStore(source.path))
    .flatMap((source) => {
      const own = tableOwners[partOf(source.path, 'src/modules') ?? ''] ?? [];
      const known = Object.values(tableOwners).flat();
      return tablesIn(source)
        .filter(
          ({ table, writes }) =>
            known.includes(table) && !own.includes(table) && (writes || !sharedTables.includes(table)),
        )
        .map(({ table, writes, position }) => ({
          path: source.path,
          line: lineAt(source.text, position),
          why: `${writes ? 'writes' : 'reads'} the table ${table}, which another part owns`,
        }));
    });
}

/** Groups of files that import each other in a circle (Tarjan's strongly connected components). */
function circles({ sources, imports: all }: Project): Found[] {
  const next = Map.groupBy(all, (one) => one.from.path);
  const state = new Map<string, { index: number; low: number; isOpen: boolean }>();
  const stack: string[] = [];
  const found: string[][] = [];
  function visit(path: string): { index: number; low: number } {
    const here = { index: state.size, low: state.size, isOpen: true };
    state.set(path, here);
    stack.push(path);
    for (const { target } of next.get(path) ?? []) {
      if (target === undefined || !next.has(target)) continue;
      const known = state.get(target);
      if (known === undefined) here.low = Math.min(here.low, visit(target).low);
      else if (known.isOpen) here.low = Math.min(here.low, known.index);
    }
    if (here.low === here.index) {
      const group = stack.splice(stack.indexOf(path));
      for (const one of group) (state.get(one) ?? here).isOpen = false;
      if (group.length > 1 || (next.get(path) ?? []).some((one) => one.target === path)) found.push(group);
    }
    return here;
  }
  for (const source of sources) if (!state.has(source.path)) visit(source.path);
  return found.map((group) => ({
    path: group.toSorted()[0] ?? '',
    line: 1,
    why: `is in a circle: ${group.toSorted().join(', ')}`,
  }));
}

function topLevelHooks({ sources }: Project): Found[] {
  return sources
    .filter((source) => isTest(source.path))
    .flatMap((source) =>
      [...source.code.matchAll(/\b(?:before|after|beforeEach|afterEach)\s*\(/g)]
        .filter((match) => {
          const before = source.code.slice(0, match.index);
          const open = before.match(/[{(]/g)?.length ?? 0;
          const closed = before.match(/[})]/g)?.length ?? 0;
          return open <= closed && !/[.\w]$|function\s+$/.test(before);
        })
        .map((match) => ({
          path: source.path,
          line: lineAt(source.text, match.index),
          why: `calls ${match[0]} outside describe`,
        })),
    );
}

const arrow = /^\s*(?:async\b\s*)?(?:<[^>]*>\s*)?(?:[\w$]+|\((?:[^()]|\([^()]*\))*\)\s*(?::[^;{}=]*)?)\s*=>/;

function arrowConstants({ sources }: Project): Found[] {
  return sources
    .filter((source) => inCode(source.path))
    .flatMap((source) =>
      [...source.code.matchAll(/^(?:export\s+)?(?:const|let)\s+([\w$]+)/gm)]
        .filter((match) => {
          const rest = source.code.slice(match.index + match[0].length, match.index + match[0].length + 2_000);
          const equals = /(?<![=<>!])=(?![=>])/.exec(rest);
          return equals !== null && arrow.test(rest.slice(equals.index + 1));
        })
        .map((match) => ({
          path: source.path,
          line: lineAt(source.text, match.index),
          why: `${match[1] ?? ''} is an arrow function: write export function`,
        })),
    );
}

function fileNames({ sources }: Project): Found[] {
  const kebab = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
  return sources
    .filter(
      ({ path }) =>
        !path
          .replace(/(?:\.test|\.bench|\.d)?\.tsx?$/, '')
          .split('/')
          .every((part) => kebab.test(part)),
    )
    .map(({ path }) => ({ path, line: 1, why: 'is not named in kebab-case' }));
}

function longFiles({ files }: Project): Found[] {
  return (
    [...files]
      // A migration is one step of the schema: it is as long as the tables and policies that come together in it.
      .filter(([path]) => path.startsWith('src/') && !generated.includes(path) && !path.includes('/migrations/'))
      .map(([path, text]) => ({ path, lines: text.trimEnd().split('\n').length }))
      .filter(({ lines }) => lines > longest)
      .map(({ path, lines }) => ({ path, line: longest + 1, why: `has ${lines} lines` }))
  );
}

function missingModuleFiles({ files }: Project): Found[] {
  const modules = new Set(
    [...files.keys()].map((path) => partOf(path, 'src/modules')).filter((one) => one !== undefined),
  );
  return [...modules].flatMap((name) =>
    ['README.md', 'index.ts', 'messages.ts']
      .filter((file) => !files.has(`src/modules/${name}/${file}`))
      .map((file) => ({ path: `src/modules/${name}/${file}`, line: 1, why: 'is missing' })),
  );
}

/** Every rule of the architecture. */
export function allRules(): Rule[] {
  return [
    imports(
      'lib-stands-alone',
      'lib imports nothing of ours',
      (path) => inCode(path) && isIn(path, 'src/lib'),
      ({ target }) => target === undefined || isIn(target, 'src/lib'),
    ),
    imports(
      'kernel-knows-lib',
      'kernel imports lib only, and its ids the package uuid',
      (path) => inCode(path) && isIn(path, 'src/kernel'),
      ({ from, specifier, target }) =>
        target === undefined
          ? specifier === 'uuid' && from.path === 'src/kernel/ids.ts'
          : isIn(target, 'src/lib', 'src/kernel'),
    ),
    imports(
      'domain-is-pure',
      'a domain imports lib, kernel, itself and its module’s messages only',
      inDomain,
      mayBeInDomain,
    ),
    words(
      'domain-has-no-clock',
      'a domain is handed time, chance and ids',
      inDomain,
      /\bnew Date\(\s*\)|\bDate\.now\b|\bMath\.random\b|\bcrypto\b|\bperformance\.now\b/g,
    ),
    imports(
      'store-knows-below',
      'a store imports lib, kernel, the database, the audit, the jobs, the thread’s store and its own module’s domain',
      inStore,
      mayBeInStore,
    ),
    {
      name: 'store-owns-tables',
      says: 'a store touches tables that its module owns, and reads shared ones',
      check: foreignTables,
    },
    imports(
      'modules-have-doors',
      'a module is known by its index.ts only',
      (path) => isIn(path, 'src') && !isTest(path) && !isIn(path, 'src/adapters'),
      mayKnowModule,
    ),
    imports(
      'modules-in-order',
      `modules know those before them: ${moduleOrder.join(', ')}`,
      (path) => isIn(path, 'src/modules') && !isTest(path),
      isInOrder,
    ),
    imports(
      'modules-above-platform',
      'lib, kernel, platform, thread and config know no module',
      (path) =>
        inCode(path) &&
        isIn(
          path,
          'src/lib',
          'src/kernel',
          'src/platform',
          'src/thread',
          'src/config',
          'src/context.ts',
          'src/module.ts',
        ),
      ({ target }) => partOf(target ?? '', 'src/modules') === undefined,
    ),
    imports(
      'design-knows-no-domain',
      'design imports lib and design only',
      (path) => inCode(path) && isIn(path, 'src/design'),
      ({ target }) => target === undefined || isIn(target, 'src/lib', 'src/design'),
    ),
    imports(
      'adapters-use-doors',
      'an adapter knows a module by its index.ts only',
      (path) => inCode(path) && isIn(path, 'src/adapters'),
      mayKnowModule,
    ),
    imports('adapters-at-the-rim', 'only app.tsx and cli import adapters', (path) => isIn(path, 'src'), mayKnowAdapter),
    { name: 'no-circles', says: 'no files import each other in a circle, types included', check: circles },
    words(
      'one-reader-of-env',
      'process.env is read in config/env.ts only',
      (path) => inCode(path) && path !== 'src/config/env.ts',
      /\bprocess\s*\.\s*env\b/g,
    ),
    words(
      'one-clock',
      'the machine’s time is asked for in platform/clock.ts only',
      (path) => inCode(path) && path !== 'src/platform/clock.ts',
      /\bnew Date\(\s*\)|\bDate\.now\b/g,
    ),
    {
      name: 'hooks-inside-describe',
      says: 'hooks of node:test stand inside describe: at the top they run for every file',
      check: topLevelHooks,
    },
    { name: 'functions-are-named', says: 'no top-level constant is an arrow function', check: arrowConstants },
    { name: 'kebab-case', says: 'files and folders are named in kebab-case', check: fileNames },
    {
      name: 'short-files',
      says: `no file in src has more than ${longest} lines, but for generated ones and migrations`,
      check: longFiles,
    },
    { name: 'whole-modules', says: 'every module has README.md, index.ts and messages.ts', check: missingModuleFiles },
  ];
}

/** Checks every rule against `files`. */
export function checkArchitecture(files: Files): Violation[] {
  const all = project(files);
  return allRules().flatMap((rule) => rule.check(all).map((found) => ({ rule: rule.name, ...found })));
}
