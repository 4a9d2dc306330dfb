import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { duplicatedHelp, gapsOf, toldTo, type Help } from './family-help.ts';
import { helpKinds, type HelpKind } from './words.ts';

const help: Help = { person: 'ruth', kind: 'money', by: 'o1', name: 'Advice', isOrganisation: true, what: 'Letters' };
const helps = fc.array(
  fc.record({
    person: fc.constantFrom('a', 'b', 'c'),
    kind: fc.constantFrom<HelpKind | ''>('', ...helpKinds.slice(0, 4)),
    by: fc.constantFrom('o1', 'o2', 'o3', 't1'),
    name: fc.constant('Somebody'),
    isOrganisation: fc.boolean(),
    what: fc.constantFrom('', 'Soup', 'Letters'),
  }),
  { maxLength: 12 },
);

describe('help given twice', () => {
  it('is the same kind from two organisations, for one of the family or for two', () => {
    const other = { ...help, by: 'o2', name: 'Benefits', person: 'kez' };
    assert.deepEqual(duplicatedHelp([help]), []);
    assert.deepEqual(duplicatedHelp([help, { ...help, person: 'kez' }]), []);
    assert.deepEqual(duplicatedHelp([help, { ...other, kind: 'food' }]), []);
    assert.deepEqual(duplicatedHelp([help, { ...other, kind: '' }]), []);
    assert.deepEqual(duplicatedHelp([help, { ...other, isOrganisation: false }]), []);
    assert.deepEqual(duplicatedHelp([help, other]), [
      {
        kind: 'money',
        givers: [
          { by: 'o1', name: 'Advice', people: ['ruth'], what: ['Letters'] },
          { by: 'o2', name: 'Benefits', people: ['kez'], what: ['Letters'] },
        ],
      },
    ]);
  });

  it('never counts family and friends, nor one giver twice, in whichever order it is told', () => {
    fc.assert(
      fc.property(helps, (given) => {
        const found = duplicatedHelp(given);
        assert.deepEqual(duplicatedHelp(given.toReversed()), found);
        for (const { kind, givers } of found) {
          assert.ok(new Set(givers.map((one) => one.by)).size === givers.length && givers.length > 1);
          for (const { by } of givers)
            assert.ok(given.some((one) => one.by === by && one.kind === kind && one.isOrganisation));
        }
      }),
    );
  });
});

describe('gaps', () => {
  const need = {
    id: 'n1',
    person: 'ruth',
    words: 'Somebody for the children',
    kind: 'children',
    isUrgent: false,
  } as const;
  it('are what nobody gives this person', () => {
    const children = { ...help, kind: 'children' } as const;
    assert.equal(gapsOf([need], [], [children]).length, 0);
    assert.equal(gapsOf([need], [], [{ ...children, person: 'kez' }])[0]?.about, 'need');
    assert.deepEqual(
      gapsOf([{ ...need, kind: '' }], [], [children]).map((one) => one.why),
      ['kind-not-said'],
    );
  });
  it('begin with what cannot wait, then needs, then goals by how important they are', () => {
    const gaps = gapsOf(
      [need, { ...need, id: 'n2', isUrgent: true }],
      [
        { id: 'g1', person: 'ruth', words: 'A garden', importance: 3, openSteps: 0 },
        { id: 'g2', person: 'ruth', words: 'Work', importance: 9, openSteps: 0 },
        { id: 'g3', person: 'ruth', words: 'The gala', importance: 10, openSteps: 1 },
      ],
      [],
    );
    assert.deepEqual(
      gaps.map((one) => one.id),
      ['n2', 'n1', 'g2', 'g1'],
    );
  });
});

describe('to how many the story was told', () => {
  it('counts an organisation once, with everybody it knows of', () => {
    assert.deepEqual(
      toldTo([
        { organisation: 'Surgery', person: 'ruth' },
        { organisation: 'Café', person: 'ruth' },
        { organisation: 'Surgery', person: 'kez' },
        { organisation: 'Surgery', person: 'ruth' },
      ]),
      [
        { organisation: 'Surgery', people: ['kez', 'ruth'] },
        { organisation: 'Café', people: ['ruth'] },
      ],
    );
  });
});
