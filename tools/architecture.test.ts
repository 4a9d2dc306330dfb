import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { maskSource, scanSource } from './architecture-scan.ts';
import { moduleOrder, tableOwners, tablesIn } from './architecture-tables.ts';
import { allRules, checkArchitecture, readFiles, type Files } from './architecture.ts';

type Plant = Record<string, string>;

/** A small project in which every rule holds. */
const clean: Plant = {
  'src/lib/text.ts':
    "import { randomBytes } from 'node:crypto';\nexport function trim(text: string): string { return text.trim(); }\n",
  'src/kernel/ids.ts': "import { v7 } from 'uuid';\nimport { trim } from '../lib/text.ts';\n",
  'src/kernel/actor.ts': "import type { Uuid } from './ids.ts';\n",
  'src/platform/clock.ts': 'export function systemClock() { return { now: () => new Date() }; }\n',
  'src/platform/database/database.ts': "import { sql } from 'kysely';\n",
  'src/platform/audit/audit.ts': "import type { Uuid } from '../../kernel/ids.ts';\n",
  'src/config/env.ts': "export function port() { return process.env['PORT']; }\n",
  'src/thread/kinds.ts': 'export type Kind = string;\n',
  'src/thread/store/write.ts': "import { sql } from 'kysely';\n",
  'src/design/index.ts': "export { Tag } from './tag/tag.tsx';\nexport type { Words } from '../lib/text.ts';\n",
  'src/design/tag/tag.tsx':
    "// it's plain: process.env, new Date(), `\nexport function Tag() { return <b>It's new Date() here, isn't it? a/b</b>; }\n",
  'src/modules/partnership/README.md': '# Partnership\n',
  'src/modules/partnership/index.ts': "export { partnersOf } from './store/partners.ts';\n",
  'src/modules/partnership/messages.ts': 'export const messages = { missing: () => "x" };\n',
  'src/modules/partnership/store/partners.ts': [
    "import { sql } from 'kysely';",
    "import type { Trx } from '../../../platform/database/database.ts';",
    "import { recordAudit } from '../../../platform/audit/audit.ts';",
    "import { writeCard } from '../../../thread/store/write.ts';",
    "import { rule } from '../domain/partner.ts';",
    "const q = trx.insertInto('partner').values({});",
    '',
  ].join('\n'),
  'src/modules/partnership/domain/partner.ts': [
    "import { trim } from '../../../lib/text.ts';",
    "import type { Uuid } from '../../../kernel/ids.ts';",
    "import { messages } from '../messages.ts';",
    '/** Not `new Date()`, nor Math.random: they are arguments. */',
    'export function later(at: string) { return new Date(at); }',
    '',
  ].join('\n'),
  'src/modules/strategy/README.md': '# Strategy\n',
  'src/modules/strategy/index.ts': 'export type Nothing = undefined;\n',
  'src/modules/strategy/messages.ts': 'export const messages = {};\n',
  'src/modules/strategy/store/plans.ts': [
    "import { sql } from 'kysely';",
    "const a = trx.selectFrom('plan as p').innerJoin('organisation as o', 'o.id', 'p.id');",
    'const b = sql`select extract(year from c.at) from commitment c join place on true where x in (select 1 from unnest(${ids}))`;',
    '',
  ].join('\n'),
  'src/modules/strategy/list-plans/route.ts':
    "import { partnersOf } from '../../partnership/index.ts';\nimport { Tag } from '../../../design/index.ts';\n",
  'src/adapters/polis/polis-import.ts':
    "import type { Nothing } from '../../modules/strategy/index.ts';\nimport { read } from './read-rows.ts';\n",
  'src/adapters/polis/read-rows.ts': "import { trim } from '../../lib/text.ts';\n",
  'src/app.tsx':
    "import { polis } from './adapters/polis/polis-import.ts';\nimport { partnersOf } from './modules/partnership/index.ts';\n",
  'src/lib/text.test.ts': [
    "import { describe, it, beforeEach } from 'node:test';",
    "describe('x', () => { beforeEach(() => {}); it('y', () => { const now = new Date(); }); });",
    '',
  ].join('\n'),
};

/** What breaks each rule: several ways where a rule can be broken in several. */
const plants: Record<string, Plant[]> = {
  'lib-stands-alone': [
    {
      'src/lib/text.ts': "import type { Uuid } from '../kernel/ids.ts';\nexport function trim() {}\n",
      'src/kernel/ids.ts': "import { v7 } from 'uuid';\n",
    },
    { 'src/lib/dates.ts': "export * from '../platform/clock.ts';\n" },
    { 'src/lib/dates.ts': "const clock = await import('../platform/clock.ts');\n" },
  ],
  'kernel-knows-lib': [
    { 'src/kernel/actor.ts': "import { sql } from 'kysely';\n" },
    { 'src/kernel/actor.ts': "import { v7 } from 'uuid';\n" },
    { 'src/kernel/clock.ts': "import type { Clock } from '../platform/clock.ts';\n" },
  ],
  'domain-is-pure': [
    { 'src/modules/strategy/domain/plan.ts': "import { readFileSync } from 'node:fs';\n" },
    { 'src/modules/strategy/domain/plan.ts': "import { Type } from 'typebox';\n" },
    { 'src/modules/strategy/domain/plan.ts': "import type { Trx } from '../../../platform/database/database.ts';\n" },
    { 'src/modules/strategy/domain/plan.ts': "export { later } from '../store/plans.ts';\n" },
    { 'src/modules/strategy/domain/plan.ts': "import { partnersOf } from '../../partnership/index.ts';\n" },
  ],
  'domain-has-no-clock': [
    { 'src/modules/strategy/domain/plan.ts': 'export function chance() { return Math.random(); }\n' },
    { 'src/modules/strategy/domain/plan.ts': 'export function id() { return crypto.randomUUID(); }\n' },
    { 'src/modules/strategy/domain/plan.ts': 'export function words() { return `it took ${performance.now()}`; }\n' },
  ],
  'store-knows-below': [
    { 'src/modules/strategy/store/plans.ts': "import type { Answer } from '../../../platform/http/answers.ts';\n" },
    { 'src/modules/strategy/store/plans.ts': "import { partnersOf } from '../../partnership/index.ts';\n" },
    { 'src/modules/strategy/store/plans.ts': "import { readFileSync } from 'node:fs';\n" },
    { 'src/modules/strategy/store/plans.ts': "import type { Kind } from '../../../thread/kinds.ts';\n" },
  ],
  'store-owns-tables': [
    { 'src/modules/strategy/store/plans.ts': "const a = trx.selectFrom('vote as v').selectAll();\n" },
    { 'src/modules/strategy/store/plans.ts': "const a = trx.selectFrom(['plan', 'vote as v']).selectAll();\n" },
    { 'src/modules/strategy/store/plans.ts': "const a = trx.selectFrom('plan').leftJoin('statement', 'a', 'b');\n" },
    { 'src/modules/strategy/store/plans.ts': "const a = trx.updateTable('partner').set({});\n" },
    { 'src/modules/strategy/store/plans.ts': "const a = trx.deleteFrom('thread_link');\n" },
    {
      'src/modules/strategy/store/plans.ts':
        'const a = sql<{ a: string }>`select * from plan p join vote v on true`;\n',
    },
    { 'src/modules/strategy/store/plans.ts': 'const a = sql`select * from plan p, statement as s`;\n' },
    { 'src/modules/strategy/store/plans.ts': 'const a = sql`insert into membership values (${id})`;\n' },
    { 'src/modules/strategy/store/plans.ts': 'const a = sql`update organisation set name = ${name}`;\n' },
  ],
  'modules-have-doors': [
    {
      'src/modules/strategy/list-plans/route.ts': "import { partnersOf } from '../../partnership/store/partners.ts';\n",
    },
    { 'src/app.tsx': "import { partnersOf } from './modules/partnership/store/partners.ts';\n" },
    {
      'src/modules/strategy/list-plans/route.ts':
        "export function of() { return import('../../partnership/domain/partner.ts'); }\n",
    },
  ],
  'modules-in-order': [
    { 'src/modules/partnership/administer/route.ts': "import type { Nothing } from '../../strategy/index.ts';\n" },
    { 'src/modules/strategy/list-plans/route.ts': "import { x } from '../../unheard-of/index.ts';\n" },
  ],
  'modules-above-platform': [
    { 'src/platform/http/routes.ts': "import type { Nothing } from '../../modules/strategy/index.ts';\n" },
    { 'src/thread/home/route.ts': "import { partnersOf } from '../../modules/partnership/index.ts';\n" },
  ],
  'design-knows-no-domain': [
    { 'src/design/tag/tag.tsx': "import type { Role } from '../../kernel/actor.ts';\n" },
    { 'src/design/tag/tag.tsx': "import type { Config } from '../../config/env.ts';\n" },
  ],
  'adapters-use-doors': [
    { 'src/adapters/polis/read-rows.ts': "import { rule } from '../../modules/partnership/domain/partner.ts';\n" },
  ],
  'adapters-at-the-rim': [
    {
      'src/modules/strategy/list-plans/route.ts': "import { polis } from '../../../adapters/polis/polis-import.ts';\n",
    },
    { 'src/adapters/feeds/feed.ts': "import { polis } from '../polis/polis-import.ts';\n" },
  ],
  'no-circles': [
    {
      'src/thread/kinds.ts': "import type { Read } from './store/read.ts';\n",
      'src/thread/store/read.ts': "import type { Kind } from '../kinds.ts';\n",
    },
    {
      'src/thread/one.ts': "import { two } from './two.ts';\n",
      'src/thread/two.ts': "export { three } from './three.ts';\n",
      'src/thread/three.ts': "export type One = import('./one.ts').One;\n",
    },
  ],
  'one-reader-of-env': [
    { 'src/platform/http/server.ts': "export function mode() { return process.env['NODE_ENV']; }\n" },
    { 'src/platform/http/server.ts': 'export function mode() { return `in ${process.env.NODE_ENV}`; }\n' },
  ],
  'one-clock': [
    { 'src/platform/http/server.ts': 'export function now() { return new Date(); }\n' },
    { 'src/platform/http/server.ts': 'export function now() { return Date.now(); }\n' },
  ],
  'hooks-inside-describe': [
    { 'src/lib/text.test.ts': "import { beforeEach } from 'node:test';\nbeforeEach(() => {});\n" },
    { 'test/flows/home.test.ts': "describe('x', () => {});\nafter(async () => { await close(); });\n" },
  ],
  'functions-are-named': [
    { 'src/lib/text.ts': 'export const trim = (text: string): string => text.trim();\n' },
    { 'src/lib/text.ts': 'const trim = async <T>(text: T) => {\n  return text;\n};\n' },
    { 'src/lib/text.ts': 'export const trim: (text: string) => string = (text) => text;\n' },
    { 'src/lib/text.ts': 'let trim = text => text;\n' },
  ],
  'kebab-case': [
    { 'src/lib/textWords.ts': 'export {};\n' },
    { 'src/design/Tag/tag.tsx': 'export {};\n' },
    { 'test/support/data_base.ts': 'export {};\n' },
  ],
  'short-files': [{ 'src/lib/long.ts': '// a line\n'.repeat(401) }],
  'whole-modules': [{ 'src/modules/board/index.ts': 'export {};\n', 'src/modules/board/README.md': '# Board\n' }],
};

function filesOf(plant: Plant): Files {
  return new Map(Object.entries({ ...clean, ...plant }));
}

describe('the architecture', () => {
  it('has no violation', () => {
    const violations = checkArchitecture(readFiles());
    assert.deepEqual(
      violations.map((one) => `${one.rule}: ${one.path}:${one.line} ${one.why}`),
      [],
    );
  });

  it('was really read', () => {
    const files = readFiles();
    const sources = [...files].filter(([path]) => /\.tsx?$/.test(path)).map(([path, text]) => scanSource(path, text));
    assert.ok(sources.length > 200, `${sources.length} files`);
    const imports = sources.flatMap((source) => source.imports);
    assert.ok(imports.length > 1_000, `${imports.length} imports`);
    // Every relative import names a file that is there: one that does not was misread, or is about to break.
    const lost = sources.flatMap((source) =>
      source.imports
        .filter(({ specifier }) => specifier.startsWith('.') && /\.tsx?$/.test(specifier))
        .filter(({ specifier }) => !files.has(new URL(specifier, `file:///${source.path}`).pathname.slice(1)))
        .map(({ specifier }) => `${source.path} imports ${specifier}`),
    );
    assert.deepEqual(
      lost.filter((one) => !one.startsWith('tools/architecture.test.ts')),
      [],
    );
  });

  it('gives every table of the schema one owner', () => {
    const schema = readFileSync('src/platform/database/schema.sql', 'utf8');
    const tables = [...schema.matchAll(/^create table (\S+) \($/gm)].map((match) => match[1] ?? '');
    assert.deepEqual(Object.values(tableOwners).flat().sort(), tables.sort());
    const owners: readonly string[] = [...moduleOrder, 'platform', 'thread', 'fhir'];
    for (const owner of Object.keys(tableOwners)) assert.ok(owners.includes(owner), owner);
  });
});

describe('the rules of the architecture', () => {
  it('find nothing in a clean project', () => {
    assert.deepEqual(checkArchitecture(filesOf({})), []);
  });

  it('each have a planted violation, and every plant has a rule', () => {
    assert.deepEqual(
      allRules()
        .map((rule) => rule.name)
        .sort(),
      Object.keys(plants).sort(),
    );
  });

  for (const [rule, list] of Object.entries(plants)) {
    it(`${rule} finds what was planted, and no other rule does`, () => {
      for (const plant of list) {
        const violations = checkArchitecture(filesOf(plant));
        const words = JSON.stringify(plant).slice(0, 300);
        assert.ok(violations.length > 0, `nothing was found in ${words}`);
        // The domain's own rule says the same of a clock as the rule for everybody, and more.
        assert.deepEqual([...new Set(violations.map((one) => one.rule))], [rule], words);
        for (const one of violations) assert.ok(one.path in plant || rule === 'whole-modules', one.path);
      }
    });
  }

  it('see the clock in a domain twice: as a domain, and as any file', () => {
    for (const words of ['new Date()', 'Date.now()']) {
      const found = checkArchitecture(
        filesOf({ 'src/modules/strategy/domain/plan.ts': `export function now() { return ${words}; }\n` }),
      );
      assert.deepEqual(found.map((one) => one.rule).sort(), ['domain-has-no-clock', 'one-clock']);
    }
  });
});

describe('the reader of source', () => {
  it('finds every form of import, and none in words', () => {
    const text = [
      "import a from 'a';",
      "import { b, type B } from 'b';",
      'import {',
      '  c,',
      "} from 'c';",
      "import type { D } from 'd';",
      "import 'e';",
      "export { f } from 'f';",
      "export type { G } from 'g';",
      "export * as h from 'h';",
      "const i = await import('i');",
      "type J = import('j').J;",
      "// import k from 'k';",
      "/* import l from 'l'; */",
      'const m = "import n from \'n\'";',
      "const o = `import p from 'p'`;",
      "const q = `${import('q')}`;",
      "const r = /import s from 's'/;",
      '',
    ].join('\n');
    assert.deepEqual(
      scanSource('x.ts', text).imports.map((one) => one.specifier),
      ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'q'],
    );
  });

  it('keeps positions, and is not led astray by quotes, divisions and nested templates', () => {
    const text =
      "const a = 6 / 2; const b = `x ${`y ${z} '`} \"`; const c = /['\"`]/; const d = b / 2; // it's\nlet e = 'f';";
    const { code } = maskSource(text);
    assert.equal(code.length, text.length);
    assert.ok(code.includes('const d = b / 2;'));
    assert.ok(code.includes("let e = ' ';"));
    assert.ok(code.includes('z') && !code.includes('y'));
  });

  it('tells reading from writing in SQL', () => {
    const uses = tablesIn(
      scanSource(
        'x.ts',
        'const a = sql`with x as (select 1 from plan for update) insert into vote select 1 from x on conflict do update set y = 1`;',
      ),
    ).filter((use) => Object.values(tableOwners).flat().includes(use.table));
    assert.deepEqual(
      uses.map(({ table, writes }) => `${table} ${writes}`),
      ['plan false', 'vote true'],
    );
  });
});
