import { accountOf, dayOf, type Doing } from '../../../kernel/doing.ts';
import { keepVersion } from '../../../platform/audit/keep-version.ts';
import { quoted, tell } from '../../../thread/store/tell.ts';
import type { Uuid } from '../../../kernel/ids.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { slugify } from '../../../lib/text.ts';
import { compareDates } from '../../../lib/dates.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { linksFrom } from '../../../thread/store/find.ts';
import { link, refreshLinkVisibility, unlink, writeCard } from '../../../thread/store/write.ts';
import {
  decidePublish,
  decideWithdraw,
  publishRefusals,
  type PublishRefusal,
  type StoryRefusal,
  type StoryStatus,
  type StoryWords,
} from '../domain/story.ts';
import { mayTell } from './doing.ts';
import { storiesByIds, type Story } from './stories.ts';

export type WriteRefusal = 'learning/gone' | 'learning/changed-meanwhile' | 'learning/not-yours';

/** What a form says of a story. */
export type StoryInput = { organisationId: Uuid; words: StoryWords; outcomes: readonly Uuid[] };

async function freeSlug(trx: Trx, place: Uuid, title: string): Promise<string> {
  const begins = `${slugify(title).slice(0, 40)}%`;
  const rows = await trx
    .selectFrom('story')
    .select('slug')
    .where('place_id', '=', place)
    .where('slug', 'like', begins)
    .execute();
  const taken = new Set(['new', ...rows.map((row) => row.slug)]);
  return slugify(title, (slug) => taken.has(slug));
}

type Shown = { id: Uuid; slug: string; words: StoryWords; status: StoryStatus };

async function showOnThread(trx: Trx, doing: Doing, story: Shown): Promise<void> {
  const { id, slug, words, status } = story;
  const summary = status === 'withdrawn' ? 'This story was withdrawn.' : words.summary;
  const visibility = status === 'draft' ? 'partner' : 'public';
  const address = `/${doing.place.slug}/learning/stories/${slug}`;
  await writeCard(
    trx,
    doing.place.id,
    { kind: 'story', id, title: words.title, summary, address, visibility },
    doing.now,
  );
  await refreshLinkVisibility(trx, doing.place.id, { kind: 'story', id });
}

/** Writes what other places read of a story; the copy of a withdrawn one keeps its title only. */
async function copyForOthers(trx: Trx, doing: Doing, story: Story): Promise<void> {
  const isWithdrawn = story.status === 'withdrawn';
  const said = {
    version: story.version,
    title: story.words.title,
    summary: isWithdrawn ? '' : story.words.summary,
    core: story.words.core,
    withdrawn: isWithdrawn,
    organisation_id: story.organisationId,
  };
  await trx
    .insertInto('published_story')
    .values({
      place_id: doing.place.id,
      id: story.id,
      ...said,
      address: `/${doing.place.slug}/learning/stories/${story.slug}`,
      published_at: story.publishedAt ?? doing.now,
    })
    .onConflict((conflict) => conflict.columns(['place_id', 'id']).doUpdateSet(said))
    .execute();
}

async function linkOutcomes(trx: Trx, doing: Doing, id: Uuid, outcomes: readonly Uuid[]): Promise<void> {
  const place = doing.place.id;
  const from = { kind: 'story', id } as const;
  const before = (await linksFrom(trx, place, 'story', [id], 'evidences')).map((one) => one.to);
  for (const to of before) if (!outcomes.includes(to.id)) await unlink(trx, place, from, 'evidences', to);
  for (const outcome of outcomes)
    await link(
      trx,
      place,
      from,
      'evidences',
      { kind: 'outcome', id: outcome },
      { account: accountOf(doing), now: doing.now },
    );
}

/** Drafts a story. Only partners see it until it is published. */
export async function createStory(
  trx: Trx,
  doing: Doing,
  input: StoryInput,
): Promise<Result<{ id: Uuid; slug: string }, WriteRefusal>> {
  if (!mayTell(doing.speaker, input.organisationId)) return fail('learning/not-yours');
  const place = doing.place.id;
  const id = doing.newId();
  const slug = await freeSlug(trx, place, input.words.title);
  await trx
    .insertInto('story')
    .values({
      place_id: place,
      id,
      slug,
      organisation_id: input.organisationId,
      ...input.words,
      status: 'draft',
      created_at: doing.now,
      created_by: accountOf(doing) ?? null,
    })
    .execute();
  await showOnThread(trx, doing, { id, slug, words: input.words, status: 'draft' });
  await linkOutcomes(trx, doing, id, input.outcomes);
  await keepVersion(trx, doing, { kind: 'story', id, version: 1, content: input });
  await tell(trx, doing, {
    name: 'learning/story-drafted',
    about: { kind: 'story', id },
    isPublic: false,
    sentence: `The story ${quoted(input.words.title)} was drafted`,
  });
  return ok({ id, slug });
}

type Change = { set: Partial<StoryWords>; status?: StoryStatus; columns?: Record<string, unknown> };

/** Changes a story that is at `version`, and tells the thread and other places. */
async function change(
  trx: Trx,
  doing: Doing,
  before: Story,
  version: number,
  { set, status = before.status, columns = {} }: Change & { organisationId?: Uuid },
): Promise<Story | undefined> {
  const done = await trx
    .updateTable('story')
    .set({ ...set, status, ...columns, version: version + 1 })
    .where('place_id', '=', doing.place.id)
    .where('id', '=', before.id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0) return undefined;
  const [after] = await storiesByIds(trx, doing.place.id, [before.id]);
  if (after === undefined) return undefined;
  await showOnThread(trx, doing, after);
  if (after.status !== 'draft') await copyForOthers(trx, doing, after);
  await keepVersion(trx, doing, {
    kind: 'story',
    id: before.id,
    version: version + 1,
    content: { words: after.words, status: after.status, organisation: after.organisationId },
  });
  return after;
}

async function own(trx: Trx, doing: Doing, id: Uuid): Promise<Result<Story, WriteRefusal>> {
  const [story] = await storiesByIds(trx, doing.place.id, [id]);
  if (story === undefined) return fail('learning/gone');
  return mayTell(doing.speaker, story.organisationId) ? ok(story) : fail('learning/not-yours');
}

/** Changes the words of a story and what it is evidence for. A published story must stay fit to be read by everybody. */
export async function editStory(
  trx: Trx,
  doing: Doing,
  input: StoryInput & { id: Uuid; version: number },
): Promise<Result<Story, WriteRefusal | StoryRefusal | PublishRefusal[]>> {
  const found = await own(trx, doing, input.id);
  if (!found.ok) return found;
  if (!mayTell(doing.speaker, input.organisationId)) return fail('learning/not-yours');
  if (found.value.status === 'withdrawn') return fail('story/not-draft');
  const refusals = found.value.status === 'published' ? publishRefusals(input.words) : [];
  if (refusals.length > 0) return fail(refusals);
  const after = await change(trx, doing, found.value, input.version, {
    set: input.words,
    columns: { organisation_id: input.organisationId },
  });
  if (after === undefined) return fail('learning/changed-meanwhile');
  await linkOutcomes(trx, doing, input.id, input.outcomes);
  await tell(trx, doing, {
    name: 'learning/story-changed',
    about: { kind: 'story', id: input.id },
    isPublic: after.status === 'published',
    sentence: `The story ${quoted(after.words.title)} was changed`,
  });
  return ok(after);
}

/** Publishes a draft, or says of a published story that it still holds: either way it is due again in two years. */
export async function publishStory(
  trx: Trx,
  doing: Doing,
  id: Uuid,
): Promise<Result<Story, WriteRefusal | StoryRefusal | PublishRefusal[]>> {
  const found = await own(trx, doing, id);
  if (!found.ok) return found;
  const before = found.value;
  const decided = decidePublish(before.status, dayOf(doing));
  if (!decided.ok) return decided;
  const refusals = publishRefusals(before.words);
  if (refusals.length > 0) return fail(refusals);
  const { reviewBy } = decided.value;
  const isAgain = before.status === 'published';
  if (isAgain && before.reviewBy !== undefined && compareDates(before.reviewBy, reviewBy) === 0) return ok(before);
  const after = await change(trx, doing, before, before.version, {
    set: {},
    status: 'published',
    columns: { review_by: reviewBy, ...(isAgain ? {} : { published_at: doing.now }) },
  });
  if (after === undefined) return fail('learning/changed-meanwhile');
  await tell(trx, doing, {
    name: isAgain ? 'learning/story-checked' : 'learning/story-published',
    about: { kind: 'story', id },
    isPublic: true,
    sentence: isAgain
      ? `The story ${quoted(after.words.title)} was looked at again and still holds`
      : `${after.organisationName} published the story ${quoted(after.words.title)}`,
  });
  return ok(after);
}

/** Withdraws a story: its title, the reason and who took it up stay; its words remain only among its versions. */
export async function withdrawStory(
  trx: Trx,
  doing: Doing,
  id: Uuid,
  reason: string,
): Promise<Result<Story, WriteRefusal | StoryRefusal>> {
  const found = await own(trx, doing, id);
  if (!found.ok) return found;
  const decided = decideWithdraw(found.value.status, reason);
  if (!decided.ok) return decided;
  const empty = { summary: '', problem: '', done: '', core: '', adaptable: '', involved: '' };
  const after = await change(trx, doing, found.value, found.value.version, {
    set: { ...empty, results: '', cost: '', failed: '', contact: '' },
    status: 'withdrawn',
    columns: { withdrawn_at: doing.now, withdrawn_reason: decided.value },
  });
  if (after === undefined) return fail('learning/changed-meanwhile');
  await tell(trx, doing, {
    name: 'learning/story-withdrawn',
    about: { kind: 'story', id },
    isPublic: true,
    sentence: `The story ${quoted(after.words.title)} was withdrawn`,
  });
  return ok(after);
}
