import type { Config } from '../config/config.ts';
import type { Opened } from '../open.ts';
import { PostgresSource, type Connection } from '../platform/database/connections.ts';
import type { Log } from '../platform/log.ts';

/** A connection that may read and write everything: the owner's. */
export async function withOwner<T>(
  config: Config,
  opened: Opened,
  log: Log,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const { database } = config;
  const source =
    database.kind === 'postgres'
      ? new PostgresSource({
          url: database.ownerUrl ?? database.url,
          connections: 1,
          onError: (error) => log.warn(error.name),
        })
      : opened.db.source;
  const connection = await source.acquire();
  try {
    return await work(connection);
  } finally {
    connection.release();
    if (source !== opened.db.source) await source.close();
  }
}
