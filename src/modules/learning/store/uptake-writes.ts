import { accountOf, dayOf, type Doing } from '../../../kernel/doing.ts';
import { keepVersion } from '../../../platform/audit/keep-version.ts';
import { quoted, tell } from '../../../thread/store/tell.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { link, writeCard } from '../../../thread/store/write.ts';
import { personalDataIn, type PersonalData } from '../domain/personal-data.ts';
import { decideReport, uptakeStanding, type UptakeRefusal, type UptakeReport } from '../domain/uptake.ts';
import { mayTell } from './doing.ts';
import { storyElsewhere } from './stories.ts';
import { uptakesByIds, uptakesIn, type Uptake } from './uptakes.ts';
import type { WriteRefusal } from './story-writes.ts';

export type TakeUpRefusal = 'uptake/twice' | 'uptake/withdrawn';

async function showOnThread(trx: Trx, doing: Doing, uptake: Uptake): Promise<void> {
  const standing = uptakeStanding(uptake.status).text;
  const summary = uptake.happened === '' ? `${uptake.organisationName}: ${standing}` : uptake.happened;
  await writeCard(
    trx,
    doing.place.id,
    {
      kind: 'uptake',
      id: uptake.id,
      title: uptake.storyTitle,
      summary,
      address: `/${doing.place.slug}/learning/uptakes/${uptake.id}`,
      visibility: 'public',
    },
    doing.now,
  );
}

/** Takes up another place's story: at first it is only considered or adapted. The story need not be asked. */
export async function takeUp(
  trx: Trx,
  doing: Doing,
  input: { storyId: Uuid; organisationId: Uuid; status: 'considering' | 'adapting'; changed: string },
): Promise<
  Result<{ id: Uuid }, WriteRefusal | TakeUpRefusal | { kind: 'personal-data'; field: 'changed'; found: PersonalData }>
> {
  const place = doing.place.id;
  if (!mayTell(doing.speaker, input.organisationId)) return fail('learning/not-yours');
  const found = personalDataIn(input.changed);
  if (found !== undefined) return fail({ kind: 'personal-data', field: 'changed', found });
  const story = await storyElsewhere(trx, place, input.storyId);
  if (story === undefined) return fail('learning/gone');
  if (story.isWithdrawn) return fail('uptake/withdrawn');
  const isTwice = (await uptakesIn(trx, place)).some(
    (one) => one.originStoryId === story.id && one.organisationId === input.organisationId,
  );
  if (isTwice) return fail('uptake/twice');
  const id = doing.newId();
  await trx
    .insertInto('uptake')
    .values({
      place_id: place,
      id,
      origin_place_id: story.placeId,
      origin_story_id: story.id,
      origin_version: story.version,
      story_title: story.title,
      organisation_id: input.organisationId,
      status: input.status,
      changed: input.changed,
      started_on: dayOf(doing),
      created_at: doing.now,
      created_by: accountOf(doing) ?? null,
    })
    .execute();
  const [uptake] = await uptakesByIds(trx, place, [id]);
  if (uptake === undefined) return fail('learning/gone');
  await showOnThread(trx, doing, uptake);
  await link(
    trx,
    place,
    { kind: 'uptake', id },
    'learned-from',
    { place: story.placeId, kind: 'story', id: story.id },
    { account: accountOf(doing), now: doing.now },
  );
  await keepVersion(trx, doing, { kind: 'uptake', id, version: 1, content: input });
  await tell(trx, doing, {
    name: 'learning/story-taken-up',
    about: { kind: 'uptake', id },
    isPublic: true,
    sentence:
      input.status === 'considering'
        ? `${uptake.organisationName} considers the story ${quoted(story.title)}`
        : `${uptake.organisationName} takes up the story ${quoted(story.title)}`,
  });
  return ok({ id });
}

/** Says how an uptake stands and what came of it, if nobody else has said so since `version` was read. */
export async function reportUptake(
  trx: Trx,
  doing: Doing,
  input: { id: Uuid; version: number; report: UptakeReport },
): Promise<Result<Uptake, WriteRefusal | UptakeRefusal>> {
  const place = doing.place.id;
  const [before] = await uptakesByIds(trx, place, [input.id]);
  if (before === undefined) return fail('learning/gone');
  if (!mayTell(doing.speaker, before.organisationId)) return fail('learning/not-yours');
  const decided = decideReport(input.report);
  if (!decided.ok) return decided;
  const { status, stopReason, changed, figures, happened } = decided.value;
  const done = await trx
    .updateTable('uptake')
    .set({
      status,
      stop_reason: status === 'stopped' ? stopReason.trim() : null,
      changed,
      measure: figures?.measure ?? '',
      unit: figures?.unit ?? '',
      better: figures?.better ?? null,
      before_value: figures === undefined ? null : String(figures.before),
      after_value: figures === undefined ? null : String(figures.after),
      happened,
      reported_on: dayOf(doing),
      version: input.version + 1,
    })
    .where('place_id', '=', place)
    .where('id', '=', input.id)
    .where('version', '=', input.version)
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0) return fail('learning/changed-meanwhile');
  const [after] = await uptakesByIds(trx, place, [input.id]);
  if (after === undefined) return fail('learning/gone');
  await showOnThread(trx, doing, after);
  await keepVersion(trx, doing, {
    kind: 'uptake',
    id: input.id,
    version: input.version + 1,
    content: input.report,
  });
  await tell(trx, doing, {
    name: 'learning/uptake-reported',
    about: { kind: 'uptake', id: input.id },
    isPublic: true,
    sentence: `${after.organisationName} told how ${quoted(after.storyTitle)} stands there: ${uptakeStanding(status).text.toLowerCase()}`,
  });
  return ok(after);
}
