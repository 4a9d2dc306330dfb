import { spawnSync } from 'node:child_process';

process.exit(spawnSync('node_modules/.bin/oxfmt', ['.'], { stdio: 'inherit' }).status ?? 1);
