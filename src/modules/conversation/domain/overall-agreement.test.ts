import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { overallAgreement, type ConversationVotes, type Participant } from './overall-agreement.ts';
import type { VoteEvent, VoteValue } from './vote.ts';

function room(
  answers: Record<string, VoteValue[]>,
  sectorOf: (person: string) => string | null = () => null,
): ConversationVotes {
  const people: Participant[] = Object.keys(answers).map((id) => ({ id, sectorId: sectorOf(id), banned: false }));
  const events = Object.entries(answers).flatMap(([personId, values]) =>
    values.map((value, index): VoteEvent => ({ personId, statementId: `s${index}`, value, sequence: index })),
  );
  const widest = Math.max(...Object.values(answers).map((values) => values.length));
  return {
    people,
    events,
    statements: Array.from({ length: widest }, (_, index) => ({ id: `s${index}`, number: index + 1, setAside: false })),
    sectors: [
      { id: 'a', label: 'NHS', mergeInto: null },
      { id: 'b', label: 'Residents', mergeInto: null },
    ],
  };
}
function tenPeople(values: (index: number) => VoteValue[]): Record<string, VoteValue[]> {
  return Object.fromEntries(
    Array.from({ length: 10 }, (_, index) => [`${index < 5 ? 'a' : 'b'}${index}`, values(index)]),
  );
}
function firstLetter(person: string): string {
  return person.slice(0, 1);
}

describe('what a room shares', () => {
  it('says in words where it agrees, rejects, differs and does not know', () => {
    const input = room(
      tenPeople((index) => [1, -1, index < 5 ? 1 : -1, index % 3 === 0 ? 1 : 0]),
      firstLetter,
    );
    const result = overallAgreement(input, { view: 'sectors' });
    assert.equal(result.view, 'sectors');
    assert.deepEqual(
      result.statements.map((statement) => statement.words),
      ['We agree', 'We agree this is not us', 'We differ', 'We do not know yet'],
    );
    assert.deepEqual(
      result.consensus.agree.map((entry) => entry.number),
      [1],
    );
    assert.deepEqual(
      result.consensus.disagree.map((entry) => entry.number),
      [2],
    );
    const differ = result.statements[2]?.score;
    assert.ok(differ?.known);
    assert.equal(differ.weakest.label, 'Residents');
    assert.ok(Math.abs(differ.weakest.share - 1 / 7) < 1e-12);
  });

  it('is read as one group when fewer than two sectors may be shown', () => {
    const result = overallAgreement(room(tenPeople(() => [1])), { view: 'sectors' });
    assert.deepEqual([result.view, result.groups], ['room', [{ id: 'everybody', label: 'Everybody', people: 10 }]]);
  });

  it('leaves out banned people and statements set aside', () => {
    const input = room(tenPeople(() => [1, 1]));
    const banned = input.people.map((person, index) => ({ ...person, banned: index === 0 }));
    const statements = input.statements.map((statement, index) => ({ ...statement, setAside: index === 1 }));
    const result = overallAgreement({ ...input, people: banned, statements }, { view: 'room' });
    assert.deepEqual([result.people, result.votes, result.statements.length], [9, 9, 1]);
    assert.deepEqual(result.statements[0]?.overall, { agree: 9, disagree: 0, pass: 0, seen: 9 });
  });

  it('names the sector from which votes are missing instead of giving a score', () => {
    const answers = tenPeople((index) => (index < 5 ? [1, 1] : [1]));
    const result = overallAgreement(room(answers, firstLetter), { view: 'sectors' });
    assert.deepEqual(result.statements[1]?.score, { known: false, notEnoughFrom: ['Residents'] });
    assert.equal(result.statements[1]?.words, 'Too few votes');
  });

  it('needs only three votes of each group in the facilitator’s console', () => {
    const input = room({ p1: [1], p2: [1], p3: [1], p4: [1] });
    assert.equal(overallAgreement(input, { view: 'room' }).statements[0]?.className, 'too-few');
    assert.equal(overallAgreement(input, { view: 'room', minimumVotes: 3 }).statements[0]?.className, 'agree');
  });

  it('copes with nobody and nothing', () => {
    const result = overallAgreement({ statements: [], events: [], people: [], sectors: [] }, { view: 'sectors' });
    assert.deepEqual([result.people, result.votes, result.statements], [0, 0, []]);
  });

  const answers = fc.array(fc.array(fc.constantFrom<VoteValue[]>(1, 0, -1), { minLength: 3, maxLength: 3 }), {
    minLength: 1,
    maxLength: 24,
  });
  function roomOf(rows: VoteValue[][]): ConversationVotes {
    return room(
      Object.fromEntries(rows.map((row, index) => [`${index % 2 === 0 ? 'a' : 'b'}${index}`, row])),
      firstLetter,
    );
  }

  it('does not depend on the order of people, votes or statements', () => {
    fc.assert(
      fc.property(answers, (rows) => {
        const input = roomOf(rows);
        const turned = {
          ...input,
          people: input.people.toReversed(),
          events: input.events.toReversed(),
          statements: input.statements.toReversed(),
        };
        assert.deepEqual(overallAgreement(turned, { view: 'sectors' }), overallAgreement(input, { view: 'sectors' }));
      }),
    );
  });

  it('turns agreement into rejection when every vote is turned round', () => {
    fc.assert(
      fc.property(answers, (rows) => {
        const plain = overallAgreement(roomOf(rows), { view: 'sectors' });
        const turned = overallAgreement(roomOf(rows.map((row) => row.map((value) => (0 - value) as VoteValue))), {
          view: 'sectors',
        });
        plain.statements.forEach((statement, index) => {
          const other = turned.statements[index]?.score;
          if (!statement.score.known) return assert.deepEqual(other, statement.score);
          assert.ok(other?.known);
          assert.ok(Math.abs(statement.score.agree - other.disagree) < 1e-12);
          assert.ok(Math.abs(statement.score.disagree - other.agree) < 1e-12);
          return undefined;
        });
        assert.deepEqual(
          plain.consensus.agree.map((entry) => entry.number),
          turned.consensus.disagree.map((entry) => entry.number),
        );
      }),
    );
  });
});
