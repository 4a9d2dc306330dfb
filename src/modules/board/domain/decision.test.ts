import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LocalDate } from '../../../lib/dates.ts';
import { bodyKindName, bodyKinds, bodyStanding } from './body.ts';
import { decisionNumber, decisionStanding, isTakenOn } from './decision.ts';

const nothing = { accepted: 0, done: 0, waiting: 0, delegated: false };

describe('a decision', () => {
  it('has a number that people can cite', () => {
    assert.equal(decisionNumber(2026, 14), '2026-014');
    assert.equal(decisionNumber(2026, 1_014), '2026-1014');
  });
  it('is taken on only by an organisation that accepted, or a group', () => {
    assert.equal(isTakenOn(nothing), false);
    assert.equal(isTakenOn({ ...nothing, waiting: 3 }), false);
    assert.equal(isTakenOn({ ...nothing, accepted: 1 }), true);
    assert.equal(isTakenOn({ ...nothing, done: 1 }), true);
    assert.equal(isTakenOn({ ...nothing, delegated: true }), true);
  });
  it('stands where its actions stand', () => {
    const published = { isPublished: true };
    assert.equal(decisionStanding(published, nothing).tone, 'late');
    assert.equal(decisionStanding(published, { ...nothing, waiting: 1 }).text, 'Waiting for an organisation to accept');
    assert.equal(decisionStanding(published, { ...nothing, accepted: 1, done: 1 }).text, 'Being carried out');
    assert.equal(decisionStanding(published, { ...nothing, done: 1 }).text, 'Carried out');
    assert.equal(decisionStanding(published, { ...nothing, delegated: true }).text, 'Handed to a group');
    assert.equal(decisionStanding({ isPublished: false }, nothing).text, 'Recorded, not published yet');
  });
});

describe('a body', () => {
  it('is late with its report the day after it was due', () => {
    const group = { kind: 'task-and-finish', status: 'live', dueOn: '2026-03-02' as LocalDate } as const;
    assert.equal(bodyStanding(group, '2026-03-02' as LocalDate).tone, 'waiting');
    assert.equal(bodyStanding(group, '2026-03-03' as LocalDate).tone, 'late');
    assert.equal(bodyStanding({ ...group, status: 'reported' }, '2026-03-03' as LocalDate).tone, 'good');
    assert.equal(bodyStanding({ ...group, status: 'ended' }, '2026-03-03' as LocalDate).tone, 'ended');
    assert.equal(bodyStanding({ ...group, dueOn: undefined }, '2026-03-03' as LocalDate).tone, 'plain');
    for (const kind of bodyKinds) assert.notEqual(bodyKindName(kind), '');
  });
});
