import { smoothedShare, wilsonInterval } from '../../../lib/statistics.ts';
import {
  classify,
  classWords,
  groupConsensus,
  overallConsensus,
  type ClassName,
  type ConsensusEntry,
} from './consensus.ts';
import { countVotes, noCounts, type CountedStatement, type Counts } from './counts.ts';
import { groupBySector, type DeclaredPerson, type Sector } from './sectors.ts';
import { currentVotes, type VoteEvent } from './vote.ts';

export type Participant = DeclaredPerson & { banned: boolean };

export type ConversationVotes = {
  statements: readonly CountedStatement[];
  events: readonly VoteEvent[];
  people: readonly Participant[];
  sectors: readonly Sector[];
};

/** One group of the view: a declared sector, or everybody. */
export type ViewGroup = { id: string; label: string; people: number };
export type GroupAnswer = { groupId: string; label: string; counts: Counts };
/** C+ and C- over the groups, with the group that agrees least; or the groups from which more votes are needed. */
export type SectorScore =
  | { known: true; agree: number; disagree: number; weakest: { groupId: string; label: string; share: number } }
  | { known: false; notEnoughFrom: string[] };

export type StatementAgreement = {
  statementId: string;
  number: number;
  /** Everybody who may be counted, sector or none. */
  overall: Counts;
  /** 95 % interval of the share that agrees, among all who voted. */
  agreeInterval: { low: number; high: number };
  groups: GroupAnswer[];
  score: SectorScore;
  className: ClassName;
  words: string;
};

export type OverallAgreement = {
  /** `sectors` only when asked for and at least two sectors may be shown; otherwise the whole room as one group. */
  view: 'sectors' | 'room';
  people: number;
  votes: number;
  groups: ViewGroup[];
  leftOut: { label: string; people: number }[];
  statements: StatementAgreement[];
  consensus: { agree: ConsensusEntry[]; disagree: ConsensusEntry[] };
};

type Membership = ViewGroup & { personIds: ReadonlySet<string> };

/**
 * What a conversation shares, from its votes: a pure result that does not depend on the order of people or statements.
 * Banned people and statements set aside do not count. `minimumVotes` is 5, or 3 in a facilitator's console.
 * Exact figures: what leaves the signed-in area goes through `publicResult` first.
 * Source: note on the conversation, sections 2.8 to 2.10.
 */
export function overallAgreement(
  input: ConversationVotes,
  options: { view: 'sectors' | 'room'; minimumVotes?: number },
): OverallAgreement {
  const counted = input.people.filter((person) => !person.banned);
  const votes = currentVotes(input.events);
  const everybody = new Set(counted.map((person) => person.id));
  const overall = countVotes(input.statements, votes, everybody);
  const declared = groupBySector(counted, input.sectors);
  const useSectors = options.view === 'sectors' && declared.groups.length >= 2;
  const members: Membership[] = useSectors
    ? declared.groups.map(({ id, label, personIds }) => ({
        id,
        label,
        people: personIds.length,
        personIds: new Set(personIds),
      }))
    : [{ id: 'everybody', label: 'Everybody', people: counted.length, personIds: everybody }];
  const byGroup = members.map((group) => (useSectors ? countVotes(input.statements, votes, group.personIds) : overall));
  const peopleInView = members.reduce((sum, group) => sum + group.people, 0);
  const statements = overall.map(({ statementId, number, counts }, index): StatementAgreement => {
    const groups = members.map(({ id, label }, group): GroupAnswer => ({
      groupId: id,
      label,
      counts: byGroup[group]?.[index]?.counts ?? noCounts(),
    }));
    const className = classify(
      groups.map((group) => group.counts),
      peopleInView,
      options.minimumVotes,
    );
    return {
      statementId,
      number,
      overall: counts,
      agreeInterval: wilsonInterval(counts.agree, counts.seen),
      groups,
      score: sectorScore(groups, members),
      className,
      words: classWords[className],
    };
  });
  return {
    view: useSectors ? 'sectors' : 'room',
    people: counted.length,
    votes: overall.reduce((sum, statement) => sum + statement.counts.seen, 0),
    groups: members.map(({ id, label, people }) => ({ id, label, people })),
    leftOut: useSectors ? declared.leftOut : [],
    statements,
    consensus: overallConsensus(overall),
  };
}

/** A group speaks for itself with votes from at least 3 of its people and 30 % of them. */
function sectorScore(groups: readonly GroupAnswer[], members: readonly ViewGroup[]): SectorScore {
  const notEnoughFrom = groups
    .filter(({ counts }, index) => counts.seen < Math.max(3, 0.3 * (members[index]?.people ?? 0)))
    .map(({ label }) => label);
  if (notEnoughFrom.length > 0) return { known: false, notEnoughFrom };
  const { agreeMean, disagreeMean } = groupConsensus(groups.map((group) => group.counts));
  const shares = groups.map(({ groupId, label, counts }) => ({
    groupId,
    label,
    share: smoothedShare(counts.agree, counts.seen),
  }));
  const weakest = shares.reduce((low, each) => (each.share < low.share ? each : low));
  return { known: true, agree: agreeMean, disagree: disagreeMean, weakest };
}
