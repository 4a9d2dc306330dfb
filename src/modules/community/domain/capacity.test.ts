import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { capacityExpiry, capacityStanding, isCurrent, type Capacity } from './capacity.ts';

describe('whether a service can take somebody', () => {
  const reportedAt = new Date('2026-11-01T10:00:00Z');
  const expiresAt = capacityExpiry(reportedAt);
  const report: Capacity = { state: 'capacity', available: undefined, wait: '', reportedAt, expiresAt };
  const at = (seconds: number) => new Date(expiresAt.getTime() + seconds * 1_000);

  it('is forgotten after 14 days, to the second', () => {
    assert.equal(expiresAt.toISOString(), '2026-11-15T10:00:00.000Z');
    assert.equal(isCurrent(report, at(-1)), true);
    assert.equal(isCurrent(report, at(0)), false);
    assert.equal(capacityStanding(report, at(-1))?.text, 'Can take someone now');
    assert.equal(capacityStanding(report, at(1))?.text, 'Not known since 15 November 2026');
  });
  it('says how many and how long when somebody said so, and invents no number', () => {
    const said = (change: Partial<Capacity>) => capacityStanding({ ...report, ...change }, reportedAt)?.text;
    assert.equal(said({ available: 3 }), 'Can take someone now: 3 places');
    assert.equal(said({ state: 'waitlist', available: 0, wait: '6 weeks' }), 'Full, with a waiting list: 6 weeks');
    assert.equal(said({ state: 'no-capacity', available: 0 }), 'Full');
  });
  it('is nothing at all when nobody ever said', () => {
    assert.equal(capacityStanding(undefined, reportedAt), undefined);
  });
});
