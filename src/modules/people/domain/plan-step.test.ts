import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { LocalDate } from '../../../lib/dates.ts';
import { decideOffer, decideStep, isDueSoon, stepStanding, type StepCommand, type StepState } from './plan-step.ts';

const today = '2026-03-02' as LocalDate;
const facts = {
  supports: 1,
  isBeingAsked: false,
  isUrgent: false,
  saidSoThemselves: false,
  ownOrganisation: 'us',
  isPerson: false,
};
const theirs = { today, isPersonsOwn: false };

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
  it('that cannot wait, waits for no strengths; nor does any while it is agreed who asks', () => {
    const doer = { kind: 'organisation', organisation: 'us' } as const;
    for (const one of [{ isUrgent: true }, { isBeingAsked: true }])
      assert.equal(decideOffer(doer, { ...facts, supports: 0, ...one }).ok, true);
    // Urgent or not: nobody is put down in their absence.
    assert.deepEqual(decideOffer({ kind: 'circle', member: 'a' }, { ...facts, supports: 0, isUrgent: true }), {
      ok: false,
      error: 'step/not-said-by-them',
    });
  });
  it('of somebody else is said not to have come about only with a reason, and never of the person themselves', () => {
    const agreed = { status: 'accepted' } as const;
    assert.deepEqual(decideStep(agreed, { kind: 'not-kept', words: '' }, theirs), {
      ok: false,
      error: 'step/why-needed',
    });
    assert.deepEqual(decideStep(agreed, { kind: 'not-kept', words: 'Ill' }, theirs), {
      ok: true,
      value: { status: 'not-kept' },
    });
    assert.deepEqual(decideStep(agreed, { kind: 'not-kept', words: 'Ill' }, { today, isPersonsOwn: true }), {
      ok: false,
      error: 'step/own-not-kept',
    });
    assert.deepEqual(decideStep({ status: 'offered' }, { kind: 'not-kept', words: 'Ill' }, theirs), {
      ok: false,
      error: 'step/not-accepted',
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
    assert.deepEqual(decideStep({ status: 'offered' }, { kind: 'done', on: today }, theirs), {
      ok: false,
      error: 'step/not-accepted',
    });
    const later = decideStep({ status: 'accepted' }, { kind: 'done', on: '2026-03-03' as LocalDate }, theirs);
    assert.deepEqual(later, { ok: false, error: 'step/done-in-future' });
    assert.deepEqual(decideStep({ status: 'accepted' }, { kind: 'done', on: today }, theirs), {
      ok: true,
      value: { status: 'done', on: today },
    });
  });
  it('that has ended never moves again, whatever is asked of it', () => {
    const commands: StepCommand[] = [
      { kind: 'accept' },
      { kind: 'decline' },
      { kind: 'done', on: today },
      { kind: 'not-kept', words: 'The bus did not come' },
      { kind: 'end' },
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...commands), { maxLength: 6 }), (asked) => {
        let state: StepState = { status: 'offered' };
        let ended: StepState | undefined;
        for (const command of asked) {
          const next = decideStep(state, command, theirs);
          if (ended !== undefined) assert.equal(next.ok, false);
          if (next.ok) state = next.value;
          if (['done', 'declined', 'not-kept', 'ended'].includes(state.status)) ended = state;
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
