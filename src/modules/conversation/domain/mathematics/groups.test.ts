import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededRandom } from '../../../../lib/random.ts';
import {
  absentPublished,
  publishedConversation,
  publishedNames,
} from '../../../../../test/support/conversation-mathematics.ts';
import { principalAxes } from './axes.ts';
import { groupsInto, groupsOf } from './groups.ts';
import { inConversation, positions, type Points } from './positions.ts';
import type { VoteMatrix } from './vote-matrix.ts';

/** So many people around each of these places. */
function crowd(places: readonly (readonly [x: number, y: number, people: number])[], seed = 1): Points {
  const random = seededRandom(seed);
  const all = places.flatMap(([x, y, people]) =>
    Array.from({ length: people }, () => [x + random() - 0.5, y + random() - 0.5] as const),
  );
  return { x: Float64Array.from(all, ([x]) => x), y: Float64Array.from(all, ([, y]) => y) };
}
function pick({ x, y }: Points, people: ArrayLike<number>): Points {
  return {
    x: Float64Array.from(people, (person) => x[person] ?? 0),
    y: Float64Array.from(people, (person) => y[person] ?? 0),
  };
}

describe('groups', () => {
  it('are as many as stand apart, the largest first', () => {
    const found = groupsOf(
      crowd([
        [0, 0, 20],
        [8, 0, 40],
        [0, 8, 30],
      ]),
      1,
    );
    assert.deepEqual(found.sizes, [40, 30, 20]);
    assert.equal(found.labels[0], 2);
    assert.equal(found.labels[20], 0);
    assert.ok(found.silhouette > 0.8);
  });

  it('are found in a town too', () => {
    const found = groupsOf(
      crowd([
        [0, 0, 900],
        [8, 0, 1500],
        [0, 8, 1200],
      ]),
      1,
    );
    assert.deepEqual(found.sizes, [1500, 1200, 900]);
  });

  it('are never fewer than five people, nor one in twenty', () => {
    assert.equal(
      groupsOf(
        crowd([
          [0, 0, 20],
          [80, 0, 4],
        ]),
        1,
      ).sizes.every((size) => size >= 5),
      true,
    );
    assert.equal(
      groupsOf(
        crowd([
          [0, 0, 190],
          [80, 0, 9],
        ]),
        1,
      ).sizes.every((size) => size >= 10),
      true,
    );
  });

  it('are one where nobody can be told apart', () => {
    for (const people of [0, 1, 3, 40]) {
      const found = groupsOf({ x: new Float64Array(people), y: new Float64Array(people) }, 1);
      assert.equal(found.count, 1);
      assert.deepEqual(found.sizes, [people]);
    }
  });
});

for (const name of publishedNames)
  describe(`the groups of ${name}`, { skip: absentPublished(name) }, () => {
    for (const mode of ['dropped', 'compatible'] as const)
      it(`have no larger squared error than the best known, ${mode}`, () => {
        const { kept, all, reference, setAside } = publishedConversation(name);
        const points = positions(kept, principalAxes(kept, 1), mode === 'compatible' ? setAside : 0);
        const expected = reference[mode].statelessGrouping;
        const some = pick(points, inConversation(mode === 'compatible' ? all : kept));
        for (const [count, best] of Object.entries(expected.bestKnownSse)) {
          const found = groupsInto(some, Number(count), 5);
          assert.ok(found.squaredError <= 1.001 * best, `${count}: ${found.squaredError} ${best}`);
          if (found.squaredError <= best * 1.00001)
            assert.ok(Math.abs(found.silhouette - (expected.silhouetteAtBest[count] ?? 9)) < 1e-3);
        }
      });

    it('have at most 1.01 times the published squared error for the same people', () => {
      const { kept, reference, setAside } = publishedConversation(name);
      const { sse, sizes, silhouette } = reference.compatible.publishedGroups;
      const grouped = reference.publishedGroupId.flatMap((group, person) => (group === null ? [] : [person]));
      const some = pick(positions(kept, principalAxes(kept, 1), setAside), grouped);
      const found = groupsInto(some, sizes.length, 5);
      assert.ok(found.squaredError <= 1.01 * sse, `${found.squaredError} ${sse}`);
      if (Math.abs(found.squaredError / sse - 1) < 1e-6) assert.ok(Math.abs(found.silhouette - silhouette) < 1e-6);
    });

    it('are the same again', () => {
      const { kept } = publishedConversation(name);
      const some = positions(kept, principalAxes(kept, 1));
      assert.deepEqual(groupsOf(some, 9), groupsOf(some, 9));
    });
  });

describe('one changed vote', () => {
  const name = 'scoop-hivemind.taxes';
  it('leaves at least 95 of 100 people in their group', { skip: absentPublished(name) }, () => {
    const { kept } = publishedConversation(name);
    const grouped = (matrix: VoteMatrix) =>
      groupsOf(pick(positions(matrix, principalAxes(matrix, 1)), inConversation(matrix)), 1);
    const before = grouped(kept);
    assert.equal(before.count, 2);
    const random = seededRandom(4);
    for (let change = 0; change < 20; change += 1) {
      const value = kept.value.slice();
      const at = Math.floor(random() * value.length);
      value[at] = value[at] === 1 ? -1 : 1;
      const after = grouped({ ...kept, value });
      assert.equal(after.count, before.count);
      const same = after.labels.filter((label, person) => label === before.labels[person]).length;
      assert.ok(same >= 0.95 * before.labels.length, String(same));
    }
  });
});
