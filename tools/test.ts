// The whole test suite, one stage after another, with a closing line of counts.
// --only-store runs the database's stage alone. --quick leaves out the browser stage; any other argument runs only test files whose path contains it.
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Counts = { passed: number; failed: number; skipped: number };

const quick = process.argv.includes('--quick');
const onlyStore = process.argv.includes('--only-store');
const only = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const scratch = mkdtempSync(join(tmpdir(), 'common-thread-test-'));
const node = [process.execPath, '--disable-warning=ExperimentalWarning', '--import', './tools/register.js'];
const totals: Counts = { passed: 0, failed: 0, skipped: 0 };

function run(command: readonly string[], env: Record<string, string> = {}): boolean {
  const [program = '', ...args] = command;
  return spawnSync(program, args, { stdio: 'inherit', env: { ...process.env, ...env } }).status === 0;
}

function count(name: string, counts: Counts, startedAt: number): void {
  totals.passed += counts.passed;
  totals.failed += counts.failed;
  totals.skipped += counts.skipped;
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  console.log(
    `${counts.failed === 0 ? '✓' : '✗'} ${name}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped (${seconds} s)`,
  );
}

/** A stage that is one program: it counts as one test. */
function check(name: string, command: readonly string[]): void {
  const startedAt = Date.now();
  const ok = run(command);
  count(name, { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 }, startedAt);
}

/** A stage of test files, all in one process, so that they share one database. */
function tests(name: string, files: readonly string[]): void {
  const chosen = files.filter((file) => only.length === 0 || only.some((word) => file.includes(word)));
  if (chosen.length === 0) return;
  const startedAt = Date.now();
  const report = join(scratch, `${name}.json`);
  const reporters = ['--test-reporter=./tools/test-reporter.ts', '--test-reporter-destination=stdout'];
  const ok = run([...node, '--test', '--test-isolation=none', '--test-force-exit', ...reporters, ...chosen], {
    TEST_COUNTS: report,
    NODE_ENV: 'test',
  });
  const none: Counts = { passed: 0, failed: 0, skipped: 0 };
  const counts = existsSync(report) ? (JSON.parse(readFileSync(report, 'utf8')) as Counts) : none;
  if (!ok && counts.failed === 0) {
    counts.failed = 1;
    console.log('  ✗ the process died, or something failed after its test had ended');
  }
  if (ok && counts.passed === 0) counts.failed = 1; // a stage that ran nothing is a fault
  count(name, counts, startedAt);
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
function isCrossCutting(file: string): boolean {
  return /^test\/(flows|access|contracts|process)\//.test(file) || file.startsWith('tools/');
}

if (only.length === 0 && !onlyStore) {
  check('format', ['node_modules/.bin/oxfmt', '--check', '.']);
  check('lint', ['node_modules/.bin/oxlint', '--type-aware', '--deny-warnings']);
  check('types', ['node_modules/.bin/tsc', '--noEmit']);
}
if (!onlyStore) {
  tests(
    'architecture',
    all.filter((file) => file.startsWith('tools/')),
  );
  tests(
    'unit',
    all.filter((file) => isUnit(file) && !isStore(file)),
  );
}
tests(
  'store',
  all.filter((file) => isStore(file)),
);
if (!quick && !onlyStore) {
  tests(
    'slice',
    all.filter((file) => !isUnit(file) && !isStore(file) && !isCrossCutting(file)),
  );
  tests(
    'access',
    all.filter((file) => file.startsWith('test/access/')),
  );
  tests(
    'contract',
    all.filter((file) => file.startsWith('test/contracts/')),
  );
  tests(
    'process',
    all.filter((file) => file.startsWith('test/process/')),
  );
  tests(
    'browser',
    all.filter((file) => file.startsWith('test/flows/')),
  );
}
rmSync(scratch, { recursive: true, force: true });
console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exit(totals.failed === 0 && totals.passed > 0 ? 0 : 1);
