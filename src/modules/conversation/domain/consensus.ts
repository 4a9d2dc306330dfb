import { oneSampleZ, significantAt90, smoothedShare } from '../../../lib/statistics.ts';
import type { Counts, StatementCounts } from './counts.ts';

/** A statement that the whole room agrees on, or agrees is not theirs. `score` orders the list. */
export type ConsensusEntry = { statementId: string; number: number; share: number; z: number; score: number };

/**
 * What all people together agree on, and what they agree is not theirs, strongest first: everything whose smoothed share
 * is above one half and clearly so (z > 1.2816, 90 % one-sided). Polis shows the first five of each.
 * Source: note on the conversation, section 2.9.
 */
export function overallConsensus(statements: readonly StatementCounts[]): {
  agree: ConsensusEntry[];
  disagree: ConsensusEntry[];
} {
  return {
    agree: qualifying(statements, (counts) => counts.agree),
    disagree: qualifying(statements, (counts) => counts.disagree),
  };
}

function qualifying(statements: readonly StatementCounts[], pick: (counts: Counts) => number): ConsensusEntry[] {
  return statements
    .filter(({ counts }) => counts.seen > 0)
    .map(({ statementId, number, counts }) => {
      const share = smoothedShare(pick(counts), counts.seen);
      const z = oneSampleZ(pick(counts), counts.seen);
      return { statementId, number, share, z, score: share * z };
    })
    .filter(({ share, z }) => share > 0.5 && z > significantAt90)
    .sort((a, b) => b.score - a.score || a.number - b.number);
}

/** Agreement across groups. `agree` and `disagree` are products over groups; the means do not depend on how many groups there are. */
export type GroupConsensus = { agree: number; disagree: number; agreeMean: number; disagreeMean: number };

/**
 * How far every group agrees (C+), and agrees that it is not theirs (C-), as geometric means of the smoothed shares, in 0..1.
 * The weakest group pulls hardest. Throws RangeError without a group. Source: note on the conversation, section 2.9.
 */
export function groupConsensus(groups: readonly Counts[]): GroupConsensus {
  if (groups.length === 0) throw new RangeError('Consensus across groups needs at least one group');
  let agree = 1;
  let disagree = 1;
  for (const counts of groups) {
    agree *= smoothedShare(counts.agree, counts.seen);
    disagree *= smoothedShare(counts.disagree, counts.seen);
  }
  return {
    agree,
    disagree,
    agreeMean: agree ** (1 / groups.length),
    disagreeMean: disagree ** (1 / groups.length),
  };
}

export type ClassName = 'agree' | 'not-us' | 'differ' | 'unsure' | 'mixed' | 'too-few';

/** The plain words of each class, as shown on screens. */
export const classWords: Readonly<Record<ClassName, string>> = {
  agree: 'We agree',
  'not-us': 'We agree this is not us',
  differ: 'We differ',
  unsure: 'We do not know yet',
  mixed: 'Mixed views',
  'too-few': 'Too few votes',
};

/**
 * The class of one statement, from how each group of the view answered it.
 * `people` is how many people the groups have in all; every group needs `minimumVotes` votes (5; 3 for a facilitator).
 * The first rule that fits wins. Source: note on the conversation, section 2.10.
 */
export function classify(groups: readonly Counts[], people: number, minimumVotes = 5): ClassName {
  if (groups.length === 0 || groups.some((counts) => counts.seen < minimumVotes)) return 'too-few';
  let agree = 0;
  let disagree = 0;
  let pass = 0;
  let seen = 0;
  const agreeShares = groups.map((counts) => smoothedShare(counts.agree, counts.seen));
  const disagreeShares = groups.map((counts) => smoothedShare(counts.disagree, counts.seen));
  for (const counts of groups) {
    agree += counts.agree;
    disagree += counts.disagree;
    pass += counts.pass;
    seen += counts.seen;
  }
  if (Math.min(...agreeShares) >= 0.6 && oneSampleZ(agree, seen) > significantAt90) return 'agree';
  if (Math.min(...disagreeShares) >= 0.6 && oneSampleZ(disagree, seen) > significantAt90) return 'not-us';
  if (Math.max(...agreeShares) >= 0.6 && Math.max(...disagreeShares) >= 0.5) return 'differ';
  if (smoothedShare(pass, seen) >= 0.3 || seen < 0.5 * people) return 'unsure';
  return 'mixed';
}
