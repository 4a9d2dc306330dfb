import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { withTestApp, type TestApp } from '../../test/support/app.ts';
import { contentWith } from '../../test/support/community.ts';
import { newUuid } from '../kernel/ids.ts';
import { noCounts, pieceSize, type ImportCounts, type OfferedRow } from '../modules/community/index.ts';
import type { Database } from '../platform/database/database.ts';
import { takeOver } from './take-over.ts';

function row(number: number, name = `Group ${number}`): OfferedRow {
  const organisation = { name: `Charity ${number % 7}`, summary: '', website: undefined, charityNumber: undefined };
  const content = contentWith({ name, phone: `01632 ${100_000 + number}`, venue: undefined });
  return { kind: 'offered', offered: { key: `k${number}`, organisation, content, checkedOn: undefined } };
}

function* pieces(count: number, interruptedAt = Infinity): Generator<OfferedRow[]> {
  for (let start = 0; start < count; start += pieceSize) {
    if (start >= interruptedAt) throw new Error('the power went');
    yield Array.from({ length: Math.min(pieceSize, count - start) }, (_, at) => row(start + at));
  }
}

async function listed(app: TestApp): Promise<string[]> {
  const rows = await app.db.read(app.seed, (trx) =>
    trx.selectFrom('service').select('name').where('place_id', '=', app.place.id).execute(),
  );
  return rows.map((one) => one.name);
}

describe('an import that is interrupted', () => {
  it('keeps what was done, and begun again lists the rest: nothing twice, nothing lost', async () => {
    await withTestApp(async (app) => {
      const count = pieceSize * 2 + 100;
      await assert.rejects(
        takeOver(app.db, app.place, 'County', pieces(count, pieceSize), () => {}),
        /the power went/,
      );
      assert.equal((await listed(app)).length, pieceSize);
      const counts = await takeOver(app.db, app.place, 'County', pieces(count), () => {});
      assert.deepEqual(counts, { ...noCounts, same: pieceSize, listed: count - pieceSize });
      const names = await listed(app);
      assert.deepEqual([names.length, new Set(names).size], [count, count]);
    });
  });
});

/** A served database that counts a piece as so many listed, and does as it is told at each write. */
function served(fate: (write: number) => 'done' | 'collides' | 'breaks', seen: { most: number }) {
  let writes = -1;
  let running = 0;
  const collision = Object.assign(new Error('duplicate key'), { code: '23505' });
  const write = async (): Promise<unknown> => {
    writes += 1;
    // The first write keeps the name of the source.
    if (writes === 0) return newUuid();
    const what = fate(writes);
    running += 1;
    seen.most = Math.max(seen.most, running);
    for (let turn = 0; turn < 20 + ((writes * 7) % 5); turn += 1) await Promise.resolve();
    running -= 1;
    if (what === 'collides') throw collision;
    if (what === 'breaks') throw new Error('the disk is full');
    return { ...noCounts, listed: 1 } satisfies ImportCounts;
  };
  return { kind: 'postgres', write } as unknown as Database;
}

describe('pieces that are written at once', () => {
  const place = { id: newUuid(), slug: 'here' };
  it('are two at most, each counted once, also where some meet and are done again', async () => {
    let finished = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 1, max: 30 })),
        fc.integer({ min: 0, max: 12 }),
        async (meet, count) => {
          const seen = { most: 0 };
          const fate = (write: number) => (meet.includes(write) ? 'collides' : 'done');
          const told: number[] = [];
          const list = Array.from({ length: count }, (_, number) => [row(number)]);
          const result = takeOver(served(fate, seen), place, 'County', list, (one) => told.push(one));
          const done = await result.catch((error: unknown) => error);
          assert.ok(seen.most <= 2);
          // What meets another even by itself is a fault, and is told as one.
          if (done instanceof Error) return;
          assert.deepEqual([(done as ImportCounts).listed, told.length], [count, count]);
          finished += 1;
        },
      ),
    );
    assert.ok(finished > 20);
  });
  it('are one at a time where they have a key or a name in common', async () => {
    for (const [a, b] of [
      [row(1), row(1, 'Other')],
      [row(1, 'Lunch club'), row(2, 'lunch  Club!')],
    ] as const) {
      const seen = { most: 0 };
      await takeOver(
        served(() => 'done', seen),
        place,
        'County',
        [[a], [b]],
        () => {},
      );
      assert.equal(seen.most, 1);
    }
    const seen = { most: 0 };
    await takeOver(
      served(() => 'done', seen),
      place,
      'County',
      [[row(1)], [row(2)]],
      () => {},
    );
    assert.equal(seen.most, 2);
  });
  it('end with the fault of one, and none is begun after it', async () => {
    let begun = 0;
    const fate = (write: number) => {
      begun = write;
      return write === 2 ? 'breaks' : 'done';
    };
    const list = Array.from({ length: 50 }, (_, number) => [row(number)]);
    await assert.rejects(
      takeOver(served(fate, { most: 0 }), place, 'County', list, () => {}),
      /disk is full/,
    );
    assert.ok(begun <= 4, String(begun));
  });
});
