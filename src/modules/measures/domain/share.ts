import { periodLabel } from './period.ts';
import type { Figure } from './reading.ts';

/** One line of a measure, with its figures in the order of time. */
export type Line = {
  id: string;
  areaName: string;
  sex: string;
  age: string;
  breakdown: string;
  figures: readonly Figure[];
};
/** How many of 100 people are of a group, by the newest figure of a line. */
export type Share = { series: string; label: string; percent: number; period: string };

type Known = { line: Line; figure: Figure; value: number };

/** Units in which a measure counts everybody who lives somewhere. */
const heads: readonly string[] = ['people', 'residents'];

/**
 * What a measure says of the make-up of the population. A percentage says it by itself. Counts of people say it where there are lines for
 * several groups of one kind (ages, or sexes, or areas) with figures for one period: of the line for all of them where there is one, else
 * of their sum. Groups of two kinds at once are compared with their own kind, so that nobody is counted twice.
 */
export function sharesIn(measure: { name: string; unit: string }, lines: readonly Line[]): Share[] {
  const known = lines.flatMap((line): Known[] => {
    const figure = line.figures.findLast((one) => one.value !== null);
    return figure === undefined || figure.value === null ? [] : [{ line, figure, value: figure.value }];
  });
  const share = ({ line, figure }: Known, percent: number, label: string): Share => ({
    series: line.id,
    label,
    percent: Math.round(percent * 10) / 10,
    period: periodLabel(figure),
  });
  if (measure.unit === '%')
    return known
      .filter(({ value }) => value >= 0 && value <= 100)
      .map((one) => share(one, one.value, [measure.name, groupOf(one.line)].filter((part) => part !== '').join(': ')));
  if (!heads.includes(measure.unit)) return [];
  const latest = known
    .map(({ figure }) => figure.to)
    .toSorted()
    .at(-1);
  const now = known.filter(({ figure }) => figure.to === latest);
  return [...Map.groupBy(now, ({ line }) => kindOf(line)).values()].flatMap((alike) => {
    if (alike.length < 2) return [];
    const [first] = alike;
    const whole = now.find(
      ({ line }) =>
        groupOf(line) === '' &&
        first !== undefined &&
        groupOf(first.line) !== '' &&
        line.areaName === first.line.areaName,
    );
    const all = whole?.value ?? alike.reduce((sum, { value }) => sum + value, 0);
    return all <= 0
      ? []
      : alike.map((one) => share(one, (one.value / all) * 100, groupOf(one.line) || one.line.areaName));
  });
}

function groupOf({ sex, age, breakdown }: Line): string {
  return [sex, age, breakdown].filter((part) => part !== '').join(', ');
}

/** Which lines are of one kind: those of one area that tell people apart by the same things, or the areas themselves. */
function kindOf(line: Line): string {
  const by = [line.sex, line.age, line.breakdown].map((part) => (part === '' ? '-' : 'x')).join('');
  return by === '---' ? by : `${by} ${line.areaName}`;
}
