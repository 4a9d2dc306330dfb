import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { moneyByPayer } from './plan-money.ts';

describe('money by payer', () => {
  it('adds up what each payer has said, the largest first', () => {
    assert.deepEqual(
      moneyByPayer([
        { payer: 'Council', pence: 100 },
        { payer: 'Trust', pence: 500 },
        { payer: 'Council', pence: undefined },
      ]),
      [
        { payer: 'Trust', pence: 500, lines: 1, unsaid: 0 },
        { payer: 'Council', pence: 100, lines: 2, unsaid: 1 },
      ],
    );
  });
  it('neither loses nor invents a penny or a line', () => {
    const line = fc.record({
      payer: fc.constantFrom('a', 'b', 'c'),
      pence: fc.option(fc.integer({ min: 0, max: 1e9 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const totals = moneyByPayer(lines);
        assert.equal(
          totals.reduce((sum, one) => sum + one.pence, 0),
          lines.reduce((sum, one) => sum + (one.pence ?? 0), 0),
        );
        assert.equal(
          totals.reduce((sum, one) => sum + one.lines, 0),
          lines.length,
        );
      }),
    );
  });
});
