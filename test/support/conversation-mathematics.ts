// The two published conversations with their reference values, and rooms made by chance for statistical tests.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readCsv } from '../../src/lib/csv.ts';
import { seededRandom } from '../../src/lib/random.ts';
import { voteMatrix, type VoteMatrix } from '../../src/modules/conversation/domain/mathematics/vote-matrix.ts';
import { sharedData } from './shared-data.ts';

type Mode = {
  statementIds: number[];
  columnMeans: number[];
  eigenvalues: number[];
  totalVariance: number;
  axis1: number[];
  axis2: number[];
  projection: { x: number[]; y: number[] };
  extremity: number[];
  statelessGrouping: {
    inConversation: number[];
    bestKnownSse: Record<string, number>;
    silhouetteAtBest: Record<string, number>;
  };
};
type Slate = { plainMajority: number[]; sequentialProportional: number[]; equalSharesBeforeCompletion: number[] };

export type Reference = {
  votes: number;
  setAside: { rejected: number[]; aboutYou: number[] };
  participantIds: number[];
  publishedGroupId: (number | null)[];
  compatible: Mode & {
    publishedGroups: {
      sizes: number[];
      agree: number[][];
      disagree: number[][];
      seen: number[][];
      groupAwareConsensus: number[];
      groupAwareConsensusGeometricMean: number[];
      groupAwareRejectionGeometricMean: number[];
      representative: Record<string, { statement: number; direction: string; metric: number; bestAgree: boolean }[]>;
      routingPriority: number[];
      sse: number;
      silhouette: number;
      bestKnownSseSamePeople: Record<string, number>;
    };
  };
  dropped: Mode;
  division: Record<'plainStatistic' | 'plainP' | 'balancedStatistic' | 'balancedP' | 'permutations', number>;
  slate: { candidates: number[]; voters: number; 5: Slate; 8: Slate };
};

export type Published = {
  reference: Reference;
  /** Every statement of the file; rows are in the order of `participantIds`. */
  all: VoteMatrix;
  allNumbers: number[];
  /** Without those set aside. */
  kept: VoteMatrix;
  keptNumbers: number[];
  /** How many columns of the file are set aside. */
  setAside: number;
};

export const publishedNames = ['london.youth.policing', 'scoop-hivemind.taxes'] as const;
export type PublishedName = (typeof publishedNames)[number];

/** The words for `skip` when a published conversation is not on this machine. */
export function absentPublished(name: PublishedName): string | false {
  return sharedData(`conversation/${name}/participants-votes.csv`).absent;
}

/** A published conversation as matrices. */
export function publishedConversation(name: PublishedName): Published {
  const reference = sharedData(`conversation/${name}/expected.json`).json() as Reference;
  const table = readCsv(sharedData(`conversation/${name}/participants-votes.csv`).text());
  assert.ok(table.ok);
  const { header, rows } = table.value;
  const aside = new Set([...reference.setAside.rejected, ...reference.setAside.aboutYou]);
  const columns = header
    .flatMap((title, index) => (/^\d+$/.test(title) ? [{ number: Number(title), index }] : []))
    .sort((a, b) => a.number - b.number);
  const kept = columns.filter(({ number }) => !aside.has(number));
  const of = (some: readonly { index: number }[]): VoteMatrix =>
    matrixOf(
      rows.map(({ cells }) =>
        some.map(({ index }) => ((cells[index] ?? '') === '' ? undefined : Number(cells[index]))),
      ),
    );
  return {
    reference,
    all: of(columns),
    allNumbers: columns.map(({ number }) => number),
    kept: of(kept),
    keptNumbers: kept.map(({ number }) => number),
    setAside: columns.length - kept.length,
  };
}

export type Rows = readonly (readonly (number | undefined)[])[];

/** A matrix from rows of answers; undefined = not seen. */
export function matrixOf(rows: Rows, statements = rows[0]?.length ?? 0): VoteMatrix {
  const votes = rows.flatMap((row, person) =>
    row.flatMap((value, statement) => (value === undefined ? [] : [{ person, statement, value }])),
  );
  return voteMatrix({
    people: rows.length,
    statements,
    person: votes.map((vote) => vote.person),
    statement: votes.map((vote) => vote.statement),
    value: votes.map((vote) => vote.value),
  });
}

/** Any small conversation, as rows of answers. */
export function anyRows(limits: { people?: number; statements?: number } = {}): fc.Arbitrary<(number | undefined)[][]> {
  return fc
    .tuple(fc.integer({ min: 1, max: limits.people ?? 12 }), fc.integer({ min: 1, max: limits.statements ?? 8 }))
    .chain(([people, statements]) =>
      fc.array(fc.array(fc.constantFrom(1, 0, -1, undefined), { minLength: statements, maxLength: statements }), {
        minLength: people,
        maxLength: people,
      }),
    );
}

/**
 * A room of 50 people and 40 statements, four in five answered: `groups` that differ by `separation` on about a third of the
 * statements, and people who agree more or less readily (`readiness`, a standard deviation).
 */
export function roomByChance(
  seed: number,
  kind: { groups?: number; separation?: number; readiness?: number },
): VoteMatrix {
  const random = seededRandom(seed);
  const { groups = 1, separation = 0, readiness = 0 } = kind;
  const base = Array.from({ length: 40 }, () => 0.25 + 0.7 * random());
  const direction = Array.from({ length: groups }, () =>
    base.map(() => {
      const draw = random();
      return draw < 0.175 ? 1 : draw < 0.35 ? -1 : 0;
    }),
  );
  const rows = Array.from({ length: 50 }, (_, person) => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return base.map((chance, at) => {
      if (random() >= 0.8) return undefined;
      const lean = separation * (direction[person % groups]?.[at] ?? 0) + readiness * normal;
      if (random() < 0.1) return 0;
      return random() < Math.min(0.97, Math.max(0.03, chance + lean)) ? 1 : -1;
    });
  });
  return matrixOf(rows);
}

/** The published group of each person, -1 for none. */
export function labelsOf(reference: Reference): Int32Array {
  return Int32Array.from(reference.publishedGroupId, (group) => group ?? -1);
}
