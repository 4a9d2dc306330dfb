import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import { slugify } from '../../../lib/text.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { oldSlugs } from '../../../thread/store/slugs.ts';

/** Words that stand for pages of their own where a slug could stand. */
const reserved = new Set(['new', 'offer', 'coherence', 'edit']);

/** A free slug for `title`: not another record's, not one that another record once had, not the name of a page. */
export async function freeSlug(
  trx: Trx,
  place: Uuid,
  kind: 'priority' | 'plan' | 'commitment',
  title: string,
  own?: Uuid,
): Promise<string> {
  const base = slugify(title).slice(0, 40);
  const begins = `${base}%`;
  const taken = new Set(reserved);
  if (kind === 'commitment') {
    const rows = await sql<{ slug: string }>`select thread.commitment_slugs(${base}) as slug`.execute(trx);
    for (const row of rows.rows) taken.add(row.slug);
  } else {
    let query = trx.selectFrom(kind).select('slug').where('place_id', '=', place).where('slug', 'like', begins);
    if (own !== undefined) query = query.where('id', '<>', own);
    for (const row of await query.execute()) taken.add(row.slug);
  }
  for (const old of await oldSlugs(trx, place, kind, base)) if (old.id !== own) taken.add(old.slug);
  return slugify(title, (slug) => taken.has(slug));
}
