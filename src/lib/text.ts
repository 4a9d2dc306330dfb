/**
 * A readable address part: lower-case letters, digits and single hyphens, at most 60 characters, never empty ("page").
 * When `isTaken` says yes, "-2", "-3" … is added until it says no.
 */
export function slugify(text: string, isTaken: (slug: string) => boolean = () => false): string {
  const plain = fold(text)
    .replaceAll('&', ' and ')
    .replaceAll(/['’]/g, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  const base = shortenSlug(plain === '' ? 'page' : plain, 60);
  if (!isTaken(base)) return base;
  for (let count = 2; ; count += 1) {
    const suffix = `-${count}`;
    const slug = shortenSlug(base, 60 - suffix.length) + suffix;
    if (!isTaken(slug)) return slug;
  }
}

function shortenSlug(slug: string, length: number): string {
  if (slug.length <= length) return slug;
  const cut = slug.slice(0, length + 1);
  const lastHyphen = cut.lastIndexOf('-');
  return lastHyphen > length / 2 ? cut.slice(0, lastHyphen) : slug.slice(0, length).replace(/-+$/, '');
}

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('æ', 'ae')
    .replaceAll('ø', 'o')
    .replaceAll('ł', 'l');
}

/** Text as search compares it: no accents, no capitals, no punctuation, single spaces. Letters of every script stay. */
export function normaliseForSearch(text: string): string {
  return fold(text)
    .replaceAll(/['’]/g, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** "1 vote", "2 votes", "0 votes", "1,204 people": the number and the right word. `many` defaults to `one` + "s". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}

/** "a", "a and b", "a, b and c"; empty for an empty list. */
export function listInWords(items: readonly string[], joiner = 'and'): string {
  const last = items.at(-1) ?? '';
  if (items.length < 2) return last;
  return `${items.slice(0, -1).join(', ')} ${joiner} ${last}`;
}

/** At most `length` characters (an emoji counts as one), cut between words, with "…" when something was left out. */
export function truncateAtWord(text: string, length: number): string {
  const characters = Array.from(text.trim());
  if (characters.length <= length) return characters.join('');
  const kept = characters.slice(0, Math.max(length - 1, 0)).join('');
  const isBetweenWords = /\s/.test(characters[Math.max(length - 1, 0)] ?? '');
  const lastSpace = kept.search(/\s+\S*$/);
  const cut = isBetweenWords || lastSpace <= 0 ? kept : kept.slice(0, lastSpace);
  return `${cut.replace(/[\s,;:–-]+$/, '')}…`;
}

// Making a formatter costs fifty times more than using it: one is kept for each number of places.
const formats = new Map<number | undefined, Intl.NumberFormat>();

function numberFormat(decimals: number | undefined): Intl.NumberFormat {
  const kept = formats.get(decimals);
  if (kept !== undefined) return kept;
  const places =
    decimals === undefined
      ? { maximumFractionDigits: 3 }
      : { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  const made = new Intl.NumberFormat('en-GB', places);
  formats.set(decimals, made);
  return made;
}

/** "128,000" or "3.5", the way numbers are written in Britain; `decimals` fixes the places after the point. */
export function formatNumber(value: number, decimals?: number): string {
  // Most numbers on a page are small counts, which need no formatter.
  if (decimals === undefined && Number.isInteger(value) && value >= 0 && value < 1_000) return String(value);
  return numberFormat(decimals)
    .format(value)
    .replace(/^-(?=0(?:\.0*)?$)/, '');
}

/** "42%" of `part` in `whole`, rounded to `decimals` places; "no figure" when `whole` is 0. */
export function formatPercentage(part: number, whole: number, decimals = 0): string {
  return whole === 0 ? 'no figure' : `${formatNumber((part / whole) * 100, decimals)}%`;
}

/** "£1,250" or "£1,250.50" from whole pence. */
export function formatPounds(pence: number): string {
  const sign = pence < 0 ? '-' : '';
  const size = Math.abs(pence);
  return `${sign}£${formatNumber(size / 100, size % 100 === 0 ? 0 : 2)}`;
}
