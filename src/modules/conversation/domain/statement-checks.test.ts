import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { checkStatement, parseStatement, trigramSimilarity } from './statement-checks.ts';

function codes(body: string): string[] {
  return checkStatement(body).map((warning) => warning.code);
}

describe('the text of a statement', () => {
  it('is trimmed and has from 1 to 140 characters', () => {
    assert.deepEqual(parseStatement('  We need \n buses '), { ok: true, value: 'We need buses' });
    assert.deepEqual(parseStatement(' \n '), { ok: false, error: 'Write what you would like to say' });
    assert.ok(parseStatement('a'.repeat(140)).ok);
    assert.deepEqual(parseStatement('a'.repeat(141)), {
      ok: false,
      error: 'Use 140 characters or fewer. Yours has 141',
    });
  });

  it('counts characters as people do', () => {
    assert.ok(parseStatement('👩‍👩‍👧'.repeat(140)).ok);
    assert.ok(parseStatement('é'.normalize('NFD').repeat(140)).ok);
  });
});

describe('gentle advice', () => {
  it('says nothing about a plain statement', () => {
    assert.deepEqual(codes('I am passed from office to office and tell my story every time'), []);
    assert.deepEqual(codes('The NHS and the council should share one record'), []);
    assert.deepEqual(codes('There were 1,200 calls in 2024'), []);
  });

  it('notices two ideas', () => {
    for (const body of [
      'We need buses and we need benches',
      'More buses; fewer forms',
      'Buses are late. Surgeries are full',
      'Buses and benches and toilets are missing',
    ]) {
      assert.deepEqual(codes(body), ['two-ideas'], body);
    }
  });

  it('notices a question, contact details and capitals', () => {
    assert.deepEqual(codes('Why is the clinic shut on Fridays?'), ['question']);
    for (const body of ['Ring me on 01632 960 123', 'Call +44 1632 960123', 'Write to a.b@wrenmouth.example']) {
      assert.deepEqual(codes(body), ['contact-details'], body);
    }
    assert.deepEqual(codes('NOBODY EVER LISTENS'), ['all-capitals']);
    assert.deepEqual(codes('NHS 111'), []);
  });

  it('names the statement that already says it', () => {
    const existing = [
      { id: 'buses', body: 'Buses stop too early in the evening' },
      { id: 'other', body: 'The clinic is shut on Fridays' },
    ];
    const [warning] = checkStatement('The buses stop too early in the evenings', existing);
    assert.ok(warning?.code === 'near-duplicate');
    assert.equal(warning.statementId, 'buses');
    assert.ok(warning.similarity >= 0.6);
    assert.deepEqual(checkStatement('Benches along the sea wall would help', existing), []);
  });
});

describe('likeness', () => {
  it('is 1 for the same words, 0 for nothing in common, and the same both ways', () => {
    assert.equal(trigramSimilarity('Café buses!', 'CAFE, buses'), 1);
    assert.equal(trigramSimilarity('abc', 'xyz'), 0);
    assert.equal(trigramSimilarity('', ''), 0);
    assert.equal(trigramSimilarity('cat', 'cats'), 3 / 6);
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const likeness = trigramSimilarity(a, b);
        assert.equal(likeness, trigramSimilarity(b, a));
        assert.ok(likeness >= 0 && likeness <= 1);
      }),
    );
  });
});
