import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { peoplePerFullWeek, roomLeft, workloadSentence, type Workload } from './workload.ts';

const one: Workload = {
  account: 'a',
  name: 'Amara',
  people: 20,
  tasks: 3,
  overdue: 1,
  unanswered: 2,
  thisWeek: 4,
  hours: undefined,
  room: undefined,
  awayUntil: undefined,
};

describe('a fair workload', () => {
  it('counts half a week for half', () => {
    assert.equal(peoplePerFullWeek({ people: 20, hours: 37.5 }), 20);
    assert.equal(peoplePerFullWeek({ people: 20, hours: 18.75 }), 40);
    assert.equal(peoplePerFullWeek(one), undefined);
  });

  it('is never less for somebody who works fewer hours with as many people', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }), (people, a, b) => {
        const [few, many] = [Math.min(a, b), Math.max(a, b)];
        assert.ok(
          (peoplePerFullWeek({ people, hours: few }) ?? 0) >= (peoplePerFullWeek({ people, hours: many }) ?? 0),
        );
      }),
    );
  });

  it('says who has no room left and whose hours are not known', () => {
    assert.equal(roomLeft({ people: 20, room: 18 }), -2);
    const team = [one, { ...one, account: 'b', hours: 30, room: 20 }];
    assert.equal(
      workloadSentence(team),
      '2 workers help 40 people. 1 of them has no room left. The hours of 1 are not known, so they are not compared.',
    );
  });
});
