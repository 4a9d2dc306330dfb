import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parsePence, parseTime } from './clock.ts';
import { clockWords } from './schedule.ts';

describe('a time as people type it', () => {
  it('is read', () => {
    const typed = ['9', '9am', '9.30am', '0930', '2 pm', '14:00', 'Midday', 'midnight', '12am', '12pm', '11:45 p.m.'];
    assert.deepEqual(typed.map(parseTime), [
      '09:00',
      '09:00',
      '09:30',
      '09:30',
      '14:00',
      '14:00',
      '12:00',
      '00:00',
      '00:00',
      '12:00',
      '23:45',
    ]);
  });
  it('is refused when it is none', () => {
    for (const wrong of ['', '25', '13pm', '0am', '9:7', '9:60', 'lunch', '9-10'])
      assert.equal(parseTime(wrong), undefined);
  });
  it('reads back every time that we write', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }), (hour, minute) => {
        const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
        assert.equal(parseTime(clockWords(time)), time);
      }),
    );
  });
});

describe('an amount of money', () => {
  it('is read in pence', () => {
    assert.deepEqual(['2', '£2.50', '2.5', '1,200', '0'].map(parsePence), [200, 250, 250, 120_000, 0]);
    assert.deepEqual(['', 'two', '-1', '2.505', '1000000'].map(parsePence), Array.from({ length: 5 }));
  });
});
