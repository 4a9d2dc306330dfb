import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { wholePercents } from './whole-percents.ts';

describe('whole percentages', () => {
  it('add up to 100, each within one of its exact share', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000), { minLength: 1, maxLength: 6 }), (values) => {
        const total = values.reduce((sum, value) => sum + value, 0);
        const percents = wholePercents(values);
        if (total === 0)
          return assert.deepEqual(
            percents,
            values.map(() => 0),
          );
        assert.equal(
          percents.reduce((sum, value) => sum + value, 0),
          100,
        );
        for (const [index, value] of values.entries())
          assert.ok(Math.abs((percents[index] ?? 0) - (value / total) * 100) < 1);
      }),
    );
  });

  it('give 37 of 40 and 3 of 40 as 93 and 7, not 93 and 8', () => {
    assert.deepEqual(wholePercents([37, 3]), [93, 7]);
  });
});
