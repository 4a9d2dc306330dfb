import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { messages } from '../messages.ts';
import { parseCard } from './form.ts';

const known = new Set([1, 2, 12]);

describe('a paper card', () => {
  it('is typed as numbers and letters, with or without marks and whole words', () => {
    assert.deepEqual(parseCard('1 a\n\n2. Disagree\n12: p', known), {
      ok: true,
      value: [
        { number: 1, value: 1 },
        { number: 2, value: -1 },
        { number: 12, value: 0 },
      ],
    });
  });

  it('names the line that cannot be read, answers twice, or names no statement', () => {
    assert.deepEqual(parseCard('1 a\n2 x', known), { ok: false, error: messages.paperWrong(2) });
    assert.deepEqual(parseCard('1 a\n1 d', known), { ok: false, error: messages.paperTwice(2) });
    assert.deepEqual(parseCard('7 a', known), { ok: false, error: messages.paperUnknown(1) });
    assert.deepEqual(parseCard(' \n', known), { ok: false, error: messages.paperMissing });
  });
});
