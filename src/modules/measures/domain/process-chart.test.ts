import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { meaningOf, processChart, type ProcessOptions, type Signal } from './process-chart.ts';

const letters: { readonly [signal in Signal]: string } = {
  'above-upper': 'U',
  'below-lower': 'L',
  rising: 'I',
  falling: 'D',
  'two-of-three-high': 'h',
  'two-of-three-low': 'l',
  'run-high': 'A',
  'run-low': 'B',
  none: '.',
};

function flags(values: readonly (number | null)[], options: ProcessOptions = {}): string {
  const chart = processChart(values, options);
  assert.equal(chart.status, 'ok');
  return chart.points.map((point) => letters[point.signal]).join('');
}

function limits(values: readonly (number | null)[], options: ProcessOptions = {}): string[] {
  const chart = processChart(values, options);
  const last = chart.points.at(-1);
  assert.ok(last !== undefined);
  return [last.mean, last.lower, last.upper].map((value) => value.toFixed(6));
}

function numbers(text: string): number[] {
  return text.split(' ').map(Number);
}

const base = [...numbers('10 12 11 9'), ...numbers('10 12 11 9'), ...numbers('10 12 11 9')];
const step = numbers('13 14 13 15 14 13 15 14 15 14 13 15');

// The figures are those of NHSRplotthedots 0.2.2, as the note on measures gives them in section 3.3.
describe('a process chart', () => {
  it('marks a value beyond the limits, and leaves its moves out of them', () => {
    const values = numbers('10 12 11 13 10 12 11 13 10 12 11 30');
    assert.equal(flags(values), '...........U');
    assert.deepEqual(limits(values), ['12.916667', '7.862667', '17.970667']);
    assert.deepEqual(limits(values, { screen: false }), ['12.916667', '3.727576', '22.105758']);
  });

  it('marks seven in a row that rise, unless two of them are equal', () => {
    assert.equal(flags(numbers('10 14 9 13 8 9 10 11 12 13 14 9 13 10')), '....IIIIIII...');
    assert.equal(flags(numbers('10 14 9 13 8 9 10 10 11 12 13 9 13 10')), '..............');
  });

  it('gives a peak that two trends share to the second', () => {
    assert.equal(flags(numbers('4 5 6 7 8 9 10 9 8 7 6 5 4 6 7 5')), 'IIIIIIUDDDDDD...');
  });

  it('calls the end of a rise a rise when the next value is equal', () => {
    assert.equal(flags(numbers('1 2 3 4 5 6 7 7 8 9 10 11 12 13')), 'LLLLIIIIIIUUUU');
  });

  it('marks seven in a row on one side of the mean, not through a point on it', () => {
    assert.equal(flags(numbers('10 14 10 14 15 13 14 15 13 14 15 10 11 10 12 11')), '...AAAAAAAA.....');
    assert.equal(flags(numbers('11 9 11 9 11 9 11 11 11 10 11 11 11 9 9 8')), '................');
  });

  for (const [more, expected] of [
    ['13.5 11 13.5 10', '............h.h.'],
    ['13.5 10 13.5 10', '................'],
    ['13.5 10.5 13.5 10', '................'],
    ['15 13.5 11 10', '............U...'],
    ['7.5 7.6 10 12', '............ll..'],
    ['11 12 11 12 11 12 11 9', '............AAAAAAA.'],
  ] as const)
    it(`reads ${more} after twelve values that set the limits`, () => {
      assert.equal(flags([...base, ...numbers(more)], { fix: 12 }), expected);
      assert.deepEqual(limits([...base, ...numbers(more)], { fix: 12 }), ['10.500000', '6.389091', '14.610909']);
    });

  it('sees a step with limits from before it, and begins anew where it is told to', () => {
    assert.equal(flags([...base, ...step]), 'BBBBBBBBBBBBAAAAAAhAhAAA');
    assert.equal(flags([...base, ...step], { fix: 12 }), '............AAAUAAUhUhAU');
    const rebased = processChart([...base, ...step], { rebases: [12] });
    assert.ok(rebased.points.every((point) => point.signal === 'none'));
    assert.deepEqual(limits([...base, ...step], { rebases: [12] }), ['14.000000', '10.614545', '17.385455']);
  });

  it('has no limits for what never moves, hardly moves, is too short, or is full of holes', () => {
    assert.equal(processChart([5, 5, 5, 5, 5, 5, 5, 5]).status, 'constant');
    assert.equal(processChart([...Array<number>(10).fill(5), 9, 5, 5, 5, 5]).status, 'moves-too-rarely');
    assert.equal(processChart([4]).status, 'too-few');
    assert.equal(processChart([1, null, 2, null, 3, null, 2, 1]).status, 'irregular');
  });

  it('is broken by a missing value: no run, no trend, no move across it', () => {
    const rising = [10, 14, 9, 13, 8, 9, 10, null, 12, 13, 14, 9, 13, 10];
    assert.doesNotMatch(flags(rising), /I/);
    assert.equal(flags([...base, 11, 12, 11, null, 11, 12, 11, 12], { fix: 12 }).includes('A'), false);
  });

  it('says the same of values moved or stretched', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 12, maxLength: 40 }),
        fc.integer({ min: -100, max: 100 }),
        fc.integer({ min: 1, max: 8 }),
        (values, moved, power) => {
          const chart = processChart(values);
          const other = processChart(values.map((value) => value * 2 ** power + moved * 64));
          assert.equal(chart.status, other.status);
        },
      ),
    );
  });

  it('knows which signal is good', () => {
    assert.equal(meaningOf('run-low', 'low-good'), 'better');
    assert.equal(meaningOf('above-upper', 'low-good'), 'worse');
    assert.equal(meaningOf('falling', 'no-judgement'), 'low');
    assert.equal(meaningOf('none', 'high-good'), 'common');
  });
});
