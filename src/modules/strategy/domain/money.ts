import { fail, ok, type Result } from '../../../lib/result.ts';

/** The most that one commitment may cost: a billion pounds, in pence. */
export const largestAmount = 100_000_000_000;

export type MoneyRefusal = 'money/not-an-amount' | 'money/too-much';

/** Reads "£12,500", "12500" or "12,500.50" as whole pence. `formatPounds` of `lib/text` writes it back. */
export function parsePounds(text: string): Result<number, MoneyRefusal> {
  const plain = text.trim().replace(/^£\s*/, '');
  const match = /^(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{2}))?$/.exec(plain);
  if (match === null) return fail('money/not-an-amount');
  const pounds = (match[1] ?? '').replaceAll(',', '');
  if (pounds.length > 12) return fail('money/too-much');
  const pence = Number(pounds) * 100 + Number(match[2] ?? '0');
  return pence > largestAmount ? fail('money/too-much') : ok(pence);
}
