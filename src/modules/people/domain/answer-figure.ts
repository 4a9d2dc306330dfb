import { plural } from '../../../lib/text.ts';

/** How an organisation answered the referrals of a year. */
export type AnswerFigure = {
  asked: number;
  answered: number;
  accepted: number;
  /** Half of the answers came within so many days. */
  medianDays: number | undefined;
};

/** Fewer say nothing of how somebody answers. */
export const fewestAsked = 5;

function inTen(part: number, whole: number): string {
  const tenths = Math.round((part / whole) * 10);
  if (part === 0) return 'none';
  if (part === whole) return 'all';
  return `about ${Math.min(9, Math.max(1, tenths))} in 10`;
}

function withinWords(days: number): string {
  if (days < 1) return 'within a day';
  return `within ${plural(Math.ceil(days), 'day')}`;
}

/** The figure in plain words, for those who refer and for the organisation itself. It counts referrals, never people's worth. */
export function answerWords(figure: AnswerFigure | undefined): string {
  if (figure === undefined || figure.asked < fewestAsked) return 'Too few referrals to say how they answer';
  const { asked, answered, accepted, medianDays } = figure;
  if (answered === 0) return `No answer yet to ${plural(asked, 'referral')}`;
  const speed = medianDays === undefined ? '' : `, half of them ${withinWords(medianDays)}`;
  return `Answers ${inTen(answered, asked)}${speed}; says yes to ${inTen(accepted, answered)} of those`;
}
