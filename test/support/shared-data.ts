// The shared reference data lie beside the project and are never copied into it.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type SharedFile = { path: string; absent: string | false; text: () => string; json: () => unknown };

/**
 * A file of the shared data, named from the data folder: `sharedData('conversation/formulas.json')`.
 * `absent` is false, or the words for node:test's `skip` when the file is not on this machine.
 */
export function sharedData(name: string): SharedFile {
  const path = join(import.meta.dirname, '..', '..', '..', 'shared', 'data', name);
  return {
    path,
    absent: existsSync(path) ? false : `the shared data file ${name} is absent`,
    text: () => readFileSync(path, 'utf8'),
    json: () => JSON.parse(readFileSync(path, 'utf8')) as unknown,
  };
}
