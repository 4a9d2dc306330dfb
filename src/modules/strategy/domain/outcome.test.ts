import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { addDays, type LocalDate } from '../../../lib/dates.ts';
import { outcomeProgress, withUnit, type OutcomeFacts } from './outcome.ts';

const start = '2025-04-01' as LocalDate;
const base: OutcomeFacts = {
  unit: '%',
  better: 'lower',
  baseline: { value: 34, on: start },
  target: { value: 24, on: '2027-03-31' as LocalDate },
  readings: [{ value: 30, on: '2026-01-01' as LocalDate }],
};

describe('the progress of an outcome', () => {
  it('compares the latest reading with the start and the aim', () => {
    const progress = outcomeProgress(base);
    assert.equal(progress.direction, 'improving');
    assert.equal(progress.percentOfWay, 40);
    assert.equal(progress.isAtTarget, false);
    assert.equal(progress.standing.text, 'Better than at the start');
    assert.equal(
      progress.sentence,
      'It was 34% on 1 April 2025 and 30% on 1 January 2026. The aim is 24% by March 2027.',
    );
  });
  it('says when it got worse and when nothing moved', () => {
    assert.equal(outcomeProgress({ ...base, readings: [{ value: 35, on: addDays(start, 9) }] }).direction, 'worse');
    assert.equal(outcomeProgress({ ...base, readings: [{ value: 34, on: addDays(start, 9) }] }).direction, 'no-change');
  });
  it('cannot say without a start, or without a later reading', () => {
    assert.equal(outcomeProgress({ ...base, baseline: undefined }).direction, 'cannot-say');
    assert.equal(outcomeProgress({ ...base, readings: [] }).standing.text, 'Cannot say yet');
    assert.equal(outcomeProgress({ ...base, readings: [{ value: 1, on: start }] }).direction, 'cannot-say');
    assert.equal(
      outcomeProgress({ ...base, baseline: undefined, target: undefined, readings: [] }).sentence,
      'Nothing has been measured yet.',
    );
  });
  it('knows when the target is reached', () => {
    const progress = outcomeProgress({ ...base, readings: [{ value: 20, on: addDays(start, 9) }] });
    assert.equal(progress.isAtTarget, true);
    assert.equal(progress.percentOfWay, 100);
    assert.equal(progress.standing.text, 'Better, and at the target');
  });
  it('never claims a cause', () => {
    assert.doesNotMatch(outcomeProgress(base).sentence, /because|thanks to|led to|caused|result of/i);
  });

  const value = fc.integer({ min: -1000, max: 1000 });
  it('reads the same in a mirror: turning every figure and "better" round changes no direction', () => {
    fc.assert(
      fc.property(value, value, value, (from, to, now) => {
        const facts: OutcomeFacts = {
          unit: '',
          better: 'higher',
          baseline: { value: from, on: start },
          target: { value: to, on: addDays(start, 700) },
          readings: [{ value: now, on: addDays(start, 30) }],
        };
        const mirrored: OutcomeFacts = {
          ...facts,
          better: 'lower',
          baseline: { value: -from, on: start },
          target: { value: -to, on: addDays(start, 700) },
          readings: [{ value: -now, on: addDays(start, 30) }],
        };
        const a = outcomeProgress(facts);
        const b = outcomeProgress(mirrored);
        assert.deepEqual([a.direction, a.isAtTarget, a.percentOfWay], [b.direction, b.isAtTarget, b.percentOfWay]);
      }),
    );
  });
  it('does not depend on the order in which readings were written down', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: -50, max: 400 }), { maxLength: 8 }), (days) => {
        const readings = days.map((day) => ({ value: day, on: addDays(start, day) }));
        assert.deepEqual(
          outcomeProgress({ ...base, readings }),
          outcomeProgress({ ...base, readings: readings.toReversed() }),
        );
      }),
    );
  });
  it('keeps the share of the way between 0 and 100', () => {
    fc.assert(
      fc.property(value, value, value, (from, to, now) => {
        const { percentOfWay } = outcomeProgress({
          unit: '',
          better: 'higher',
          baseline: { value: from, on: start },
          target: { value: to, on: addDays(start, 700) },
          readings: [{ value: now, on: addDays(start, 30) }],
        });
        assert.ok(percentOfWay === undefined || (percentOfWay >= 0 && percentOfWay <= 100));
      }),
    );
  });
});

describe('a figure with its unit', () => {
  it('puts percent and pounds where people expect them', () => {
    assert.equal(withUnit(34, '%'), '34%');
    assert.equal(withUnit(1200, 'people'), '1,200 people');
    assert.equal(withUnit(12.5, '£'), '£12.5');
  });
});
