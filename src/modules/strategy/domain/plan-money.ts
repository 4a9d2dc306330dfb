/** Money that somebody has put behind a commitment. `pence` is undefined where the amount was not said. */
export type MoneyLine = { payer: string; pence: number | undefined };

/** What one payer puts in: the sum of the amounts that were said, and how many were not. */
export type PayerTotal = { payer: string; pence: number; lines: number; unsaid: number };

/** Adds up money by who pays it, the largest first. An amount that was not said is counted, never guessed. */
export function moneyByPayer(lines: readonly MoneyLine[]): PayerTotal[] {
  const totals = new Map<string, PayerTotal>();
  for (const line of lines) {
    const total = totals.get(line.payer) ?? { payer: line.payer, pence: 0, lines: 0, unsaid: 0 };
    total.lines += 1;
    total.pence += line.pence ?? 0;
    if (line.pence === undefined) total.unsaid += 1;
    totals.set(line.payer, total);
  }
  return [...totals.values()].sort((a, b) => b.pence - a.pence || a.payer.localeCompare(b.payer));
}
