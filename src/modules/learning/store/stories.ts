import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import type { LocalDate } from '../../../lib/dates.ts';
import type { Trx } from '../../../platform/database/database.ts';
import type { StoryStatus, StoryWords } from '../domain/story.ts';

/** A story as this place keeps it. */
export type Story = {
  id: Uuid;
  slug: string;
  organisationId: Uuid;
  organisationName: string;
  words: StoryWords;
  status: StoryStatus;
  reviewBy: LocalDate | undefined;
  publishedAt: Date | undefined;
  withdrawnReason: string | undefined;
  version: number;
};

function stories(trx: Trx, place: Uuid) {
  return trx
    .selectFrom('story as s')
    .innerJoin('organisation as o', 'o.id', 's.organisation_id')
    .selectAll('s')
    .select('o.name as organisation_name')
    .where('s.place_id', '=', place);
}

function toStory(row: Awaited<ReturnType<ReturnType<typeof stories>['executeTakeFirstOrThrow']>>): Story {
  const { title, summary, problem, done, core, adaptable, involved, results, cost, failed, contact } = row;
  return {
    id: row.id,
    slug: row.slug,
    organisationId: row.organisation_id,
    organisationName: row.organisation_name,
    words: { title, summary, problem, done, core, adaptable, involved, results, cost, failed, contact },
    status: row.status as StoryStatus,
    reviewBy: row.review_by === null ? undefined : (row.review_by as LocalDate),
    publishedAt: row.published_at ?? undefined,
    withdrawnReason: row.withdrawn_reason ?? undefined,
    version: row.version,
  };
}

/** The stories of a place that this reader may see, the newest first; `after` is the last one already shown. */
export async function allStories(
  trx: Trx,
  place: Uuid,
  page: { after?: Uuid | undefined; limit: number } = { limit: 300 },
): Promise<Story[]> {
  let query = stories(trx, place).orderBy('s.created_at', 'desc').orderBy('s.id', 'desc').limit(page.limit);
  if (page.after !== undefined)
    query = query.where(
      sql<boolean>`(s.created_at, s.id) < (select x.created_at, x.id from story x where x.place_id = ${place} and x.id = ${page.after})`,
    );
  return (await query.execute()).map(toStory);
}

/** The stories of `ids` that this reader may see. */
export async function storiesByIds(trx: Trx, place: Uuid, ids: readonly Uuid[]): Promise<Story[]> {
  if (ids.length === 0) return [];
  const rows = await stories(trx, place)
    .where('s.id', 'in', [...ids])
    .orderBy('s.published_at', 'desc')
    .execute();
  return rows.map(toStory);
}

/** The story at an address, if this reader may see it. */
export async function storyAt(trx: Trx, place: Uuid, slug: string): Promise<Story | undefined> {
  const row = await stories(trx, place).where('s.slug', '=', slug).executeTakeFirst();
  return row === undefined ? undefined : toStory(row);
}

/** Published stories whose day to be looked at again has passed; at most `limit`. */
export async function storiesToReview(trx: Trx, place: Uuid, today: LocalDate, limit: number): Promise<Story[]> {
  const rows = await stories(trx, place)
    .where('s.status', '=', 'published')
    .where('s.review_by', '<', today)
    .orderBy('s.review_by')
    .orderBy('s.id')
    .limit(limit)
    .execute();
  return rows.map(toStory);
}

/** How many stories are published here. */
export async function countStories(trx: Trx, place: Uuid): Promise<number> {
  const row = await trx
    .selectFrom('story')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('place_id', '=', place)
    .where('status', '=', 'published')
    .executeTakeFirstOrThrow();
  return row.count;
}

/** What other places read of a story. */
export type PublishedStory = {
  placeId: Uuid;
  placeName: string;
  id: Uuid;
  organisationId: Uuid;
  organisationName: string;
  version: number;
  title: string;
  summary: string;
  core: string;
  address: string;
  isWithdrawn: boolean;
};

function copies(trx: Trx) {
  return trx
    .selectFrom('published_story as p')
    .innerJoin('organisation as o', 'o.id', 'p.organisation_id')
    .innerJoin('place as q', 'q.id', 'p.place_id')
    .selectAll('p')
    .select(['o.name as organisation_name', 'q.name as place_name']);
}

function toCopy(row: Awaited<ReturnType<ReturnType<typeof copies>['executeTakeFirstOrThrow']>>): PublishedStory {
  return {
    placeId: row.place_id,
    placeName: row.place_name,
    id: row.id,
    organisationId: row.organisation_id,
    organisationName: row.organisation_name,
    version: row.version,
    title: row.title,
    summary: row.summary,
    core: row.core,
    address: row.address,
    isWithdrawn: row.withdrawn,
  };
}

/** Stories that other places have published and not withdrawn, the newest first; at most `limit`. */
export async function storiesElsewhere(trx: Trx, place: Uuid, limit = 60): Promise<PublishedStory[]> {
  const rows = await copies(trx)
    .where('p.place_id', '<>', place)
    .where('p.withdrawn', '=', false)
    .orderBy('p.published_at', 'desc')
    .orderBy('p.id')
    .limit(limit)
    .execute();
  return rows.map(toCopy);
}

/** The copy of another place's story, also when it was withdrawn. */
export async function storyElsewhere(trx: Trx, place: Uuid, id: Uuid): Promise<PublishedStory | undefined> {
  const row = await copies(trx).where('p.place_id', '<>', place).where('p.id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toCopy(row);
}
