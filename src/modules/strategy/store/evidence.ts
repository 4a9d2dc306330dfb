import type { Doing } from '../../../kernel/doing.ts';
import { keepVersion } from '../../../platform/audit/keep-version.ts';
import { quoted, tell } from '../../../thread/store/tell.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import { raisePublicVersion } from '../../../platform/database/changes.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { isPublicPriority } from './cards.ts';
import { priorityById } from './priorities.ts';

export type Evidence = {
  id: Uuid;
  finding: string;
  figure: string;
  source: string;
  sourceAddress: string | undefined;
  asOf: LocalDate | undefined;
  invented: boolean;
};
/** Somebody, or a group, that helped to shape a priority. */
export type Voice = { id: Uuid; who: string; how: string };

export async function evidenceOf(trx: Trx, place: Uuid, priority: Uuid): Promise<Evidence[]> {
  const rows = await trx
    .selectFrom('need_evidence')
    .select(['id', 'finding', 'figure', 'source', 'source_address', 'as_of', 'invented'])
    .where('place_id', '=', place)
    .where('priority_id', '=', priority)
    .orderBy('position')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    finding: row.finding,
    figure: row.figure,
    source: row.source,
    sourceAddress: row.source_address ?? undefined,
    asOf: (row.as_of as LocalDate | null) ?? undefined,
    invented: row.invented,
  }));
}

export async function voicesOf(trx: Trx, place: Uuid, priority: Uuid): Promise<Voice[]> {
  return await trx
    .selectFrom('priority_voice')
    .select(['id', 'who', 'how'])
    .where('place_id', '=', place)
    .where('priority_id', '=', priority)
    .orderBy('position')
    .orderBy('id')
    .execute();
}

async function tellChanged(trx: Trx, doing: Doing, id: Uuid, what: string, sentence: string): Promise<void> {
  const priority = await priorityById(trx, doing.place.id, id);
  if (priority === undefined) return;
  await tell(trx, doing, {
    name: `strategy/${what}`,
    about: { kind: 'priority', id },
    isPublic: isPublicPriority(priority),
    sentence: `${sentence} the priority ${quoted(priority.title)}`,
  });
  await raisePublicVersion(trx, doing.place.id);
}

/** Adds a finding about need, always with where it comes from. */
export async function addEvidence(
  trx: Trx,
  doing: Doing,
  priority: Uuid,
  input: Omit<Evidence, 'id'>,
): Promise<{ id: Uuid }> {
  const id = doing.newId();
  await trx
    .insertInto('need_evidence')
    .values({
      place_id: doing.place.id,
      id,
      priority_id: priority,
      finding: input.finding,
      figure: input.figure,
      source: input.source,
      source_address: input.sourceAddress ?? null,
      as_of: input.asOf ?? null,
      invented: input.invented,
      position: (await evidenceOf(trx, doing.place.id, priority)).length,
    })
    .execute();
  await keepVersion(trx, doing, { kind: 'need-evidence', id, version: 1, content: input });
  await tellChanged(trx, doing, priority, 'evidence-added', 'Evidence of need was added to');
  return { id };
}

/** Takes a finding away; its words stay in the versions. */
export async function removeEvidence(trx: Trx, doing: Doing, priority: Uuid, id: Uuid): Promise<void> {
  const done = await trx
    .deleteFrom('need_evidence')
    .where('place_id', '=', doing.place.id)
    .where('priority_id', '=', priority)
    .where('id', '=', id)
    .executeTakeFirst();
  if (Number(done.numDeletedRows) > 0)
    await tellChanged(trx, doing, priority, 'evidence-removed', 'Evidence of need was taken away from');
}

/** Says who helped to shape a priority, and how. */
export async function addVoice(
  trx: Trx,
  doing: Doing,
  priority: Uuid,
  input: Omit<Voice, 'id'>,
): Promise<{ id: Uuid }> {
  const id = doing.newId();
  await trx
    .insertInto('priority_voice')
    .values({
      place_id: doing.place.id,
      id,
      priority_id: priority,
      who: input.who,
      how: input.how,
      position: (await voicesOf(trx, doing.place.id, priority)).length,
    })
    .execute();
  await keepVersion(trx, doing, { kind: 'priority-voice', id, version: 1, content: input });
  await tellChanged(trx, doing, priority, 'voice-added', 'People were named who shaped');
  return { id };
}

export async function removeVoice(trx: Trx, doing: Doing, priority: Uuid, id: Uuid): Promise<void> {
  const done = await trx
    .deleteFrom('priority_voice')
    .where('place_id', '=', doing.place.id)
    .where('priority_id', '=', priority)
    .where('id', '=', id)
    .executeTakeFirst();
  if (Number(done.numDeletedRows) > 0)
    await tellChanged(trx, doing, priority, 'voice-removed', 'A name was taken from those who shaped');
}
