import { accountOf, type Doing } from '../../../kernel/doing.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import { formatDate, type LocalDate } from '../../../lib/dates.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { recordAudit } from '../../../platform/audit/audit.ts';
import type { Scope, Trx } from '../../../platform/database/database.ts';
import { quoted, tell } from '../../../thread/store/tell.ts';
import { isListed, type ServiceContent } from '../domain/content.ts';
import { publish } from './publish.ts';
import { findService } from './services.ts';
import type { TapRefusal } from './taps.ts';
import { approvedVersion, newestVersions, type Version } from './versions.ts';
import { tellWatchersLater } from './watches.ts';

export type CloseRefusal = TapRefusal | 'service/has-ended';

/** In which a service is closed for now: whoever asks for it was checked before, or holds a link for it. */
export function closeScope(place: Uuid): Scope {
  return { role: 'thread_service', job: 'close-service', place };
}

/**
 * Says at once that a service is closed until a day, or, without one, that it is open again: nobody is to stand before a
 * shut door while words wait for approval. Nothing else of it changes. What waits says the same from then on, so that
 * approving it opens nothing. In a service's transaction, for its own people (`by` is their account) or for whoever holds
 * a link of its letter.
 */
export async function closeUntil(
  trx: Trx,
  doing: Doing,
  id: Uuid,
  reopensOn: LocalDate | undefined,
  by?: Uuid,
): Promise<Result<{ slug: string }, CloseRefusal>> {
  const place = doing.place.id;
  // Whoever presses twice, or at the same moment as a colleague, waits for the first.
  await trx.selectFrom('service').select('id').where('place_id', '=', place).where('id', '=', id).forUpdate().execute();
  const service = await findService(trx, place, id);
  if (service === undefined) return fail('service/gone');
  if (!service.isApproved) return fail('service/not-approved-yet');
  if (!isListed(service.content.status)) return fail('service/has-ended');
  if (reopensOn === undefined && service.content.status === 'active') return ok({ slug: service.slug });
  const approved = await approvedVersion(trx, place, id);
  const newest = (await newestVersions(trx, place, [id])).get(id);
  if (approved === undefined || newest === undefined) return fail('service/not-approved-yet');
  const days = { status: reopensOn === undefined ? 'active' : 'temporarily closed', reopensOn } as const;
  const content = { ...approved.content, ...days };
  const waiting = newest.state.state === 'waiting' ? newest : undefined;
  if (waiting !== undefined)
    await trx
      .updateTable('service_version')
      .set({ state: 'superseded' })
      .where('place_id', '=', place)
      .where('id', '=', waiting.id)
      .execute();
  await keepVersion(trx, doing, approved, { number: newest.number + 1, content, state: 'approved', by });
  if (waiting !== undefined)
    await keepVersion(trx, doing, waiting, {
      number: newest.number + 2,
      content: isListed(waiting.content.status) ? { ...waiting.content, ...days } : waiting.content,
      state: 'waiting',
    });
  const slug = await publish(trx, doing, service, content);
  await tellWatchersLater(trx, doing, id);
  await recordAudit(
    trx,
    {
      place,
      account: by ?? accountOf(doing),
      action: reopensOn === undefined ? 'service/opened-again' : 'service/closed-for-now',
      kind: 'service',
      id,
      detail: { until: reopensOn ?? '' },
    },
    doing.now,
    doing.newId,
  );
  const name = quoted(content.name);
  await tell(trx, doing, {
    name: reopensOn === undefined ? 'community/service-opened-again' : 'community/service-closed-for-now',
    about: { kind: 'service', id },
    isPublic: true,
    sentence:
      reopensOn === undefined
        ? `${name} is open again`
        : `${name} is closed for now and opens again on ${formatDate(reopensOn)}`,
  });
  return ok({ slug });
}

/** A version like another, with other days: what waits keeps who wrote it and when. */
async function keepVersion(
  trx: Trx,
  doing: Doing,
  like: Version,
  next: { number: number; content: ServiceContent; state: 'approved' | 'waiting'; by?: Uuid | undefined },
): Promise<void> {
  const isApproved = next.state === 'approved';
  await trx
    .insertInto('service_version')
    .values({
      place_id: doing.place.id,
      id: doing.newId(),
      service_id: like.serviceId,
      organisation_id: like.organisationId,
      number: next.number,
      content: JSON.stringify(next.content),
      state: next.state,
      made_at: isApproved ? doing.now : like.madeAt,
      made_by: (isApproved ? next.by : like.madeBy) ?? null,
      decided_at: isApproved ? doing.now : null,
    })
    .execute();
}
