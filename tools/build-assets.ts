// Builds what browsers load: a style sheet and a script for every page, further ones for the screens in a room, and an icon, with a
// hash of their content in their names.
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Assets } from '../src/design/shell/assets.ts';

const folder = 'build/assets';
const manifestPath = join(folder, 'manifest.json');
const images = 'node_modules/nhsuk-frontend/dist/nhsuk/assets/images';
const icon = 'src/design/shell/thread-mark.svg';

type Manifest = Assets & { sources: string };

/**
 * Compiles styles and islands into `build/assets/` unless nothing changed since the last time, and answers their
 * addresses. Paths are relative to the working directory, the root of the project.
 */
export async function buildAssets(): Promise<Assets> {
  const sources = hashOfSources();
  const known = readManifest();
  if (known?.sources === sources) return { css: known.css, js: known.js, room: known.room };
  const [css, js] = [await compileStyles('main'), await bundleIslands('main')];
  const room = { css: await compileStyles('room'), js: await bundleIslands('room') };
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const assets: Assets = {
    css: write('main', 'css', css),
    js: write('main', 'js', js),
    room: { css: write('room', 'css', room.css), js: write('room', 'js', room.js) },
  };
  writeFileSync(join(folder, 'thread-mark.svg'), readFileSync(icon));
  mkdirSync(join(folder, 'images'));
  for (const [, name = ''] of css.matchAll(/\/assets\/images\/([\w.-]+)/g)) {
    writeFileSync(join(folder, 'images', name), readFileSync(join(images, name)));
  }
  writeFileSync(manifestPath, JSON.stringify({ ...assets, sources } satisfies Manifest, null, 2));
  return assets;
}

function hashOfSources(): string {
  const hash = createHash('sha256');
  const files = globSync(['src/design/styles/*.scss', 'src/design/islands/*.ts']).sort();
  for (const file of [...files, icon, 'tools/build-assets.ts', 'package-lock.json']) {
    hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function readManifest(): Manifest | undefined {
  if (!existsSync(manifestPath)) return undefined;
  const manifest = JSON.parse(readFileSync(manifestPath, 'utf8')) as Omit<Manifest, 'room'> & Partial<Manifest>;
  const isWhole = [manifest.css, manifest.js, manifest.room?.css, manifest.room?.js].every(
    (address) => address !== undefined && existsSync(join('build', address)),
  );
  return isWhole ? (manifest as Manifest) : undefined;
}

// The compilers are loaded only when there is something to compile: a start without changes stays fast.
async function compileStyles(name: 'main' | 'room'): Promise<string> {
  const sass = await import('sass');
  const { css } = sass.compile(`src/design/styles/${name}.scss`, {
    style: 'compressed',
    loadPaths: ['node_modules'],
    quietDeps: true,
  });
  const esbuild = await import('esbuild');
  return esbuild.transformSync(withoutUnusedVariants(css), { loader: 'css', minify: true }).code;
}

/** Leaves out the looks for dark backgrounds and for NHS login, which our pages never use: 0.9 kB compressed. */
function withoutUnusedVariants(css: string): string {
  return css.replaceAll(/([^{}@;]+)\{([^{}]*)\}/g, (rule, selectors: string, body: string) => {
    if (selectors.includes('(') && selectors.includes(',')) return rule;
    const kept = selectors.split(',').filter((selector) => !/--(?:reverse|login|secondary-solid)/.test(selector));
    return kept.length === 0 ? '' : `${kept.join(',')}{${body}}`;
  });
}

async function bundleIslands(name: 'main' | 'room'): Promise<string> {
  const esbuild = await import('esbuild');
  const built = await esbuild.build({
    entryPoints: [`src/design/islands/${name}.ts`],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2020',
    write: false,
    legalComments: 'none',
  });
  return built.outputFiles[0]?.text ?? '';
}

function write(name: string, extension: string, content: string): string {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
  const file = `${name}-${hash}.${extension}`;
  writeFileSync(join(folder, file), content);
  return `/assets/${file}`;
}
