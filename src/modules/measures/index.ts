import type { Module } from '../../module.ts';
import { addFiguresRoutes } from './add-figures/route.tsx';
import { addMeasureKind } from './kinds.tsx';
import { linkOutcomeRoutes } from './link-outcome/route.tsx';
import { listMeasures } from './list-measures/route.tsx';
import { notices } from './messages.ts';
import { publishMeasure } from './publish-measure/route.tsx';
import { setBaselineRoutes } from './set-baseline/route.tsx';
import { showMeasure } from './show-measure/route.tsx';
import { writeMeasure } from './write-measure/route.tsx';

const slices = [
  listMeasures,
  showMeasure,
  writeMeasure,
  addFiguresRoutes,
  setBaselineRoutes,
  publishMeasure,
  linkOutcomeRoutes,
];

/** What is known and what changed: measures, their figures, and what may be said of them. */
export function measuresModule(): Module {
  return {
    name: 'measures',
    thread: addMeasureKind,
    routes: (app, context) => {
      for (const slice of slices) slice({ app, context });
    },
    notices,
  };
}

// What other modules, the seed and imports may ask and write.
export { findMeasure, measuresWhere, type Aim, type Measure } from './store/measures.ts';
export {
  addFigures,
  createMeasure,
  linkOutcome,
  needSeries,
  noteImport,
  setBaseline,
  setPublished,
  type MeasureWords,
} from './store/writes.ts';
export { agreesWithRule, detectPeriodRule, parsePeriod, type PeriodRule } from './domain/period.ts';
export type { Figure } from './domain/reading.ts';
export type { Polarity } from './domain/process-chart.ts';
export type { Doing } from './store/doing.ts';
export { refusalSentence } from './messages.ts';
