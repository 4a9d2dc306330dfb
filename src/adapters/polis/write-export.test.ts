import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { sharedData } from '../../../test/support/shared-data.ts';
import { parsePolisExport } from './parse-export.ts';
import type { PolisConversation, PolisImport, PolisVote } from './polis-import.ts';
import { writePolisExport } from './write-export.ts';

function read(files: Record<string, string>): PolisImport {
  const result = parsePolisExport(files);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}
function core({ topic, description, statements, participants, votes }: PolisConversation): PolisConversation {
  return { topic, description, statements, participants, votes };
}

const words = fc.oneof(
  fc.string({ minLength: 1, maxLength: 30 }),
  fc.string({ unit: fc.constantFrom('"', ',', '\n', '=', 'é', 'ش', 'a'), minLength: 1, maxLength: 12 }),
);
const body = words.map((text) => text.trim()).filter((text) => text !== '');
const time = fc.integer({ min: 1_600_000_000_000, max: 1_600_000_000_050 });

/** A conversation in which authors agree with their own statements first, as on Polis. */
function someConversation(): fc.Arbitrary<PolisConversation> {
  const statement = fc.record({
    body,
    authorNumber: fc.constantFrom(0, 1, 2, 3),
    isSeed: fc.boolean(),
    status: fc.constantFrom('approved' as const, 'rejected' as const, 'submitted' as const),
    isAboutYou: fc.boolean(),
    createdAt: time,
  });
  const vote = fc.record({
    statement: fc.nat(),
    participantNumber: fc.integer({ min: 1, max: 6 }),
    value: fc.constantFrom<PolisVote['value'][]>(1, 0, -1),
    at: time,
  });
  return fc
    .tuple(fc.array(statement, { minLength: 1, maxLength: 6 }), fc.array(vote, { maxLength: 30 }), body, words)
    .map(([written, cast, topic, description]) => {
      const statements = written.map((each, index) => ({ ...each, number: index * 3 }));
      const own = statements
        .filter(({ authorNumber }) => authorNumber > 0)
        .map(({ number, authorNumber }): PolisVote => ({
          statementNumber: number,
          participantNumber: authorNumber,
          value: 1,
          at: 1_599_999_999_999,
        }));
      const votes = cast.map(({ statement: index, ...rest }): PolisVote => ({
        ...rest,
        statementNumber: (index % statements.length) * 3,
      }));
      const unique = [...new Map([...own, ...votes].map((each) => [JSON.stringify(each), each])).values()];
      const ordered = unique.toSorted((a, b) => a.at - b.at || a.statementNumber - b.statementNumber);
      const people = [...new Set(ordered.map((each) => each.participantNumber))].toSorted((a, b) => a - b);
      return {
        topic,
        description,
        statements,
        participants: people.map((number) => ({ number, importedGroup: number % 3 === 0 ? null : String(number % 2) })),
        votes: ordered,
      };
    });
}

describe('writing a Polis export', () => {
  it('gives back the same conversation when read again', () => {
    fc.assert(
      fc.property(someConversation(), (conversation) => {
        const again = read(writePolisExport(conversation));
        assert.deepEqual(core(again), conversation);
        assert.deepEqual(again.suggestedAboutYou, []);
        assert.equal(again.sign.inverted, false);
      }),
    );
  });

  it('uses the exchange format: plain bodies, LF, ids as columns, no outside ids', () => {
    const files = writePolisExport({
      topic: 'What helps?',
      description: '',
      statements: [
        {
          number: 4,
          body: '=1+1',
          authorNumber: null,
          isSeed: true,
          status: 'approved',
          isAboutYou: false,
          createdAt: 1_600_000_000_000,
        },
      ],
      participants: [{ number: 1, importedGroup: null }],
      votes: [{ statementNumber: 4, participantNumber: 1, value: -1, at: 1_600_000_000_500 }],
    });
    assert.equal(
      files['comments.csv'],
      'timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,is-meta,is-seed,comment-body\n' +
        '1600000000000,2020-09-13T12:26:40.000Z,4,,0,1,1,0,1,=1+1\n',
    );
    assert.equal(
      files['participants-votes.csv'],
      'participant,group-id,n-comments,n-votes,n-agree,n-disagree,4\n1,,0,1,0,1,-1\n',
    );
    assert.equal(
      files['stats-history.csv'],
      'n-votes,n-comments,n-visitors,n-voters,n-commenters\n0,1,0,0,0\n1,1,1,1,0\n',
    );
    assert.equal(JSON.stringify(files).includes('xid'), false);
  });

  for (const name of ['london.youth.policing', 'scoop-hivemind.taxes']) {
    const parts = ['summary.csv', 'comments.csv', 'votes.csv', 'participants-votes.csv'].map(
      (file) => [file, sharedData(`conversation/${name}/${file}`)] as const,
    );
    const absent = parts.map(([, part]) => part.absent).find((words) => words !== false) ?? false;
    it(`keeps the published export ${name} whole: in, out, in again`, { skip: absent }, () => {
      const first = read(Object.fromEntries(parts.map(([file, part]) => [file, part.text()])));
      const again = read(writePolisExport(first));
      assert.deepEqual(core(again), core(first));
      assert.ok(again.votes.length > 600);
    });
  }
});
