import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { addDays, type LocalDate } from '../../../lib/dates.ts';
import {
  answerRange,
  changeCaution,
  directAnswer,
  figuresOf,
  ons4,
  ons4Band,
  pairedChange,
  seriesOf,
  ucla3,
  type Wellbeing,
} from './wellbeing.ts';

const day = '2026-03-02' as LocalDate;
const ons = (takenOn: LocalDate, answers: number[]): Wellbeing => ({ instrument: 'ons4', takenOn, answers });

describe('how somebody is', () => {
  it('is asked in the published words', () => {
    assert.deepEqual(ons4.questions, [
      'Overall, how satisfied are you with your life nowadays?',
      'Overall, to what extent do you feel that the things you do in your life are worthwhile?',
      'Overall, how happy did you feel yesterday?',
      'On a scale where 0 is “not at all anxious” and 10 is “completely anxious”, overall, how anxious did you feel yesterday?',
    ]);
    assert.deepEqual(ucla3.questions, [
      'How often do you feel that you lack companionship?',
      'How often do you feel left out?',
      'How often do you feel isolated from others?',
    ]);
    assert.equal(ucla3.direct, 'How often do you feel lonely?');
  });
  it('is four figures by ONS4 and never one sum, each with the band of its question', () => {
    const figures = figuresOf(ons(day, [4, 5, 9, 6]));
    assert.deepEqual(
      figures.map((one) => one.words),
      ['4 of 10, low', '5 of 10, medium', '9 of 10, very high', '6 of 10, high'],
    );
    assert.deepEqual(
      [0, 1, 2, 3, 4, 5, 6].map((figure) => ons4Band(3, figure)),
      ['very low', 'very low', 'low', 'low', 'medium', 'medium', 'high'],
    );
    assert.deepEqual(
      [6, 7, 8, 9].map((figure) => ons4Band(0, figure)),
      ['medium', 'high', 'high', 'very high'],
    );
  });
  it('is 3 to 9 by UCLA, with the direct question in words', () => {
    const reading: Wellbeing = { instrument: 'ucla-3', takenOn: day, answers: [3, 3, 3, 1] };
    assert.equal(figuresOf(reading)[0]?.value, 9);
    assert.equal(directAnswer(reading), 'Often or always');
    assert.equal(figuresOf({ ...reading, answers: [1, 1, 1, 5] })[0]?.value, 3);
    assert.deepEqual(answerRange('ucla-3', 3), { from: 1, to: 5 });
  });
  it('changes from the first to the last of one person, whatever lies between', () => {
    const answers = fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(answers, answers, fc.array(answers, { maxLength: 5 }), (first, last, between) => {
        const ends = [ons(day, first), ons(addDays(day, 90), last)];
        const all = [...ends, ...between.map((one, index) => ons(addDays(day, 1 + index), one))];
        const change = pairedChange(all.toReversed());
        assert.deepEqual(change, pairedChange(ends));
        for (const [index, figure] of (change?.figures ?? []).entries())
          assert.equal(figure.change, (last[index] ?? 0) - (first[index] ?? 0));
        assert.equal(change?.figures.length, 4);
      }),
    );
  });
  it('has no change from one reading, nor on one day, nor between two instruments', () => {
    assert.equal(pairedChange([]), undefined);
    assert.equal(pairedChange([ons(day, [1, 1, 1, 1])]), undefined);
    assert.equal(pairedChange([ons(day, [1, 1, 1, 1]), ons(day, [2, 2, 2, 2])]), undefined);
    const other: Wellbeing = { instrument: 'other', takenOn: addDays(day, 9), name: 'SWEMWBS', total: 21.54 };
    assert.throws(() => pairedChange([ons(day, [1, 1, 1, 1]), other]), TypeError);
    assert.equal(seriesOf(other), seriesOf({ ...other, name: 'swemwbs' }));
  });
  it('says beside every change that it shows no cause', () => {
    assert.match(changeCaution, /this does not show what caused it\.$/);
  });
});
