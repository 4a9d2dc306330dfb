import { accountOf, type Doing } from '../../../kernel/doing.ts';
import { quoted, tell } from '../../../thread/store/tell.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { cardsOf } from '../../../thread/store/read.ts';
import { tellsMaskedAddress, type ServiceContent } from '../domain/content.ts';
import { mayWriteFor } from './doing.ts';
import { findService } from './services.ts';
import { freeSlug } from './slugs.ts';
import { newestVersions } from './versions.ts';

export type ProposeRefusal =
  | 'service/not-yours'
  | 'service/not-a-partner'
  | 'service/tells-masked-address'
  | 'service/commitment-gone'
  | 'service/changed-meanwhile'
  | 'service/gone';

async function check(trx: Trx, doing: Doing, content: ServiceContent): Promise<ProposeRefusal | undefined> {
  if (tellsMaskedAddress(content)) return 'service/tells-masked-address';
  if (content.delivers === undefined) return undefined;
  const cards = await cardsOf(trx, doing.place.id, [{ kind: 'commitment', id: content.delivers }]);
  return cards.length === 0 ? 'service/commitment-gone' : undefined;
}

async function insertVersion(
  trx: Trx,
  doing: Doing,
  version: { serviceId: Uuid; organisationId: Uuid; number: number; content: ServiceContent },
): Promise<Uuid> {
  const id = doing.newId();
  await trx
    .insertInto('service_version')
    .values({
      place_id: doing.place.id,
      id,
      service_id: version.serviceId,
      organisation_id: version.organisationId,
      number: version.number,
      content: JSON.stringify(version.content),
      state: 'waiting',
      made_at: doing.now,
      made_by: accountOf(doing) ?? null,
    })
    .execute();
  return id;
}

/** A new service, as its organisation's own people want it: nobody else sees it until it is approved. */
export async function proposeService(
  trx: Trx,
  doing: Doing,
  input: { organisationId: Uuid; content: ServiceContent },
): Promise<Result<{ id: Uuid; slug: string; versionId: Uuid }, ProposeRefusal>> {
  const place = doing.place.id;
  const { organisationId, content } = input;
  if (!mayWriteFor(doing.speaker, organisationId)) return fail('service/not-yours');
  const partner = await trx
    .selectFrom('partner')
    .innerJoin('organisation', 'organisation.id', 'partner.organisation_id')
    .select('organisation.name')
    .where('partner.place_id', '=', place)
    .where('partner.organisation_id', '=', organisationId)
    .where('partner.left_on', 'is', null)
    .executeTakeFirst();
  if (partner === undefined) return fail('service/not-a-partner');
  const problem = await check(trx, doing, content);
  if (problem !== undefined) return fail(problem);
  const id = doing.newId();
  const slug = await freeSlug(trx, place, content.name);
  await trx
    .insertInto('service')
    .values({
      place_id: place,
      id,
      slug,
      organisation_id: organisationId,
      name: content.name,
      last_modified: doing.now,
      created_at: doing.now,
      created_by: accountOf(doing) ?? null,
    })
    .execute();
  const versionId = await insertVersion(trx, doing, { serviceId: id, organisationId, number: 1, content });
  await tell(trx, doing, {
    name: 'community/service-proposed',
    about: { kind: 'service', id },
    isPublic: false,
    sentence: `${partner.name} asked to list a new service`,
  });
  return ok({ id, slug, versionId });
}

/**
 * Other words for a service, made from the version with the number `base`. What was approved stays public until these
 * are; an earlier version that still waits gives way.
 */
export async function proposeChange(
  trx: Trx,
  doing: Doing,
  input: { serviceId: Uuid; base: number; content: ServiceContent },
): Promise<Result<{ slug: string; versionId: Uuid }, ProposeRefusal>> {
  const place = doing.place.id;
  const service = await findService(trx, place, input.serviceId);
  if (service === undefined) return fail('service/gone');
  if (!mayWriteFor(doing.speaker, service.organisation.id)) return fail('service/not-yours');
  const newest = (await newestVersions(trx, place, [service.id])).get(service.id);
  if (newest === undefined || newest.number !== input.base) return fail('service/changed-meanwhile');
  const problem = await check(trx, doing, input.content);
  if (problem !== undefined) return fail(problem);
  if (newest.state.state === 'waiting') {
    const done = await trx
      .updateTable('service_version')
      .set({ state: 'superseded' })
      .where('place_id', '=', place)
      .where('id', '=', newest.id)
      .where('state', '=', 'waiting')
      .executeTakeFirst();
    if (Number(done.numUpdatedRows) === 0) return fail('service/changed-meanwhile');
  }
  const versionId = await insertVersion(trx, doing, {
    serviceId: service.id,
    organisationId: service.organisation.id,
    number: newest.number + 1,
    content: input.content,
  });
  await tell(trx, doing, {
    name: 'community/change-proposed',
    about: { kind: 'service', id: service.id },
    isPublic: false,
    sentence: service.isApproved
      ? `${service.organisation.name} asked to change what stands about ${quoted(service.content.name)}`
      : `${service.organisation.name} changed what it wants to say of a new service`,
  });
  return ok({ slug: service.slug, versionId });
}
