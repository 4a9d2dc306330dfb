import assert from 'node:assert/strict';
import type { Connection } from '../../src/platform/database/connections.ts';
import { sharedSource } from '../support/database.ts';
import type { RecordTable } from './sharing-world.ts';

/** A transaction that is rolled back, as the owner of the tables. */
export async function withConnection<T>(test: (connection: Connection) => Promise<T>): Promise<T> {
  const source = await sharedSource();
  const connection = await source.acquire();
  try {
    await connection.exec('begin');
    return await test(connection);
  } finally {
    await connection.exec('rollback');
    connection.release();
  }
}

/** A clause of the rules, and what breaks it. Each must be noticed. */
export type Fault = { name: string; in: string; replace: [string, string]; tables?: readonly RecordTable[] };

/** Breaks one clause in the database of this transaction. @throws when the clause is not there: the list is out of date. */
export async function plant(connection: Connection, fault: Fault): Promise<void> {
  const [from, to] = fault.replace;
  const [policy, table] = fault.in.split(' on ');
  if (table === undefined) {
    const { rows } = await connection.query(`select pg_get_functiondef($1::regprocedure) as text`, [fault.in]);
    const text = (rows as { text: string }[])[0]?.text ?? '';
    assert.ok(text.includes(from), `${fault.name}: "${from}" is not in ${fault.in}`);
    await connection.exec(text.replaceAll(from, to));
    return;
  }
  const { rows } = await connection.query(
    'select pg_get_expr(p.polqual, p.polrelid) as text from pg_policy p where p.polname = $1 and p.polrelid = $2::regclass',
    [policy, table],
  );
  const text = ((rows as { text: string }[])[0]?.text ?? '')
    .replaceAll(/'(\w[\w-]*)'::text/g, "'$1'")
    .replaceAll(/\((\w+\.?\w*)\)::text/g, '$1::text');
  const wanted = from.replaceAll("'::text", "'");
  assert.ok(text.includes(wanted), `${fault.name}: "${wanted}" is not in ${fault.in}: ${text}`);
  await connection.exec(`alter policy ${policy} on ${table} using (${text.replaceAll(wanted, to)})`);
}
