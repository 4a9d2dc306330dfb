import { accountOf, type Doing } from '../../../kernel/doing.ts';
import { quoted, tell } from '../../../thread/store/tell.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import { todayInLondon, type LocalDate } from '../../../lib/dates.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { raisePublicVersion } from '../../../platform/database/changes.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { capacityExpiry, capacityWords, type CapacityState } from '../domain/capacity.ts';
import { askDaily } from './check-links.ts';
import { mayWriteFor } from './doing.ts';
import { findService, type Service } from './services.ts';

export type TapRefusal = 'service/gone' | 'service/not-yours' | 'service/not-approved-yet';

/** Keeps the day on which somebody looked at everything that stands about a service. */
export async function keepCheck(trx: Trx, doing: Doing, service: Uuid, on: LocalDate): Promise<void> {
  const values = { checked_on: on, checked_by: accountOf(doing) ?? null, checked_at: doing.now };
  await trx
    .insertInto('service_check')
    .values({ place_id: doing.place.id, service_id: service, ...values })
    .onConflict((conflict) => conflict.columns(['place_id', 'service_id']).doUpdateSet(values))
    .execute();
  await askDaily(trx, doing, new Date(doing.now.getTime() + dayMs));
}

const dayMs = 86_400_000;

async function mine(trx: Trx, doing: Doing, id: Uuid): Promise<Result<Service, TapRefusal>> {
  const service = await findService(trx, doing.place.id, id);
  if (service === undefined) return fail('service/gone');
  if (!mayWriteFor(doing.speaker, service.organisation.id)) return fail('service/not-yours');
  return service.isApproved ? ok(service) : fail('service/not-approved-yet');
}

/** Its own people say that everything is still right: public at once, because no word changes. */
export async function markChecked(trx: Trx, doing: Doing, id: Uuid): Promise<Result<{ slug: string }, TapRefusal>> {
  const found = await mine(trx, doing, id);
  if (!found.ok) return found;
  await keepCheck(trx, doing, id, todayInLondon(doing.now));
  await raisePublicVersion(trx, doing.place.id);
  await tell(trx, doing, {
    name: 'community/service-checked',
    about: { kind: 'service', id },
    isPublic: false,
    sentence: `${found.value.organisation.name} said that ${quoted(found.value.content.name)} is still right`,
  });
  return ok({ slug: found.value.slug });
}

/** Its own people say whether it can take somebody: public at once, and forgotten after 14 days. */
export async function reportCapacity(
  trx: Trx,
  doing: Doing,
  id: Uuid,
  state: CapacityState,
  detail: { available?: number | undefined; wait?: string } = {},
): Promise<Result<{ slug: string }, TapRefusal>> {
  const found = await mine(trx, doing, id);
  if (!found.ok) return found;
  const values = {
    state,
    available: detail.available ?? null,
    wait: detail.wait ?? '',
    reported_at: doing.now,
    reported_by: accountOf(doing) ?? null,
    expires_at: capacityExpiry(doing.now),
  };
  await trx
    .insertInto('service_capacity')
    .values({ place_id: doing.place.id, service_id: id, ...values })
    .onConflict((conflict) => conflict.columns(['place_id', 'service_id']).doUpdateSet(values))
    .execute();
  await raisePublicVersion(trx, doing.place.id);
  await tell(trx, doing, {
    name: 'community/capacity-reported',
    about: { kind: 'service', id },
    isPublic: false,
    sentence: `${quoted(found.value.content.name)}: ${capacityWords(state).toLowerCase()}`,
  });
  return ok({ slug: found.value.slug });
}
