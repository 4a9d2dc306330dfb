import { hasRole } from '../../../kernel/actor.ts';
import { helpingOf } from '../../../kernel/helping.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { notFound } from '../../../platform/http/errors.ts';
import type { PlaceRequest } from '../../../platform/http/routes.ts';
import type { Side } from '../domain/referral.ts';
import { isThemselves, noteLookAt } from '../requests.ts';
import { personById, type Person } from '../store/people.ts';
import { referralById, type SeenReferral } from '../store/referrals.ts';

/** A referral with the person, where the reader may see them, and for which sides the reader acts. */
export type LoadedReferral = {
  referral: SeenReferral;
  person: Person | undefined;
  isOwn: boolean;
  sides: ReadonlySet<Side>;
};

/** For which sides the reader acts: for those who asked, for those who were asked, or as the person. */
function sidesOf(request: PlaceRequest, referral: SeenReferral, isOwn: boolean): Set<Side> {
  const us = helpingOf(request.actor)?.organisation;
  const sides = new Set<Side>();
  if (isOwn) sides.add('system');
  else if (us !== undefined) {
    if (referral.from.organisation === us) sides.add('requester');
    if (referral.to.organisation === us) sides.add('performer');
  }
  return sides;
}

/**
 * Finds a referral for a page that notes the look itself.
 * @throws not found, also for those who may not know of it.
 */
export async function findReferral(trx: Trx, request: PlaceRequest<{ id: Uuid }>): Promise<LoadedReferral> {
  const { place, params, actor } = request;
  const referral = await referralById(trx, place.id, params.id);
  if (referral === undefined) throw notFound();
  const person = await personById(trx, place.id, referral.person);
  const isOwn = person !== undefined && isThemselves(request, person);
  // Somebody who is only a resident here is let in by the database as the person themselves, and by nothing else.
  if (!isOwn && !hasRole(actor, 'link-worker', 'practitioner', 'editor')) throw notFound();
  return { referral, person, isOwn, sides: sidesOf(request, referral, isOwn) };
}

/**
 * Loads a referral for a page. The look is noted, also where nothing of the person but the referral is seen.
 * @throws not found, also for those who may not know of it.
 */
export async function loadReferral(
  trx: Trx,
  request: PlaceRequest<{ id: Uuid }>,
  route: string,
): Promise<LoadedReferral> {
  const found = await findReferral(trx, request);
  if (!found.isOwn) await noteLookAt(trx, request, route, [found.referral.person]);
  return found;
}
