import type { Uuid } from '../../../kernel/ids.ts';
import { slugify } from '../../../lib/text.ts';
import type { Trx } from '../../../platform/database/database.ts';

/** Words that stand for pages of their own where a slug could stand. */
const reserved = ['new', 'bodies', 'edit'];

/** A free slug for `title`: not another record's, not the name of a page. */
export async function freeSlug(trx: Trx, place: Uuid, table: 'body' | 'meeting', title: string): Promise<string> {
  const begins = `${slugify(title).slice(0, 40)}%`;
  const rows = await trx
    .selectFrom(table)
    .select('slug')
    .where('place_id', '=', place)
    .where('slug', 'like', begins)
    .execute();
  const taken = new Set([...reserved, ...rows.map((row) => row.slug)]);
  return slugify(title, (slug) => taken.has(slug));
}
