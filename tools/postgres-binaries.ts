import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';

/** The folder with the programs of the newest PostgreSQL server on this machine, if it has one. */
export function postgresBinaries(): string | undefined {
  const folders = [
    ...globSync('/usr/lib/postgresql/*/bin'),
    ...globSync('/opt/homebrew/opt/postgresql@*/bin'),
    ...(process.env['PATH'] ?? '').split(':'),
  ];
  return folders
    .filter((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
    .sort()
    .at(-1);
}
