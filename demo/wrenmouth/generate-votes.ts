import { seededRandom } from '../../src/lib/random.ts';
import type { DemoConversation, DemoStatement } from './types.ts';

export type DemoParticipant = { number: number; sector: string };
export type DemoVote = {
  participantNumber: number;
  statementKey: string;
  value: 1 | 0 | -1;
  /** Seconds after the vote opened in the room; before it, less than 0. */
  second: number;
};
export type DemoVotes = {
  participants: DemoParticipant[];
  /** By time. Of two votes of a participant on a statement the later one counts. */
  votes: DemoVote[];
  /** Who wrote each statement that a participant wrote. Authors agree with their own. */
  authors: Record<string, number>;
};

const day = 24 * 3_600;
/** How many change their mind on a statement of which nothing else is said. */
const usual = { to: 0.02, from: 0.02 };

/**
 * The people of the demo conversation and how they voted, drawn from the chances in `conversation.json`: those in the room, by the
 * lowest numbers, and those at home, before or after it. The same conversation always gives the same votes. About `answeredShare`
 * of the approved statements are answered. Some people agree more readily than others (by up to 0.08 either way), as people do.
 */
export function generateVotes(conversation: DemoConversation): DemoVotes {
  const random = seededRandom(conversation.seed);
  const inRoom = peopleOf(conversation, 'people', 1);
  const authors = chooseAuthors(conversation, inRoom, random);
  const room = inRoom.flatMap((person) => answersOf(conversation, person, authors, 300, random));
  const atHome = votesAtHome(conversation, inRoom, room, authors);
  const participants = [...inRoom, ...atHome.participants];
  return {
    participants,
    votes: [...room, ...atHome.votes].sort((a, b) => a.second - b.second || a.participantNumber - b.participantNumber),
    authors,
  };
}

function peopleOf(conversation: DemoConversation, where: 'people' | 'atHome', first: number): DemoParticipant[] {
  return conversation.sectors
    .flatMap((sector) => Array.from({ length: sector[where] }, () => sector.key))
    .map((sector, index) => ({ number: first + index, sector }));
}

/** One person's answers, one after the other, from some moment of the first `within` seconds on. */
function answersOf(
  conversation: DemoConversation,
  { number, sector }: DemoParticipant,
  authors: Readonly<Record<string, number>>,
  within: number,
  random: () => number,
): DemoVote[] {
  const readiness = (random() - 0.5) * 0.16;
  let second = Math.floor(random() * within);
  return approvedOf(conversation).flatMap((statement): DemoVote[] => {
    const isOwn = authors[statement.key] === number;
    const answers = random() < conversation.answeredShare;
    const value = drawVote(statement, sector, readiness, random);
    second += 6 + Math.floor(random() * 20);
    if (isOwn) return [{ participantNumber: number, statementKey: statement.key, value: 1, second }];
    return answers ? [{ participantNumber: number, statementKey: statement.key, value, second }] : [];
  });
}

/** What was answered at home: by others before and after the workshop, some of whom came back, and before it by some of those in the room. */
function votesAtHome(
  conversation: DemoConversation,
  inRoom: readonly DemoParticipant[],
  room: readonly DemoVote[],
  authors: Readonly<Record<string, number>>,
): Pick<DemoVotes, 'participants' | 'votes'> {
  const random = seededRandom(conversation.seed + 1);
  const before = (conversation.opensDay - conversation.roomDay) * day;
  const after = (conversation.closesDay - conversation.roomDay) * day;
  const participants = peopleOf(conversation, 'atHome', inRoom.length + 1);
  const votes = participants.flatMap((person): DemoVote[] => {
    const answers = answersOf(conversation, person, authors, (after - before) * 0.9, random).map((vote) => ({
      ...vote,
      second: vote.second + before,
    }));
    const last = answers.at(-1)?.second ?? 0;
    if (last >= 0 || random() >= conversation.cameBackShare) return answers;
    return [...answers, ...cameBack(conversation, person, answers, Math.floor(random() * after * 0.9), random)];
  });
  const earlier = inRoom
    .filter(() => random() < conversation.cameBackShare)
    .flatMap(({ number }) => {
      const start = before + Math.floor(random() * -before * 0.9);
      return room
        .filter((vote) => vote.participantNumber === number && authors[vote.statementKey] !== number)
        .map((vote, at) => ({
          ...vote,
          value: valueBefore(movedOf(conversation, vote), vote.value, random),
          second: start + at * 12,
        }));
    });
  return { participants, votes: [...votes, ...earlier] };
}

/** Somebody who comes back answers what was left, and changes an answer where they came to see it in another way. */
function cameBack(
  conversation: DemoConversation,
  person: DemoParticipant,
  answers: readonly DemoVote[],
  start: number,
  random: () => number,
): DemoVote[] {
  const changed = answers.flatMap((vote, at): DemoVote[] => {
    const { to, from } = movedOf(conversation, vote);
    const moves = random() < (vote.value === 1 ? from : to);
    return moves ? [{ ...vote, value: vote.value === 1 ? -1 : 1, second: start + at * 12 }] : [];
  });
  const left = approvedOf(conversation).filter(({ key }) => !answers.some((one) => one.statementKey === key));
  const added = left.map((statement, at): DemoVote => ({
    participantNumber: person.number,
    statementKey: statement.key,
    value: drawVote(statement, person.sector, 0, random),
    second: start + 600 + at * 12,
  }));
  return [...changed, ...added];
}

/** What somebody who votes in this way in the room had answered at home. */
function valueBefore(
  moved: { to: number; from: number },
  value: DemoVote['value'],
  random: () => number,
): DemoVote['value'] {
  if (value === 1) return random() < moved.to ? -1 : 1;
  return random() < moved.from ? 1 : value;
}

function movedOf(conversation: DemoConversation, vote: DemoVote): { to: number; from: number } {
  return conversation.statements.find(({ key }) => key === vote.statementKey)?.moved ?? usual;
}

function approvedOf(conversation: DemoConversation): DemoStatement[] {
  return conversation.statements.filter((statement) => statement.status === 'approved');
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
