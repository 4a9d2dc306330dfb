// Runs every benchmark in bench/, or those whose name contains a word given, one after another.
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';

const words = process.argv.slice(2);
const files = globSync('bench/*.bench.ts')
  .sort()
  .filter((file) => words.length === 0 || words.some((word) => file.includes(word)));
const node = [process.execPath, '--disable-warning=ExperimentalWarning', '--import', './tools/register.js'];
let status = 0;
for (const file of files) {
  console.log(`\n${file}`);
  // On the machine's own PostgreSQL where there is one, and on the embedded database everywhere.
  for (const wrapper of [['tools/throwaway-postgres.ts', '--socket', ...node], []]) {
    const [program, ...args] = wrapper.length === 0 ? [...node, file] : [...node, ...wrapper, file];
    status ||= spawnSync(program, args, { stdio: 'inherit' }).status ?? 1;
  }
}
process.exit(status);
