import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { LocalDate } from '../../../lib/dates.ts';
import {
  ageWords,
  costWords,
  differences,
  factsOf,
  isFree,
  publicVenue,
  searchWords,
  tellsMaskedAddress,
  type ServiceContent,
} from './content.ts';
import { terms } from './terms.ts';

const today = '2026-11-25' as LocalDate;
const lunch: ServiceContent = {
  name: 'Soup and company',
  description: 'A shared lunch. Everybody is welcome.',
  status: 'active',
  url: undefined,
  email: undefined,
  phone: '01632 960101',
  howToCome: 'Just turn up',
  alert: '',
  eligibility: '',
  languages: [],
  areas: [],
  contact: { name: '', title: '' },
  paidForBy: '',
  takesReferrals: true,
  minimumAge: undefined,
  maximumAge: undefined,
  venue: {
    masked: false,
    name: 'The café',
    address: '3 Rope Walk',
    city: 'Wrenmouth',
    postcode: 'WQ1 2AB',
    accessNotes: '',
    stepFree: true,
    access: ['lift'],
  },
  schedules: [],
  costs: [{ option: '', pence: 0 }],
  terms: ['company', 'eating-together'],
  delivers: undefined,
  listedFrom: undefined,
  listedTo: undefined,
  reopensOn: undefined,
};
const masked: ServiceContent = { ...lunch, venue: { ...lunch.venue!, masked: true } };

describe('what a service costs', () => {
  it('is free only when somebody said so', () => {
    assert.equal(isFree([]), false);
    assert.equal(costWords([]), 'Ask what it costs');
    assert.equal(costWords([{ option: '', pence: 0 }]), 'Free');
    const paid = [
      { option: 'adults', pence: 250 },
      { option: 'children', pence: 0 },
    ];
    assert.equal(isFree(paid), false);
    assert.equal(costWords(paid), '£2.50 (adults), Free (children)');
  });
});

describe('whom a service is for', () => {
  it('counts both ages in', () => {
    assert.deepEqual(
      [ageWords(undefined, undefined), ageWords(18, undefined), ageWords(undefined, 5), ageWords(11, 17)],
      ['Anyone, of any age', 'Age 18 or over', 'Up to age 5', 'Ages 11 to 17'],
    );
  });
});

describe('a masked address', () => {
  it('is nothing but masked for everybody', () => {
    const { stepFree, masked: isMasked, access, ...rest } = publicVenue({ ...lunch.venue!, masked: true });
    assert.deepEqual([stepFree, isMasked, access], [true, true, []]);
    assert.deepEqual(new Set(Object.values(rest)), new Set(['']));
  });
  it('is not let out by the words around it', () => {
    const told = (change: Partial<ServiceContent>) => tellsMaskedAddress({ ...masked, ...change });
    assert.equal(told({}), false);
    assert.equal(told({ description: 'Come to 3 Rope Walk.' }), true);
    assert.equal(told({ howToCome: 'We are at wq12ab' }), true);
    assert.equal(told({ name: 'Women at THE CAFÉ' }), true);
    assert.equal(tellsMaskedAddress({ ...lunch, description: 'Come to 3 Rope Walk.' }), false);
  });
  it('is never among the words of search, whatever it is', () => {
    const word = fc.stringMatching(/^[a-z]{6,12}qzx$/);
    fc.assert(
      fc.property(word, word, word, word, (name, address, city, postcode) => {
        const content = { ...masked, venue: { ...masked.venue!, name, address, city, postcode, accessNotes: name } };
        const words = searchWords(content, 'An organisation');
        for (const secret of [name, address, city, postcode]) assert.equal(words.includes(secret), false);
      }),
    );
  });
});

describe('two versions beside each other', () => {
  it('show what changes and nothing else', () => {
    const before = factsOf(lunch, today, '');
    const after = factsOf({ ...lunch, phone: '01632 960102', costs: [{ option: 'lunch', pence: 250 }] }, today, '');
    assert.deepEqual(differences(before, after), [
      { label: 'Cost', before: 'Free', after: '£2.50 (lunch)' },
      { label: 'Contact', before: '01632 960101', after: '01632 960102' },
    ]);
    assert.deepEqual(differences(before, before), []);
    assert.ok(differences(undefined, before).length > 6);
  });
});

describe('our own terms', () => {
  it('have unique codes of letters and hyphens, a name and a description', () => {
    assert.equal(new Set(terms.map((term) => term.code)).size, terms.length);
    for (const term of terms) assert.ok(/^[a-z]+(-[a-z]+)*$/.test(term.code) && term.description.length > 10);
  });
});
