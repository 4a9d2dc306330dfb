import { SummaryList } from '../../../design/index.ts';
import { publishedWords } from '../../../kernel/published-count.ts';
import { formatDate } from '../../../lib/dates.ts';
import type { ReferralCount } from '../store/referral-counts.ts';

/** How many people were referred towards a priority, and how many of them had a yes. */
export function ReferralCounts(props: { count: ReferralCount }) {
  const { count } = props;
  return (
    <SummaryList
      rows={[
        { key: 'Referred to somebody', value: publishedWords(count.asked) },
        { key: 'Had an answer', value: publishedWords(count.answered) },
        { key: 'Waited more than five days', value: publishedWords(count.waiting) },
        { key: 'Counted up to', value: formatDate(count.asOf) },
      ]}
    />
  );
}
