import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { withTestApp } from '../../test/support/app.ts';
import { plantPerson } from '../../test/support/people.ts';
import { eraseAgain, erasureLines } from './erasures.ts';

describe('the list of who was erased', () => {
  it('erases them again in what was restored from before, and names nobody', async () => {
    await withTestApp(async (app) => {
      const [ruth, bo] = [await plantPerson(app), await plantPerson(app, { name: 'Bo Reed' })];
      const connection = await app.db.source.acquire();
      const gone = `select thread.erase_person('${app.place.id}', '${ruth.id}', 'person', '2026-02-01', gen_random_uuid(), true, now())`;
      const people = async (): Promise<string[]> => {
        const { rows } = await connection.query('select id from person order by id', []);
        return (rows as { id: string }[]).map((row) => row.id);
      };
      try {
        // What was erased is listed; the database as it was before is the backup that comes back.
        await connection.exec(`savepoint before; set local thread.place = '${app.place.id}'; ${gone}`);
        const lines = await erasureLines(connection);
        await connection.exec('rollback to savepoint before');
        assert.equal(lines.length, 1);
        assert.equal(/Word|Moor|Reed/.test(lines.join()), false);
        assert.deepEqual(await people(), [ruth.id, bo.id].sort());
        assert.equal(await eraseAgain(connection, lines), 1);
        assert.deepEqual(await people(), [bo.id]);
        assert.equal(await eraseAgain(connection, lines), 0, 'a second time changes nothing');
        const elsewhere = lines.map((line) => line.replaceAll(app.place.id, '01960000-0000-7000-8000-0000000000ff'));
        assert.equal(await eraseAgain(connection, elsewhere), 0, 'a place that the backup did not have');
        await assert.rejects(eraseAgain(connection, ['{"stone":{"place_id":"x"}}']));
      } finally {
        connection.release();
      }
      const stones = await app.db.read(
        app.seed,
        async (trx) => await sql<{ count: number }>`select count(*)::int as count from erased_person`.execute(trx),
      );
      assert.equal(stones.rows[0]?.count, 1);
    });
  });
});
