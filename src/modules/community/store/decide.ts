import { accountOf, type Doing } from '../../../kernel/doing.ts';
import { quoted, tell } from '../../../thread/store/tell.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import { todayInLondon, type LocalDate } from '../../../lib/dates.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { recordAudit } from '../../../platform/audit/audit.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { decideVersion, type VersionCommand, type VersionRefusal } from '../domain/version.ts';
import { mayApprove } from './doing.ts';
import { publish } from './publish.ts';
import { findService } from './services.ts';
import { tellWatchersLater } from './watches.ts';
import { versionById } from './versions.ts';
import { keepCheck } from './taps.ts';

export type DecideRefusal = VersionRefusal | 'service/gone' | 'service/changed-meanwhile';

/**
 * Approves a version that waits, so that everybody reads it, or sends it back with a reason. `from` is another directory
 * whose words they are.
 */
export async function decideOnVersion(
  trx: Trx,
  doing: Doing,
  id: Uuid,
  command: Exclude<VersionCommand, { kind: 'replace' }>,
  from?: { checkedOn: LocalDate | undefined },
): Promise<Result<{ slug: string }, DecideRefusal>> {
  const place = doing.place.id;
  const version = await versionById(trx, place, id);
  const service = version === undefined ? undefined : await findService(trx, place, version.serviceId);
  if (version === undefined || service === undefined) return fail('service/gone');
  const next = decideVersion(version.state, command, { approves: mayApprove(doing.speaker), isOwners: false });
  if (!next.ok) return next;
  const state = next.value;
  const done = await trx
    .updateTable('service_version')
    .set({
      state: state.state,
      reason: state.state === 'sent-back' ? state.reason : null,
      decided_at: doing.now,
      decided_by: accountOf(doing) ?? null,
    })
    .where('place_id', '=', place)
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0) return fail('service/changed-meanwhile');
  await recordAudit(
    trx,
    {
      place,
      account: accountOf(doing),
      action: state.state === 'approved' ? 'service/approved' : 'service/sent-back',
      kind: 'service',
      id: service.id,
      detail: { version: version.number },
    },
    doing.now,
    doing.newId,
  );
  if (state.state !== 'approved') {
    await tell(trx, doing, {
      name: 'community/version-sent-back',
      about: { kind: 'service', id: service.id },
      isPublic: false,
      sentence: `What ${service.organisation.name} wrote about a service was sent back`,
    });
    return ok({ slug: service.slug });
  }
  const slug = await publish(trx, doing, service, version.content);
  if (service.isApproved) await tellWatchersLater(trx, doing, service.id);
  // Whoever wrote it looked at it on that day; an older approval never makes a listing look fresher than it is. What another
  // directory says was checked when that directory says so.
  const writtenOn = from === undefined ? todayInLondon(version.madeAt) : from.checkedOn;
  if (writtenOn !== undefined && (service.checkedOn === undefined || service.checkedOn < writtenOn))
    await keepCheck(trx, doing, service.id, writtenOn);
  await tell(trx, doing, {
    name: service.isApproved ? 'community/service-changed' : 'community/service-listed',
    about: { kind: 'service', id: service.id },
    isPublic: true,
    sentence: service.isApproved
      ? `What stands about ${quoted(version.content.name)} was changed`
      : `${service.organisation.name} lists ${quoted(version.content.name)}`,
  });
  return ok({ slug });
}
