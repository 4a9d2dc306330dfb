import { publishedWords } from '../../../kernel/published-count.ts';
import { formatDate } from '../../../lib/dates.ts';
import type { ServiceHelp } from '../store/help-counts.ts';

/**
 * "Referred here: about 10. Told of it: fewer than 8. Got in touch: about 25 times. Up to 31 March 2026". Where nobody
 * counts who gets in touch, nothing is said of it.
 */
export function helpWords(help: ServiceHelp): string {
  const { referred, introduced, contacts } = help;
  return [
    `Referred here: ${publishedWords(referred)}`,
    `Told of it: ${publishedWords(introduced)}`,
    ...(contacts === 0 ? [] : [`Got in touch: ${publishedWords(contacts)} times`]),
    `Up to ${formatDate(help.asOf)}`,
  ].join('. ');
}
