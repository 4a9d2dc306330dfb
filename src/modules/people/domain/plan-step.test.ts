import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { LocalDate } from '../../../lib/dates.ts';
import { decideOffer, decideStep, isDueSoon, stepStanding, type StepCommand, type StepState } from './plan-step.ts';

const today = '2026-03-02' as LocalDate;
const facts = { supports: 1, saidSoThemselves: false, ownOrganisation: 'us', isPerson: false };

describe('a step', () => {
  it('of the person themselves holds at once and waits for nothing', () => {
    assert.deepEqual(decideOffer({ kind: 'person' }, { ...facts, supports: 0 }), {
      ok: true,
      value: { status: 'accepted' },
    });
  });
  it('of anybody else waits until something is known that the person is good at, or who supports them', () => {
    for (const doer of [
      { kind: 'circle', member: 'a' } as const,
      { kind: 'organisation', organisation: 'us' } as const,
    ])
      assert.deepEqual(decideOffer(doer, { ...facts, supports: 0, saidSoThemselves: true }), {
        ok: false,
        error: 'step/strengths-first',
      });
  });
  it('is entered for nobody in their absence', () => {
    const doers = [{ kind: 'circle', member: 'a' } as const, { kind: 'organisation', organisation: 'others' } as const];
    for (const doer of doers) {
      assert.deepEqual(decideOffer(doer, facts), { ok: false, error: 'step/not-said-by-them' });
      assert.deepEqual(decideOffer(doer, { ...facts, saidSoThemselves: true }), {
        ok: true,
        value: { status: 'offered' },
      });
    }
    assert.equal(decideOffer({ kind: 'organisation', organisation: 'us' }, facts).ok, true);
  });
  it('is done only after a yes, and not in the future', () => {
    assert.deepEqual(decideStep({ status: 'offered' }, { kind: 'done', on: today }, today), {
      ok: false,
      error: 'step/not-accepted',
    });
    const later = decideStep({ status: 'accepted' }, { kind: 'done', on: '2026-03-03' as LocalDate }, today);
    assert.deepEqual(later, { ok: false, error: 'step/done-in-future' });
    assert.deepEqual(decideStep({ status: 'accepted' }, { kind: 'done', on: today }, today), {
      ok: true,
      value: { status: 'done', on: today },
    });
  });
  it('that has ended never moves again, whatever is asked of it', () => {
    const commands: StepCommand[] = [
      { kind: 'accept' },
      { kind: 'decline' },
      { kind: 'done', on: today },
      { kind: 'end' },
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...commands), { maxLength: 6 }), (asked) => {
        let state: StepState = { status: 'offered' };
        let ended: StepState | undefined;
        for (const command of asked) {
          const next = decideStep(state, command, today);
          if (ended !== undefined) assert.equal(next.ok, false);
          if (next.ok) state = next.value;
          if (['done', 'declined', 'ended'].includes(state.status)) ended = state;
        }
      }),
    );
  });
  it('says where it stands in words', () => {
    assert.equal(stepStanding({ status: 'accepted' }, '2026-03-01' as LocalDate, today).tone, 'late');
    assert.equal(stepStanding({ status: 'accepted' }, today, today).text, 'By 2 March 2026');
    assert.equal(stepStanding({ status: 'done', on: today }, today, today).text, 'Done on 2 March 2026');
  });
  it('is on the list of today when it is open and due within seven days', () => {
    assert.equal(isDueSoon({ status: 'accepted' }, '2026-03-09' as LocalDate, today), true);
    assert.equal(isDueSoon({ status: 'accepted' }, '2026-03-10' as LocalDate, today), false);
    assert.equal(isDueSoon({ status: 'offered' }, '2026-01-01' as LocalDate, today), true);
    assert.equal(isDueSoon({ status: 'ended' }, '2026-01-01' as LocalDate, today), false);
  });
});
