import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Guesses } from './guesses.ts';

describe('what was found last', () => {
  it('is kept by its key, the newest of each, and no more of them than may be', () => {
    const guesses = new Guesses<number>(2);
    guesses.keep('a', 1);
    guesses.keep('b', 2);
    guesses.keep('a', 3);
    guesses.keep('c', 4);
    assert.deepEqual([guesses.of('a'), guesses.of('b'), guesses.of('c')], [3, undefined, 4]);
  });
});
