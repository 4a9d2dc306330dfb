import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { contentWith, venueAt } from '../../../../test/support/community.ts';
import { digitsOf, hostOf, likeness, matchKeys, mayBeTheSame, signsBetween, signsInWords } from './likeness.ts';

describe('whether two listings may be the same', () => {
  const keys = (change: Parameters<typeof contentWith>[0], organisation = 'The café') =>
    matchKeys(contentWith(change), organisation);
  const may = (a: ReturnType<typeof keys>, b: ReturnType<typeof keys>): boolean =>
    mayBeTheSame(signsBetween(a, b, likeness(a.name, b.name)));

  it('needs names that are alike and one more sign, or two signs and names that are not unlike', () => {
    const here = keys({ name: 'Tuesday lunch club' });
    assert.ok(may(here, keys({ name: 'The Tuesday lunch club' }, 'Age Concern')));
    assert.ok(
      !may(here, keys({ name: 'Tuesday lunch club', phone: '0191 498 0000', venue: venueAt('ZZ9 9ZZ') }, 'Other')),
    );
    assert.ok(may(here, keys({ name: 'Tuesday lunch club', phone: undefined, venue: undefined }, 'Other')));
    assert.ok(!may(here, keys({ name: 'Chess' })));
  });
  it('is the same from both sides, and always so of a listing and itself', () => {
    const name = fc.constantFrom('Lunch club', 'Lunch', 'Chess club', 'Chess for all', 'Yoga');
    const phone = fc.constantFrom('01632 960101', '+44 (0)1632 960101', '0191 498 0000', undefined);
    const one = fc.record({ name, phone, venue: fc.constantFrom(venueAt('TB1 1AA'), venueAt('TB2 2BB'), undefined) });
    fc.assert(
      fc.property(one, one, (a, b) => {
        assert.equal(may(keys(a), keys(b)), may(keys(b), keys(a)));
        assert.ok(may(keys(a), keys(a)));
      }),
    );
  });
  it('knows a number and a website however they are written, and one that many share for none', () => {
    assert.deepEqual(
      ['01632 960 101', '+44 1632 960101', '0044 (0)1632 960101'].map(digitsOf),
      Array(3).fill('01632960101'),
    );
    assert.equal(digitsOf('999'), '');
    assert.equal(hostOf('https://www.cafe.example/lunch'), 'cafe.example');
    assert.equal(hostOf('https://www.facebook.com/cafe'), '');
  });
  it('rests on nothing of an address that is kept private', () => {
    assert.equal(keys({ venue: venueAt('TB2 2BB', { masked: true }) }).postcode, '');
  });
  it('is said in words', () => {
    const signs = { alike: 0.5, organisation: false, postcode: true, phone: true, host: false, elsewhere: false };
    assert.equal(signsInWords(signs), 'the names are alike; the postcode is the same; the phone number is the same');
  });
});
