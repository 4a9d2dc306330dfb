import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { countServing, gapsOf, tellsSomething, termsFor } from './gaps.ts';

const served = [
  { term: 'food', areas: [], service: 'kitchen' },
  { term: 'eating-together', areas: [], service: 'kitchen' },
  { term: 'food', areas: ['Harbour'], service: 'parcels' },
];

describe('what nothing serves', () => {
  it('counts a service once, and only where it serves', () => {
    assert.equal(countServing(served, 'food', 'Harbour'), 2);
    assert.equal(countServing(served, 'food', 'Villages'), 1);
    assert.equal(countServing(served, 'money', 'Harbour'), 0);
    assert.equal(countServing(served, 'nothing we know', 'Harbour'), 0);
  });

  it('stands first, then those for whom nobody helps, and says nothing where nobody asks', () => {
    const need = (kind: string, area: string, people: number | undefined, unserved: number | undefined) => {
      return { kind, area, people, unserved };
    };
    const gaps = gapsOf(
      [
        need('food', 'Harbour', 30, 10),
        need('food', 'Villages', 20, 15),
        need('money', 'Harbour', undefined, undefined),
        need('work', 'Harbour', 0, 0),
      ],
      served,
    );
    assert.deepEqual(
      gaps.map((one) => [one.kind, one.area, one.services]),
      [
        ['money', 'Harbour', 0],
        ['food', 'Villages', 1],
        ['food', 'Harbour', 2],
      ],
    );
  });

  it('leaves out only what cannot be told and something serves', () => {
    const line = { kind: 'food', area: 'Harbour', people: undefined, unserved: undefined, services: 1 };
    assert.equal(tellsSomething(line), false);
    assert.equal(tellsSomething({ ...line, unserved: 0 }), false);
    for (const more of [{ people: 10 }, { unserved: 10 }, { services: 0 }])
      assert.ok(tellsSomething({ ...line, ...more }));
  });

  it('knows what services of every kind of help are about', () => {
    for (const kind of [
      'company',
      'food',
      'home',
      'children',
      'care',
      'money',
      'advice',
      'transport',
      'health',
      'work',
    ])
      assert.ok(termsFor(kind).length > 0, kind);
  });
});
