import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { type Browser, chromium as playwright } from 'playwright-core';

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** One process for all, and an emulated graphics card: drawing without it takes half the processor. */
const leftOut = /^--(single-process|in-process-gpu|ignore-gpu|use-|enable-unsafe-swiftshader)/;

/** A headless Chromium: the machine's own if it has one, otherwise the one that comes with the packages. */
export async function launchBrowser(): Promise<Browser> {
  const own = installed.find((path) => existsSync(path));
  if (own !== undefined) return playwright.launch({ executablePath: own, args: ['--no-sandbox'] });
  const { default: shipped } = await import('@sparticuz/chromium');
  const executablePath = await shipped.executablePath();
  const libraries = await unpackLibraries();
  return playwright.launch({
    executablePath,
    args: [...shipped.args.filter((arg) => !leftOut.test(arg)), '--disable-gpu'],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: [libraries, process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':'),
    },
  });
}

/** The shared libraries that a bare machine lacks; the package unpacks them only on the hosts it was made for. */
async function unpackLibraries(): Promise<string> {
  const target = join(tmpdir(), 'common-thread-chromium');
  const libraries = join(target, 'lib');
  if (existsSync(join(libraries, 'libnss3.so'))) return libraries;
  const entry = fileURLToPath(import.meta.resolve('@sparticuz/chromium'));
  const archive = await findUp(dirname(entry), join('bin', 'al2023.tar.br'));
  mkdirSync(target, { recursive: true });
  const tar = join(target, 'libraries.tar');
  await writeFile(tar, brotliDecompressSync(await readFile(archive)));
  const done = spawnSync('tar', ['-xf', tar, '-C', target]);
  if (done.status !== 0) throw new Error(`The browser's libraries could not be unpacked: ${String(done.stderr)}`);
  return libraries;
}

async function findUp(from: string, path: string): Promise<string> {
  for (let folder = from; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, path))) return join(folder, path);
  }
  throw new Error(`${path} is missing from the package`);
}
