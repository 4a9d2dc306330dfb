import type { Mark } from '../domain/reading.ts';
import type { Aim } from '../store/measures.ts';

/** What a measure is for, as people read it. */
export const aimWords: Readonly<Record<Aim, { title: string; lede: string }>> = {
  population: { title: 'Healthier people', lede: 'How people here live and feel.' },
  experience: { title: 'Better services', lede: 'What help is like for those who need it.' },
  sustainability: { title: 'Money that lasts', lede: 'Whether it can be kept up.' },
  staff: { title: 'The people who do the work', lede: 'How those who help are doing.' },
  balancing: {
    title: 'Watching for harm elsewhere',
    lede: 'What must not get worse while something else gets better.',
  },
};

export const ruleWords = {
  'non-overlapping': 'Each event counts in one period only',
  point: 'A state on one day',
  rolling: 'Overlapping periods, such as three years that move on by one',
  cumulative: 'Each figure includes the ones before it',
} as const;

export const polarityWords = {
  'high-good': 'A higher figure is better',
  'low-good': 'A lower figure is better',
  'no-judgement': 'Neither: it is for looking only',
} as const;

/** How the last figure stands, in words and with the tone of its tag. */
export function markStatus(mark: Mark | 'unknown'): { text: string; tone: 'good' | 'late' | 'plain' | 'waiting' } {
  switch (mark) {
    case 'better':
      return { text: 'A change for the better', tone: 'good' };
    case 'worse':
      return { text: 'A change for the worse', tone: 'late' };
    case 'high':
      return { text: 'A change upwards', tone: 'plain' };
    case 'low':
      return { text: 'A change downwards', tone: 'plain' };
    case 'common':
      return { text: 'Within its usual range', tone: 'plain' };
    case 'unknown':
      return { text: 'Too little to say', tone: 'waiting' };
  }
}
