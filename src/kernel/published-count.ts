/**
 * The count of people that may leave the signed-in area: nought as it is, 1 to 7 withheld (undefined), 8 and over rounded
 * to the nearest five. Counted once a month, because a figure that is always fresh tells each person by its change.
 * Source: the rule of NHS hospital statistics since 2018.
 * @throws RangeError for what is no count.
 */
export function publishedCount(people: number): number | undefined {
  if (!Number.isInteger(people) || people < 0) throw new RangeError(`${people} is no count of people`);
  if (people === 0) return 0;
  return people < 8 ? undefined : Math.round(people / 5) * 5;
}

/** A published count in words: "none", "fewer than 8", "about 25". */
export function publishedWords(count: number | undefined): string {
  if (count === undefined) return 'fewer than 8';
  return count === 0 ? 'none' : `about ${count.toLocaleString('en-GB')}`;
}
