// The store suite on a throwaway PostgreSQL: once as the application has it, migrated by the ordinary role thread_owner.
// The random worlds are not in it: `npm test` asks them of a throwaway PostgreSQL, too.
import { spawnSync } from 'node:child_process';

const node: [string, ...string[]] = [
  process.execPath,
  '--disable-warning=ExperimentalWarning',
  '--import',
  './tools/register.js',
];
const [program, ...args]: [string, ...string[]] = [
  ...node,
  'tools/throwaway-postgres.ts',
  ...node,
  'tools/test.ts',
  '--only-store',
];
process.exit(spawnSync(program, args, { stdio: 'inherit' }).status ?? 1);
