import { dayOf, type Doing } from '../../../kernel/doing.ts';
import { keepVersion } from '../../../platform/audit/keep-version.ts';
import { quoted, tell } from '../../../thread/store/tell.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { raisePublicVersion } from '../../../platform/database/changes.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { linksFrom } from '../../../thread/store/find.ts';
import { link } from '../../../thread/store/write.ts';
import type { BodyKind, MemberRole } from '../domain/body.ts';
import { bodyById } from './bodies.ts';
import { mustLink, writeBodyCard } from './cards.ts';
import { decisionById } from './decisions.ts';
import { linkerOf } from './doing.ts';
import { freeSlug } from './slugs.ts';

export type NewBody = {
  name: string;
  kind: BodyKind;
  purpose: string;
  isPublic: boolean;
  parentId?: Uuid | undefined;
  /** The decision that hands it work, and the day by which it reports. */
  decisionId?: Uuid | undefined;
  dueOn?: LocalDate | undefined;
};

/** Adds a body, or a group to which a published decision hands work. */
export async function createBody(
  trx: Trx,
  doing: Doing,
  words: NewBody,
): Promise<Result<{ id: Uuid; slug: string }, 'board/gone' | 'decision/not-published'>> {
  const place = doing.place.id;
  const decision = words.decisionId === undefined ? undefined : await decisionById(trx, place, words.decisionId);
  if (words.decisionId !== undefined && decision === undefined) return fail('board/gone');
  if (decision?.isPublished === false) return fail('decision/not-published');
  const id = doing.newId();
  const slug = await freeSlug(trx, place, 'body', words.name);
  const parentId = words.parentId ?? decision?.meeting.bodyId;
  await trx
    .insertInto('body')
    .values({
      place_id: place,
      id,
      slug,
      name: words.name,
      kind: words.kind,
      parent_id: parentId ?? null,
      decision_id: decision?.id ?? null,
      purpose: words.purpose,
      due_on: words.dueOn ?? null,
      status: 'live',
      is_public: words.isPublic,
      created_at: doing.now,
    })
    .execute();
  const body = await bodyById(trx, place, id);
  if (body === undefined) return fail('board/gone');
  await writeBodyCard(trx, doing, body);
  await keepVersion(trx, doing, { kind: 'body', id, version: 1, content: words });
  if (decision !== undefined) {
    await mustLink(trx, doing, { kind: 'decision', id: decision.id }, 'delegated-to', { kind: 'body', id });
    for (const { to } of await linksFrom(trx, place, 'decision', [decision.id], 'serves'))
      await link(trx, place, { kind: 'body', id }, 'serves', to, linkerOf(doing));
  }
  await tell(trx, doing, {
    name: decision === undefined ? 'board/body-added' : 'board/work-delegated',
    about: { kind: 'body', id },
    isPublic: body.isPublic,
    sentence:
      decision === undefined
        ? `${words.name} was added`
        : `${decision.meeting.bodyName} handed work to ${quoted(words.name)}`,
  });
  return ok({ id, slug });
}

/** Records what came of a group. It is said once. */
export async function reportBody(
  trx: Trx,
  doing: Doing,
  id: Uuid,
  result: string,
): Promise<Result<{ slug: string }, 'board/gone' | 'body/not-live'>> {
  const place = doing.place.id;
  const before = await bodyById(trx, place, id);
  if (before === undefined) return fail('board/gone');
  const done = await trx
    .updateTable('body')
    .set({ status: 'reported', result, version: before.version + 1 })
    .where('place_id', '=', place)
    .where('id', '=', id)
    .where('status', '=', 'live')
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0) return fail('body/not-live');
  await writeBodyCard(trx, doing, before);
  await keepVersion(trx, doing, { kind: 'body', id, version: before.version + 1, content: { result } });
  await tell(trx, doing, {
    name: 'board/group-reported',
    about: { kind: 'body', id },
    isPublic: before.isPublic,
    sentence: `${before.name} reported what came of its work`,
  });
  return ok({ slug: before.slug });
}

export type NewMember = { title: string; organisationId: Uuid | undefined; role: MemberRole; from: LocalDate };

export async function addMember(trx: Trx, doing: Doing, body: Uuid, member: NewMember): Promise<void> {
  await trx
    .insertInto('body_member')
    .values({
      place_id: doing.place.id,
      id: doing.newId(),
      body_id: body,
      title: member.title,
      organisation_id: member.organisationId ?? null,
      role: member.role,
      from_on: member.from,
    })
    .execute();
  await raisePublicVersion(trx, doing.place.id);
}

/** Ends a membership the day before today; one that began today never was. */
export async function endMember(trx: Trx, doing: Doing, body: Uuid, id: Uuid): Promise<void> {
  await trx
    .updateTable('body_member')
    .set((eb) => ({ to_on: eb.fn<LocalDate>('greatest', ['from_on', eb.cast(eb.val(dayOf(doing)), 'date')]) }))
    .where('place_id', '=', doing.place.id)
    .where('body_id', '=', body)
    .where('id', '=', id)
    .where('to_on', 'is', null)
    .execute();
  await raisePublicVersion(trx, doing.place.id);
}
