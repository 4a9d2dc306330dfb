import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { generatePeople } from './generate-support.ts';
import { loadWrenmouth } from './load.ts';

describe('the people of the demo whom nobody needs to know by name', () => {
  it('are the same every time, with a circle and a strength each', () => {
    const { support } = loadWrenmouth();
    const people = generatePeople(support);
    assert.deepEqual(people, generatePeople(support));
    assert.equal(people.length, 40);
    for (const one of people) {
      assert.ok(one.ties.length >= 3 && one.strengths.length >= 2, one.name);
      assert.equal(new Set(one.ties.map((tie) => tie.name)).size, one.ties.length, one.name);
    }
  });
  it('share their plans or not, are helped by the surgery or not, and some have no goal yet', () => {
    const people = generatePeople(loadWrenmouth().support);
    const count = (test: (one: (typeof people)[number]) => boolean): number => people.filter(test).length;
    assert.ok(count((one) => one.mayPlan === 'partners') > 5);
    assert.ok(count((one) => one.helpedBy.length > 0) > 3);
    assert.ok(count((one) => one.goals.length === 0) > 2);
    assert.ok(count((one) => one.lead !== 'amara') > 1);
  });
});
