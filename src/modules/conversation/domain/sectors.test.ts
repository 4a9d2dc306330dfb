import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { groupBySector, type DeclaredPerson, type Sector } from './sectors.ts';

function people(sizes: Record<string, number>): DeclaredPerson[] {
  return Object.entries(sizes).flatMap(([sector, size]) =>
    Array.from({ length: size }, (_, index) => ({
      id: `${sector}-${index}`,
      sectorId: sector === 'unsaid' ? null : sector,
    })),
  );
}
function sector(id: string, mergeInto: string | null = null): Sector {
  return { id, label: id.toUpperCase(), mergeInto };
}
function shape(sizes: Record<string, number>, sectors: Sector[]) {
  const { groups, leftOut } = groupBySector(people(sizes), sectors);
  return { groups: groups.map((group) => [group.id, group.personIds.length]), leftOut };
}

describe('declared sectors', () => {
  it('stand alone with five people; people who did not say are in none', () => {
    assert.deepEqual(shape({ nhs: 5, council: 8, unsaid: 9 }, [sector('nhs'), sector('council')]), {
      groups: [
        ['nhs', 5],
        ['council', 8],
      ],
      leftOut: [],
    });
  });

  it('join the others when small, and the others are shown from five people on', () => {
    assert.deepEqual(shape({ nhs: 6, police: 2, employer: 3 }, [sector('nhs'), sector('police'), sector('employer')]), {
      groups: [
        ['nhs', 6],
        ['other', 5],
      ],
      leftOut: [],
    });
  });

  it('are left out and named when even the others are too few', () => {
    assert.deepEqual(shape({ nhs: 6, police: 2, employer: 2 }, [sector('nhs'), sector('police'), sector('employer')]), {
      groups: [['nhs', 6]],
      leftOut: [
        { label: 'POLICE', people: 2 },
        { label: 'EMPLOYER', people: 2 },
      ],
    });
  });

  it('join the sector that was chosen for them', () => {
    assert.deepEqual(shape({ nhs: 6, pharmacy: 1 }, [sector('nhs'), sector('pharmacy', 'nhs')]).groups, [['nhs', 7]]);
    assert.deepEqual(shape({ nhs: 4, pharmacy: 1 }, [sector('nhs'), sector('pharmacy', 'nhs')]).groups, [['nhs', 5]]);
  });

  it('lose nobody, show nobody twice, and never show a small group', () => {
    const ids = ['a', 'b', 'c', 'd'];
    const sectors = fc.tuple(
      ...ids.map((id) => fc.option(fc.constantFrom(...ids, 'gone')).map((to) => sector(id, to))),
    );
    const sizes = fc.tuple(fc.nat(7), fc.nat(7), fc.nat(7), fc.nat(7));
    fc.assert(
      fc.property(sectors, sizes, (declared, [a, b, c, d]) => {
        const { groups, leftOut } = groupBySector(people({ a, b, c, d, unsaid: 3 }), declared);
        const shown = groups.flatMap((group) => group.personIds);
        const missing = leftOut.reduce((sum, each) => sum + each.people, 0);
        assert.equal(new Set(shown).size, shown.length);
        assert.equal(shown.length + missing, a + b + c + d);
        assert.ok(groups.every((group) => group.personIds.length >= 5));
        assert.ok(missing < 5);
      }),
    );
  });
});
