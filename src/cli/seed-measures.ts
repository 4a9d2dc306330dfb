import type { DemoMeasure } from '../../demo/wrenmouth/types.ts';
import type { Uuid } from '../kernel/ids.ts';
import { addDays, addMonths, type LocalDate } from '../lib/dates.ts';
import {
  addFigures,
  createMeasure,
  linkOutcome,
  measuresWhere,
  needSeries,
  setBaseline,
  setPublished,
  type Doing,
  type Figure,
} from '../modules/measures/index.ts';
import type { Trx } from '../platform/database/database.ts';
import { dateAt, found, momentAt, must, type Seeding } from './seeding.ts';

/** The first day of the month `months` from the one of the first run. */
function monthStart(seeding: Seeding, months: number): LocalDate {
  const today = dateAt(seeding, 0);
  return addMonths(addDays(today, 1 - Number(today.slice(8))), months);
}

function figuresOf(one: DemoMeasure, seeding: Seeding): Figure[] {
  return one.values.map((value, index) => {
    const after = monthStart(seeding, index - one.values.length + 1);
    return {
      from: addMonths(after, -one.months),
      to: addDays(after, -1),
      value,
      lower: null,
      upper: null,
      note: '',
      status: 'final',
    };
  });
}

async function seedMeasure(
  trx: Trx,
  one: DemoMeasure,
  known: { outcomes: ReadonlyMap<string, { id: Uuid }>; commitments: ReadonlyMap<string, Uuid> },
  seeding: Seeding,
): Promise<void> {
  const place = found(seeding.places, one.place);
  const doing: Doing = { place, account: undefined, now: momentAt(seeding, -40), newId: seeding.newId };
  const { id, slug } = await createMeasure(trx, doing, {
    name: one.name,
    question: one.question,
    aim: one.aim,
    polarity: one.polarity,
    unit: one.unit,
    decimals: one.decimals,
    periodRule: one.periodRule,
    aboutPeople: one.aboutPeople,
    source: 'Invented for the demonstration',
    sourceId: '',
    licence: 'Invented for the demonstration. No real person or place stands behind these figures.',
    weaknesses: one.weaknesses,
  });
  if (one.outcome !== null) must(await linkOutcome(trx, doing, id, found(known.outcomes, one.outcome).id), slug);
  const series = await needSeries(
    trx,
    doing,
    id,
    { areaCode: '', areaName: one.area, sex: '', age: '', breakdown: '' },
    0,
  );
  const [measure] = await measuresWhere(trx, place.id, { ids: [id] });
  if (measure === undefined) throw new Error(`the measure ${one.slug} is not there`);
  must(await addFigures(trx, doing, measure, series, figuresOf(one, seeding)), slug);
  if (one.baseline !== null) {
    const { firstMonth, lastMonth, commitment, reason } = one.baseline;
    const from = monthStart(seeding, firstMonth);
    const to = addDays(monthStart(seeding, lastMonth + 1), -1);
    const commitmentId = found(known.commitments, commitment);
    must(await setBaseline(trx, doing, measure, series, { from, to, commitmentId, reason }), slug);
  }
  must(await setPublished(trx, { ...doing, now: momentAt(seeding, -3) }, measure, true), slug);
}

/** Wrenmouth's measures: 36 figures each, tied to the outcomes that they stand for. */
export async function seedMeasures(
  trx: Trx,
  measures: readonly DemoMeasure[],
  known: { outcomes: ReadonlyMap<string, { id: Uuid }>; commitments: ReadonlyMap<string, Uuid> },
  seeding: Seeding,
): Promise<void> {
  for (const one of measures) await seedMeasure(trx, one, known, seeding);
}
