/** A status computed from facts: words that say it whole, and a tone for the tag beside them. */
export type Standing = { text: string; tone: 'good' | 'waiting' | 'late' | 'ended' | 'plain' };
