import type { Uuid } from '../../../kernel/ids.ts';
import { accountOf, type Doing } from '../../../kernel/doing.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { recordAudit } from '../../../platform/audit/audit.ts';
import { raisePublicVersion } from '../../../platform/database/changes.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { mayApprove } from './doing.ts';

/** Two words that a place takes for each other. */
export type Synonym = { word: string; means: string };

/** The most that a place keeps. */
const most = 500;

/** The words that a place takes for each other, by the alphabet. */
export async function synonymsOfPlace(trx: Trx, place: Uuid): Promise<Synonym[]> {
  return await trx
    .selectFrom('search_synonym')
    .select(['word', 'means'])
    .where('place_id', '=', place)
    .orderBy('word')
    .orderBy('means')
    .limit(most)
    .execute();
}

/** Keeps that two words mean the same here; said twice it is one. */
export async function addSynonym(
  trx: Trx,
  doing: Doing,
  { word, means }: Synonym,
): Promise<Result<undefined, 'service/not-an-approver' | 'service/too-many-words'>> {
  if (!mayApprove(doing.speaker)) return fail('service/not-an-approver');
  const place = doing.place.id;
  if ((await synonymsOfPlace(trx, place)).length >= most) return fail('service/too-many-words');
  await trx
    .insertInto('search_synonym')
    .values({ place_id: place, word, means })
    .onConflict((conflict) => conflict.columns(['place_id', 'word', 'means']).doNothing())
    .execute();
  await changed(trx, doing, 'service/word-kept');
  return ok(undefined);
}

/** Takes two words for each other no longer. */
export async function removeSynonym(
  trx: Trx,
  doing: Doing,
  { word, means }: Synonym,
): Promise<Result<undefined, 'service/not-an-approver'>> {
  if (!mayApprove(doing.speaker)) return fail('service/not-an-approver');
  await trx
    .deleteFrom('search_synonym')
    .where('place_id', '=', doing.place.id)
    .where('word', '=', word)
    .where('means', '=', means)
    .execute();
  await changed(trx, doing, 'service/word-dropped');
  return ok(undefined);
}

async function changed(trx: Trx, doing: Doing, action: string): Promise<void> {
  const place = doing.place.id;
  await raisePublicVersion(trx, place);
  await recordAudit(
    trx,
    { place, account: accountOf(doing), action, kind: 'place', id: place },
    doing.now,
    doing.newId,
  );
}
