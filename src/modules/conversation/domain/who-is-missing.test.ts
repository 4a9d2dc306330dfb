import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { whoIsMissing } from './who-is-missing.ts';

describe('who is not here', () => {
  it('is said beside what the figures of the place would lead one to expect', () => {
    const found = whoIsMissing(
      [
        { label: 'Under 25', percent: 30, coming: 3 },
        { label: 'Over 65', percent: 20, coming: 12 },
        { label: 'Carers', percent: 10, coming: 0 },
        { label: 'Anglers', percent: undefined, coming: 2 },
        { label: 'Nobody knows', percent: undefined, coming: 0 },
      ],
      50,
    );
    assert.deepEqual(
      found.map(({ label, expected, standing }) => [label, expected, standing]),
      [
        ['Under 25', 15, 'few'],
        ['Over 65', 10, 'there'],
        ['Carers', 5, 'nobody'],
        ['Anglers', undefined, 'unknown'],
        ['Nobody knows', undefined, 'nobody'],
      ],
    );
  });
});
