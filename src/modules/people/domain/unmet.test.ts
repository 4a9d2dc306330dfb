import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { workedOut } from '../../../kernel/published-table.ts';
import { tellNeeds, tellReasons, unmetReasons } from './unmet.ts';
import { helpKinds } from './words.ts';

const areas = ['Harbour', 'Marsh', 'Villages'];
const anybody = fc.record({
  kind: fc.constantFrom(...helpKinds),
  area: fc.constantFrom(...areas),
  isUnserved: fc.boolean(),
});

describe('what may be told of needs', () => {
  it('is rounded, and nothing of a few', () => {
    const people = [
      ...Array.from({ length: 21 }, () => ({ kind: 'food', area: 'Harbour', isUnserved: false })),
      ...Array.from({ length: 12 }, () => ({ kind: 'food', area: 'Marsh', isUnserved: true })),
    ];
    const told = tellNeeds(people, areas);
    const food = told.areas.filter((one) => one.kind === 'food');
    assert.deepEqual(food, [
      { kind: 'food', area: 'Harbour', people: 20, unserved: 0 },
      { kind: 'food', area: 'Marsh', people: 10, unserved: 10 },
      { kind: 'food', area: 'Villages', people: 0, unserved: 0 },
    ]);
    assert.equal(told.needs.find((one) => one.kind === 'food')?.people, 35);
    const few = tellNeeds(people.slice(0, 3), areas);
    assert.deepEqual(
      few.areas.filter((one) => one.kind === 'food').map((one) => one.people),
      [undefined, 0, 0],
    );
  });

  it('is never a number from 1 to 9, nor one from which a small one could be worked out', () => {
    fc.assert(
      fc.property(fc.array(anybody, { maxLength: 120 }), (people) => {
        const told = tellNeeds(people, areas);
        for (const one of [
          ...told.areas.flatMap((each) => [each.people, each.unserved]),
          ...told.needs.map((each) => each.people),
        ])
          assert.ok(one === undefined || one === 0 || (one >= 10 && one % 5 === 0));
        for (const kind of helpKinds) {
          const own = people.filter((one) => one.kind === kind);
          const cells = (some: typeof own) => [some.length, some.filter((one) => one.isUnserved).length];
          const rows = areas.map((label) => ({ label, cells: cells(own.filter((one) => one.area === label)) }));
          assert.equal(workedOut(cells(own), [{ name: kind, rows }]).withGate, 0);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('names only reasons that lie with what there is, and only those that somebody met', () => {
    const told = tellReasons(
      new Map([
        ['no-capacity', 12],
        ['no-reply', 3],
        ['request-waiting', 9],
      ]),
    );
    assert.deepEqual(told, [
      { reason: 'no-capacity', words: 'There is no room just now', people: 10 },
      { reason: 'no-reply', words: 'There was no answer', people: undefined },
      { reason: 'request-waiting', words: 'They asked for help, and nobody has taken it in', people: 10 },
    ]);
    for (const reason of ['person-died', 'person-declined', 'unsafe-to-proceed'])
      assert.ok(!unmetReasons.some((one: string) => one === reason));
  });
});
