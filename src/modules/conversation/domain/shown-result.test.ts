import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { agreementInWords, mayReplace, partsOf, type ShownResult } from './shown-result.ts';

function shown(part: Partial<ShownResult>): ShownResult {
  return { seen: null, agrees: null, disagrees: null, passes: null, className: 'mixed', ...part };
}

describe('a result as people read it', () => {
  it('says how many agree, or how many say that this is not us', () => {
    assert.equal(agreementInWords(shown({ seen: 31, agrees: 26, className: 'agree' })), '26 of 31 agree');
    assert.equal(
      agreementInWords(shown({ seen: 31, disagrees: 26, className: 'not-us' })),
      '26 of 31 say this is not us',
    );
  });
  it('never says more than was published', () => {
    assert.equal(agreementInWords(undefined), 'No result yet');
    assert.equal(agreementInWords(shown({ className: 'too-few' })), 'Too few votes to show');
    assert.equal(agreementInWords(shown({ seen: 12, className: 'differ' })), 'We differ');
    assert.match(agreementInWords(shown({ className: 'withheld' })), /^Not shown/);
  });
  it('puts what is withheld into one part', () => {
    assert.deepEqual(partsOf(shown({ seen: 12, agrees: 8 })), [
      { label: 'Agree', value: 8, look: 0 },
      { label: 'Other answers', value: 4, look: 3 },
    ]);
    assert.deepEqual(
      partsOf(shown({ seen: 12, disagrees: 8 })).map((part) => part.look),
      [1, 3],
    );
    assert.deepEqual(partsOf(shown({ seen: 12 })), []);
    assert.equal(partsOf(shown({ seen: 12, agrees: 12, disagrees: 0, passes: 0 })).length, 3);
  });
});

describe('a second publication', () => {
  const before = { agrees: 20, disagrees: 5, passes: 0 };
  it('may say the same again, or something that differs by five or more', () => {
    assert.ok(mayReplace(before, before));
    assert.ok(mayReplace(before, { agrees: 25, disagrees: 5, passes: 0 }));
  });
  it('may not differ by one person’s vote', () => {
    assert.ok(!mayReplace(before, { agrees: 21, disagrees: 5, passes: 0 }));
    assert.ok(!mayReplace(before, { agrees: 30, disagrees: 5, passes: 1 }));
    assert.ok(!mayReplace(before, { agrees: 19, disagrees: 6, passes: 0 }));
  });
});
