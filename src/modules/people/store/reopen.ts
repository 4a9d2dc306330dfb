import type { Uuid } from '../../../kernel/ids.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { endedStatuses, mayReopen } from '../domain/referral.ts';
import type { WayGiven } from '../domain/words.ts';
import { dayOf, type PeopleDoing } from './doing.ts';
import { goalsByIds } from './goals.ts';
import { addReferralEvent } from './referral-events.ts';
import { sendReferral, type ReferralRefusal } from './referral-writes.ts';
import { referralById } from './referrals.ts';

/** The referral that goes on from this one and is not over, if there is one. */
export async function reopenedAs(trx: Trx, place: Uuid, id: Uuid): Promise<Uuid | undefined> {
  const row = await trx
    .selectFrom('referral')
    .select('id')
    .where('place_id', '=', place)
    .where('reopens_id', '=', id)
    .where('status', 'not in', [...endedStatuses])
    .executeTakeFirst();
  return row?.id;
}

/**
 * Begins an ended referral again: as a new one on the same thread, to the same group, with what was written before. What
 * ended stays as it ended; the person is asked anew.
 */
export async function reopenReferral(
  trx: Trx,
  doing: PeopleDoing,
  id: Uuid,
  again: { why: string; how: WayGiven; urgency: 'routine' | 'urgent' },
): Promise<Result<{ id: Uuid }, ReferralRefusal>> {
  const place = doing.place.id;
  const before = await referralById(trx, place, id);
  if (before === undefined) return fail('people/gone');
  const { organisation } = before.to;
  const isAgain = (await reopenedAs(trx, place, id)) !== undefined;
  if (organisation === undefined || isAgain || !mayReopen(before.status, before.statusReason))
    return fail('referral/not-now');
  const goals = before.goal === undefined ? [] : await goalsByIds(trx, place, [before.goal]);
  const sent = await sendReferral(trx, doing, before.person, {
    to: { organisation, service: before.to.service, name: before.to.name },
    reopens: id,
    goal: goals[0]?.id,
    reason: before.reason,
    accessNeeds: before.accessNeeds,
    risks: before.risks,
    safeContact: before.safeContact,
    safeContactNote: before.safeContactNote,
    urgency: again.urgency,
    scope: before.scope,
    permissionHow: again.how,
    permissionOn: dayOf(doing),
    phone: before.from.phone,
  });
  if (!sent.ok) return sent;
  const referral = { id: sent.value.id, person: before.person };
  await addReferralEvent(trx, doing, referral, { kind: 'note', by: 'requester', note: again.why });
  await addReferralEvent(trx, doing, before, { kind: 'reopened', by: 'requester', note: again.why });
  return ok({ id: sent.value.id });
}
