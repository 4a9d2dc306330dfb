import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { LocalDate } from '../../../lib/dates.ts';
import { evidenceOf, type EvidenceFacts } from './evidence-level.ts';
import {
  decidePublish,
  decideWithdraw,
  publishRefusals,
  storyFields,
  storyStanding,
  type StoryWords,
} from './story.ts';
import { changeOf, decideReport, figuresSentence, isResultLate, uptakeStatuses, type Figures } from './uptake.ts';

const words = Object.fromEntries(storyFields.map((field) => [field, 'Told'])) as StoryWords;
const figures: Figures = { measure: 'Weekly talk', unit: '%', better: 'higher', before: 71, after: 75 };
const today = '2026-03-01' as LocalDate;
const measured = { hasBaseline: true, hasLaterReading: true, isBetter: true };
const elsewhere = { organisation: 'b', status: 'in-use' as const, figures };
const full: EvidenceFacts = { words, organisation: 'a', outcomes: [measured], uptakes: [elsewhere] };

describe('the level of evidence', () => {
  const cases: [string, Partial<EvidenceFacts>, number][] = [
    ['an account with a gap', { words: { ...words, failed: ' ' } }, 0],
    ['an account without an outcome', { outcomes: [] }, 1],
    ['an outcome without a start', { outcomes: [{ ...measured, hasBaseline: false }] }, 1],
    ['an outcome not measured since', { outcomes: [{ ...measured, hasLaterReading: false }] }, 1],
    ['an outcome that did not become better', { outcomes: [{ ...measured, isBetter: false }] }, 1],
    ['an outcome that became better', { uptakes: [] }, 2],
    ['an uptake that is only considered', { uptakes: [{ ...elsewhere, status: 'considering' }] }, 2],
    ['an uptake that stopped', { uptakes: [{ ...elsewhere, status: 'stopped' }] }, 2],
    ['an uptake without figures', { uptakes: [{ ...elsewhere, figures: undefined }] }, 2],
    ['an uptake whose figure became worse', { uptakes: [{ ...elsewhere, figures: { ...figures, after: 60 } }] }, 2],
    ['an uptake by the same organisation', { uptakes: [{ ...elsewhere, organisation: 'a' }] }, 2],
    ['an uptake elsewhere that became better', {}, 4],
    ['an uptake elsewhere of a story that was not measured', { outcomes: [] }, 1],
  ];
  for (const [name, facts, level] of cases)
    it(`is ${level} for ${name}`, () => {
      assert.equal(evidenceOf({ ...full, ...facts }).level, level);
    });

  it('says what is missing for every step that is not reached by itself', () => {
    const { steps } = evidenceOf({ words: { ...words, cost: '' }, organisation: 'a', outcomes: [], uptakes: [] });
    assert.deepEqual(
      steps.map((step) => [step.level, step.isMet, step.missing.length]),
      [
        [1, false, 1],
        [2, false, 1],
        [3, false, 1],
        [4, false, 1],
      ],
    );
    assert.deepEqual(steps[0]?.missing, ['what it cost and who paid']);
  });

  it('never rises when something is taken away', () => {
    const outcome = fc.record({ hasBaseline: fc.boolean(), hasLaterReading: fc.boolean(), isBetter: fc.boolean() });
    const uptake = fc.record({
      organisation: fc.constantFrom('a', 'b'),
      status: fc.constantFrom(...uptakeStatuses),
      figures: fc.option(fc.constantFrom(figures, { ...figures, after: 1 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(outcome), fc.array(uptake), (outcomes, uptakes) => {
        const whole = evidenceOf({ words, organisation: 'a', outcomes, uptakes }).level;
        assert.ok(evidenceOf({ words, organisation: 'a', outcomes: outcomes.slice(1), uptakes }).level <= whole);
        assert.ok(evidenceOf({ words, organisation: 'a', outcomes, uptakes: uptakes.slice(1) }).level <= whole);
      }),
    );
  });
});

describe('the life of a story', () => {
  it('is published whole and without personal data', () => {
    assert.deepEqual(publishRefusals(words), []);
    assert.deepEqual(publishRefusals({ ...words, cost: '', done: 'She rang 01632 960 001' }), [
      { kind: 'personal-data', field: 'done', found: 'telephone' },
      { kind: 'missing', field: 'cost' },
    ]);
  });

  it('is due to be looked at again after two years, and stays withdrawn', () => {
    assert.deepEqual(decidePublish('draft', today), { ok: true, value: { reviewBy: '2028-03-01' } });
    assert.deepEqual(decidePublish('withdrawn', today), { ok: false, error: 'story/not-draft' });
    assert.equal(storyStanding({ status: 'published', reviewBy: today }, today).tone, 'good');
    assert.equal(storyStanding({ status: 'published', reviewBy: '2026-02-28' as LocalDate }, today).tone, 'late');
  });

  it('is withdrawn with a reason that points to nobody', () => {
    assert.deepEqual(decideWithdraw('draft', 'x'), { ok: false, error: 'story/not-published' });
    assert.deepEqual(decideWithdraw('published', ' '), { ok: false, error: 'story/reason-needed' });
    assert.deepEqual(decideWithdraw('published', 'She lives at SW1A 1AA'), {
      ok: false,
      error: 'story/reason-personal',
    });
    assert.deepEqual(decideWithdraw('published', ' Wrong figures '), { ok: true, value: 'Wrong figures' });
  });
});

describe('what a place took up', () => {
  const report = { status: 'in-use' as const, stopReason: '', changed: '', figures, happened: '' };

  it('says why it stopped, and nothing of one person', () => {
    assert.equal(decideReport(report).ok, true);
    assert.deepEqual(decideReport({ ...report, status: 'stopped' }), { ok: false, error: { kind: 'reason-needed' } });
    assert.equal(decideReport({ ...report, status: 'stopped', stopReason: 'No room' }).ok, true);
    assert.deepEqual(decideReport({ ...report, happened: 'Ask 01632 960 001' }), {
      ok: false,
      error: { kind: 'personal-data', field: 'happened', found: 'telephone' },
    });
  });

  it('tells which way a figure moved by which way is better', () => {
    assert.equal(changeOf(figures), 'better');
    assert.equal(changeOf({ ...figures, better: 'lower' }), 'worse');
    assert.equal(changeOf({ ...figures, after: 71 }), 'same');
    assert.equal(figuresSentence(figures), 'Weekly talk: 71% before, 75% after (better)');
  });

  it('owes a result after six months, unless it stopped or told one', () => {
    const begun = {
      status: 'adapting' as const,
      startedOn: '2025-08-31' as LocalDate,
      happened: '',
      figures: undefined,
    };
    assert.equal(isResultLate(begun, today), true);
    assert.equal(isResultLate({ ...begun, startedOn: '2025-09-01' as LocalDate }, today), false);
    assert.equal(isResultLate({ ...begun, status: 'stopped' }, today), false);
    assert.equal(isResultLate({ ...begun, happened: 'Warm' }, today), false);
  });
});
