import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readCsv } from '../../../lib/csv.ts';
import { sharedData } from '../../../../test/support/shared-data.ts';
import { classify, groupConsensus, overallConsensus, type ClassName } from './consensus.ts';
import { countVotes, type Counts, type StatementCounts } from './counts.ts';
import type { Vote, VoteValue } from './vote.ts';

function counts(agree: number, disagree: number, pass = 0): Counts {
  return { agree, disagree, pass, seen: agree + disagree + pass };
}
function near(actual: number | undefined, expected: number | undefined): void {
  assert.ok(
    actual !== undefined && expected !== undefined && Math.abs(actual - expected) < 1e-9,
    `${actual} ${expected}`,
  );
}

describe('the class of a statement', () => {
  it('is the first rule that fits', () => {
    const cases: [ClassName, Counts[], number][] = [
      ['too-few', [counts(9, 0), counts(4, 0)], 14],
      ['too-few', [], 0],
      ['agree', [counts(9, 1), counts(8, 2)], 20],
      ['not-us', [counts(1, 9), counts(2, 8)], 20],
      ['differ', [counts(9, 1), counts(2, 8)], 20],
      ['unsure', [counts(4, 2, 4), counts(4, 2, 4)], 20],
      ['unsure', [counts(3, 3), counts(3, 3)], 30],
      ['mixed', [counts(5, 5), counts(5, 5)], 20],
    ];
    for (const [expected, groups, people] of cases) assert.equal(classify(groups, people), expected);
  });

  it('needs agreement in every group, not only in the sum', () => {
    assert.equal(classify([counts(100, 0), counts(5, 3, 2)], 110), 'mixed');
  });
});

describe('consensus across groups', () => {
  const reference = sharedData('conversation/formulas.json');
  it('matches the hand-sized reference', { skip: reference.absent }, () => {
    const { consensus } = reference.json() as {
      consensus: Record<'agree' | 'disagree' | 'seen', number[][]> &
        Record<'groupAware' | 'geometricMean' | 'rejectionGeometricMean', number[]>;
    };
    for (const statement of [0, 1]) {
      const groups = [0, 1].map((group) => ({
        agree: consensus.agree[group]?.[statement] ?? 0,
        disagree: consensus.disagree[group]?.[statement] ?? 0,
        pass: 0,
        seen: consensus.seen[group]?.[statement] ?? 0,
      }));
      const result = groupConsensus(groups);
      near(result.agree, consensus.groupAware[statement]);
      near(result.agreeMean, consensus.geometricMean[statement]);
      near(result.disagreeMean, consensus.rejectionGeometricMean[statement]);
    }
  });

  it('refuses to speak for no group', () => {
    assert.throws(() => groupConsensus([]), RangeError);
  });
});

type Expected = {
  votes: number;
  setAside: { rejected: number[]; aboutYou: number[] };
  participantIds: number[];
  publishedGroupId: (number | null)[];
  compatible: {
    statementIds: number[];
    consensus: { agree: number[]; disagree: number[] };
    publishedGroups: {
      groupIds: number[];
      sizes: number[];
      agree: number[][];
      disagree: number[][];
      seen: number[][];
      groupAwareConsensus: number[];
      groupAwareConsensusGeometricMean: number[];
      groupAwareRejection: number[];
      groupAwareRejectionGeometricMean: number[];
    };
  };
  classesForPublishedGroups: { minimumVotesPerGroup: number } & Record<
    'agree' | 'notUs' | 'differ' | 'unsure' | 'mixed' | 'tooFewVotes',
    number[]
  >;
};

function readMatrix(text: string): { votes: Vote[]; statementNumbers: number[] } {
  const table = readCsv(text);
  assert.ok(table.ok);
  const { header, rows } = table.value;
  const columns = header.flatMap((name, index) => (/^\d+$/.test(name) ? [{ number: name, index }] : []));
  const votes = rows.flatMap(({ cells }) =>
    columns.flatMap(({ number, index }): Vote[] => {
      const cell = cells[index] ?? '';
      return cell === '' ? [] : [{ personId: cells[0] ?? '', statementId: number, value: Number(cell) as VoteValue }];
    }),
  );
  return { votes, statementNumbers: columns.map(({ number }) => Number(number)) };
}

for (const name of ['london.youth.policing', 'scoop-hivemind.taxes']) {
  const matrix = sharedData(`conversation/${name}/participants-votes.csv`);
  const file = sharedData(`conversation/${name}/expected.json`);
  describe(`the published conversation ${name}`, { skip: matrix.absent || file.absent }, () => {
    function load() {
      const expected = file.json() as Expected;
      const { votes, statementNumbers } = readMatrix(matrix.text());
      const aside = new Set([...expected.setAside.rejected, ...expected.setAside.aboutYou]);
      const all = statementNumbers.map((number) => ({ id: String(number), number, setAside: false }));
      const kept = all.map((statement) => ({ ...statement, setAside: aside.has(statement.number) }));
      const published = expected.compatible.publishedGroups;
      const members = published.groupIds.map(
        (group) =>
          new Set(expected.participantIds.filter((_, index) => expected.publishedGroupId[index] === group).map(String)),
      );
      const byGroup = members.map((people) => countVotes(all, votes, people));
      return { expected, votes, all, kept, published, members, byGroup };
    }

    it('has every vote counted', () => {
      const { expected, votes, published, members, byGroup } = load();
      assert.equal(votes.length, expected.votes);
      members.forEach((people, group) => {
        assert.equal(people.size, published.sizes[group]);
        const found = byGroup[group] ?? [];
        assert.deepEqual(
          found.map(({ counts }) => counts.agree),
          published.agree[group],
        );
        assert.deepEqual(
          found.map(({ counts }) => counts.disagree),
          published.disagree[group],
        );
        assert.deepEqual(
          found.map(({ counts }) => counts.seen),
          published.seen[group],
        );
      });
    });

    it('has the published consensus of the whole room, in order', () => {
      const { expected, votes, kept } = load();
      const found = overallConsensus(countVotes(kept, votes, new Set(expected.participantIds.map(String))));
      assert.deepEqual(
        found.agree.slice(0, 5).map((entry) => entry.number),
        expected.compatible.consensus.agree,
      );
      assert.deepEqual(
        found.disagree.slice(0, 5).map((entry) => entry.number),
        expected.compatible.consensus.disagree,
      );
    });

    it('has the consensus across its published groups', () => {
      const { published, byGroup, all } = load();
      all.forEach((_, index) => {
        const result = groupConsensus(groupsAt(byGroup, index));
        near(result.agree, published.groupAwareConsensus[index]);
        near(result.agreeMean, published.groupAwareConsensusGeometricMean[index]);
        near(result.disagree, published.groupAwareRejection[index]);
        near(result.disagreeMean, published.groupAwareRejectionGeometricMean[index]);
      });
    });

    it('has the expected class for every kept statement', () => {
      const { expected, votes, kept, members, published } = load();
      const classes = expected.classesForPublishedGroups;
      const byGroup = members.map((people) => countVotes(kept, votes, people));
      const people = published.sizes.reduce((sum, size) => sum + size, 0);
      const found = new Map<ClassName, number[]>();
      byGroup[0]?.forEach(({ number }, index) => {
        const className = classify(groupsAt(byGroup, index), people, classes.minimumVotesPerGroup);
        found.set(className, [...(found.get(className) ?? []), number]);
      });
      assert.deepEqual(found.get('agree') ?? [], classes.agree);
      assert.deepEqual(found.get('not-us') ?? [], classes.notUs);
      assert.deepEqual(found.get('differ') ?? [], classes.differ);
      assert.deepEqual(found.get('unsure') ?? [], classes.unsure);
      assert.deepEqual(found.get('mixed') ?? [], classes.mixed);
      assert.deepEqual(found.get('too-few') ?? [], classes.tooFewVotes);
    });
  });
}

function groupsAt(byGroup: readonly StatementCounts[][], index: number): Counts[] {
  return byGroup.map((group) => group[index]?.counts ?? counts(0, 0));
}
