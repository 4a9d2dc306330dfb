import { writeCsv, type CsvCell } from '../../lib/csv.ts';
import type { PolisConversation, PolisParticipant, PolisStatement, PolisVote } from './polis-import.ts';

type File = 'summary.csv' | 'comments.csv' | 'votes.csv' | 'participants-votes.csv' | 'stats-history.csv';

/**
 * Writes a conversation as the five files of the older Polis layout, with the columns `is-meta` and `is-seed` added.
 * +1 agree, times in milliseconds, `datetime` in UTC, lines ended by LF. Reading the files back gives the same
 * statements, participants and votes. Bodies are written as they are: this is an exchange format, not for spreadsheets.
 * Source: note on the conversation, section 4.
 */
export function writePolisExport(
  conversation: PolisConversation,
  options: { url?: string } = {},
): Record<File, string> {
  const latest = latestVotes(conversation.votes);
  return {
    'summary.csv': text(summaryRows(conversation, latest, options.url ?? '')),
    'comments.csv': text(commentRows(conversation)),
    'votes.csv': text(voteRows(conversation.votes)),
    'participants-votes.csv': text(participantRows(conversation, latest)),
    'stats-history.csv': text(historyRows(conversation)),
  };
}

type Latest = ReadonlyMap<number, ReadonlyMap<number, PolisVote['value']>>;

function text(rows: readonly CsvCell[][]): string {
  return writeCsv(rows, { lineEnding: '\n' });
}

function latestVotes(votes: readonly PolisVote[]): Latest {
  const latest = new Map<number, Map<number, PolisVote>>();
  for (const vote of votes) {
    const ofPerson = latest.get(vote.participantNumber) ?? new Map<number, PolisVote>();
    const known = ofPerson.get(vote.statementNumber);
    if (known === undefined || vote.at >= known.at) ofPerson.set(vote.statementNumber, vote);
    latest.set(vote.participantNumber, ofPerson);
  }
  return new Map(
    [...latest].map(([person, ofPerson]) => [
      person,
      new Map([...ofPerson].map(([statement, vote]) => [statement, vote.value])),
    ]),
  );
}

function summaryRows(conversation: PolisConversation, latest: Latest, url: string): CsvCell[][] {
  const { topic, description, statements, participants } = conversation;
  const groups = new Set(participants.flatMap(({ importedGroup }) => (importedGroup === null ? [] : [importedGroup])));
  const authors = new Set(statements.flatMap(({ authorNumber }) => (authorNumber === null ? [] : [authorNumber])));
  return [
    ['topic', topic],
    ['url', url],
    ['views', participants.length],
    ['voters', latest.size],
    ['voters-in-conv', latest.size],
    ['commenters', authors.size],
    ['comments', statements.length],
    ['groups', groups.size],
    ['conversation-description', description],
  ];
}

function commentRows({ statements, votes }: PolisConversation): CsvCell[][] {
  const counts = new Map(statements.map(({ number }) => [number, { agree: 0, disagree: 0 }]));
  for (const { statementNumber, value } of votes) {
    const count = counts.get(statementNumber);
    if (count !== undefined && value === 1) count.agree += 1;
    if (count !== undefined && value === -1) count.disagree += 1;
  }
  const header: CsvCell[] = [
    'timestamp',
    'datetime',
    'comment-id',
    'author-id',
    'agrees',
    'disagrees',
    'moderated',
    'is-meta',
    'is-seed',
    'comment-body',
  ];
  const rows = statements.map((statement): CsvCell[] => [
    statement.createdAt,
    new Date(statement.createdAt).toISOString(),
    statement.number,
    statement.authorNumber,
    counts.get(statement.number)?.agree ?? 0,
    counts.get(statement.number)?.disagree ?? 0,
    moderation(statement),
    statement.isAboutYou ? 1 : 0,
    statement.isSeed ? 1 : 0,
    statement.body,
  ]);
  return [header, ...rows];
}

function moderation({ status }: PolisStatement): number {
  if (status === 'approved') return 1;
  return status === 'rejected' ? -1 : 0;
}

function voteRows(votes: readonly PolisVote[]): CsvCell[][] {
  const ordered = votes.toSorted((a, b) => a.statementNumber - b.statementNumber || a.at - b.at);
  return [
    ['timestamp', 'datetime', 'comment-id', 'voter-id', 'vote'],
    ...ordered.map((vote): CsvCell[] => [
      vote.at,
      new Date(vote.at).toISOString(),
      vote.statementNumber,
      vote.participantNumber,
      vote.value,
    ]),
  ];
}

function participantRows({ statements, participants }: PolisConversation, latest: Latest): CsvCell[][] {
  const numbers = statements.map(({ number }) => number);
  const isGrouped = ({ importedGroup }: PolisParticipant): boolean => importedGroup !== null;
  const ordered = [...participants.filter(isGrouped), ...participants.filter((each) => !isGrouped(each))];
  return [
    ['participant', 'group-id', 'n-comments', 'n-votes', 'n-agree', 'n-disagree', ...numbers],
    ...ordered.map(({ number, importedGroup }): CsvCell[] => {
      const values = latest.get(number) ?? new Map<number, PolisVote['value']>();
      const cast = [...values.values()];
      return [
        number,
        importedGroup,
        statements.filter(({ authorNumber }) => authorNumber === number).length,
        cast.length,
        cast.filter((value) => value === 1).length,
        cast.filter((value) => value === -1).length,
        ...numbers.map((statement) => values.get(statement) ?? null),
      ];
    }),
  ];
}

/** The counts after each moment at which something happened. */
function historyRows({ statements, votes }: PolisConversation): CsvCell[][] {
  const happenings = [
    ...statements.map(({ createdAt, authorNumber }) => ({ at: createdAt, author: authorNumber, voter: null })),
    ...votes.map(({ at, participantNumber }) => ({ at, author: null, voter: participantNumber })),
  ].toSorted((a, b) => a.at - b.at);
  const voters = new Set<number>();
  const authors = new Set<number>();
  const visitors = new Set<number>();
  let voteCount = 0;
  let statementCount = 0;
  const rows = happenings.map(({ author, voter }): CsvCell[] => {
    if (voter === null) {
      statementCount += 1;
      if (author !== null) {
        authors.add(author);
        visitors.add(author);
      }
    } else {
      voteCount += 1;
      voters.add(voter);
      visitors.add(voter);
    }
    return [voteCount, statementCount, visitors.size, voters.size, authors.size];
  });
  return [['n-votes', 'n-comments', 'n-visitors', 'n-voters', 'n-commenters'], ...rows];
}
