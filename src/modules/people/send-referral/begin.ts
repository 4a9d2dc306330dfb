import type { Actor } from '../../../kernel/actor.ts';
import { helpingOf } from '../../../kernel/helping.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import type { Typed } from '../../../lib/form-reader.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { Place } from '../../../platform/http/places.ts';
import { isEnded } from '../domain/referral.ts';
import type { Person } from '../store/people.ts';
import { referralsOf, type SeenReferral } from '../store/referrals.ts';

/** The newest referral by which the reader's own organisation helps a person: what it says is not typed again to ask others. */
export async function referralToUs(
  trx: Trx,
  request: { place: Place; actor: Actor },
  person: Uuid,
): Promise<SeenReferral | undefined> {
  const us = helpingOf(request.actor)?.organisation;
  if (us === undefined) return undefined;
  const all = await referralsOf(trx, request.place.id, person);
  return all.find((one) => one.to.organisation === us && one.status !== 'requested' && !isEnded(one.status));
}

/** What a referral says before anybody has typed: what the person said before, of themselves or in the referral to us. */
export function typedToBegin(person: Person, ours: SeenReferral | undefined): Typed {
  const from = ours !== undefined && ours.safeContact !== 'any' ? ours : person;
  return {
    'safe-contact': from.safeContact,
    'safe-contact-note': from.safeContactNote,
    urgency: ours?.urgency ?? 'routine',
    reason: ours?.reason ?? '',
    'access-needs': ours?.accessNeeds ?? '',
    ...(ours === undefined || ours.risks === '' ? {} : { risks: 'some', 'risks-note': ours.risks }),
  };
}
