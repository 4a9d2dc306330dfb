import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  absentPublished,
  matrixOf,
  publishedConversation,
  publishedNames,
  roomByChance,
} from '../../../../../test/support/conversation-mathematics.ts';
import { divisionOf, divisionStatistic, permutationTest, roomOf, type DivisionVerdict } from './division.ts';

const rooms = 100;
/** How many of a hundred rooms of a kind got each verdict. */
function verdicts(kind: Parameters<typeof roomByChance>[1]): Map<DivisionVerdict, number> {
  const found = new Map<DivisionVerdict, number>();
  for (let room = 1; room <= rooms; room += 1) {
    const { verdict } = divisionOf(roomByChance(room, kind), room);
    found.set(verdict, (found.get(verdict) ?? 0) + 1);
  }
  return found;
}

describe('the division of a hundred rooms', () => {
  it('is hardly ever called real where nobody differs', () => {
    const found = verdicts({});
    assert.ok((found.get('real') ?? 0) <= 9, JSON.stringify([...found]));
    assert.ok((found.get('none') ?? 0) >= 70, JSON.stringify([...found]));
  });

  it('is hardly ever called real where people only agree more or less readily, and that is said', () => {
    const found = verdicts({ readiness: 0.2 });
    assert.ok((found.get('real') ?? 0) <= 9, JSON.stringify([...found]));
    assert.ok((found.get('readiness') ?? 0) >= 70, JSON.stringify([...found]));
  });

  it('is found where two groups differ', () => {
    const found = verdicts({ groups: 2, separation: 0.4 });
    assert.ok((found.get('real') ?? 0) >= 85, JSON.stringify([...found]));
  });
});

describe('the two tests of division', () => {
  it('part where readiness to agree is all the difference', () => {
    let plain = 0;
    for (let room = 1; room <= 10; room += 1)
      if (permutationTest(roomOf(roomByChance(room, { readiness: 0.2 })), 'plain', room, 99).p <= 0.02) plain += 1;
    assert.ok(plain >= 9, String(plain));
  });

  it('do not mind who comes first, nor that every answer is turned round', () => {
    const room = roomByChance(3, { groups: 2, separation: 0.3 });
    const turned = { ...room, value: room.value.map((vote) => 0 - vote) };
    for (const kind of ['plain', 'balanced'] as const) {
      const one = divisionStatistic(room, kind, 1);
      assert.ok(Math.abs(one - divisionStatistic(turned, kind, 2)) < 1e-8);
    }
    assert.deepEqual(divisionOf(room, 5), divisionOf(room, 5));
  });

  it('find nothing where all answer alike', () => {
    const same = matrixOf(Array.from({ length: 20 }, () => Array.from({ length: 10 }, () => 1)));
    assert.deepEqual(permutationTest(same, 'plain', 1, 199), { statistic: 0, p: 21 / 21, draws: 20 });
  });
});

describe('a room that is too small', () => {
  it('is not judged', () => {
    const answers = (people: number, statements: number) =>
      matrixOf(
        Array.from({ length: people }, (_, person) =>
          Array.from({ length: statements }, () => (person % 2 === 0 ? 1 : -1)),
        ),
      );
    assert.equal(divisionOf(answers(14, 20), 1).verdict, 'too-early');
    assert.equal(divisionOf(answers(20, 7), 1).verdict, 'too-early');
    assert.equal(divisionOf(matrixOf([], 0), 1).verdict, 'too-early');
    assert.notEqual(divisionOf(answers(15, 8), 1).verdict, 'too-early');
  });
});

for (const name of publishedNames)
  describe(`the division of ${name}`, { skip: absentPublished(name) }, () => {
    it('has the reference statistics and chances', () => {
      const { kept, reference } = publishedConversation(name);
      const { division } = reference;
      const room = roomOf(kept);
      assert.ok(Math.abs(divisionStatistic(room, 'plain', 1) - division.plainStatistic) < 1e-6);
      assert.ok(Math.abs(divisionStatistic(room, 'balanced', 1) - division.balancedStatistic) < 1e-6);
      const isLondon = name === 'london.youth.policing';
      const found = divisionOf(kept, 1);
      assert.equal(found.verdict, isLondon ? 'hints' : 'real');
      if (!isLondon) assert.equal(found.balanced?.p, 1 / 200);
    });
  });
