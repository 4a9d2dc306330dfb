import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildAssets } from '../../tools/build-assets.ts';
import { testDatabaseUrl } from '../../src/config/env.ts';
import { seedDemo } from '../../src/cli/seed.ts';
import { openDatabase } from '../../src/open.ts';
import { PostgresSource, type Connection, type ConnectionSource } from '../../src/platform/database/connections.ts';
import { createDatabase } from '../../src/platform/database/database.ts';
import { createService, type Service } from '../../src/start.ts';
import { copyDemo, demoConfig } from './demo-folder.ts';
import { silentLog } from './silent-log.ts';

export type { Service };

/** A statement with the number of the lending of a connection that it went to: two may be open at once. */
export type Statement = {
  sql: string;
  parameters: readonly unknown[];
  many: boolean;
  role: string | undefined;
  lending: number;
};

/** A source that also writes down every statement while `recording` is set. */
export class RecordingSource implements ConnectionSource {
  readonly kind: ConnectionSource['kind'];
  readonly #source: ConnectionSource;
  recording: Statement[] | undefined;
  #lendings = 0;
  constructor(source: ConnectionSource) {
    this.#source = source;
    this.kind = source.kind;
  }
  async acquire(): Promise<Connection> {
    return this.#recorded(await this.#source.acquire());
  }
  #recorded(inner: Connection): Connection {
    const lending = (this.#lendings += 1);
    return {
      query: async (sql, parameters, role, isLast) => {
        const { recording } = this;
        recording?.push({ sql, parameters, many: false, role, lending });
        // Statement by statement it needs the beginning and the end that it has by itself.
        const marks = { parameters: [], many: false, role: undefined, lending };
        if (isLast === true && recording !== undefined) {
          const first = recording.findIndex((one) => one.lending === lending);
          recording.splice(first, 0, { sql: 'begin', ...marks });
          recording.push({ sql: 'commit', ...marks });
        }
        return await inner.query(sql, parameters, role, isLast);
      },
      exec: async (sql) => {
        this.recording?.push({ sql, parameters: [], many: true, role: undefined, lending });
        await inner.exec(sql);
      },
      release: (broken) => inner.release(broken),
      leave: () => {
        this.recording?.push({ sql: 'commit', parameters: [], many: false, role: undefined, lending });
        inner.leave();
      },
    };
  }
  async listen(channel: string, heard: (payload: string) => void): Promise<() => Promise<void>> {
    return await this.#source.listen(channel, heard);
  }
  async close(): Promise<void> {
    await this.#source.close();
  }
}

/** What autovacuum does a minute after so many rows came, done at once: the planner learns how large the tables are. */
export async function countTables(url: string): Promise<void> {
  const owner = new PostgresSource({ url, connections: 1, onError: () => {} });
  const connection = await owner.acquire();
  await connection.exec('vacuum (analyze)');
  connection.release();
  await owner.close();
}

/** The whole service with the demo place, listening on a free port: on TEST_DATABASE_URL, or on an embedded database on disk. */
export async function withDemoService(
  work: (service: Service, source: RecordingSource, address: string) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'common-thread-bench-'));
  const url = testDatabaseUrl();
  if (url === undefined) await copyDemo(folder);
  const config = demoConfig(folder, url === undefined ? {} : { DATABASE_URL: url });
  const opened = await openDatabase(config, silentLog);
  const source = new RecordingSource(opened.db.source);
  const service = await createService(
    config,
    { ...opened, db: createDatabase(source) },
    await buildAssets(),
    silentLog,
  );
  try {
    if (service.context.places.all().length === 0) {
      await seedDemo(service.context, service.auth);
      if (url !== undefined) await countTables(url);
    }
    await work(service, source, await service.start());
  } finally {
    await service.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Times in milliseconds, sorted, at a share: 0.5 is the median. */
export function quantile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
