import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PGliteSource } from './connections.ts';
import { keepTidy } from './upkeep.ts';

describe('the upkeep of an embedded database', () => {
  it('tells the planner how large a table is, and gives back the room of rows that are gone', async () => {
    const source = await PGliteSource.open();
    const { engine } = source;
    await engine.exec('create table t (n integer); insert into t select generate_series(1, 5000); delete from t');
    await engine.exec('insert into t values (1)');
    await keepTidy(source);
    const { rows } = await engine.query<{ size: number; known: number }>(
      `select pg_relation_size('t')::integer as size, reltuples::integer as known from pg_class where relname = 't'`,
    );
    assert.equal(rows[0]?.known, 1);
    await engine.exec('insert into t select generate_series(1, 4000)');
    const after = await engine.query<{ size: number }>(`select pg_relation_size('t')::integer as size`);
    assert.equal(after.rows[0]?.size, rows[0]?.size);
    await source.close();
  });
});
