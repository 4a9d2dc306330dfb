import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  joinCircles,
  joinedByHand,
  pairsToAsk,
  peopleOf,
  type MemberCircle,
  type SameAnswer,
  type TieFacts,
} from './family.ts';
import { circleKinds, type CircleKind } from './words.ts';

function tie(id: string, name: string, more: Partial<TieFacts> = {}): TieFacts {
  return { id, name, kind: 'friend', otherPerson: undefined, organisation: undefined, service: undefined, ...more };
}

function namesOf(members: readonly MemberCircle<TieFacts>[], answers: readonly SameAnswer[] = []): string[] {
  return joinCircles(members, answers).joined.map(
    (one) => `${one.name}: ${one.ties.map(({ person }) => person).join(' ')}`,
  );
}

const families = fc
  .array(
    fc.array(
      fc.record({
        kind: fc.constantFrom<CircleKind>(...circleKinds),
        name: fc.constantFrom('Nan', 'Biscuit', 'Biscuit, the dog', 'Des', 'Desmond', 'The pool', 'Amara'),
        otherPerson: fc.constantFrom(undefined, undefined, 'p0', 'p1', 'p2', 'elsewhere'),
        organisation: fc.constantFrom(undefined, undefined, 'o1', 'o2'),
        service: fc.constantFrom(undefined, undefined, undefined, 's1'),
      }),
      { maxLength: 7 },
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((circles) =>
    circles.map((ties, index): MemberCircle<TieFacts> => ({
      person: `p${index}`,
      ties: ties.map((one, place) => ({ ...one, id: `t${index}${place}` })),
    })),
  );
const answers = fc.uniqueArray(
  fc
    .record({
      tie: fc.constantFrom('t00', 't01', 't10', 't11', 't20'),
      other: fc.constantFrom('t02', 't12', 't21', 't30'),
      answer: fc.constantFrom('same' as const, 'different' as const),
    })
    .map((one): SameAnswer => one),
  { selector: (one) => [one.tie, one.other].toSorted().join('/'), maxLength: 8 },
);

describe('the circles of a family, joined', () => {
  it('hold every tie once and lose nobody', () => {
    fc.assert(
      fc.property(families, answers, (members, given) => {
        const circle = joinCircles(members, given);
        const found = [
          ...circle.between.map((one) => one.tie.id),
          ...circle.joined.flatMap((one) => one.ties.map(({ tie: { id } }) => id)),
        ];
        assert.deepEqual(found.toSorted(), members.flatMap((one) => one.ties.map(({ id }) => id)).toSorted());
        for (const one of circle.joined) {
          assert.ok(one.ties.length > 0);
          assert.ok(one.ties.some(({ tie: { name } }) => name === one.name));
        }
      }),
    );
  });

  it('show one record once, and one pair that somebody said is one', () => {
    fc.assert(
      fc.property(families, answers, (members, given) => {
        const { joined, between } = joinCircles(members, given);
        const outside = joined.filter((one) =>
          one.ties.some(({ tie: { otherPerson } }) => otherPerson === 'elsewhere'),
        );
        assert.ok(outside.length <= 1);
        for (const { tie: first, other, answer } of given) {
          if (answer !== 'same') continue;
          const homes = joined.filter((one) => one.ties.some(({ tie: { id } }) => id === first || id === other));
          const isThere = (id: string): boolean => joined.some((one) => one.ties.some(({ tie: t }) => t.id === id));
          if (isThere(first) && isThere(other)) assert.equal(homes.length, 1);
        }
        const people = new Set(members.map((one) => one.person));
        for (const one of between) assert.ok(people.has(one.to) && one.to !== one.person);
      }),
    );
  });

  it('are the same in whichever order people, ties and answers come', () => {
    fc.assert(
      fc.property(families, answers, fc.nat(9), (members, given, by) => {
        const turn = <T>(items: readonly T[]): T[] => [...items.slice(by), ...items.slice(0, by)].toReversed();
        const turned = turn(members).map((one) => ({ ...one, ties: turn(one.ties) }));
        const [plain, other] = [joinCircles(members, given), joinCircles(turned, turn(given))];
        assert.deepEqual(other, plain);
        assert.deepEqual(pairsToAsk(other, turn(given)), pairsToAsk(plain, given));
      }),
    );
  });

  it('never join two because they have a name in common: that is asked', () => {
    const members = [
      { person: 'kez', ties: [tie('t1', 'Biscuit, the dog', { kind: 'pet' })] },
      { person: 'alfie', ties: [tie('t2', 'Biscuit', { kind: 'pet' }), tie('t3', 'Biscuit', { kind: 'group' })] },
    ];
    assert.equal(namesOf(members).length, 3);
    const asked = pairsToAsk(joinCircles(members, []), []);
    assert.deepEqual(
      asked.map(({ one, other }) => [one.tie.id, other.tie.id]),
      [['t1', 't2']],
    );
    const same: SameAnswer[] = [{ tie: 't1', other: 't2', answer: 'same' }];
    assert.deepEqual(namesOf(members, same), ['Biscuit: kez alfie', 'Biscuit: alfie']);
    assert.deepEqual(pairsToAsk(joinCircles(members, same), same), []);
    const [dog] = joinCircles(members, same).joined;
    assert.ok(dog !== undefined);
    assert.deepEqual(peopleOf(dog), ['alfie', 'kez']);
    assert.deepEqual(joinedByHand(dog, same), [{ tie: 't1', other: 't2' }]);
    // Taken apart again, it is not asked a second time.
    const apart: SameAnswer[] = [...same, { tie: 't2', other: 't1', answer: 'different' }];
    assert.equal(namesOf(members, apart).length, 3);
    assert.deepEqual(pairsToAsk(joinCircles(members, apart), apart), []);
  });

  it('never ask about two of one circle, nor of two records or organisations that differ', () => {
    const pairs = (one: TieFacts, other: TieFacts, second = 'b'): number =>
      pairsToAsk(
        joinCircles(
          [
            { person: 'a', ties: second === 'a' ? [one, other] : [one] },
            ...(second === 'a' ? [] : [{ person: second, ties: [other] }]),
          ],
          [],
        ),
        [],
      ).length;
    assert.equal(pairs(tie('t1', 'Des'), tie('t2', 'Des')), 1);
    assert.equal(pairs(tie('t1', 'Des'), tie('t2', 'Des'), 'a'), 0);
    assert.equal(pairs(tie('t1', 'Des', { kind: 'neighbour' }), tie('t2', 'Des')), 1);
    assert.equal(pairs(tie('t1', 'Des', { otherPerson: 'x' }), tie('t2', 'Des', { otherPerson: 'y' })), 0);
    assert.equal(pairs(tie('t1', 'Des', { organisation: 'x' }), tie('t2', 'Des', { organisation: 'y' })), 0);
    assert.equal(pairs(tie('t1', 'Des'), tie('t2', 'Ruth')), 0);
  });

  it('join two workers of one organisation only under one name', () => {
    const worker = { kind: 'agency', organisation: 'quays' } as const;
    const members = [
      { person: 'a', ties: [tie('t1', 'Amara, link worker', worker)] },
      { person: 'b', ties: [tie('t2', 'Amara', worker), tie('t3', 'Tom', worker)] },
    ];
    assert.deepEqual(namesOf(members), ['Amara: a b', 'Tom: b']);
  });
});
