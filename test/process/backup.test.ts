import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { generateVotes } from '../../demo/wrenmouth/generate-votes.ts';
import { loadWrenmouth } from '../../demo/wrenmouth/load.ts';
import { backup, exportPlace, restore } from '../../src/cli/backup.ts';
import { seedCommand } from '../../src/cli/seed.ts';
import { readConfig, type Config } from '../../src/config/config.ts';
import { openDatabase } from '../../src/open.ts';
import { silentLog } from '../support/silent-log.ts';

function configOf(folder: string): Config {
  const read = readConfig({ NODE_ENV: 'test', DATA_FOLDER: folder, SECRET: 'a secret that only the tests know of' });
  if (!read.ok) throw new Error(read.error.join());
  return read.value;
}

/** A fingerprint of every row of every table. */
async function contents(config: Config): Promise<Record<string, string>> {
  const opened = await openDatabase(config, silentLog);
  try {
    return await opened.db.read({ role: 'thread_owner' }, async (trx) => {
      const tables = await sql<{
        name: string;
      }>`select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'auth') and tablename <> 'migration' order by 1`.execute(
        trx,
      );
      const all: Record<string, string> = {};
      for (const { name } of tables.rows) {
        const result = await sql
          .raw<{ print: string }>(
            `select count(*) || ' ' || md5(coalesce(string_agg(to_jsonb(t)::text, '' order by to_jsonb(t)::text), '')) as print from ${name} t`,
          )
          .execute(trx);
        all[name] = result.rows[0]?.print ?? '';
      }
      return all;
    });
  } finally {
    await opened.close();
  }
}

describe('a backup', { timeout: 600_000 }, () => {
  it('restored into an empty database gives every row of every table back, and is refused by one that is not empty', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'common-thread-backup-'));
    const said = console.log;
    console.log = () => {};
    try {
      const [first, second] = [configOf(join(folder, 'first')), configOf(join(folder, 'second'))];
      await seedCommand(first, silentLog);
      const file = join(folder, 'all.jsonl.gz');
      await backup(first, silentLog, [file]);
      assert.equal(statSync(file).mode & 0o077, 0, 'only its owner may read a backup');
      await assert.rejects(backup(first, silentLog, [file]), /EEXIST/, 'a backup is never written over another');
      await restore(second, silentLog, [file]);
      const before = await contents(first);
      assert.deepEqual(await contents(second), before);
      const { votes } = generateVotes(loadWrenmouth().conversation);
      // Of two votes of a participant on a statement the later one counts.
      const current = new Set(votes.map((vote) => `${vote.participantNumber} ${vote.statementKey}`));
      assert.ok(before['public.vote']?.startsWith(`${current.size} `), 'every vote of the demo is there');
      await assert.rejects(restore(first, silentLog, [file]), /not empty/);

      const one = join(folder, 'saltby.jsonl.gz');
      await exportPlace(first, silentLog, ['saltby', one]);
      const lines = gunzipSync(readFileSync(one)).toString();
      assert.match(lines, /"slug": "saltby"/);
      assert.doesNotMatch(
        lines,
        /"slug": "wrenmouth"|ruth@wrenmouth|"table":"auth\./,
        'a place leaves with its own data alone',
      );
    } finally {
      console.log = said;
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  });
});
