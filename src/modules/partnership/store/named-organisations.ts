import { sql } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import { parseCharityNumber } from '../../../lib/identifiers.ts';
import { normaliseForSearch, slugify } from '../../../lib/text.ts';
import type { Trx } from '../../../platform/database/database.ts';

/** An organisation as another directory has it. */
export type NamedOrganisation = {
  name: string;
  summary: string;
  website: string | undefined;
  charityNumber: string | undefined;
};

/**
 * Organisations by the words of their names (`normaliseForSearch`): those that are known by name or by charity number, and
 * new ones for the others, which are no partners. Only the service itself may.
 */
export async function organisationsNamed(
  trx: Trx,
  all: readonly NamedOrganisation[],
  doing: { now: Date; newId: () => Uuid },
): Promise<Map<string, { id: Uuid; name: string }>> {
  const wanted = new Map(all.map((one) => [normaliseForSearch(one.name), one]));
  const found = new Map<string, { id: Uuid; name: string }>();
  if (wanted.size === 0) return found;
  const names = [...wanted.values()].map((one) => one.name.trim().toLowerCase());
  const numbers = [...wanted.values()].flatMap((one) => charityOf(one.charityNumber) ?? []);
  const known = await trx
    .selectFrom('organisation')
    .select(['id', 'name', 'charity_number'])
    .where(sql<boolean>`(lower(name) = any(${names}::text[]) or charity_number = any(${numbers}::text[]))`)
    .orderBy('created_at')
    .execute();
  // The oldest of each name and of each number.
  const byName = new Map(known.toReversed().map((row) => [normaliseForSearch(row.name), row]));
  const byNumber = new Map(known.toReversed().map((row) => [row.charity_number, row]));
  for (const [key, one] of wanted) {
    const number = charityOf(one.charityNumber);
    const match = (number === undefined ? undefined : byNumber.get(number)) ?? byName.get(key);
    if (match !== undefined) found.set(key, { id: match.id, name: match.name });
  }
  const missing = [...wanted].filter(([key]) => !found.has(key));
  if (missing.length === 0) return found;
  const bases = missing.map(([, one]) => slugify(one.name).slice(0, 47).replace(/-+$/, ''));
  const taken = new Set(
    (
      await trx
        .selectFrom('organisation')
        .select('slug')
        .where(sql<boolean>`slug = any(${bases}::text[])`)
        .execute()
    ).map((row) => row.slug),
  );
  const usedNumbers = new Set(known.map((row) => row.charity_number));
  const rows = missing.map(([key, one], index) => {
    const id = doing.newId();
    const base = bases[index] ?? '';
    const slug = taken.has(base) ? `${base}-${id.slice(-12)}` : base;
    taken.add(slug);
    const number = charityOf(one.charityNumber);
    const isNew = number !== undefined && !usedNumbers.has(number);
    if (isNew) usedNumbers.add(number);
    const name = one.name.trim();
    found.set(key, { id, name });
    return {
      id,
      slug,
      name,
      kind: number === undefined ? 'community-group' : 'charity',
      charity_number: isNew ? number : null,
      summary: one.summary,
      website: one.website ?? null,
      created_at: doing.now,
    };
  });
  await trx.insertInto('organisation').values(rows).execute();
  return found;
}

function charityOf(text: string | undefined): string | undefined {
  const read = parseCharityNumber(text ?? '');
  return read.ok ? read.value.number : undefined;
}
