import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isNhsNumber, personalDataIn } from './personal-data.ts';

describe('personal data in a text that everybody may read', () => {
  const cases: [string, ReturnType<typeof personalDataIn>][] = [
    ['Her number was 943 476 5919, she said', 'nhs-number'],
    ['9434765919', 'nhs-number'],
    ['943 476 5918 is no NHS number', undefined],
    ['He lives at SW1A 1AA', 'postcode'],
    ['near m1 1ae, by the sea', 'postcode'],
    ['Ring 01632 960 001', 'telephone'],
    ['Text +44 7700 900123 after six', 'telephone'],
    ['or (01632) 960001', 'telephone'],
    ['Open from 10 am to 5 pm, 12 km away', undefined],
    ['It cost £12,500 in 2024-25 for 1,730 people', undefined],
    ['Between 2019 and 2025 it rose from 22% to 46%', undefined],
    ['Level B2 and room A1', undefined],
    ['', undefined],
  ];
  for (const [text, expected] of cases)
    it(`finds ${expected ?? 'nothing'} in “${text}”`, () => {
      assert.equal(personalDataIn(text), expected);
    });

  it('finds every NHS number, however it is spaced', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100_000_000, max: 999_999_999 }), fc.constantFrom('', ' ', '-'), (front, gap) => {
        const digits = Array.from({ length: 10 }, (_, last) => `${front}${last}`).find(isNhsNumber);
        if (digits === undefined) return;
        const written = [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6)].join(gap);
        assert.equal(personalDataIn(`She is ${written}.`), 'nhs-number');
      }),
    );
  });
});
