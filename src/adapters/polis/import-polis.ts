import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database/database.ts';
import type { Uuid } from '../../kernel/ids.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { formatNumber, listInWords, plural } from '../../lib/text.ts';
import { contentHash, importConversation, type PastConversation } from '../../modules/conversation/index.ts';
import { parsePolisExport, type PolisOptions } from './parse-export.ts';
import type { PolisImport, PolisProblem } from './polis-import.ts';

export type PolisImportRequest = PolisOptions & {
  /** The texts of the files, by name. */
  files: Readonly<Record<string, string>>;
  place: { id: Uuid; slug: string };
  /** Replaces the topic of the files. */
  title?: string | undefined;
  slug?: string | undefined;
  /** Stands wherever the conversation or its result is shown: the licence of the data usually asks for it. */
  attribution?: string | undefined;
};

/** What an import would do, as lines that a person reads before saying yes. */
export type PolisPlan = { past: PastConversation; summary: string[] };
export type PolisOutcome = { kind: 'imported' | 'unchanged'; address: string; summary: string[] };

/**
 * Reads an export of Polis and says what is in it, without writing anything: counts, the sign that was detected, the
 * unit of time, statements that look like questions about the person, and where the files differ.
 */
export function planPolisImport(request: PolisImportRequest): Result<PolisPlan, string[]> {
  const parsed = parsePolisExport(request.files, request);
  if (!parsed.ok) return fail(parsed.error.map(problemSentence));
  const found = parsed.value;
  const question = (request.title ?? found.topic).trim();
  const problems: string[] = [];
  if (question === '') problems.push('summary.csv names no topic: give the conversation a title.');
  if (Array.from(question).length > 300)
    problems.push('The title has more than 300 characters: give it a shorter one.');
  for (const statement of found.statements) {
    const length = Array.from(statement.body).length;
    if (length === 0 || length > 1_000)
      problems.push(
        `comments.csv, statement ${statement.number}: between 1 and 1,000 characters are expected, but it has ${formatNumber(length)}.`,
      );
  }
  const unknown = (request.setAside ?? []).filter((number) => !found.statements.some((one) => one.number === number));
  if (unknown.length > 0)
    problems.push(
      `comments.csv has no ${unknown.length === 1 ? 'statement' : 'statements'} ${listInWords(unknown.map(String))} to set aside.`,
    );
  if (problems.length > 0) return fail(problems);
  const past = {
    question,
    description: found.description,
    statements: found.statements,
    participants: found.participants,
    votes: found.votes,
  };
  return ok({ past, summary: summarise(found, question) });
}

function problemSentence(problem: PolisProblem): string {
  const repair = problem.repair === null ? '' : ` The option ${problem.repair} would mend it.`;
  return `${problem.file}, line ${problem.line}, column ${problem.column}: expected ${problem.expectation}. ${problem.sentence}${repair}`;
}

function summarise(found: PolisImport, question: string): string[] {
  const current = new Set(found.votes.map((vote) => `${vote.participantNumber} ${vote.statementNumber}`)).size;
  const status = (name: string): number => found.statements.filter((one) => one.status === name).length;
  const aboutYou = found.statements.filter((one) => one.isAboutYou).map((one) => one.number);
  return [
    `Question: ${question}`,
    `${plural(found.participants.length, 'participant')}, ${plural(found.statements.length, 'statement')} (${status('approved')} approved, ${status('rejected')} rejected, ${status('submitted')} not decided), ${plural(current, 'vote')} from ${plural(found.votes.length, 'vote event')}.`,
    found.sign.sentence,
    `Times are in ${found.timeUnit}.`,
    aboutYou.length > 0
      ? `Set aside as questions about the person: ${ranges(aboutYou)}.`
      : 'No statement is set aside as a question about the person.',
    ...(found.suggestedAboutYou.length > 0 && aboutYou.length === 0
      ? [`These read like questions about the person; if they are, set them aside: ${ranges(found.suggestedAboutYou)}.`]
      : []),
    ...[...found.differences, ...found.notes].map((note) => `${note.file}: ${note.sentence}`),
  ];
}

/** "1, 4-14": numbers as people write lists of them. */
function ranges(numbers: readonly number[]): string {
  const parts: string[] = [];
  let from: number | undefined;
  const sorted = numbers.toSorted((a, b) => a - b);
  for (const [index, number] of sorted.entries()) {
    from ??= number;
    if (sorted[index + 1] === number + 1) continue;
    parts.push(from === number ? String(number) : `${from}-${number}`);
    from = undefined;
  }
  return parts.join(', ');
}

/**
 * Brings an export of Polis into a place: everything or nothing. The same files again change nothing, and the outcome
 * says so. Refusals are sentences that name file, line, column and what was expected.
 */
export async function importPolis(
  context: { db: Database; clock: Clock; newId: () => Uuid },
  request: PolisImportRequest,
): Promise<Result<PolisOutcome, string[]>> {
  const plan = planPolisImport(request);
  if (!plan.ok) return plan;
  const { past, summary } = plan.value;
  const { place, slug, attribution } = request;
  const hash = contentHash(past);
  const doing = { place, account: undefined, now: context.clock.now(), newId: context.newId };
  const outcome = await context.db.write(
    { role: 'thread_service', job: 'import-polis', place: place.id },
    async (trx) => await importConversation(trx, doing, past, { hash, slug, attribution }),
  );
  const address = `/${place.slug}/conversations/${outcome.slug}`;
  const said =
    outcome.kind === 'imported'
      ? `Imported as ${address}.`
      : `This conversation was imported before and stands at ${address}. Nothing was changed.`;
  return ok({ kind: outcome.kind, address, summary: [...summary, said] });
}
