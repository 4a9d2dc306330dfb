import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../lib/result.ts';

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Takes the data folder for this process. */
export function lockFolder(folder: string): Result<{ release: () => void }, string> {
  const path = join(folder, 'lock');
  try {
    const pid = Number(readFileSync(path, 'utf8'));
    if (pid !== process.pid && isAlive(pid))
      return fail(`Another process (number ${pid}) is using the folder ${folder}.`);
  } catch {
    // nobody has it
  }
  writeFileSync(path, String(process.pid));
  return ok({ release: () => rmSync(path, { force: true }) });
}
