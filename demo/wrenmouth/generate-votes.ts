import { seededRandom } from '../../src/lib/random.ts';
import type { DemoConversation, DemoStatement } from './types.ts';

export type DemoParticipant = { number: number; sector: string };
export type DemoVote = {
  participantNumber: number;
  statementKey: string;
  value: 1 | 0 | -1;
  /** Seconds after the vote opened in the room. */
  second: number;
};
export type DemoVotes = {
  participants: DemoParticipant[];
  /** By time. One vote for each participant and statement at most. */
  votes: DemoVote[];
  /** Who wrote each statement that a participant wrote. Authors agree with their own. */
  authors: Record<string, number>;
};

/**
 * The fifty people of the demo conversation and how they voted, drawn from the chances in `conversation.json`. The same
 * conversation always gives the same votes. About `answeredShare` of the approved statements are answered.
 * Some people agree more readily than others (by up to 0.08 either way), as people do.
 */
export function generateVotes(conversation: DemoConversation): DemoVotes {
  const random = seededRandom(conversation.seed);
  const participants = conversation.sectors
    .flatMap((sector) => Array.from({ length: sector.people }, () => sector.key))
    .map((sector, index): DemoParticipant => ({ number: index + 1, sector }));
  const authors = chooseAuthors(conversation, participants, random);
  const approved = conversation.statements.filter((statement) => statement.status === 'approved');
  const votes = participants.flatMap(({ number, sector }) => {
    const readiness = (random() - 0.5) * 0.16;
    let second = Math.floor(random() * 300);
    return approved.flatMap((statement): DemoVote[] => {
      const isOwn = authors[statement.key] === number;
      const answers = random() < conversation.answeredShare;
      const value = drawVote(statement, sector, readiness, random);
      second += 6 + Math.floor(random() * 20);
      if (isOwn) return [{ participantNumber: number, statementKey: statement.key, value: 1, second }];
      return answers ? [{ participantNumber: number, statementKey: statement.key, value, second }] : [];
    });
  });
  return {
    participants,
    votes: votes.sort((a, b) => a.second - b.second || a.participantNumber - b.participantNumber),
    authors,
  };
}

function drawVote(statement: DemoStatement, sector: string, readiness: number, random: () => number): 1 | 0 | -1 {
  const passes = random() < statement.passProbability;
  const chance = Math.min(0.99, Math.max(0.01, (statement.agreeProbability[sector] ?? 0.5) + readiness));
  const agrees = random() < chance;
  if (passes) return 0;
  return agrees ? 1 : -1;
}

/** Somebody of a sector that agrees most with the statement. */
function chooseAuthors(
  conversation: DemoConversation,
  participants: readonly DemoParticipant[],
  random: () => number,
): Record<string, number> {
  const written = conversation.statements.filter((statement) => statement.origin === 'participant');
  return Object.fromEntries(
    written.map(({ key, agreeProbability }) => {
      const most = Math.max(...Object.values(agreeProbability));
      const likely = participants.filter(({ sector }) => agreeProbability[sector] === most);
      return [key, likely[Math.floor(random() * likely.length)]?.number ?? 1];
    }),
  );
}
