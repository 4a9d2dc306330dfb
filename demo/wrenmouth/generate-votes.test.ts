import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findingsOf } from '../../src/modules/conversation/domain/findings.ts';
import { overallAgreement } from '../../src/modules/conversation/domain/overall-agreement.ts';
import { publicInsight } from '../../src/modules/conversation/domain/public-insight.ts';
import { publicResult } from '../../src/modules/conversation/domain/publish-gate.ts';
import { generateVotes } from './generate-votes.ts';
import { loadWrenmouth } from './load.ts';

function analyse(view: 'sectors' | 'room') {
  const { conversation } = loadWrenmouth();
  const { participants, votes } = generateVotes(conversation);
  const result = overallAgreement(
    {
      statements: conversation.statements.map(({ key, status }, index) => ({
        id: key,
        number: index + 1,
        setAside: status !== 'approved',
      })),
      events: votes.map((vote) => ({
        personId: String(vote.participantNumber),
        statementId: vote.statementKey,
        value: vote.value,
        sequence: vote.second,
      })),
      people: participants.map(({ number, sector }) => ({ id: String(number), sectorId: sector, banned: false })),
      sectors: conversation.sectors.map(({ key, label }) => ({ id: key, label, mergeInto: null })),
    },
    { view },
  );
  return { result, classOf: new Map(result.statements.map((each) => [each.statementId, each.className])) };
}

describe('the votes of the demo conversation', () => {
  it('are the same every time, and others with another seed', () => {
    const { conversation } = loadWrenmouth();
    assert.deepEqual(generateVotes(conversation), generateVotes(conversation));
    assert.notDeepEqual(generateVotes({ ...conversation, seed: 1 }), generateVotes(conversation));
  });

  it('come from fifty people in the room and others at home, who answer about four in five statements and sometimes pass', () => {
    const { conversation } = loadWrenmouth();
    const { participants, votes, authors } = generateVotes(conversation);
    assert.equal(
      conversation.sectors.reduce((sum, one) => sum + one.people, 0),
      50,
    );
    assert.equal(participants.length, 254);
    const room = votes.filter(({ participantNumber, second }) => participantNumber <= 50 && second >= 0);
    assert.equal(new Set(room.map((vote) => `${vote.participantNumber} ${vote.statementKey}`)).size, room.length);
    const share = room.length / (50 * 36);
    assert.ok(share > 0.77 && share < 0.83, String(share));
    const passes = votes.filter((vote) => vote.value === 0).length / votes.length;
    assert.ok(passes > 0.05 && passes < 0.2, String(passes));
    for (const vote of votes) {
      if (authors[vote.statementKey] === vote.participantNumber) assert.equal(vote.value, 1);
    }
  });

  it('come from before the workshop, from it and from after it, and some people answer twice', () => {
    const { conversation } = loadWrenmouth();
    const { votes } = generateVotes(conversation);
    const { opensDay, roomDay, closesDay } = conversation;
    const [first = 0, last = 0] = [votes[0]?.second, votes.at(-1)?.second];
    assert.ok(first >= (opensDay - roomDay) * 86_400, String(first));
    assert.ok(last < (closesDay - roomDay) * 86_400, String(last));
    const before = new Set(votes.filter(({ second }) => second < 0).map((vote) => vote.participantNumber));
    const again = new Set(votes.filter(({ second }) => second >= 0).map((vote) => vote.participantNumber));
    const twice = [...before].filter((number) => again.has(number));
    assert.ok(twice.length >= 60, String(twice.length));
    assert.ok(twice.some((number) => number <= 50) && twice.some((number) => number > 50));
  });

  it('are divided enough, by enough people, that the public may read how groups differ', () => {
    const { conversation } = loadWrenmouth();
    const { participants, votes } = generateVotes(conversation);
    const approved = conversation.statements.filter(({ status }) => status === 'approved').map(({ key }) => key);
    const current = [
      ...new Map(votes.map((vote) => [`${vote.participantNumber} ${vote.statementKey}`, vote])).values(),
    ];
    const numbers = approved.map((_, at) => at + 1);
    const findings = findingsOf({
      seed: 1,
      numbers,
      sectorOf: participants.map(({ sector }) => sector),
      sectors: conversation.sectors.map(({ key, label }) => ({ id: key, label })),
      person: Int32Array.from(current, (vote) => vote.participantNumber - 1),
      statement: Int32Array.from(current, (vote) => approved.indexOf(vote.statementKey)),
      value: Int8Array.from(current, (vote) => vote.value),
    });
    const everyNumber = new Set(numbers);
    const insight = publicInsight(findings, { shown: everyNumber, agreed: everyNumber });
    assert.equal(insight.verdict, 'real');
    assert.ok(insight.groups.length >= 2 && insight.groups.every(({ people }) => people >= 10));
    assert.ok(insight.answers.length > 0);
  });

  it('show what the room shares, rejects, differs on and does not know', () => {
    const { result, classOf } = analyse('room');
    assert.equal(result.people, 254);
    for (const key of ['tell-my-story', 'one-page', 'damp-homes', 'carer-seen'])
      assert.equal(classOf.get(key), 'agree', key);
    for (const key of ['family-should-cope', 'online-only']) assert.equal(classOf.get(key), 'not-us', key);
    assert.equal(classOf.get('pooled-budget'), 'unsure');
    const bySector = analyse('sectors');
    assert.equal(bySector.result.view, 'sectors');
    assert.deepEqual(
      bySector.result.groups.map(({ label, people }) => [label, people]),
      [
        ['NHS', 41],
        ['Council', 33],
        ['Voluntary and community groups', 44],
        ['Residents', 100],
        ['Employers', 18],
        ['Housing, police and fire', 18],
      ],
    );
    const classes = new Set(bySector.classOf.values());
    for (const name of ['agree', 'not-us', 'differ', 'unsure', 'mixed'] as const) assert.ok(classes.has(name), name);
    assert.equal(bySector.classOf.get('tell-my-story'), 'agree');
    assert.equal(bySector.classOf.get('free-parking'), 'differ');
    const unheard = result.statements.filter((each) => bySector.classOf.get(each.statementId) === 'too-few');
    assert.ok(unheard.length <= 5, String(unheard.length));
  });

  it('can be published without a count from one to four', () => {
    const published = publicResult(analyse('room').result);
    for (const { room } of published.statements) {
      for (const cell of [room.agree, room.disagree, room.pass, room.seen]) {
        assert.ok(cell === null || cell === 0 || cell >= 5);
      }
    }
    const shown = published.statements.filter(({ room }) => room.agree !== null || room.disagree !== null);
    assert.ok(shown.length >= 30, String(shown.length));
  });
});
