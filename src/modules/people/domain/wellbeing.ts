import { compareDates, type LocalDate } from '../../../lib/dates.ts';

/**
 * The questions of the Office for National Statistics about personal well-being (ONS4) and loneliness, word for word:
 * personal well-being harmonised standard, and "Measuring loneliness: guidance for use of the national indicators on
 * surveys" (2018). Contains public sector information licensed under the Open Government Licence v3.0.
 */
export const ons4 = {
  intro:
    'Next I would like to ask you four questions about your feelings on aspects of your life. There are no right or wrong answers. For each of these questions I’d like you to give an answer on a scale of 0 to 10, where 0 is “not at all” and 10 is “completely”.',
  questions: [
    'Overall, how satisfied are you with your life nowadays?',
    'Overall, to what extent do you feel that the things you do in your life are worthwhile?',
    'Overall, how happy did you feel yesterday?',
    'On a scale where 0 is “not at all anxious” and 10 is “completely anxious”, overall, how anxious did you feel yesterday?',
  ],
  names: ['Satisfied with life', 'Things are worthwhile', 'Happy yesterday', 'Anxious yesterday'],
} as const;

export const ucla3 = {
  questions: [
    'How often do you feel that you lack companionship?',
    'How often do you feel left out?',
    'How often do you feel isolated from others?',
  ],
  /** From 1. */
  answers: ['Hardly ever or never', 'Some of the time', 'Often'],
  /** Asked last, so that it does not colour the others. */
  direct: 'How often do you feel lonely?',
  /** From 1, in the order in which it is asked. */
  directAnswers: ['Often or always', 'Some of the time', 'Occasionally', 'Hardly ever', 'Never'],
} as const;

export const instruments = ['ons4', 'ucla-3', 'other'] as const;
export type Instrument = (typeof instruments)[number];
export const instrumentWords: Readonly<Record<Instrument, string>> = {
  ons4: 'How life is (ONS4)',
  'ucla-3': 'Loneliness (UCLA three items, and asked directly)',
  other: 'Another questionnaire',
};

/** How somebody is on a day: four answers, or the total of an instrument that somebody owns. */
export type Wellbeing =
  | { instrument: 'ons4' | 'ucla-3'; takenOn: LocalDate; answers: readonly number[] }
  | { instrument: 'other'; takenOn: LocalDate; name: string; total: number };

/** The highest and lowest answer to a question of an instrument, counted from 0. */
export function answerRange(instrument: 'ons4' | 'ucla-3', question: number): { from: number; to: number } {
  if (instrument === 'ons4') return { from: 0, to: 10 };
  return { from: 1, to: question === 3 ? 5 : 3 };
}

/** The band of an ONS4 figure as the Office for National Statistics names it; anxiety runs the other way. */
export function ons4Band(question: number, figure: number): string {
  if (question === 3) return figure <= 1 ? 'very low' : figure <= 3 ? 'low' : figure <= 5 ? 'medium' : 'high';
  return figure <= 4 ? 'low' : figure <= 6 ? 'medium' : figure <= 8 ? 'high' : 'very high';
}

/** One figure of a reading, by name. ONS4 gives four and never a sum; UCLA the sum of three, 3 to 9. */
export type Figure = { name: string; value: number; words: string };

/** What a reading says, figure by figure. */
export function figuresOf(reading: Wellbeing): Figure[] {
  switch (reading.instrument) {
    case 'ons4':
      return ons4.names.map((name, question) => {
        const value = reading.answers[question] ?? 0;
        return { name, value, words: `${value} of 10, ${ons4Band(question, value)}` };
      });
    case 'ucla-3': {
      const sum = reading.answers.slice(0, 3).reduce((total, one) => total + one, 0);
      return [{ name: 'Loneliness, 3 to 9', value: sum, words: String(sum) }];
    }
    case 'other':
      return [{ name: reading.name, value: reading.total, words: String(reading.total) }];
  }
}

/** What was said to the direct question, which is no number. */
export function directAnswer(reading: Wellbeing): string | undefined {
  if (reading.instrument !== 'ucla-3') return undefined;
  return ucla3.directAnswers[(reading.answers[3] ?? 0) - 1];
}

/** The series a reading belongs to: only readings of one series are compared. */
export function seriesOf(reading: Wellbeing): string {
  return reading.instrument === 'other' ? `other/${reading.name.toLowerCase()}` : reading.instrument;
}

export type PairedChange = {
  from: LocalDate;
  to: LocalDate;
  figures: { name: string; first: number; last: number; change: number }[];
};

/**
 * The change from the first reading of one person to their last; undefined with fewer than two. What lies between, and
 * what others said, counts for nothing: the mean of all first readings against that of all last would mix different people.
 */
export function pairedChange(readings: readonly Wellbeing[]): PairedChange | undefined {
  const sorted = readings.toSorted((a, b) => compareDates(a.takenOn, b.takenOn));
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined || compareDates(first.takenOn, last.takenOn) === 0) return undefined;
  if (seriesOf(first) !== seriesOf(last)) throw new TypeError('readings of two series are not compared');
  const later = figuresOf(last);
  return {
    from: first.takenOn,
    to: last.takenOn,
    figures: figuresOf(first).map(({ name, value }, index) => {
      const end = later[index]?.value ?? value;
      return { name, first: value, last: end, change: end - value };
    }),
  };
}

/** What stands beside every change. */
export const changeCaution =
  'People are mostly asked first when things are hard, and then move back towards what is usual for them without any help: this does not show what caused it.';
