import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  emptyLetter,
  letterFields,
  readDay,
  readLetter,
  saysAnyWay,
  saysNoRisks,
  saysUrgent,
} from './referral-letter.ts';

describe('a letter from a practice', () => {
  it('is read by its labels, in any order, over several lines, past the marks of a mail program', () => {
    const letter = [
      'Dear team,',
      '> NHS Number: 999 000 0018',
      '> Patient name: Una Fairley',
      '* DOB: 3 May 1962',
      'Reason for referral: Lonely since her sister moved.',
      'Used to sing.',
      '',
      'Likes mornings.',
      'Risks: none known',
      'Name: Somebody else',
      'Kind regards: the surgery',
    ].join('\r\n');
    assert.deepEqual(readLetter(letter), {
      found: {
        'nhs-number': '999 000 0018',
        name: 'Una Fairley',
        born: '3 May 1962',
        reason: 'Lonely since her sister moved. Used to sing. Likes mornings.',
        risks: 'none known',
      },
      unread: ['Dear team,', 'Name: Somebody else', 'Kind regards: the surgery'],
    });
  });

  it('that is the empty form says nothing, and filled in says all of it', () => {
    assert.ok(Object.values(readLetter(emptyLetter()).found).every((words) => words === ''));
    const words = fc
      .string({ minLength: 1, maxLength: 30 })
      .map((text) => `x${text.replaceAll(/[^a-z ]/g, '')}`.trim());
    fc.assert(
      fc.property(fc.array(words, { minLength: letterFields.length, maxLength: letterFields.length }), (answers) => {
        const text = letterFields.map(({ label }, index) => `${label}: ${answers[index] ?? ''}`).join('\n');
        const { found, unread } = readLetter(text);
        return unread.length === 0 && letterFields.every(({ field }, index) => found[field] === answers[index]);
      }),
    );
  });

  it('of any text ends without a fault', () => {
    fc.assert(fc.property(fc.string({ maxLength: 2_000 }), (text) => Array.isArray(readLetter(text).unread)));
  });

  it('has days as people write them, and none where the century is a guess', () => {
    for (const text of ['3/5/1962', '03.05.1962', '3 May 1962', '3rd May, 1962', '1962-05-03', ' 3-5-1962 '])
      assert.equal(readDay(text), '1962-05-03', text);
    for (const text of ['', '3/5/62', '31/2/1962', '5 Foo 1962', 'about 1962'])
      assert.equal(readDay(text), undefined, text);
  });

  it('says whether there are risks, a safe way and a hurry', () => {
    assert.ok(saysNoRisks('None known.') && !saysNoRisks('') && !saysNoRisks('none but the dog'));
    assert.ok(saysAnyWay('Any way') && !saysAnyWay('only by text'));
    assert.ok(saysUrgent('URGENT') && !saysUrgent('routine, not urgent') && !saysUrgent(''));
  });
});
