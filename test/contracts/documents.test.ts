import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, it } from 'node:test';
import { roles } from '../../src/kernel/actor.ts';
import { relations, threadKinds } from '../../src/kernel/thread-ref.ts';

function read(path: string): string {
  return readFileSync(path, 'utf8');
}

function documents(): string[] {
  return globSync('**/*.md', { exclude: (name) => /(^|\/)(node_modules|build|data|tmp)$/.test(name) }).sort();
}

/** The text without code blocks and code spans, where a bracket is not a link. */
function proseOf(markdown: string): string {
  return markdown.replaceAll(/^(```|~~~).*?^\1/gms, '').replaceAll(/`[^`\n]*`/g, '');
}

/** The addresses of links and pictures. */
function linksOf(markdown: string): string[] {
  return [...proseOf(markdown).matchAll(/\]\(<?([^()\s>]+)>?(?: "[^"]*")?\)/g)].map(([, address = '']) => address);
}

/** The anchors that a reader of Markdown makes of the headings, as on common hosts. */
function anchorsOf(markdown: string): Set<string> {
  const headings = markdown.replaceAll(/^(```|~~~).*?^\1/gms, '').matchAll(/^#{1,6} +(.+?) *#*$/gm);
  return new Set(
    [...headings].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

/** Every relative link of `markdown` at `path` that leads nowhere, in words. */
function brokenLinks(path: string, markdown: string): string[] {
  return linksOf(markdown).flatMap((link) => {
    if (/^[a-z]+:/i.test(link)) return [];
    const [file = '', anchor] = link.split('#');
    const target = file === '' ? path : normalize(join(dirname(path), decodeURI(file)));
    if (target.startsWith('..') || !existsSync(target)) return [`${path}: ${link} leads to no file`];
    if (anchor === undefined || !target.endsWith('.md')) return [];
    return anchorsOf(file === '' ? markdown : read(target)).has(anchor) ? [] : [`${path}: ${link} has no such heading`];
  });
}

/** The words of `wanted` that `text` does not name in code marks. */
function unnamed(wanted: Iterable<string>, text: string): string[] {
  const named = new Set([...text.matchAll(/`([^`\n]+)`/g)].map(([, word]) => word));
  return [...wanted].filter((word) => !named.has(word));
}

function variablesOf(source: string): Set<string> {
  const helpers = source.matchAll(/(?:wholeNumber|choice)\(\s*env,\s*'([A-Z_]+)'/g);
  const direct = source.matchAll(/\benv\['([A-Z_]+)'\]/gi);
  return new Set([...helpers, ...direct].map(([, name = '']) => name));
}

function tablesOf(schema: string): Set<string> {
  const made = schema.matchAll(/^\s*(?:create\s+)?table (?:if not exists )?(\S+)/gim);
  return new Set([...made].map(([, name = '']) => name.replaceAll('"', '').replace(/^public\./, '')));
}

/** The commands of `npm run …` (and `npm start`, `npm test`) that a text names. */
function scriptsOf(markdown: string): Set<string> {
  const named = markdown.matchAll(/\bnpm (?:run ([a-z][\w:-]*)|(start|test)\b)/g);
  return new Set([...named].map(([, run, short]) => run ?? short ?? ''));
}

describe('the documents', () => {
  it('have no relative link that leads nowhere', () => {
    const found = documents();
    assert.ok(found.length > 20, `only ${found.length} documents were found`);
    assert.deepEqual(
      found.flatMap((path) => brokenLinks(path, read(path))),
      [],
    );
  });

  it('would be caught with a link to a missing file or heading', () => {
    const planted = '# One\n[a](nowhere.md) [b](#two) [c](#one) ![d](LICENSE) `[e](code.md)` [f](https://example.org)';
    assert.equal(brokenLinks('README.md', planted).length, 2);
    assert.deepEqual(linksOf('```\n[x](y.md)\n```\n[z](w.md)'), ['w.md']);
  });

  it('name every setting that the program reads', () => {
    const variables = new Set([
      ...variablesOf(read('src/config/config.ts')),
      ...variablesOf(read('src/config/env.ts')),
    ]);
    assert.ok(variables.size >= 15, `only ${[...variables].join(', ')} were found`);
    assert.deepEqual(unnamed(variables, read('docs/operations.md')), []);
    assert.deepEqual(unnamed(['INVENTED_SETTING'], read('docs/operations.md')), ['INVENTED_SETTING']);
  });

  it('name an owner for every table', () => {
    const tables = tablesOf(read('src/platform/database/schema.sql'));
    assert.ok(tables.size >= 40, `only ${tables.size} tables were found`);
    const owners = globSync('src/{modules/*,platform,thread,adapters/fhir}/README.md').map(read).join('\n');
    assert.deepEqual(unnamed(tables, owners), []);
    assert.deepEqual(unnamed(['invented_table'], owners), ['invented_table']);
  });

  it('explain every role, kind and relation', () => {
    const glossary = read('docs/glossary.md');
    assert.deepEqual(unnamed([...roles, ...threadKinds, ...relations], glossary), []);
    assert.deepEqual(unnamed(['invented-kind'], glossary), ['invented-kind']);
  });

  it('name only files that exist', () => {
    const named = documents().flatMap((path) =>
      [...read(path).matchAll(/`((?:src|test|tools|demo)\/[\w./-]+)`/g)].map(([, file = '']) => ({ path, file })),
    );
    assert.ok(named.length > 30, `only ${named.length} files are named`);
    assert.deepEqual(
      named.filter(({ file }) => !existsSync(file)),
      [],
    );
    assert.equal(existsSync('src/invented.ts'), false);
  });

  it('name only commands that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = documents().flatMap((path) => [...scriptsOf(read(path))].map((script) => ({ path, script })));
    assert.ok(named.length > 5);
    assert.deepEqual(
      named.filter(({ script }) => !Object.hasOwn(scripts, script)),
      [],
    );
    assert.deepEqual([...scriptsOf('npm run invented, npm start, npm test -- x')], ['invented', 'start', 'test']);
  });

  it(
    'name only words that the command line knows',
    { skip: existsSync('src/cli.ts') ? false : 'no command line' },
    () => {
      const source = globSync('src/{cli.ts,cli/**/*.ts}').map(read).join('\n');
      const named = documents().flatMap((path) =>
        [...read(path).matchAll(/npm run cli -- ([a-z-]+)/g)].map(([, word = '']) => ({ path, word })),
      );
      assert.ok(named.length > 3);
      assert.deepEqual(
        named.filter(({ word }) => !new RegExp(`(?<![\\w-])${word}(?![\\w-])`).test(source)),
        [],
      );
    },
  );
});
