import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { publishTables } from '../../../kernel/published-table.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { ageBandOf, countReach, districtOf, notRecorded, reachGroup, type ReachedPerson } from './reach.ts';

const on = '2026-03-01' as LocalDate;
const person: ReachedPerson = {
  postcode: '',
  bornOn: undefined,
  gender: '',
  ethnicity: '',
  steps: { accepted: false, attended: false, outcome: false },
};

describe('how far help reaches', () => {
  it('knows an area by the first half of the postcode', () => {
    assert.equal(districtOf('WQ1 2AB'), 'WQ1');
    assert.equal(districtOf('wq12 3cd'), 'WQ12');
    assert.equal(districtOf('12 Old Quay'), notRecorded);
  });

  it('knows an age by the day of birth', () => {
    assert.equal(ageBandOf('2008-03-01' as LocalDate, on), '18 to 29');
    assert.equal(ageBandOf('2008-03-02' as LocalDate, on), 'Under 18');
    assert.equal(ageBandOf('1946-03-01' as LocalDate, on), '80 and over');
    assert.equal(ageBandOf(undefined, on), notRecorded);
  });

  it('never shows the words in which somebody spoke of themselves', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (said) => {
        const told = `${reachGroup({ ...person, gender: said }, 'gender', on)} ${reachGroup({ ...person, ethnicity: said }, 'ethnicity', on)}`;
        assert.ok(said.trim().length < 12 || !told.includes(said.trim()));
      }),
    );
    assert.equal(reachGroup({ ...person, gender: 'Genderfluid' }, 'gender', on), 'In other words');
    assert.equal(
      reachGroup({ ...person, ethnicity: 'White and Black Caribbean' }, 'ethnicity', on),
      'Mixed or multiple ethnic groups',
    );
    assert.equal(
      reachGroup({ ...person, ethnicity: 'British Bangladeshi' }, 'ethnicity', on),
      'Asian or Asian British',
    );
  });

  it('puts ages in their order and what is not known last', () => {
    const people = ['1930-01-01', undefined, '2010-01-01', '1990-01-01'].map((bornOn) => ({
      ...person,
      bornOn: bornOn as LocalDate | undefined,
    }));
    const ages = countReach(people, on).tables.find((table) => table.name === 'age');
    assert.deepEqual(
      ages?.rows.map((row) => row.label),
      ['Under 18', '30 to 44', '80 and over', notRecorded],
    );
  });

  it('counts everybody once in each way of grouping, each step a part of the one before', () => {
    const anybody = fc.record({
      postcode: fc.constantFrom('WQ1 1AA', 'WQ2 1AA', ''),
      bornOn: fc.constantFrom('1940-01-01' as LocalDate, '1990-01-01' as LocalDate, undefined),
      gender: fc.constantFrom('Woman', 'man', 'other', ''),
      ethnicity: fc.constantFrom('White British', 'Indian', ''),
      steps: fc.record({ accepted: fc.boolean(), attended: fc.boolean(), outcome: fc.boolean() }),
    });
    fc.assert(
      fc.property(fc.array(anybody, { maxLength: 60 }), (people) => {
        const { all, tables } = countReach(people, on);
        assert.equal(all[0], people.length);
        // The gate refuses what does not add up.
        publishTables(all, tables);
        for (const { rows } of tables) assert.ok(people.length === 0 || rows.length > 0);
      }),
    );
  });
});
