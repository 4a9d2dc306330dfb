import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import { recordAudit } from '../../../platform/audit/audit.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { codeDays, normaliseCode } from '../domain/link-code.ts';
import { authorColumns, type PeopleDoing } from './doing.ts';

const dayMs = 86_400_000;

function hashOf(code: string): string {
  return createHash('sha256').update(normaliseCode(code)).digest('hex');
}

async function audit(trx: Trx, doing: PeopleDoing, id: Uuid, action: string): Promise<void> {
  const entry = { place: doing.place.id, account: doing.by.account, action, kind: 'person', id };
  await recordAudit(trx, entry, doing.now, doing.newId);
}

/** Keeps a code for a person's own account, or for a representative of theirs. Earlier ones that wait are stopped. */
export async function keepLinkCode(
  trx: Trx,
  doing: PeopleDoing,
  of: { person: Uuid; representative: Uuid | undefined },
  code: string,
): Promise<void> {
  const place = doing.place.id;
  const representative = of.representative ?? null;
  await trx
    .updateTable('link_code')
    .set({ undone_at: doing.now })
    .where('place_id', '=', place)
    .where('person_id', '=', of.person)
    .where('representative_id', representative === null ? 'is' : '=', representative)
    .where('used_at', 'is', null)
    .where('undone_at', 'is', null)
    .execute();
  await trx
    .insertInto('link_code')
    .values({
      place_id: place,
      id: doing.newId(),
      person_id: of.person,
      representative_id: representative,
      code_hash: hashOf(code),
      created_at: doing.now,
      expires_at: new Date(doing.now.getTime() + codeDays * dayMs),
      ...authorColumns(doing),
    })
    .execute();
  await audit(trx, doing, of.person, 'account/code-made');
}

/** Connects the account that types the code. Undefined when the code is wrong, used, stopped or too old. */
export async function acceptLinkCode(
  trx: Trx,
  doing: PeopleDoing,
  typed: string,
): Promise<'person' | 'representative' | undefined> {
  const result = await sql<{ what: 'person' | 'representative' | null }>`
    select thread.accept_link_code(${hashOf(typed)}, ${doing.newId()}::uuid, ${doing.now}::timestamptz) as what`.execute(
    trx,
  );
  const what = result.rows[0]?.what ?? undefined;
  if (what !== undefined && doing.by.account !== undefined)
    await audit(trx, doing, doing.by.account, 'account/connected');
  return what;
}

/** Takes the account off a record: by the person or by those who lead. */
export async function unlinkAccount(trx: Trx, doing: PeopleDoing, person: Uuid): Promise<boolean> {
  const result = await sql<{ done: boolean }>`
    select thread.unlink_account(${person}::uuid, ${doing.now}::timestamptz) as done`.execute(trx);
  if (result.rows[0]?.done !== true) return false;
  await audit(trx, doing, person, 'account/disconnected');
  return true;
}
