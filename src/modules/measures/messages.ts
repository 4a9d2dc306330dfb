/** Why a write was refused. */
export type MeasureRefusal =
  | 'measure/gone'
  | 'measure/changed-meanwhile'
  | 'measure/rule-contradicted'
  | 'measure/licence-needed'
  | 'measure/no-limits'
  | 'measure/baseline-stands';

/** The refusal in words, as a sentence without its full stop. */
export function refusalSentence(refusal: MeasureRefusal): string {
  switch (refusal) {
    case 'measure/gone':
      return 'This measure or outcome is no longer there';
    case 'measure/changed-meanwhile':
      return 'Somebody changed this measure while you were writing. What you typed is below: look at the measure as it is now, then save again';
    case 'measure/rule-contradicted':
      return 'The periods of the figures do not fit the rule of this measure: look whether they overlap, or each includes the one before';
    case 'measure/licence-needed':
      return 'Say under which licence the figures may be shown before the measure is made public';
    case 'measure/no-limits':
      return 'Figures whose periods overlap or add up have no limits, so there is nothing to fix';
    case 'measure/baseline-stands':
      return 'The limits of this series are fixed already. They stay where they are, so that the chart shows change';
  }
}

/** What a form may have against what was typed. */
export const formMessages = {
  name: 'Say what is measured',
  aim: 'Choose what the measure is for',
  polarity: 'Choose which figure is better',
  unit: 'Say what is counted',
  rule: 'Choose how the periods lie to each other',
  source: 'Say where the figures come from',
  decimals: 'Decimal places must be a whole number from 0 to 4',
  area: 'Say for which area the figures are',
  rows: 'Write at least one figure: a period, a comma, and the figure',
  manyRows: 'Write at most 200 figures at a time',
  from: 'Choose the first period of the baseline',
  to: 'Choose a later period than the first as its last',
  reason: 'Say in 20 characters or more why the limits are fixed here',
  outcome: 'Choose an outcome',
} as const;

/** A line of typed figures that cannot be read. */
export function badLine(line: number, what: string): string {
  return `Line ${line}: ${what}`;
}

export const notices: Readonly<Record<string, string>> = {
  'measure-added': 'The measure is saved. Only partners see it until it is made public.',
  'measure-changed': 'The measure is changed.',
  'measure-published': 'The measure is public now.',
  'measure-withdrawn': 'Only partners see this measure now.',
  'figures-added': 'The figures are saved.',
  'baseline-set': 'The limits are fixed.',
  'outcome-linked': 'The outcome is measured by this measure now.',
};
