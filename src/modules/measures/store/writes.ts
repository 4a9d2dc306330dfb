import type { Uuid } from '../../../kernel/ids.ts';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { slugify, truncateAtWord } from '../../../lib/text.ts';
import { recordAudit, recordVersion } from '../../../platform/audit/audit.ts';
import { raisePublicVersion } from '../../../platform/database/changes.ts';
import type { Trx } from '../../../platform/database/database.ts';
import { link, recordEvent, refreshLinkVisibility, unlink, writeCard } from '../../../thread/store/write.ts';
import { agreesWithRule } from '../domain/period.ts';
import type { Baseline, Figure } from '../domain/reading.ts';
import type { MeasureRefusal } from '../messages.ts';
import type { Doing } from './doing.ts';
import type { Measure, MeasureWithSeries } from './measures.ts';

/** What is said of a measure in its form. */
export type MeasureWords = Omit<Measure, 'id' | 'slug' | 'status' | 'version'>;

function columns(words: MeasureWords) {
  return {
    name: words.name,
    question: words.question,
    aim: words.aim,
    polarity: words.polarity,
    unit: words.unit,
    decimals: words.decimals,
    period_rule: words.periodRule,
    about_people: words.aboutPeople,
    source: words.source,
    source_id: words.sourceId,
    licence: words.licence,
    weaknesses: words.weaknesses,
  };
}

async function card(
  trx: Trx,
  doing: Doing,
  measure: { id: Uuid; slug: string; status: string } & MeasureWords,
): Promise<void> {
  await writeCard(
    trx,
    doing.place.id,
    {
      kind: 'measure',
      id: measure.id,
      title: measure.name,
      summary: [measure.question, `Source: ${measure.source}`].filter((part) => part !== '').join(' '),
      address: `/${doing.place.slug}/measures/${measure.slug}`,
      visibility: measure.status === 'published' ? 'public' : 'partner',
    },
    doing.now,
  );
}

async function tell(
  trx: Trx,
  doing: Doing,
  measure: { id: Uuid; status: string },
  name: string,
  sentence: string,
): Promise<void> {
  const visibility = measure.status === 'published' ? 'public' : 'partner';
  const event = {
    id: doing.newId(),
    name,
    sentence,
    about: { kind: 'measure', id: measure.id },
    visibility,
    account: doing.account,
  } as const;
  await recordEvent(trx, doing.place.id, event, doing.now);
}

async function freeSlug(trx: Trx, place: Uuid, name: string): Promise<string> {
  const rows = await trx.selectFrom('measure').select('slug').where('place_id', '=', place).execute();
  const taken = new Set(['new', ...rows.map((row) => row.slug)]);
  return slugify(name, (slug) => taken.has(slug));
}

/** Adds a measure as a draft. Its address is made of its name and stays when the name changes. */
export async function createMeasure(trx: Trx, doing: Doing, words: MeasureWords): Promise<{ id: Uuid; slug: string }> {
  const made = { id: doing.newId(), slug: await freeSlug(trx, doing.place.id, words.name) };
  await trx
    .insertInto('measure')
    .values({
      place_id: doing.place.id,
      ...made,
      ...columns(words),
      status: 'draft',
      created_at: doing.now,
      created_by: doing.account ?? null,
    })
    .execute();
  await card(trx, doing, { ...made, ...words, status: 'draft' });
  await tell(
    trx,
    doing,
    { id: made.id, status: 'draft' },
    'measures/measure-added',
    `The measure “${truncateAtWord(words.name, 120)}” was added.`,
  );
  return made;
}

/** Changes what is said of a measure; refuses a rule that its figures contradict, and a second writer. */
export async function changeMeasure(
  trx: Trx,
  doing: Doing,
  found: MeasureWithSeries,
  words: MeasureWords,
  version: number,
): Promise<Result<void, MeasureRefusal>> {
  if (found.series.some((series) => series.figures.length > 1 && !agreesWithRule(words.periodRule, series.figures)))
    return fail('measure/rule-contradicted');
  if (found.status === 'published' && words.licence === '') return fail('measure/licence-needed');
  const done = await trx
    .updateTable('measure')
    .set({ ...columns(words), version: version + 1 })
    .where('place_id', '=', doing.place.id)
    .where('id', '=', found.id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (done.numUpdatedRows !== 1n) return fail('measure/changed-meanwhile');
  const { series: _, ...before } = found;
  await recordVersion(
    trx,
    { place: doing.place.id, account: doing.account, kind: 'measure', id: found.id, content: before },
    doing.now,
  );
  await card(trx, doing, { ...found, ...words });
  return ok(undefined);
}

/** Shows a measure to everybody, or to partners only again. */
export async function setPublished(
  trx: Trx,
  doing: Doing,
  measure: Measure,
  isPublished: boolean,
): Promise<Result<void, MeasureRefusal>> {
  const status = isPublished ? 'published' : 'draft';
  if (measure.status === status) return ok(undefined);
  if (isPublished && measure.licence === '') return fail('measure/licence-needed');
  await trx
    .updateTable('measure')
    .set({ status, version: measure.version + 1 })
    .where('place_id', '=', doing.place.id)
    .where('id', '=', measure.id)
    .execute();
  await card(trx, doing, { ...measure, status });
  await refreshLinkVisibility(trx, doing.place.id, { kind: 'measure', id: measure.id });
  const words = isPublished ? 'is now public' : 'is no longer public';
  await tell(
    trx,
    doing,
    { id: measure.id, status },
    'measures/measure-shown',
    `The measure “${truncateAtWord(measure.name, 120)}” ${words}.`,
  );
  await recordAudit(
    trx,
    { place: doing.place.id, account: doing.account, action: `measure/${status}`, kind: 'measure', id: measure.id },
    doing.now,
    doing.newId,
  );
  return ok(undefined);
}

export type SeriesWords = { areaCode: string; areaName: string; sex: string; age: string; breakdown: string };

/** The series of a measure with these words; it is made when it is not there. */
export async function needSeries(
  trx: Trx,
  doing: Doing,
  measureId: Uuid,
  words: SeriesWords,
  position: number,
): Promise<Uuid> {
  const found = await trx
    .selectFrom('measure_series')
    .select('id')
    .where('place_id', '=', doing.place.id)
    .where('measure_id', '=', measureId)
    .where('area_name', '=', words.areaName)
    .where('sex', '=', words.sex)
    .where('age', '=', words.age)
    .where('breakdown', '=', words.breakdown)
    .executeTakeFirst();
  if (found !== undefined) return found.id;
  const id = doing.newId();
  await trx
    .insertInto('measure_series')
    .values({
      place_id: doing.place.id,
      id,
      measure_id: measureId,
      area_code: words.areaCode,
      area_name: words.areaName,
      sex: words.sex,
      age: words.age,
      breakdown: words.breakdown,
      position,
    })
    .execute();
  return id;
}

function isSame(a: Figure, b: Figure): boolean {
  return (
    a.value === b.value && a.lower === b.lower && a.upper === b.upper && a.note === b.note && a.status === b.status
  );
}

/**
 * Adds figures to a series. What is already there and the same is left; what differs becomes the next vintage, so that a
 * correction loses nothing. Refuses figures whose periods contradict the rule of the measure.
 * @returns how many are new and how many correct others
 */
export async function addFigures(
  trx: Trx,
  doing: Doing,
  measure: Pick<Measure, 'id' | 'periodRule' | 'status' | 'name'>,
  seriesId: Uuid,
  figures: readonly Figure[],
): Promise<Result<{ added: number; corrected: number }, MeasureRefusal>> {
  const key = (figure: { from: string; to: string }): string => `${figure.from} ${figure.to}`;
  const place = doing.place.id;
  const rows = await trx
    .selectFrom('measure_point')
    .select(['from_on', 'to_on', 'vintage', 'value', 'lower', 'upper', 'note', 'status'])
    .where('place_id', '=', place)
    .where('series_id', '=', seriesId)
    .orderBy('vintage')
    .execute();
  const newest = new Map(rows.map((row) => [`${row.from_on} ${row.to_on}`, row]));
  const periods = new Map([
    ...rows.map((row) => [`${row.from_on} ${row.to_on}`, { from: row.from_on, to: row.to_on } as Figure] as const),
    ...figures.map((figure) => [key(figure), figure] as const),
  ]);
  if (periods.size > 1 && !agreesWithRule(measure.periodRule, [...periods.values()]))
    return fail('measure/rule-contradicted');
  const fresh = figures.flatMap((figure) => {
    const before = newest.get(key(figure));
    if (before !== undefined && isSame({ ...figure, ...before, status: before.status as Figure['status'] }, figure))
      return [];
    return [{ figure, vintage: (before?.vintage ?? 0) + 1 }];
  });
  for (let start = 0; start < fresh.length; start += 500) {
    await trx
      .insertInto('measure_point')
      .values(
        fresh.slice(start, start + 500).map(({ figure, vintage }) => ({
          place_id: place,
          series_id: seriesId,
          from_on: figure.from,
          to_on: figure.to,
          vintage,
          value: figure.value,
          lower: figure.lower,
          upper: figure.upper,
          note: figure.note,
          status: figure.status,
          at: doing.now,
          account_id: doing.account ?? null,
        })),
      )
      .execute();
  }
  const corrected = fresh.filter((one) => one.vintage > 1).length;
  if (fresh.length > 0) await raisePublicVersion(trx, place);
  return ok({ added: fresh.length - corrected, corrected });
}

/** Says once what the limits of a series are reckoned from. It does not move as figures arrive. */
export async function setBaseline(
  trx: Trx,
  doing: Doing,
  measure: Measure,
  seriesId: Uuid,
  baseline: Baseline,
): Promise<Result<void, MeasureRefusal>> {
  if (measure.periodRule === 'rolling' || measure.periodRule === 'cumulative') return fail('measure/no-limits');
  const before = await trx
    .selectFrom('measure_baseline')
    .select('series_id')
    .where('place_id', '=', doing.place.id)
    .where('series_id', '=', seriesId)
    .executeTakeFirst();
  if (before !== undefined) return fail('measure/baseline-stands');
  await trx
    .insertInto('measure_baseline')
    .values({
      place_id: doing.place.id,
      series_id: seriesId,
      from_on: baseline.from,
      to_on: baseline.to,
      commitment_id: baseline.commitmentId ?? null,
      reason: baseline.reason,
      at: doing.now,
      account_id: doing.account ?? null,
    })
    .execute();
  await tell(
    trx,
    doing,
    measure,
    'measures/baseline-set',
    `The limits of “${truncateAtWord(measure.name, 120)}” were fixed before a change.`,
  );
  await raisePublicVersion(trx, doing.place.id);
  return ok(undefined);
}

/** Says that an outcome is measured by this measure. */
export async function linkOutcome(
  trx: Trx,
  doing: Doing,
  measureId: Uuid,
  outcomeId: Uuid,
): Promise<Result<void, MeasureRefusal>> {
  const by = { account: doing.account, now: doing.now };
  const done = await link(
    trx,
    doing.place.id,
    { kind: 'outcome', id: outcomeId },
    'measured-by',
    { kind: 'measure', id: measureId },
    by,
  );
  return done ? ok(undefined) : fail('measure/gone');
}
export async function unlinkOutcome(trx: Trx, doing: Doing, measureId: Uuid, outcomeId: Uuid): Promise<void> {
  await unlink(trx, doing.place.id, { kind: 'outcome', id: outcomeId }, 'measured-by', {
    kind: 'measure',
    id: measureId,
  });
}

/** Notes that a file was read. @returns false when the same file was read before: then nothing must be changed. */
export async function noteImport(
  trx: Trx,
  doing: Doing,
  file: { name: string; sha256: string; shape: string; read: number; kept: number },
): Promise<boolean> {
  const done = await trx
    .insertInto('measure_import')
    .values({
      place_id: doing.place.id,
      id: doing.newId(),
      file_name: file.name.slice(0, 200),
      sha256: file.sha256,
      shape: file.shape,
      rows_read: file.read,
      rows_kept: file.kept,
      at: doing.now,
      account_id: doing.account ?? null,
    })
    .onConflict((conflict) => conflict.columns(['place_id', 'sha256']).doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}
