import { publishedWords } from '../../../kernel/published-count.ts';
import { formatDate } from '../../../lib/dates.ts';
import type { ServiceHelp } from '../store/help-counts.ts';

/** "Referred here: about 10. Told of it: fewer than 8. Up to 31 March 2026". */
export function helpWords(help: ServiceHelp): string {
  return `Referred here: ${publishedWords(help.referred)}. Told of it: ${publishedWords(help.introduced)}. Up to ${formatDate(help.asOf)}`;
}
