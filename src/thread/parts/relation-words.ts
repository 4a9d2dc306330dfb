import type { Relation } from '../../kernel/thread-ref.ts';

const words: Record<Relation, [up: string, down: string]> = {
  answers: ['answers', 'is answered by'],
  pursues: ['works towards', 'is worked towards by'],
  'measured-by': ['is measured by', 'measures'],
  'funded-by': ['is paid for by', 'pays for'],
  'agreed-by': ['was agreed by', 'agreed'],
  delivers: ['delivers', 'is delivered by'],
  'delegated-to': ['was handed to', 'was handed'],
  'supported-by': ['is supported by', 'supports'],
  evidences: ['is evidence for', 'is evidenced by'],
  'learned-from': ['learned from', 'was taken up by'],
  'needed-by': ['is needed because of', 'shows the need for'],
  'contested-by': ['is contested by', 'contests'],
  serves: ['serves', 'is served by'],
};

/** How a link reads, from the end one stands at: `up` along it, `down` against it. */
export function relationWords(relation: Relation, direction: 'up' | 'down'): string {
  return words[relation][direction === 'up' ? 0 : 1];
}
