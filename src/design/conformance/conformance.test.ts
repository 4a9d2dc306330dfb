import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { normalise } from './normalise.ts';
import type { Options } from './options.tsx';
import { translators } from './translate.tsx';

type Fixture = { name: string; context?: Options; callBlock?: string | null; html: string };

const listAddress = new URL('../skipped-fixtures.md', import.meta.url);

function fixturesOf(component: string): Fixture[] {
  const path = `node_modules/nhsuk-frontend/dist/nhsuk/components/${component}/fixtures.json`;
  return (JSON.parse(readFileSync(path, 'utf8')) as { fixtures: Fixture[] }).fixtures;
}

/** The rows `| component | fixture | reason |` of the committed list. */
function readSkipped(): Map<string, string> {
  const rows = readFileSync(listAddress, 'utf8').matchAll(/^\| ([a-z][a-z-]*) \| (.+?) \| (.+?) \|$/gm);
  return new Map(
    [...rows]
      .filter(([, name]) => name !== 'component')
      .map(([, name, fixture, why]) => [`${name}: ${fixture}`, why ?? '']),
  );
}

function difference(component: string, fixture: Fixture): { ours: string; theirs: string } {
  const options = { ...fixture.context };
  if (typeof fixture.callBlock === 'string') options['html'] = fixture.callBlock;
  const draw = translators[component];
  assert.ok(draw);
  let ours = '';
  try {
    ours = normalise(renderToString(draw(options)));
  } catch (error) {
    ours = error instanceof Error ? `threw: ${error.message}` : 'threw';
  }
  return { ours, theirs: normalise(fixture.html) };
}

describe('conformance with the published fixtures', () => {
  const skipped = readSkipped();
  const all = Object.keys(translators)
    .filter((component) => component !== 'caption')
    .flatMap((component) =>
      fixturesOf(component).map((fixture) => ({ key: `${component}: ${fixture.name}`, component, fixture })),
    );

  for (const { key, component, fixture } of all) {
    if (skipped.has(key)) {
      it(`still has a reason to leave out ${key}`, () => {
        const { ours, theirs } = difference(component, fixture);
        assert.notEqual(ours, theirs, 'passes now: remove it from skipped-fixtures.md');
      });
    } else {
      it(`draws ${key}`, () => {
        const { ours, theirs } = difference(component, fixture);
        assert.equal(ours, theirs);
      });
    }
  }

  it('leaves out only fixtures that exist, each with a reason', () => {
    const known = new Set(all.map(({ key }) => key));
    assert.deepEqual(
      [...skipped.keys()].filter((key) => !known.has(key)),
      [],
    );
    assert.ok([...skipped.values()].every((reason) => reason.length > 10));
  });

  it('says in the list how many are left out', () => {
    const text = readFileSync(listAddress, 'utf8');
    assert.match(text, new RegExp(`\\b${all.length - skipped.size} of ${all.length} published fixtures pass`));
  });
});
