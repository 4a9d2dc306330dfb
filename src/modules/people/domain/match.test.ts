import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { LocalDate } from '../../../lib/dates.ts';
import { matchOf, rankMatches, swapDayAndMonth, type Known } from './match.ts';
import { compareNames, isOneSlip, soundOf } from './name-match.ts';

const una: Known = {
  name: 'Una Fairley',
  knownAs: '',
  bornOn: '1962-05-03' as LocalDate,
  nhsNumber: '9990000018',
  postcode: 'WQ1 1AA',
  phone: '01632 960 011',
};
const nothing = { nhsNumber: undefined, postcode: '', phone: '' };

describe('comparing names', () => {
  it('knows the same name in any order, case and accent', () => {
    for (const [a, b] of [
      ['Una Fairley', 'FAIRLEY, Una'],
      ['Zoë O’Brien', "zoe o'brien"],
      ['Mary Ann Reed', 'Reed Mary Ann'],
    ] as const)
      assert.equal(compareNames(a, b), 'same', `${a} and ${b}`);
  });

  it('knows short forms, like sounds, one slip and a name left out as similar', () => {
    for (const [a, b] of [
      ['Peggy Moor', 'Margaret Moor'],
      ['Bill Reed', 'William Reed'],
      ['Catherine Smith', 'Kathryn Smyth'],
      ['Una Fairley', 'Una Fariley'],
      ['Una Fairley', 'Una Jane Fairley'],
      ['Una', 'Una Fairley'],
    ] as const)
      assert.equal(compareNames(a, b), 'similar', `${a} and ${b}`);
  });

  it('keeps others apart, and one word is never the same name', () => {
    for (const [a, b] of [
      ['Una Fairley', 'Una Moor'],
      ['Una Fairley', 'Ruth Fairley'],
      ['Ruth Ruth', 'Ruth Moor'],
      ['', 'Una'],
    ] as const)
      assert.equal(compareNames(a, b), undefined, `${a} and ${b}`);
    assert.equal(compareNames('Una', 'Una'), 'similar');
  });

  it('says the same both ways, and of every name of two words that it is the same as itself', () => {
    const name = fc.string({ maxLength: 20 }).map((text) => `${text} ${text}x Moor`);
    fc.assert(fc.property(name, name, (a, b) => compareNames(a, b) === compareNames(b, a)));
    fc.assert(fc.property(fc.string(), (text) => compareNames(`Una Moor ${text}`, `una moor ${text}`) === 'same'));
  });

  it('knows sounds as the archives print them, and one slip for one slip', () => {
    for (const [word, sound] of [
      ['robert', 'r163'],
      ['rupert', 'r163'],
      ['ashcraft', 'a261'],
      ['tymczak', 't522'],
      ['pfister', 'p236'],
      ['lee', 'l000'],
      ['李', ''],
    ] as const)
      assert.equal(soundOf(word), sound, word);
    for (const [a, b] of [
      ['moor', 'moore'],
      ['moor', 'moar'],
      ['moor', 'omor'],
      ['moor', 'mor'],
    ] as const)
      assert.ok(isOneSlip(a, b), `${a} and ${b}`);
    for (const [a, b] of [
      ['moor', 'moor'],
      ['moor', 'roomy'],
      ['abcd', 'dcba'],
      ['moor', 'mo'],
    ] as const)
      assert.ok(!isOneSlip(a, b), `${a} and ${b}`);
  });
});

describe('whether somebody is known already', () => {
  const cases = [
    [
      'the NHS number and day of birth',
      { name: 'Quite Other', bornOn: una.bornOn, nhsNumber: una.nhsNumber },
      'strong',
    ],
    ['the NHS number alone', { name: 'Una Fairley', bornOn: undefined, nhsNumber: una.nhsNumber }, 'likely'],
    [
      'the NHS number, born on another day',
      { name: 'Una Fairley', bornOn: '1980-01-01', nhsNumber: una.nhsNumber },
      'likely',
    ],
    ['the name and day of birth', { name: 'Una Fairley', bornOn: una.bornOn }, 'likely'],
    [
      'the same, with another NHS number',
      { name: 'Una Fairley', bornOn: una.bornOn, nhsNumber: '9990000026' },
      'possible',
    ],
    [
      'a similar name, day of birth and postcode',
      { name: 'Oona Fairly', bornOn: una.bornOn, postcode: 'WQ1 1AA' },
      undefined,
    ],
    [
      'a similar name, day of birth and phone',
      { name: 'Una Fairly', bornOn: una.bornOn, phone: '+44 1632 960011' },
      'likely',
    ],
    ['a similar name and day of birth', { name: 'Una Fairly', bornOn: una.bornOn }, 'possible'],
    ['the name, with day and month swapped', { name: 'Una Fairley', bornOn: '1962-03-05' }, 'possible'],
    ['the same and the postcode', { name: 'Una Fairley', bornOn: '1962-03-05', postcode: 'WQ1 1AA' }, 'likely'],
    ['the name, day of birth unknown', { name: 'Una Fairley', bornOn: undefined }, 'possible'],
    ['a similar name, day of birth unknown', { name: 'Una Fairly', bornOn: undefined }, undefined],
    [
      'the name and postcode, another day of birth',
      { name: 'Una Fairley', bornOn: '1963-05-03', postcode: 'WQ1 1AA' },
      'possible',
    ],
    ['the name, another day of birth', { name: 'Una Fairley', bornOn: '1963-05-03' }, undefined],
    ['the day of birth alone', { name: 'Ruth Moor', bornOn: una.bornOn }, undefined],
    ['the postcode alone', { name: 'Ruth Moor', bornOn: undefined, postcode: 'WQ1 1AA' }, undefined],
  ] as const;
  for (const [what, sought, strength] of cases)
    it(`by ${what}: ${strength ?? 'somebody else'}`, () => {
      const match = matchOf({ ...nothing, ...sought, bornOn: sought.bornOn as LocalDate | undefined }, una);
      assert.equal(match?.strength, strength);
    });

  it('says what is alike and what is not', () => {
    const sought = { ...una, bornOn: '1980-01-01' as LocalDate, name: 'Ruth Moor', phone: '' };
    assert.deepEqual(matchOf(sought, una), {
      strength: 'likely',
      alike: ['nhs-number', 'postcode'],
      unlike: ['name', 'born-on'],
    });
  });

  it('counts the name they go by', () => {
    const known = { ...una, name: 'Margaret Fairley', knownAs: 'Dilly' };
    assert.equal(matchOf({ ...nothing, name: 'Dilly Fairley', bornOn: una.bornOn }, known)?.strength, 'likely');
  });

  it('puts the surest first', () => {
    const people = [
      { ...una, nhsNumber: undefined, name: 'Una Fairly' },
      { ...una, nhsNumber: undefined },
      { ...una },
      { ...una, name: 'Ruth Moor', nhsNumber: undefined },
    ];
    const found = rankMatches({ ...una, postcode: '', phone: '' }, people);
    assert.deepEqual(
      found.map((one) => one.match.strength),
      ['strong', 'likely', 'possible'],
    );
  });

  it('swaps day and month only where that is another day, and back again', () => {
    assert.equal(swapDayAndMonth('1962-05-03' as LocalDate), '1962-03-05');
    assert.equal(swapDayAndMonth('1962-05-05' as LocalDate), undefined);
    assert.equal(swapDayAndMonth('1962-05-13' as LocalDate), undefined);
  });
});
