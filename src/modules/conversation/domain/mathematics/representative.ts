import { oneSampleZ, significantAt90, smoothedShare, twoSampleZ } from '../../../../lib/statistics.ts';
import { countsOf, countsOfRest, type GroupVotes } from './group-votes.ts';

/** A statement that tells a group from the others, and which way the group answers it. `metric` orders the list. */
export type Representative = {
  statement: number;
  direction: 'agree' | 'disagree';
  metric: number;
  isBestAgreed: boolean;
};

type Look = {
  statement: number;
  answered: boolean;
  /** Share, its z, the ratio to the others' share, and the z of the difference, for agreeing and for disagreeing. */
  pa: number;
  pat: number;
  ra: number;
  rat: number;
  pd: number;
  pdt: number;
  rd: number;
  rdt: number;
};

const most = 5;

/**
 * Up to five statements that tell a group from the others, those it agrees with first. `compatible` follows Polis to the letter, which
 * can show what a group agrees with most as a disagreement; the product leaves such a one out, and never shows a statement that nobody
 * in the group has seen. Source: note on the conversation, section 2.8.
 */
export function representativeStatements(
  votes: GroupVotes,
  group: number,
  options: { compatible?: boolean } = {},
): Representative[] {
  const compatible = options.compatible ?? false;
  const looks = Array.from({ length: votes.statements }, (_, statement) => lookAt(votes, group, statement)).filter(
    ({ statement }) => compatible || votes.seen[group]![statement]! > 0,
  );
  const agreed = bestAgreed(looks);
  const best = agreed !== undefined && (compatible || directionOf(agreed) === 'agree') ? agreed : undefined;
  const telling = looks
    .filter((look) => isSufficient(look) && look !== best)
    .sort((a, b) => nineDigits(metricOf(b)) - nineDigits(metricOf(a)) || a.statement - b.statement);
  if (telling.length === 0 && best === undefined) {
    const farthest = looks.reduce<Look | undefined>(
      (found, look) => (found === undefined || distanceOf(look) > distanceOf(found) ? look : found),
      undefined,
    );
    return farthest === undefined ? [] : [said(farthest, false)];
  }
  const list = [...(best === undefined ? [] : [said(best, true)]), ...telling.map((look) => said(look, false))];
  const shown = list.slice(0, most);
  return [
    ...shown.filter(({ direction }) => direction === 'agree'),
    ...shown.filter(({ direction }) => direction === 'disagree'),
  ];
}

function lookAt(votes: GroupVotes, group: number, statement: number): Look {
  const own = countsOf(votes, group, statement);
  const rest = countsOfRest(votes, statement, group);
  const pa = smoothedShare(own.agree, own.seen);
  const pd = smoothedShare(own.disagree, own.seen);
  return {
    statement,
    answered: own.agree + own.disagree > 0,
    pa,
    pat: oneSampleZ(own.agree, own.seen),
    ra: pa / smoothedShare(rest.agree, rest.seen),
    rat: twoSampleZ({ successes: own.agree, total: own.seen }, { successes: rest.agree, total: rest.seen }),
    pd,
    pdt: oneSampleZ(own.disagree, own.seen),
    rd: pd / smoothedShare(rest.disagree, rest.seen),
    rdt: twoSampleZ({ successes: own.disagree, total: own.seen }, { successes: rest.disagree, total: rest.seen }),
  };
}

function directionOf({ rat, rdt }: Look): 'agree' | 'disagree' {
  return rat > rdt ? 'agree' : 'disagree';
}

function metricOf(look: Look): number {
  return directionOf(look) === 'agree'
    ? look.ra * look.rat * look.pa * look.pat
    : look.rd * look.rdt * look.pd * look.pdt;
}

function isSufficient({ rat, pat, rdt, pdt }: Look): boolean {
  return (rat > significantAt90 && pat > significantAt90) || (rdt > significantAt90 && pdt > significantAt90);
}

function distanceOf({ rat, rdt }: Look): number {
  return Math.max(rat, rdt);
}

/** The statement that the group agrees with most, taken one after another as Polis does. */
function bestAgreed(looks: readonly Look[]): Look | undefined {
  let best: Look | undefined;
  for (const look of looks) if (look.answered && isBetter(look, best)) best = look;
  return best;
}

function isBetter(look: Look, best: Look | undefined): boolean {
  if (best === undefined) return look.pat > significantAt90 || (look.ra > 1 && look.pa > 0.5);
  if (best.ra > 1) return look.ra * look.rat * look.pa * look.pat > best.ra * best.rat * best.pa * best.pat;
  return look.pa * look.pat > best.pa * best.pat;
}

function said(look: Look, isBestAgreed: boolean): Representative {
  return { statement: look.statement, direction: directionOf(look), metric: metricOf(look), isBestAgreed };
}

function nineDigits(value: number): number {
  return Math.round(value * 1e9) / 1e9;
}
