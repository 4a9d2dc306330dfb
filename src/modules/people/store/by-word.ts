import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { londonInstant } from '../../../lib/london-time.ts';
import { recordAudit } from '../../../platform/audit/audit.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { dayOf, type PeopleDoing } from './doing.ts';

/** What somebody without a sign-in asked by word of mouth: whose worker wrote it down, and when they were told what became of it. */
export type ByWord = { writtenBy: string; toldAt: Date | undefined };

/** How a row was asked; undefined where the person asked themselves. */
export function byWordOf(row: {
  author_org: Uuid | null;
  writer_name: string | null;
  told_at: Date | null;
}): ByWord | undefined {
  if (row.author_org === null) return undefined;
  return { writtenBy: row.writer_name ?? 'a partner', toldAt: row.told_at ?? undefined };
}

/** Whether it was asked by word, and nobody has told the person yet what became of it. */
export function isUntold(byWord: ByWord | undefined): boolean {
  return byWord !== undefined && byWord.toldAt === undefined;
}

/** When it was asked: now, or the middle of the earlier day on which it was said. */
export function askedAt(doing: PeopleDoing, saidOn: LocalDate | undefined): Date {
  return saidOn === undefined || saidOn === dayOf(doing) ? doing.now : londonInstant(saidOn, { hour: 12, minute: 0 });
}

/** What can be asked by word. */
export type AskedByWord = 'correction' | 'erasure';

const withdrawing = {
  correction: sql.ref('thread.withdraw_correction_by_word'),
  erasure: sql.ref('thread.withdraw_erasure_by_word'),
};
const telling = { correction: sql.ref('thread.note_correction_told'), erasure: sql.ref('thread.note_erasure_told') };

/** Takes back, at the person's word, what they asked by word. False where there is no such thing for this writer. */
export async function withdrawByWord(trx: Trx, doing: PeopleDoing, kind: AskedByWord, id: Uuid): Promise<boolean> {
  const done = await sql<{ yes: boolean }>`select ${withdrawing[kind]}(${id}::uuid, ${doing.now}) as yes`.execute(trx);
  return await traced(trx, doing, { kind, id, action: 'withdrawn' }, done.rows[0]?.yes === true);
}

/** Notes that the person was told what became of what they asked by word. False where there was nothing to tell. */
export async function noteTold(trx: Trx, doing: PeopleDoing, kind: AskedByWord, id: Uuid): Promise<boolean> {
  const done = await sql<{ yes: boolean }>`select ${telling[kind]}(${id}::uuid, ${doing.now}) as yes`.execute(trx);
  return await traced(trx, doing, { kind, id, action: 'told' }, done.rows[0]?.yes === true);
}

async function traced(
  trx: Trx,
  doing: PeopleDoing,
  what: { kind: AskedByWord; id: Uuid; action: string },
  isDone: boolean,
): Promise<boolean> {
  const { kind, id, action } = what;
  const entry = { place: doing.place.id, account: doing.by.account, action: `${kind}/${action}`, kind, id };
  if (isDone) await recordAudit(trx, entry, doing.now, doing.newId);
  return isDone;
}
