import { fail, ok, type Result } from '../../../lib/result.ts';
import { longestStatement, parseStatement, statementLength } from '../domain/statement-checks.ts';
import { messages } from '../messages.ts';

export type CreateFields = { question: string; description: string; sectors: string; statements: string };
export type CreateCommand = { question: string; description: string; sectors: string[]; statements: string[] };
export type FormProblem = { field: keyof CreateFields; text: string };

function linesOf(text: string): string[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.replaceAll(/\s+/g, ' ').trim())
    .filter((line) => line !== '');
}

/** Statements, one a line, or what is wrong with each line. */
export function parseStatements(text: string): Result<string[], string[]> {
  const lines = linesOf(text);
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const [index, line] of lines.entries()) {
    const parsed = parseStatement(line);
    if (!parsed.ok) problems.push(messages.statementLong(index + 1, longestStatement));
    if (seen.has(line.toLowerCase())) problems.push(messages.statementTwice(index + 1));
    seen.add(line.toLowerCase());
  }
  return problems.length > 0 ? fail(problems) : ok(lines);
}

/** A new conversation from what was typed, or everything that is wrong with it. */
export function parseCreate(fields: CreateFields): Result<CreateCommand, FormProblem[]> {
  const problems: FormProblem[] = [];
  const question = fields.question.replaceAll(/\s+/g, ' ').trim();
  if (question === '') problems.push({ field: 'question', text: messages.questionMissing });
  if (statementLength(question) > 300) problems.push({ field: 'question', text: messages.questionLong });
  const sectors = linesOf(fields.sectors);
  const twice = sectors.find((label, index) => sectors.indexOf(label) !== index);
  if (twice !== undefined) problems.push({ field: 'sectors', text: messages.sectorTwice(twice) });
  if (sectors.some((label) => label.length > 60)) problems.push({ field: 'sectors', text: messages.sectorLong });
  if (sectors.length > 12) problems.push({ field: 'sectors', text: messages.sectorsMany });
  const statements = parseStatements(fields.statements);
  if (!statements.ok) problems.push(...statements.error.map((text) => ({ field: 'statements' as const, text })));
  if (problems.length > 0 || !statements.ok) return fail(problems);
  return ok({ question, description: fields.description.trim(), sectors, statements: statements.value });
}
