// The whole test suite, one stage after another, with a closing line of counts.
// --only-store runs the database's stage alone. --quick leaves out the stages that take long; any other argument runs only test files whose path contains it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresBinaries } from './postgres-binaries.ts';

type Counts = { passed: number; failed: number; skipped: number };

const quick = process.argv.includes('--quick');
const onlyStore = process.argv.includes('--only-store');
const only = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const scratch = mkdtempSync(join(tmpdir(), 'common-thread-test-'));
const node = [process.execPath, '--disable-warning=ExperimentalWarning', '--import', './tools/register.js'];
const totals: Counts = { passed: 0, failed: 0, skipped: 0 };

/** Runs a program to its end; what it prints is told in one piece, so that two at once stay apart. */
async function run(
  command: readonly string[],
  env: Record<string, string> = {},
): Promise<{ ok: boolean; printed: string }> {
  const [program = '', ...args] = command;
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  const printed: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => printed.push(chunk));
  const [status] = (await once(child, 'close')) as [number | null];
  return { ok: status === 0, printed: Buffer.concat(printed).toString() };
}

function count(name: string, counts: Counts, startedAt: number, printed: string): void {
  totals.passed += counts.passed;
  totals.failed += counts.failed;
  totals.skipped += counts.skipped;
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(printed);
  console.log(
    `${counts.failed === 0 ? '✓' : '✗'} ${name}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped (${seconds} s)`,
  );
}

/** A stage that is one program: it counts as one test. */
async function check(name: string, command: readonly string[]): Promise<void> {
  const startedAt = Date.now();
  const { ok, printed } = await run(command);
  count(name, { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 }, startedAt, printed);
}

/** A stage of test files, all in one process, so that they share one database; `before` is a program that runs it. */
async function tests(name: string, files: readonly string[], before: () => readonly string[]): Promise<void> {
  const chosen = files.filter((file) => only.length === 0 || only.some((word) => file.includes(word)));
  if (chosen.length === 0) return;
  const startedAt = Date.now();
  const report = join(scratch, `${name}.json`);
  const reporters = ['--test-reporter=./tools/test-reporter.ts', '--test-reporter-destination=stdout'];
  const flags = ['--test', '--test-isolation=none', '--test-force-exit', ...reporters];
  const { ok, printed } = await run([...before(), ...node, ...flags, ...chosen], {
    TEST_COUNTS: report,
    NODE_ENV: 'test',
  });
  const none: Counts = { passed: 0, failed: 0, skipped: 0 };
  const counts = existsSync(report) ? (JSON.parse(readFileSync(report, 'utf8')) as Counts) : none;
  let why = '';
  if (!ok && counts.failed === 0) {
    counts.failed = 1;
    why = '  ✗ the process died, or something failed after its test had ended\n';
  }
  if (ok && counts.passed === 0) counts.failed = 1; // a stage that ran nothing is a fault
  count(name, counts, startedAt, printed + why);
}

const all = globSync([
  'src/**/*.test.{ts,tsx}',
  'test/**/*.test.{ts,tsx}',
  'tools/**/*.test.ts',
  'demo/**/*.test.ts',
]).sort();
function isUnit(file: string): boolean {
  return /^src\/(lib|kernel|config|design)\/|\/domain\/|^src\/adapters\/[^/]+\/parse/.test(file);
}
function isStore(file: string): boolean {
  return /\/store\/|^src\/platform\/|^test\/store\//.test(file);
}
/**
 * Who may see what, asked of the database many thousand times: in random worlds, by random attempts, with planted faults. And those
 * who do something at the same moment, which takes several connections.
 */
function isWorlds(file: string): boolean {
  return /\/store\/(leak-fuzz|sharing-\w+|fold|fold-first|erase|claim-race)\.test\.ts$|\/jobs\/jobs\.test\.ts$/.test(
    file,
  );
}
function isCrossCutting(file: string): boolean {
  return /^test\/(flows|access|contracts|process)\//.test(file) || file.startsWith('tools/');
}

type Stage = () => Promise<void>;
function stage(name: string, belongs: (file: string) => boolean, before: () => readonly string[] = () => []): Stage {
  return async () => await tests(name, all.filter(belongs), before);
}

const checks: Stage[] = [
  async () => await check('format', ['node_modules/.bin/oxfmt', '--check', '.']),
  async () => await check('lint', ['node_modules/.bin/oxlint', '--type-aware', '--deny-warnings']),
  async () => await check('types', ['node_modules/.bin/tsc', '--noEmit']),
];
const fast: Stage[] = [
  stage('architecture', (file) => file.startsWith('tools/')),
  stage('unit', (file) => isUnit(file) && !isStore(file)),
];
// A served database answers several times faster than the embedded one: where this machine has one, the worlds are asked of it, and only once.
function throwaway(): readonly string[] {
  const isServed = process.env['TEST_DATABASE_URL'] === undefined && postgresBinaries() !== undefined;
  return isServed ? [...node, 'tools/throwaway-postgres.ts', '--socket'] : [];
}
const store = stage('store', (file) => isStore(file) && !isWorlds(file));
const long: Stage[] = [
  stage('browser', (file) => file.startsWith('test/flows/')),
  stage('slice', (file) => !isUnit(file) && !isStore(file) && !isCrossCutting(file)),
  stage('worlds', isWorlds, throwaway),
];
const short: Stage[] = [
  stage('access', (file) => file.startsWith('test/access/')),
  stage('process', (file) => file.startsWith('test/process/')),
  stage('contract', (file) => file.startsWith('test/contracts/')),
];
// Two stages at a time, the longest first: each is one process, and uses little more than one core.
const stages = onlyStore
  ? [store]
  : [...(only.length === 0 ? checks : []), ...fast, ...(quick ? [store] : [...long, store, ...short])];
const waiting = stages.values();
async function lane(): Promise<void> {
  for (const one of waiting) await one();
}
await Promise.all(availableParallelism() > 1 ? [lane(), lane()] : [lane()]);
rmSync(scratch, { recursive: true, force: true });
console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exit(totals.failed === 0 && totals.passed > 0 ? 0 : 1);
