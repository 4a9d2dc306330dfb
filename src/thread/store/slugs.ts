import { sql } from 'kysely';
import type { Uuid } from '../../kernel/ids.ts';
import type { ThreadKind } from '../../kernel/thread-ref.ts';
import type { Trx } from '../../platform/database/database.ts';

/** Remembers that a record was once found at `slug`: the address keeps leading to it. */
export async function keepOldSlug(trx: Trx, place: Uuid, kind: ThreadKind, slug: string, id: Uuid): Promise<void> {
  await trx
    .insertInto('slug_alias')
    .values({ place_id: place, kind, slug, record_id: id })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The record that was once found at `slug`. */
export async function recordOnceAt(trx: Trx, place: Uuid, kind: ThreadKind, slug: string): Promise<Uuid | undefined> {
  const row = await trx
    .selectFrom('slug_alias')
    .select('record_id')
    .where('place_id', '=', place)
    .where('kind', '=', kind)
    .where('slug', '=', slug)
    .executeTakeFirst();
  return row?.record_id;
}

/** Old slugs that begin with `base`, and whose they were: a slug is never given to another record. */
export async function oldSlugs(
  trx: Trx,
  place: Uuid,
  kind: ThreadKind,
  base: string,
): Promise<{ slug: string; id: Uuid }[]> {
  const rows = await trx
    .selectFrom('slug_alias')
    .select(['slug', 'record_id as id'])
    .where('place_id', '=', place)
    .where('kind', '=', kind)
    .where('slug', 'like', `${base}%`)
    .execute();
  return rows;
}

/** Which of these slugs once led to a record. */
export async function usedSlugs(trx: Trx, place: Uuid, kind: ThreadKind, slugs: readonly string[]): Promise<string[]> {
  const rows = await trx
    .selectFrom('slug_alias')
    .select('slug')
    .where('place_id', '=', place)
    .where('kind', '=', kind)
    .where(sql<boolean>`slug = any(${[...slugs]}::text[])`)
    .execute();
  return rows.map((row) => row.slug);
}
