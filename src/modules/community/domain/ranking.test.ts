import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { addDays, type LocalDate } from '../../../lib/dates.ts';
import { comingDays, daysAsked, fitOf, openAt, type Facts } from './ranking.ts';
import { weekdays, type Schedule } from './schedule.ts';
import { moments } from './sentence.ts';

const today = '2026-03-02' as LocalDate; // a Monday
const mondays: Schedule = {
  days: ['MO'],
  opensAt: '09:00',
  closesAt: '17:30',
  everyWeeks: 1,
  from: undefined,
  to: undefined,
  description: '',
};

describe('whether a service is open', () => {
  const at = (clock: string, change: Partial<Schedule> = {}): boolean =>
    openAt([{ ...mondays, ...change }], { day: 'now', today, clock, isEvening: false });
  it('now, is to the minute: it has opened, and has not closed', () => {
    assert.deepEqual(
      ['08:59', '09:00', '17:29', '17:30'].map((clock) => at(clock)),
      [false, true, true, false],
    );
    assert.equal(at('03:00', { opensAt: undefined, closesAt: undefined }), true);
    assert.equal(at('12:00', { days: ['TU'] }), false);
  });
  it('in the evening, is from six o’clock', () => {
    const evening = (change: Partial<Schedule>): boolean =>
      openAt([{ ...mondays, ...change }], { day: undefined, today, clock: '12:00', isEvening: true });
    assert.equal(evening({}), false);
    assert.equal(evening({ closesAt: '18:00' }), false);
    assert.equal(evening({ closesAt: '18:01' }), true);
    assert.equal(evening({ opensAt: '18:00', closesAt: undefined }), true);
    assert.equal(evening({ opensAt: undefined, closesAt: undefined }), false);
  });
});

describe('the days of the week that are looked for', () => {
  it('leave out nothing that is open then', () => {
    const day = fc.constantFrom(...weekdays, ...moments);
    const days = fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1 });
    fc.assert(
      fc.property(day, days, fc.integer({ min: 0, max: 400 }), (asked, open, ahead) => {
        const on = addDays(today, ahead);
        const schedule = { ...mondays, days: open };
        if (!openAt([schedule], { day: asked, today: on, clock: '10:30', isEvening: false })) return;
        const wanted = daysAsked(asked, on);
        assert.ok(wanted.length === 0 || wanted.some((one) => open.includes(one)));
      }),
    );
  });
});

describe('how well a service fits', () => {
  const facts: Facts = { checkedOn: today, schedules: [mondays], canTake: undefined, canTakeUntil: undefined };
  const fit = (change: Partial<Facts>): number =>
    fitOf(0.5, { ...facts, ...change }, { today, day: undefined }, comingDays(today));
  it('grows with how lately it was checked, how soon it opens and whether it can take somebody', () => {
    const days = (count: number) => addDays(today, -count);
    assert.ok(fit({ checkedOn: days(90) }) > fit({ checkedOn: days(91) }));
    assert.ok(fit({ checkedOn: days(180) }) > fit({ checkedOn: days(181) }));
    assert.equal(fit({ checkedOn: days(181) }), fit({ checkedOn: undefined }));
    assert.ok(fit({}) > fit({ schedules: [{ ...mondays, from: addDays(today, 30) }] }));
    assert.equal(fit({}), fit({ schedules: [] }));
    const full = { canTake: 'no-capacity', canTakeUntil: new Date('2026-03-09T09:00:00Z') };
    assert.ok(fit({}) > fit(full));
    // A report that has ended counts for nothing.
    assert.equal(fit({}), fit({ ...full, canTakeUntil: new Date('2026-03-01T09:00:00Z') }));
  });
  it('is led by the words', () => {
    assert.ok(
      fitOf(1, { ...facts, checkedOn: addDays(today, -100) }, { today, day: undefined }, comingDays(today)) > fit({}),
    );
  });
});
