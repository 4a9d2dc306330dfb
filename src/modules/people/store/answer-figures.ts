import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import { addDays, todayInLondon } from '../../../lib/dates.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { AnswerFigure } from '../domain/answer-figure.ts';

const yearDays = 365;

/** How organisations answered the referrals of the last year, for those who may know; of others with fewer than five, nothing. */
export async function answerFigures(trx: Trx, now: Date): Promise<Map<Uuid, AnswerFigure>> {
  const since = addDays(todayInLondon(now), -yearDays);
  const result = await sql<{
    organisation_id: string;
    asked: number;
    answered: number;
    accepted: number;
    median_days: number | null;
  }>`select * from thread.answer_figures(${since}::date)`.execute(trx);
  return new Map(
    result.rows.map((row) => [
      row.organisation_id,
      { asked: row.asked, answered: row.answered, accepted: row.accepted, medianDays: row.median_days ?? undefined },
    ]),
  );
}

/** How many people were told of each organisation in the last year, where they are five or more. */
export async function introductionFigures(trx: Trx, now: Date): Promise<Map<Uuid, number>> {
  const since = addDays(todayInLondon(now), -yearDays);
  const result = await sql<{ organisation_id: string; people: number }>`
    select * from thread.introduction_figures(${since}::date)`.execute(trx);
  return new Map(result.rows.map((row) => [row.organisation_id, row.people]));
}
