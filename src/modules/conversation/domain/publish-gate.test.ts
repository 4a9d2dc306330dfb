import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Counts } from './counts.ts';
import { overallAgreement } from './overall-agreement.ts';
import { publicCounts, publicResult } from './publish-gate.ts';
import type { VoteEvent, VoteValue } from './vote.ts';

function counts(agree: number, disagree: number, pass: number): Counts {
  return { agree, disagree, pass, seen: agree + disagree + pass };
}
function isSmall(cell: number): boolean {
  return cell > 0 && cell < 5;
}

/** Fails if, from any published output, a count of 1 to 4 of some input can be worked out. */
function assertNothingRevealed(worlds: readonly number[][], publish: (world: number[]) => unknown): void {
  const byOutput = new Map<string, number[][]>();
  for (const world of worlds) {
    const output = JSON.stringify(publish(world));
    byOutput.set(output, [...(byOutput.get(output) ?? []), world]);
  }
  for (const [output, alike] of byOutput) {
    const width = alike[0]?.length ?? 0;
    for (let cell = 0; cell < width; cell += 1) {
      const values = new Set(alike.map((world) => world[cell] ?? 0));
      const [only = 0] = values;
      assert.ok(values.size > 1 || !isSmall(only), `${output} reveals cell ${cell} of ${JSON.stringify(alike[0])}`);
    }
  }
}
function allTriples(largestTotal: number): number[][] {
  const triples: number[][] = [];
  for (let agree = 0; agree <= largestTotal; agree += 1) {
    for (let disagree = 0; agree + disagree <= largestTotal; disagree += 1) {
      for (let pass = 0; agree + disagree + pass <= largestTotal; pass += 1) triples.push([agree, disagree, pass]);
    }
  }
  return triples;
}

describe('what the public may see of a statement', () => {
  it('is nothing under five votes', () => {
    assert.deepEqual(publicCounts(counts(4, 0, 0), 50), {
      seen: null,
      agree: null,
      disagree: null,
      pass: null,
      shares: null,
      className: null,
    });
  });

  it('is everything when no answer has one to four people', () => {
    const shown = publicCounts(counts(12, 8, 0), 20);
    assert.deepEqual([shown.agree, shown.disagree, shown.pass, shown.seen], [12, 8, 0, 20]);
    assert.deepEqual(shown.shares, { agree: 60, disagree: 40, pass: 0 });
  });

  it('has no percentages under ten votes', () => {
    assert.equal(publicCounts(counts(5, 0, 0), 5).shares, null);
    assert.notEqual(publicCounts(counts(10, 0, 0), 10).shares, null);
  });

  it('withholds the next smallest answer too, so that a small one cannot be found by subtraction', () => {
    const shown = publicCounts(counts(30, 2, 9), 41);
    assert.deepEqual([shown.seen, shown.agree, shown.disagree, shown.pass, shown.shares], [41, 30, null, null, null]);
  });

  it('never lets anybody work out a count of one to four, whatever they know of the rules', () => {
    for (const people of [12, 30, 44]) {
      assertNothingRevealed(allTriples(Math.min(people, 36)), ([agree = 0, disagree = 0, pass = 0]) =>
        publicCounts(counts(agree, disagree, pass), people),
      );
    }
  });

  it('would be caught by this test if only the small answer were withheld', () => {
    assert.throws(() =>
      assertNothingRevealed(allTriples(20), (world) => [
        world.reduce((sum, cell) => sum + cell, 0),
        ...world.map((cell) => (isSmall(cell) ? null : cell)),
      ]),
    );
  });

  it('still shows the largest answer of most statements with a small one', () => {
    const withSmall = allTriples(50).filter((world) => world.reduce((a, b) => a + b, 0) === 50 && world.some(isSmall));
    const silent = withSmall.filter(([agree = 0, disagree = 0, pass = 0]) => {
      const shown = publicCounts(counts(agree, disagree, pass), 50);
      return shown.agree === null && shown.disagree === null && shown.pass === null;
    });
    assert.ok(silent.length < withSmall.length / 10, `${silent.length} of ${withSmall.length}`);
  });

  it('is quick for a large conversation', () => {
    const shown = publicCounts(counts(50_000, 50_000, 3), 100_003);
    assert.equal(shown.agree, null);
  });
});

/** Two sectors of 6 and 7 people and `outside` people without one; the world is agree, disagree, pass of each. */
function sectorRoom(world: readonly number[]) {
  const events: VoteEvent[] = [];
  const sizes = [6, 7, 3];
  const people = sizes.flatMap((size, group) =>
    Array.from({ length: size }, (_, index) => ({
      id: `${group}-${index}`,
      sectorId: group === 2 ? null : String(group),
      banned: false,
    })),
  );
  sizes.forEach((_, group) => {
    let next = 0;
    ([1, -1, 0] as VoteValue[]).forEach((value, answer) => {
      for (let count = 0; count < (world[group * 3 + answer] ?? 0); count += 1) {
        events.push({ personId: `${group}-${next}`, statementId: 's', value, sequence: 1 });
        next += 1;
      }
    });
  });
  return overallAgreement(
    {
      people,
      events,
      statements: [{ id: 's', number: 1, setAside: false }],
      sectors: [
        { id: '0', label: 'NHS', mergeInto: null },
        { id: '1', label: 'Residents', mergeInto: null },
      ],
    },
    { view: 'sectors' },
  );
}

describe('what the public may see of sectors', () => {
  it('is shown when no count is small, with its class', () => {
    const [statement] = publicResult(sectorRoom([6, 0, 0, 0, 7, 0])).statements;
    assert.deepEqual(
      statement?.sectors?.map((sector) => [sector.label, sector.counts.agree, sector.counts.disagree]),
      [
        ['NHS', 6, 0],
        ['Residents', 0, 7],
      ],
    );
    assert.equal(statement?.sectorWords, 'We differ');
  });

  it('is withheld when people outside the sectors could be found by subtraction', () => {
    const [statement] = publicResult(sectorRoom([6, 0, 0, 0, 7, 0, 1, 0, 0])).statements;
    assert.equal(statement?.sectors, null);
    assert.equal(statement?.sectorWords, null);
  });

  it('never lets anybody work out a count of one to four in a sector', () => {
    const triples = (size: number) => allTriples(size);
    const worlds = triples(6).flatMap((first) => triples(7).map((second) => [...first, ...second]));
    assertNothingRevealed(worlds, (world) => publicResult(sectorRoom(world)));
  });

  it('says “too few votes” in words and keeps a small room’s size to itself', () => {
    const small = overallAgreement(
      {
        people: [{ id: 'p', sectorId: null, banned: false }],
        events: [{ personId: 'p', statementId: 's', value: 1, sequence: 1 }],
        statements: [{ id: 's', number: 1, setAside: false }],
        sectors: [],
      },
      { view: 'room' },
    );
    const shown = publicResult(small);
    assert.equal(shown.people, null);
    assert.equal(shown.statements[0]?.words, 'Too few votes');
    assert.equal(shown.statements[0]?.room.seen, null);
  });

  it('is ordered by class and number, so that the order says no more than the words', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(6), { minLength: 6, maxLength: 6 }), (world) => {
        fc.pre(world.slice(0, 3).reduce((a, b) => a + b, 0) <= 6 && world.slice(3).reduce((a, b) => a + b, 0) <= 7);
        const statement = sectorRoom(world).statements[0];
        assert.ok(statement !== undefined);
        const twin = { ...statement, number: 2, statementId: 't' };
        const both = publicResult({ ...sectorRoom(world), statements: [twin, statement] });
        assert.deepEqual(
          both.statements.map(({ number }) => number),
          [1, 2],
        );
      }),
    );
  });
});
