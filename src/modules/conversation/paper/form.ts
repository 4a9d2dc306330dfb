import { fail, ok, type Result } from '../../../lib/result.ts';
import type { VoteValue } from '../domain/vote.ts';
import { messages } from '../messages.ts';

export type PaperVote = { number: number; value: VoteValue };

const values: Readonly<Record<string, VoteValue>> = { a: 1, d: -1, p: 0 };

/** Reads a paper card as it is typed: the number of a statement and a, d or p, one a line. `known` are the numbers that there are. */
export function parseCard(text: string, known: ReadonlySet<number>): Result<PaperVote[], string> {
  const votes: PaperVote[] = [];
  const seen = new Set<number>();
  for (const [index, line] of text.split('\n').entries()) {
    const trimmed = line.trim().toLowerCase();
    if (trimmed === '') continue;
    const match = /^(\d{1,6})[\s.,:)-]*(a|d|p)\w*$/.exec(trimmed);
    const number = Number(match?.[1]);
    const value = values[match?.[2] ?? ''];
    if (match === null || value === undefined) return fail(messages.paperWrong(index + 1));
    if (!known.has(number)) return fail(messages.paperUnknown(index + 1));
    if (seen.has(number)) return fail(messages.paperTwice(index + 1));
    seen.add(number);
    votes.push({ number, value });
  }
  return votes.length === 0 ? fail(messages.paperMissing) : ok(votes);
}
