import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { addDays, type LocalDate } from '../../../lib/dates.ts';
import { decidePlan, isInForce, planStanding } from './plan.ts';

const start = '2026-04-01' as LocalDate;
const end = '2027-03-31' as LocalDate;

describe('a plan', () => {
  it('is in force from its first to its last day, once agreed', () => {
    const plan = { status: 'agreed', start, end } as const;
    assert.equal(isInForce(plan, addDays(start, -1)), false);
    assert.equal(isInForce(plan, start), true);
    assert.equal(isInForce(plan, end), true);
    assert.equal(isInForce(plan, addDays(end, 1)), false);
    assert.equal(isInForce({ ...plan, status: 'draft' }, start), false);
  });
  it('says where it stands in words', () => {
    const plan = { status: 'agreed', start, end } as const;
    assert.equal(planStanding(plan, start).text, 'In force until 31 March 2027');
    assert.equal(planStanding(plan, addDays(start, -1)).text, 'Agreed, starts 1 April 2026');
    assert.equal(planStanding(plan, addDays(end, 1)).text, 'Its period ended on 31 March 2027');
    assert.equal(planStanding({ ...plan, status: 'draft' }, start).text, 'Draft: not agreed yet');
  });
  it('claims to be in force exactly when it is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -400, max: 800 }),
        fc.constantFrom('draft', 'agreed', 'superseded', 'ended' as const),
        (days, status) => {
          const plan = { status: status as 'draft', start, end };
          const today = addDays(start, days);
          assert.equal(planStanding(plan, today).text.startsWith('In force'), isInForce(plan, today));
        },
      ),
    );
  });
  it('is agreed by parties, about priorities', () => {
    assert.deepEqual(decidePlan('draft', 'agree', { parties: 0, priorities: 1 }), {
      ok: false,
      error: 'plan/no-parties',
    });
    assert.deepEqual(decidePlan('draft', 'agree', { parties: 1, priorities: 0 }), {
      ok: false,
      error: 'plan/no-priorities',
    });
    assert.deepEqual(decidePlan('draft', 'agree', { parties: 1, priorities: 1 }), { ok: true, value: 'agreed' });
    assert.deepEqual(decidePlan('agreed', 'agree', { parties: 1, priorities: 1 }), {
      ok: false,
      error: 'plan/not-draft',
    });
  });
  it('ends or is replaced only after it was agreed', () => {
    const facts = { parties: 1, priorities: 1 };
    assert.deepEqual(decidePlan('agreed', 'end', facts), { ok: true, value: 'ended' });
    assert.deepEqual(decidePlan('agreed', 'replace', facts), { ok: true, value: 'superseded' });
    assert.deepEqual(decidePlan('draft', 'end', facts), { ok: false, error: 'plan/not-agreed' });
    assert.deepEqual(decidePlan('ended', 'replace', facts), { ok: false, error: 'plan/not-agreed' });
  });
});
