import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { capacityExpiry, capacityStanding, isCurrent, type Capacity } from './capacity.ts';

describe('whether a service can take somebody', () => {
  const reportedAt = new Date('2026-11-01T10:00:00Z');
  const expiresAt = capacityExpiry(reportedAt);
  const report: Capacity = { state: 'capacity', reportedAt, expiresAt };
  const at = (seconds: number) => new Date(expiresAt.getTime() + seconds * 1_000);

  it('is forgotten after 14 days, to the second', () => {
    assert.equal(expiresAt.toISOString(), '2026-11-15T10:00:00.000Z');
    assert.equal(isCurrent(report, at(-1)), true);
    assert.equal(isCurrent(report, at(0)), false);
    assert.equal(capacityStanding(report, at(-1))?.text, 'Can take someone now');
    assert.equal(capacityStanding(report, at(1))?.text, 'Not known since 15 November 2026');
  });
  it('is nothing at all when nobody ever said', () => {
    assert.equal(capacityStanding(undefined, reportedAt), undefined);
  });
});
