import type { ConnectionSource } from './connections.ts';

/**
 * Gives an embedded database what autovacuum gives a served one: figures about its tables, without which it plans every
 * statement as if they were empty, and the room of rows that were changed or removed. Does nothing to a served database.
 */
export async function keepTidy(source: ConnectionSource): Promise<void> {
  if (source.kind !== 'pglite') return;
  const connection = await source.acquire();
  try {
    await connection.exec('vacuum (analyze)');
  } finally {
    connection.release();
  }
}
