import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTestApp } from '../../../test/support/app.ts';
import { newUuid } from '../../kernel/ids.ts';
import { addRows, prepared } from './prepared.ts';

describe('a prepared statement', () => {
  it('asks for what it is given each time, and is written once for each shape of it', async () => {
    await withTestApp(async ({ db, place, addPlace, seed }) => {
      const other = await addPlace('elsewhere');
      let written = 0;
      const placesOf = prepared((kysely, ids: readonly string[], slug: string | undefined, backwards: boolean) => {
        written += 1;
        let query = kysely
          .selectFrom('place')
          .select(['id', 'slug'])
          .where('id', 'in', [...ids]);
        if (slug !== undefined) query = query.where('slug', '=', slug);
        return query.orderBy('slug', backwards ? 'desc' : 'asc').limit(10);
      });
      await db.read(seed, async (trx) => {
        const slugs = async (...given: [readonly string[], string | undefined, boolean]): Promise<string[]> =>
          (await placesOf(trx, ...given)).map((one) => one.slug);
        const both = [place.slug, other.slug].toSorted();
        assert.deepEqual(await slugs([place.id], undefined, false), [place.slug]);
        assert.deepEqual(await slugs([other.id], undefined, false), [other.slug]);
        assert.equal(written, 1);
        assert.deepEqual(await slugs([place.id, other.id], undefined, false), both);
        assert.deepEqual(await slugs([place.id, other.id, other.id], undefined, true), both.toReversed());
        assert.deepEqual(await slugs([place.id, other.id], other.slug, false), [other.slug]);
        assert.deepEqual(await slugs([other.id, place.id], place.slug, false), [place.slug]);
        assert.equal(written, 4);
      });
    });
  });

  it('cannot be one whose words depend on a value', async () => {
    await withTestApp(async ({ db, place, seed }) => {
      const bad = prepared((kysely, slug: string) =>
        kysely.selectFrom('place').select('id').where('slug', '=', `${slug}!`),
      );
      await assert.rejects(
        db.read(seed, async (trx) => await bad(trx, place.slug)),
        /depends on what it is given/,
      );
    });
  });
});

describe('rows that are added', () => {
  it('come with their own values each time, and are counted', async () => {
    await withTestApp(async ({ db, place, seed, now }) => {
      const rowOf = (key: string, subject: string | null = null) => {
        const common = { place_id: place.id, id: newUuid(), kind: 'test/job', dedupe_key: key };
        return { ...common, subject_id: subject, run_after: now, created_at: now };
      };
      const subject = newUuid();
      await db.write(seed, async (trx) => {
        assert.equal(await addRows(trx, 'job', []), 0);
        assert.equal(await addRows(trx, 'job', [rowOf('a'), rowOf('b', subject)]), 2);
        assert.equal(await addRows(trx, 'job', [rowOf('c'), rowOf('d')]), 2);
        assert.equal(await addRows(trx, 'job', [rowOf('a')], { unlessThere: true }), 0);
        assert.equal(await addRows(trx, 'job', [rowOf('e')], { unlessThere: true }), 1);
        const { subject_id: _none, ...less } = rowOf('g');
        await assert.rejects(addRows(trx, 'job', [rowOf('f'), less]), /the same columns/);
        const rows = await trx
          .selectFrom('job')
          .select(['dedupe_key', 'subject_id'])
          .where('kind', '=', 'test/job')
          .orderBy('dedupe_key')
          .execute();
        const found = rows.map((row) => [row.dedupe_key, row.subject_id]);
        assert.deepEqual(found, [
          ['a', null],
          ['b', subject],
          ['c', null],
          ['d', null],
          ['e', null],
        ]);
      });
    });
  });
});
