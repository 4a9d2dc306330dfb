import { sql, type RawBuilder } from 'kysely';
import type { Uuid } from '../../../kernel/ids.ts';
import { normaliseForSearch } from '../../../lib/text.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { builtInSynonyms } from '../domain/synonyms.ts';

/** A word that somebody typed, and every word that is looked for in its place; the first is the word itself. */
export type SoughtWord = { typed: string; alternatives: readonly string[] };

/** The most words of a search that are looked at. */
const mostWords = 12;
/** How alike a mistyped word must be, from 0 to 1. */
const alike = 0.4;

/** Every run of one to three words, the longest first, so that "food bank" is known before "food". */
function phrasesOf(words: readonly string[]): { phrase: string; start: number; length: number }[] {
  return [3, 2, 1].flatMap((length) =>
    words.slice(0, Math.max(0, words.length - length + 1)).map((_, start) => ({
      phrase: words.slice(start, start + length).join(' '),
      start,
      length,
    })),
  );
}

async function synonymsOf(trx: Trx, place: Uuid, phrases: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await trx
    .selectFrom('search_synonym')
    .select(['word', 'means'])
    .where('place_id', '=', place)
    .where((eb) => eb.or([eb('word', 'in', [...phrases]), eb('means', 'in', [...phrases])]))
    .limit(200)
    .execute();
  const found = new Map<string, string[]>();
  const add = (from: string, to: string): void => void found.set(from, [...(found.get(from) ?? []), to]);
  for (const { word, means } of rows) {
    add(word, means);
    add(means, word);
  }
  for (const phrase of phrases) for (const means of builtInSynonyms(phrase)) add(phrase, means);
  return found;
}

/** For words that stand on no page of the place: the words that look most like them. */
async function correctionsOf(trx: Trx, place: Uuid, words: readonly string[]): Promise<Map<string, string[]>> {
  const long = words.filter((word) => word.length > 3);
  if (long.length === 0) return new Map();
  const rows = await sql<{ typed: string; word: string }>`
    select t.typed, near.word
    from unnest(${[...long]}::text[]) as t(typed)
    cross join lateral (
      select w.word from search_word w
      where w.place_id = ${place} and w.word % t.typed and similarity(w.word, t.typed) >= ${alike}
      order by similarity(w.word, t.typed) desc, w.word limit 3
    ) near
    where cardinality(ts_lexize('english_stem', t.typed)) > 0
      and not exists (select 1 from search_word k where k.place_id = ${place}
        and k.stem = (ts_lexize('english_stem', t.typed))[1])`.execute(trx);
  const found = new Map<string, string[]>();
  for (const { typed, word } of rows.rows) found.set(typed, [...(found.get(typed) ?? []), word]);
  return found;
}

/** The words of a search with what the place takes for each of them, and what was meant by those that were mistyped. */
export async function soughtWords(trx: Trx, place: Uuid, text: string): Promise<SoughtWord[]> {
  const words = normaliseForSearch(text)
    .split(' ')
    .filter((word) => word !== '')
    .slice(0, mostWords);
  if (words.length === 0) return [];
  const phrases = phrasesOf(words);
  // Asked for together: corrections of words that turn out to have synonyms are left aside.
  const [synonyms, corrections] = await Promise.all([
    synonymsOf(
      trx,
      place,
      phrases.map((one) => one.phrase),
    ),
    correctionsOf(trx, place, words),
  ]);
  const taken = new Set<number>();
  const sought: (SoughtWord & { start: number })[] = [];
  for (const { phrase, start, length } of phrases) {
    const places = Array.from({ length }, (_, offset) => start + offset);
    const means = synonyms.get(phrase);
    if (places.some((one) => taken.has(one)) || (means === undefined && length > 1)) continue;
    for (const one of places) taken.add(one);
    sought.push({ typed: phrase, alternatives: [phrase, ...(means ?? [])], start });
  }
  return sought
    .sort((a, b) => a.start - b.start)
    .map(({ typed, alternatives }) => ({
      typed,
      alternatives: alternatives.length > 1 ? alternatives : [...alternatives, ...(corrections.get(typed) ?? [])],
    }));
}

/** Stands before the stems of a name, so that the index tells which services have a word in their very name. */
const nameMark = '~';

/**
 * The query of the index for these words: every one of them, or any one of them; anywhere, or in the name. A word that
 * means nothing adds nothing.
 */
export function queryOf(
  sought: readonly SoughtWord[],
  join: 'every' | 'any',
  where: 'anywhere' | 'name' = 'anywhere',
): RawBuilder<unknown> {
  const parts = sought.map(({ alternatives }) => {
    const each = alternatives.map((words) =>
      where === 'anywhere'
        ? sql`plainto_tsquery('english', ${words})`
        : sql`coalesce((select string_agg(quote_literal(${nameMark}::text || l), ' & ')::tsquery
            from unnest(tsvector_to_array(to_tsvector('english', ${words}))) as l), ''::tsquery)`,
    );
    return sql`(${sql.join(each, sql` || `)})`;
  });
  return sql`(${sql.join(parts, join === 'every' ? sql` && ` : sql` || `)})`;
}

/** The word that stands among the stems of every service of a place, and of no other. */
export function placeStem(place: Uuid): string {
  return `p${place.replaceAll('-', '')}`;
}

/** Everything by which the index knows a service: its place, the stems of its name, and those of all its words. */
export function stemsOf(place: Uuid, name: RawBuilder<string>, words: RawBuilder<string>): RawBuilder<string> {
  return sql<string>`array_to_tsvector(array[${placeStem(place)}::text]
      || array(select ${nameMark}::text || l from unnest(tsvector_to_array(to_tsvector('english', ${name}))) as l))
    || setweight(to_tsvector('english', ${name}), 'A') || setweight(to_tsvector('english', ${words}), 'C')`;
}

/** Keeps the words of a page, so that a mistyped one can be told for what was meant. */
export async function keepWords(trx: Trx, place: Uuid, text: string): Promise<void> {
  const words = [...new Set(text.toLowerCase().split(/[^a-z0-9]+/))].filter(
    (word) => word.length >= 3 && word.length <= 40,
  );
  if (words.length === 0) return;
  await sql`insert into search_word (place_id, word, stem)
    select ${place}, w, coalesce((ts_lexize('english_stem', w))[1], w) from unnest(${words}::text[]) as t(w)
    on conflict do nothing`.execute(trx);
}
