import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { answerWords } from './answer-figure.ts';

describe('how an organisation answers, in words', () => {
  it('says how many, how soon, and how many were a yes', () => {
    const figure = { asked: 20, answered: 18, accepted: 12, medianDays: 2.2 };
    assert.equal(
      answerWords(figure),
      'Answers about 9 in 10, half of them within 3 days; says yes to about 7 in 10 of those',
    );
    assert.equal(
      answerWords({ asked: 6, answered: 6, accepted: 6, medianDays: 0.4 }),
      'Answers all, half of them within a day; says yes to all of those',
    );
    assert.equal(
      answerWords({ asked: 30, answered: 29, accepted: 0, medianDays: 1 }),
      'Answers about 9 in 10, half of them within 1 day; says yes to none of those',
    );
    assert.equal(
      answerWords({ asked: 5, answered: 0, accepted: 0, medianDays: undefined }),
      'No answer yet to 5 referrals',
    );
  });

  it('says nothing of somebody who was hardly asked', () => {
    assert.equal(answerWords(undefined), 'Too few referrals to say how they answer');
    assert.equal(
      answerWords({ asked: 4, answered: 4, accepted: 4, medianDays: 1 }),
      'Too few referrals to say how they answer',
    );
  });
});
