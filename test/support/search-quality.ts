import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Service } from './service.ts';

export type Question = { question: string; expected: string[] };
export type Asked = Question & { found: string[]; recall: number };

/** The written questions of the demo, each with the services that a good search finds among its first ten. */
export function readQuestions(): Question[] {
  const path = join(import.meta.dirname, '..', '..', 'demo', 'wrenmouth', 'questions.json');
  return JSON.parse(readFileSync(path, 'utf8')) as Question[];
}

/** Types a question into the search box of the demo, as a reader without an account does: the first ten services. */
async function firstTen(service: Service, question: string): Promise<string[]> {
  let url = `/wrenmouth/community?words=${encodeURIComponent(question)}`;
  for (let hops = 0; hops < 3; hops += 1) {
    const response = await service.app.inject({ method: 'GET', url });
    const { location } = response.headers;
    if (response.statusCode === 303 && typeof location === 'string') url = location;
    else
      return [...response.body.matchAll(/href="\/wrenmouth\/community\/services\/([a-z0-9-]+)"/g)]
        .map((match) => match[1] ?? '')
        .slice(0, 10);
  }
  return [];
}

/** Every question with what was found, and the share of what was expected among the first ten. */
export async function askAll(service: Service): Promise<{ asked: Asked[]; recall: number }> {
  const asked: Asked[] = [];
  for (const { question, expected } of readQuestions()) {
    const found = await firstTen(service, question);
    const recall = expected.filter((slug) => found.includes(slug)).length / expected.length;
    asked.push({ question, expected, found, recall });
  }
  return { asked, recall: asked.reduce((sum, one) => sum + one.recall, 0) / asked.length };
}
