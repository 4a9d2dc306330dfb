import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { sharedData } from '../../test/support/shared-data.ts';
import { oneSampleZ, smoothedShare, twoSampleZ, wilsonInterval } from './statistics.ts';

type Formulas = {
  oneSampleZ: { success: number; seen: number; z: number }[];
  twoSampleZ: { successIn: number; seenIn: number; successOut: number; seenOut: number; z: number }[];
  wilson95: { success: number; seen: number; low: number; high: number }[];
};

const reference = sharedData('conversation/formulas.json');

function near(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} is not ${expected}`);
}

describe('statistics', () => {
  it('match the reference values', { skip: reference.absent }, () => {
    const formulas = reference.json() as Formulas;
    assert.equal(formulas.oneSampleZ.length + formulas.twoSampleZ.length + formulas.wilson95.length, 14);
    for (const { success, seen, z } of formulas.oneSampleZ) near(oneSampleZ(success, seen), z);
    for (const { successIn, seenIn, successOut, seenOut, z } of formulas.twoSampleZ) {
      near(twoSampleZ({ successes: successIn, total: seenIn }, { successes: successOut, total: seenOut }), z);
    }
    for (const { success, seen, low, high } of formulas.wilson95) {
      const interval = wilsonInterval(success, seen);
      near(interval.low, low);
      near(interval.high, high);
    }
  });

  it('have values that can be checked by hand', () => {
    near(oneSampleZ(0, 0), 1);
    near(oneSampleZ(7, 15), 0);
    near(twoSampleZ({ successes: 3, total: 9 }, { successes: 3, total: 9 }), 0);
    near(smoothedShare(0, 0), 0.5);
    assert.deepEqual(wilsonInterval(0, 0), { low: 0, high: 1 });
  });

  it('give an interval that holds the share and is as wide for the opposite share', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (yes, no) => {
        fc.pre(yes + no > 0);
        const { low, high } = wilsonInterval(yes, yes + no);
        const opposite = wilsonInterval(no, yes + no);
        const share = yes / (yes + no);
        assert.ok(low - 1e-12 <= share && share <= high + 1e-12 && low >= 0 && high <= 1);
        near(high, 1 - opposite.low);
      }),
    );
  });

  it('change sign when two samples change places', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.nat(50), fc.nat(50), fc.nat(50), (s1, f1, s2, f2) => {
        const first = { successes: s1, total: s1 + f1 };
        const second = { successes: s2, total: s2 + f2 };
        near(twoSampleZ(first, second), -twoSampleZ(second, first));
      }),
    );
  });
});
