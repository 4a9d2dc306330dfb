import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sharedData } from '../../test/support/shared-data.ts';
import { seededRandom, seedFrom, shuffled } from './random.ts';

const reference = sharedData('conversation/formulas.json');

describe('seeded numbers', () => {
  it('match the reference stream of seed 7', { skip: reference.absent }, () => {
    const expected = (reference.json() as { mulberry32seed7: number[] }).mulberry32seed7;
    const random = seededRandom(7);
    for (const value of expected) assert.ok(Math.abs(random() - value) < 1e-11);
    assert.equal(expected.length, 5);
  });

  it('are the same again for the same seed and differ for another', () => {
    const first = seededRandom(1);
    const again = seededRandom(1);
    const other = seededRandom(2);
    const stream = [first(), first()];
    assert.deepEqual(stream, [again(), again()]);
    assert.notDeepEqual(stream, [other(), other()]);
  });

  it('are spread evenly', () => {
    const random = seededRandom(11);
    const counts = Array.from({ length: 10 }, () => 0);
    for (let draw = 0; draw < 10_000; draw += 1) {
      const bin = Math.floor(random() * 10);
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    for (const count of counts) assert.ok(Math.abs(count - 1000) < 4 * 30, String(count));
  });

  it('shuffle without losing anything', () => {
    const items = [1, 2, 3, 4, 5, 6, 7, 8];
    const mixed = shuffled(items, seededRandom(seedFrom('a person')));
    assert.notDeepEqual(mixed, items);
    assert.deepEqual(
      mixed.toSorted((a, b) => a - b),
      items,
    );
    assert.notEqual(seedFrom('a'), seedFrom('b'));
  });
});
