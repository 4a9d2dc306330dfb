import { Button, LongField, TextField } from '../../../design/index.ts';
import { todayInLondon } from '../../../lib/dates.ts';
import type { FormView } from '../../../lib/form-reader.ts';
import { page, redirect, type PageContent } from '../../../platform/http/answers.ts';
import { placeRoute } from '../../../platform/http/routes.ts';
import type { Place } from '../../../platform/http/places.ts';
import { again, doingOf, measurers, needMeasure, slugParams, type Wiring } from '../requests.ts';
import type { MeasureWithSeries } from '../store/measures.ts';
import { addFigures, needSeries } from '../store/writes.ts';
import { figuresBody, parseFigures } from './form.ts';

function content(place: Place, measure: MeasureWithSeries, form: FormView): PageContent {
  const here = `/${place.slug}/measures/${measure.slug}`;
  return {
    title: 'Add figures',
    back: { text: 'Back to the measure', href: here },
    errors: form.problems,
    body: (
      <>
        <h1>Add figures to “{measure.name}”</h1>
        <p>
          One line for each period: the period, a comma, and the figure ({measure.unit}). A period that already has a
          figure gets the new one; the old one is kept as well.
        </p>
        <form method="post" action={`${here}/figures`}>
          <TextField form={form} name="area" label="Area" width={20} />
          <LongField
            form={form}
            name="rows"
            label="Figures"
            hint="For example, “2026-03, 41.5”, “2025/26, 41.5” or “2025/26 Q2, missing”"
            rows={8}
          />
          <Button preventDoubleClick>Save these figures</Button>
        </form>
      </>
    ),
  };
}

/** Typing or pasting the figures of a measure. */
export function addFiguresRoutes({ app, context }: Wiring): void {
  placeRoute(app, context, {
    method: 'GET',
    path: '/:place/measures/:slug/figures',
    ability: measurers,
    params: slugParams,
    handle: async ({ place, scope, params }) => {
      const measure = await context.db.read(scope, (trx) => needMeasure(trx, place.id, params.slug));
      const area = measure.series[0]?.areaName ?? place.name;
      return page(content(place, measure, { typed: { area }, problems: [] }));
    },
  });
  placeRoute(app, context, {
    method: 'POST',
    path: '/:place/measures/:slug/figures',
    ability: measurers,
    params: slugParams,
    body: figuresBody,
    handle: async (request) => {
      const { place, scope, params, body: typed, now } = request;
      const parsed = parseFigures(typed, todayInLondon(now));
      const { measure, done } = await context.db.write(scope, async (trx) => {
        const measure = await needMeasure(trx, place.id, params.slug);
        if (!parsed.ok) return { measure, done: undefined };
        const doing = doingOf(request);
        const words = { areaCode: '', areaName: parsed.value.area, sex: '', age: '', breakdown: '' };
        const series = await needSeries(trx, doing, measure.id, words, measure.series.length);
        return { measure, done: await addFigures(trx, doing, measure, series, parsed.value.figures) };
      });
      if (!parsed.ok) return page(content(place, measure, { typed, problems: parsed.error }));
      if (done !== undefined && !done.ok)
        return again(done.error, 'rows', content(place, measure, { typed, problems: [] }));
      return redirect(`/${place.slug}/measures/${measure.slug}`, 'figures-added');
    },
  });
}
