import { readFileSync, writeFileSync } from 'node:fs';
import type { Config } from '../config/config.ts';
import { openDatabase } from '../open.ts';
import type { Connection } from '../platform/database/connections.ts';
import type { Log } from '../platform/log.ts';
import { withOwner } from './owner.ts';

/** A line of the list of who was erased: ids, days and hashes, and nobody's name. */
type Line =
  | {
      stone: {
        place_id: string;
        id: string;
        asked_by: string;
        asked_on: string;
        decided_by: string;
        keeps_concerns: boolean;
        erased_at: string;
      };
    }
  | { key: { place_id: string; key_hash: string } };

/** Every record that was erased, as lines to keep apart from the backups. */
export async function erasureLines(connection: Connection): Promise<string[]> {
  const stones = await connection.query(
    'select to_jsonb(t)::text as row from erased_person t order by place_id, id',
    [],
  );
  const keys = await connection.query(
    'select to_jsonb(t)::text as row from erased_key t order by place_id, key_hash',
    [],
  );
  const wrap = (word: string, rows: unknown[]): string[] =>
    (rows as { row: string }[]).map(({ row }) => `{"${word}":${row}}`);
  return [...wrap('stone', stones.rows), ...wrap('key', keys.rows)];
}

/**
 * Erases again, in a database that was just restored, whoever was erased after the backup was made. Acts as the owner, in the
 * transaction of the restore. @returns how many records were there again.
 */
export async function eraseAgain(connection: Connection, lines: readonly string[]): Promise<number> {
  let count = 0;
  for (const [index, text] of lines.entries()) {
    const line = readLine(text, index + 1);
    const place = 'stone' in line ? line.stone.place_id : line.key.place_id;
    const { rows } = await connection.query('select count(*)::int as places from place where id = $1::uuid', [place]);
    if ((rows as { places: number }[])[0]?.places === 0) continue;
    if ('key' in line) {
      await connection.query(
        'insert into erased_key (place_id, key_hash) values ($1::uuid, $2) on conflict do nothing',
        [place, line.key.key_hash],
      );
      continue;
    }
    const { stone } = line;
    // The function acts within the place that the transaction names; the id was checked by its shape.
    await connection.exec(`set local thread.place = '${place}'`);
    const done = await connection.query(
      `select thread.erase_person($1::uuid, $2::uuid, $3, $4::date, $5::uuid, $6::boolean, $7::timestamptz) as gone`,
      [place, stone.id, stone.asked_by, stone.asked_on, stone.decided_by, stone.keeps_concerns, stone.erased_at],
    );
    if (((done.rows as { gone: number }[])[0]?.gone ?? 0) > 0) count += 1;
  }
  return count;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function readLine(text: string, number: number): Line {
  const value = JSON.parse(text) as Line;
  const row = 'stone' in value ? value.stone : 'key' in value ? value.key : undefined;
  if (row === undefined || !uuid.test(row.place_id)) throw new Error(`line ${number} is not from a list of erasures`);
  return value;
}

/** `cli erasures FILE`: writes the list. Written again after each erasure, it lets no restore bring anybody back. */
export async function erasuresCommand(config: Config, log: Log, words: readonly string[]): Promise<void> {
  const [file] = words;
  if (file === undefined) throw new Error('Say where to: erasures thread-erasures.jsonl');
  const opened = await openDatabase(config, log);
  try {
    const lines = await withOwner(config, opened, log, async (connection) => {
      await connection.exec('begin read only; set local role thread_owner');
      try {
        return await erasureLines(connection);
      } finally {
        await connection.exec('rollback');
      }
    });
    writeFileSync(file, lines.map((line) => `${line}\n`).join(''), { mode: 0o600 });
    console.log(
      `Wrote ${lines.length} lines to ${file}. Keep it apart from the backups, as long as you keep any of them.`,
    );
  } finally {
    await opened.close();
  }
}

/** The lines of a list of erasures. */
export function readErasures(file: string): string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}
