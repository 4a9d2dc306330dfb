import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { readConfig, type Config } from '../../src/config/config.ts';
import { seedDemo } from '../../src/cli/seed.ts';
import { todayInLondon } from '../../src/lib/dates.ts';
import { openDatabase } from '../../src/open.ts';
import { createService } from '../../src/start.ts';
import { silentLog } from './silent-log.ts';

const cache = 'node_modules/.cache/common-thread';
export function demoConfig(folder: string, env: Record<string, string> = {}): Config {
  const read = readConfig({ DATA_FOLDER: folder, PORT: '0', LOG_LEVEL: 'error', ...env });
  if (!read.ok) throw new Error(read.error.join());
  return read.value;
}

/** The demo is another one when what makes it changes, and each day: its meetings are so many days from today. */
function nameOfToday(): string {
  const hash = createHash('sha256');
  for (const path of globSync('{src,demo}/**/*.{ts,tsx,sql,json}').sort())
    if (!/\.test\.tsx?$/.test(path)) hash.update(path).update(readFileSync(path));
  return `demo-${todayInLondon(new Date())}-${hash.digest('hex').slice(0, 16)}`;
}

/**
 * Puts a data folder with the demo on an embedded database at `folder`. Making the demo takes longer than most tests: it is
 * made once a day, and copied from then on.
 */
export async function copyDemo(folder: string): Promise<void> {
  const name = nameOfToday();
  const kept = join(cache, name);
  if (!existsSync(kept)) {
    mkdirSync(cache, { recursive: true });
    for (const old of readdirSync(cache))
      if (/^demo-\d{4}-/.test(old) && old.slice(0, 15) !== name.slice(0, 15))
        rmSync(join(cache, old), { recursive: true, force: true });
    // Two test processes may make it at once: neither copies what the other has half made.
    const half = mkdtempSync(join(cache, 'half-'));
    const config = demoConfig(half);
    const service = await createService(
      config,
      await openDatabase(config, silentLog),
      { css: '', js: '', room: { css: '', js: '' } },
      silentLog,
    );
    await seedDemo(service.context, service.auth);
    await service.stop();
    try {
      renameSync(half, kept);
    } catch {
      rmSync(half, { recursive: true, force: true });
    }
  }
  cpSync(kept, folder, { recursive: true });
}
