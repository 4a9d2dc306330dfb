import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { LocalDate } from '../../../lib/dates.ts';
import { sharesIn, type Line } from './share.ts';

function line(words: Partial<Line>, ...values: readonly (number | null)[]): Line {
  return {
    id: `${words.areaName ?? ''} ${words.sex ?? ''} ${words.age ?? ''} ${words.breakdown ?? ''}`,
    areaName: 'Here',
    sex: '',
    age: '',
    breakdown: '',
    ...words,
    figures: values.map((value, at) => ({
      from: `20${20 + at}-01-01` as LocalDate,
      to: `20${20 + at}-12-31` as LocalDate,
      value,
      lower: null,
      upper: null,
      note: '',
      status: 'final',
    })),
  };
}
const residents = { name: 'Who lives here', unit: 'residents' } as const;
const lonely = { name: 'Adults who feel lonely', unit: '%' } as const;
const brief = (found: ReturnType<typeof sharesIn>) => found.map(({ label, percent }) => [label, percent]);

describe('the share of a group among the people of a place', () => {
  it('is the newest figure of a percentage', () => {
    assert.deepEqual(brief(sharesIn(lonely, [line({}, 17.6, 18.2)])), [['Adults who feel lonely', 18.2]]);
    assert.deepEqual(brief(sharesIn(lonely, [line({ sex: 'women' }, 20, null)])), [
      ['Adults who feel lonely: women', 20],
    ]);
  });

  it('is a count in its sum, by age or by ward', () => {
    const ages = [line({ age: 'under 25' }, 10, 30), line({ age: '25 and over' }, 90, 90)];
    assert.deepEqual(brief(sharesIn(residents, ages)), [
      ['under 25', 25],
      ['25 and over', 75],
    ]);
    const wards = [line({ areaName: 'Quay' }, 50), line({ areaName: 'Marsh' }, 150)];
    assert.deepEqual(brief(sharesIn(residents, wards)), [
      ['Quay', 25],
      ['Marsh', 75],
    ]);
  });

  it('is a count in the line for all, where there is one: groups may leave somebody out', () => {
    const lines = [line({}, 200), line({ breakdown: 'carers' }, 20), line({ breakdown: 'veterans' }, 10)];
    assert.deepEqual(brief(sharesIn(residents, lines)), [
      ['carers', 10],
      ['veterans', 5],
    ]);
  });

  it('is not made of a figure that stands alone, of other units, nor of different years', () => {
    assert.deepEqual(sharesIn(residents, [line({ age: 'under 25' }, 10)]), []);
    assert.deepEqual(sharesIn({ ...residents, unit: 'visits' }, [line({ age: 'a' }, 1), line({ age: 'b' }, 2)]), []);
    assert.deepEqual(sharesIn(residents, [line({ age: 'a' }, 1, 5), line({ age: 'b' }, 2)]), []);
    assert.deepEqual(sharesIn(lonely, [line({}, null)]), []);
    assert.deepEqual(sharesIn(residents, [line({ age: 'a' }, 0), line({ age: 'b' }, 0)]), []);
  });

  it('makes about 100 with the others of its kind, however many kinds there are', () => {
    const counts = fc.array(fc.integer({ min: 1, max: 9_999 }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(counts, counts, (ages, sexes) => {
        const found = sharesIn(residents, [
          ...ages.map((count, at) => line({ age: `age ${at}` }, count)),
          ...sexes.map((count, at) => line({ sex: `sex ${at}` }, count)),
        ]);
        for (const [word, list] of [
          ['age', ages],
          ['sex', sexes],
        ] as const) {
          const sum = found.filter(({ label }) => label.startsWith(word)).reduce((all, one) => all + one.percent, 0);
          assert.ok(Math.abs(sum - 100) <= 0.05 * list.length + 1e-9);
        }
      }),
    );
  });
});
