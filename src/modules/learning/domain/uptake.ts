import { fail, ok, type Result } from '../../../lib/result.ts';
import { formatNumber } from '../../../lib/text.ts';
import { addMonths, compareDates, type LocalDate } from '../../../lib/dates.ts';
import { personalDataIn, type PersonalData } from './personal-data.ts';
import type { Standing } from './standing.ts';

export const uptakeStatuses = ['considering', 'adapting', 'in-use', 'stopped'] as const;
export type UptakeStatus = (typeof uptakeStatuses)[number];

/** What was measured where a story was taken up: before it began and since. */
export type Figures = { measure: string; unit: string; better: 'higher' | 'lower'; before: number; after: number };

/** What a place says of the story it took up. */
export type UptakeReport = {
  status: UptakeStatus;
  stopReason: string;
  changed: string;
  figures: Figures | undefined;
  happened: string;
};

export type UptakeField = 'reason' | 'changed' | 'measure' | 'happened';
export type UptakeRefusal =
  | { kind: 'reason-needed' }
  | { kind: 'personal-data'; field: UptakeField; found: PersonalData };

/**
 * Whether a report can stand. What stopped says why: others learn as much from it as from what went well. Every report
 * is public at once, so that nothing in it may point to one person.
 */
export function decideReport(report: UptakeReport): Result<UptakeReport, UptakeRefusal> {
  if (report.status === 'stopped' && report.stopReason.trim() === '') return fail({ kind: 'reason-needed' });
  const texts: [UptakeField, string][] = [
    ['reason', report.stopReason],
    ['changed', report.changed],
    ['measure', `${report.figures?.measure ?? ''} ${report.figures?.unit ?? ''}`],
    ['happened', report.happened],
  ];
  for (const [field, text] of texts) {
    const found = personalDataIn(text);
    if (found !== undefined) return fail({ kind: 'personal-data', field, found });
  }
  return ok(report);
}

export type Change = 'better' | 'worse' | 'same';

/** Whether the figure moved the way that is better, the other way, or not at all. It never says why. */
export function changeOf(figures: Figures): Change {
  const moved = (figures.after - figures.before) * (figures.better === 'higher' ? 1 : -1);
  return moved > 0 ? 'better' : moved < 0 ? 'worse' : 'same';
}

function withUnit(value: number, unit: string): string {
  return unit === '%' ? `${formatNumber(value)}%` : `${formatNumber(value)} ${unit}`.trim();
}

/** The figures as a sentence. */
export function figuresSentence(figures: Figures): string {
  const words: Record<Change, string> = { better: 'better', worse: 'worse', same: 'no change' };
  const { measure, unit, before, after } = figures;
  return `${measure}: ${withUnit(before, unit)} before, ${withUnit(after, unit)} after (${words[changeOf(figures)]})`;
}

/** Where an uptake stands. */
export function uptakeStanding(status: UptakeStatus): Standing {
  switch (status) {
    case 'considering':
      return { text: 'Being considered', tone: 'plain' };
    case 'adapting':
      return { text: 'Being adapted', tone: 'waiting' };
    case 'in-use':
      return { text: 'In use', tone: 'good' };
    case 'stopped':
      return { text: 'Stopped', tone: 'ended' };
  }
}

/** Without a result after this many months, an uptake is a loose end. */
export const resultDueMonths = 6;

/** Whether a result should have been told by now. What stopped has told its reason. */
export function isResultLate(
  uptake: { status: UptakeStatus; startedOn: LocalDate; happened: string; figures: Figures | undefined },
  today: LocalDate,
): boolean {
  return (
    uptake.status !== 'stopped' &&
    uptake.happened === '' &&
    uptake.figures === undefined &&
    compareDates(addMonths(uptake.startedOn, resultDueMonths), today) < 0
  );
}
