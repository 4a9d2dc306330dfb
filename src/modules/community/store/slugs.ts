import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import { slugify } from '../../../lib/text.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { oldSlugs } from '../../../thread/store/slugs.ts';

/** A free slug for a service: not another's, not one that another once had, not the name of a page. */
export async function freeSlug(trx: Trx, place: Uuid, name: string, own?: { id: Uuid; slug: string }): Promise<string> {
  const base = slugify(name).slice(0, 40);
  const taken = new Set(['new']);
  const rows = await sql<{ slug: string }>`select thread.service_slugs(${base}) as slug`.execute(trx);
  for (const row of rows.rows) if (row.slug !== own?.slug) taken.add(row.slug);
  for (const old of await oldSlugs(trx, place, 'service', base)) if (old.id !== own?.id) taken.add(old.slug);
  return slugify(name, (slug) => taken.has(slug));
}
